"""Postcodes and the areas they lead to."""

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
    rows = Postcode.objects.filter(code=code).exclude(area=None) if CODE.fullmatch(code) else []
    rows = rows and rows.select_related("area__level").order_by("-main", "area__code", "locality")
    if not rows:
        return []
    history = History.whole()
    return list({a.pk: a for row in rows for a in history.at(row.area, day)}.values())


def postcodes_of(area: Area) -> QuerySet[Postcode]:
    """Postcodes and localities of the area and of those that passed into it, main ones first."""
    own = [area.pk, *(before.pk for before in predecessors_of(area))]
    return Postcode.objects.filter(area__in=own).order_by("-main", "code", "locality")
