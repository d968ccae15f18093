"""Councils, parliaments and executives."""

from django.db.models import Q, QuerySet

from socle.territories.models import Area, Body
from socle.territories.queries.areas import reaches


def holding_in(area: Area) -> Q:
    return Q(scope=None) | reaches(area, "scope")


def bodies_of(area: Area) -> QuerySet[Body]:
    """Those named for the area, and those that every area of its level has there."""
    everywhere = Q(area=None, level=area.level_id) & holding_in(area)
    found = Body.objects.filter(Q(area=area.pk) | everywhere)
    return found.select_related("level").order_by("position")


def bodies_over(area: Area) -> QuerySet[Body]:
    """Those of the area and of all it stands in, lowest level first."""
    levels = Area.objects.filter(reaches(area, "pk")).order_by().values("level")
    everywhere = Q(area=None, level__in=levels) & holding_in(area)
    found = Body.objects.filter(reaches(area, "area") | everywhere)
    return found.select_related("level", "area").order_by("level__position", "position")
