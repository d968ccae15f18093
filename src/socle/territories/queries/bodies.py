"""Councils, parliaments and executives."""

from django.db.models import Q, QuerySet

from socle.territories.models import Area, Body
from socle.territories.queries.areas import reaches
from socle.territories.queries.scopes import Scope


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


def bodies_in(scope: Scope) -> QuerySet[Body]:
    """The same for every area of that part of the country."""
    held = Q(scope=None) | Q(scope__in=scope.area_ids)
    everywhere = Q(area=None, level__in=scope.level_ids) & held
    found = Body.objects.filter(Q(area__in=scope.area_ids) | everywhere)
    return found.select_related("level", "area").order_by("level__position", "position")
