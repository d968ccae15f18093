"""Councils, parliaments and executives."""

from django.db.models import Q, QuerySet

from socle.territories.models import Area, Body
from socle.territories.queries.areas import ids_above


def bodies_of(area: Area) -> QuerySet[Body]:
    """The bodies of the area: those named for it, and those every area of its level has there."""
    everywhere = Q(area=None, level=area.level_id)
    scope = Q(scope=None) | Q(scope=area.pk) | Q(scope__in=ids_above(area))
    own = Q(area=area.pk) | (everywhere & scope)
    return Body.objects.filter(own).select_related("level").order_by("position")


def bodies_above(area: Area) -> QuerySet[Body]:
    """The bodies named for what the area stands in, lowest level first."""
    above = Body.objects.filter(area__in=ids_above(area))
    return above.select_related("level", "area").order_by("level__position", "position")
