"""Areas on a day, and those above and below them."""

import re
from datetime import date

from django.db.models import Q
from django.db.models.expressions import RawSQL

from socle.territories.models import Area, AreaQuerySet
from socle.territories.rules import known_day

CODE = re.compile(r"[0-9A-Za-z]{1,20}")

ABOVE = """
WITH RECURSIVE above(id) AS (
    SELECT to_area_id FROM territories_area_parents WHERE from_area_id = %s
    UNION
    SELECT p.to_area_id FROM territories_area_parents p JOIN above ON p.from_area_id = above.id
)
SELECT id FROM above
"""


def ids_above(area: Area) -> RawSQL:
    """The keys of everything the area stands in, at whatever height, to be used in a filter."""
    return RawSQL(ABOVE, [area.pk])  # noqa: S611 -- the ORM has no recursion; the key is a parameter


def reaches(area: Area, field: str) -> Q:
    """Rows whose ``field`` is the area or something it stands in."""
    return Q(**{field: area.pk}) | Q(**{f"{field}__in": ids_above(area)})


def areas() -> AreaQuerySet:
    """Every area with its level, lowest level first."""
    found: AreaQuerySet = Area.objects.select_related("level").order_by("level__position", "code")
    return found


def area_by_code(code: str) -> Area | None:
    """The area that has or had this code; None for a code that never existed."""
    return areas().filter(code=code).first() if CODE.fullmatch(code) else None


def areas_at(day: date, level: str | None = None) -> AreaQuerySet:
    """Areas in force on ``day``, of one level if asked. Raises BeforeThePackKnows."""
    found = areas().at(known_day(day))
    return found.filter(level__code=level) if level else found


def ancestors_of(area: Area, day: date | None = None) -> list[Area]:
    """What the area stands in, lowest level first: province, region, communities, … the world."""
    above = areas().filter(pk__in=ids_above(area))
    return list(above.at(day) if day else above)


def children_at(area: Area, day: date, level: str | None = None) -> AreaQuerySet:
    """Areas that stand directly in this one on ``day``, by code. Raises BeforeThePackKnows."""
    return areas_at(day, level).filter(parents=area)


def communes_in(area: Area, day: date) -> AreaQuerySet:
    """Areas of the lowest level that stand in this one on ``day``, by code.

    They name each area they stand in, up to the region and the communities; for what is above
    those, they are found one step further.
    """
    lowest = areas_at(day).filter(level__position=1)
    return lowest.filter(Q(parents=area) | Q(parents__parents=area)).distinct()
