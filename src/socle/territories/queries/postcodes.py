"""Postcodes and the areas they lead to."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from socle.territories.models import Area, Postcode
from socle.territories.queries.areas import CODE
from socle.territories.queries.history import History, predecessors_of
from socle.territories.rules import known_day


def areas_for_postcode(code: str, day: date) -> list[Area]:
    """Areas in force on ``day`` that have this postcode, the one whose main one it is first.

    Raises BeforeThePackKnows.
    """
    known_day(day)
    if not CODE.fullmatch(code):
        return []
    rows = Postcode.objects.filter(code=code).select_related("area__level")
    named = [row.area for row in rows.order_by("-main", "area__code", "locality") if row.area]
    history = History.around(*named) if named else History([])
    return list({found.pk: found for area in named for found in history.at(area, day)}.values())


def postcodes_of(area: Area, history: History | None = None) -> QuerySet[Postcode]:
    """Postcodes and localities of the area and of those that passed into it, main ones first."""
    return postcodes_in([area.pk, *(one.pk for one in predecessors_of(area, history=history))])


def postcodes_in(areas: Collection[int]) -> QuerySet[Postcode]:
    return Postcode.objects.filter(area__in=areas).order_by("-main", "code", "locality")
