"""Councils, parliaments and executives."""

from django.db.models import Q, QuerySet

from socle.territories.models import Area, Body
from socle.territories.queries.areas import ids_above


def own_bodies(area: Area) -> Q:
    """Those named for the area, and those every area of its level has there."""
    everywhere = Q(area=None, level=area.level_id)
    scope = Q(scope=None) | Q(scope=area.pk) | Q(scope__in=ids_above(area))
    return Q(area=area.pk) | (everywhere & scope)


def bodies_of(area: Area) -> QuerySet[Body]:
    """The bodies of the area."""
    found = Body.objects.filter(own_bodies(area))
    return found.select_related("level").order_by("position")


def bodies_over(area: Area) -> QuerySet[Body]:
    """Those of the area, and those named for what it stands in, lowest level first."""
    found = Body.objects.filter(own_bodies(area) | Q(area__in=ids_above(area)))
    return found.select_related("level", "area").order_by("level__position", "position")
