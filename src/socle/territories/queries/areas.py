"""Areas on a day, and those above and below them."""

import re
from datetime import date

from django.db.models import Q
from django.db.models.expressions import RawSQL

from socle.territories.addresses import LANGUAGES
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

# One step reaches what stands in an area on a day, or what passed into it.
INSIDE = """
WITH RECURSIVE inside(id) AS (
    SELECT id FROM territories_area WHERE id = %s
    UNION
    SELECT step.lower_id FROM inside JOIN (
        SELECT p.to_area_id AS upper_id, p.from_area_id AS lower_id
        FROM territories_area_parents p JOIN territories_area a ON a.id = p.from_area_id
        WHERE a.valid_to IS NULL OR a.valid_to >= %s
        UNION ALL
        SELECT after_id, before_id FROM territories_areachange
    ) step ON step.upper_id = inside.id
)
SELECT id FROM inside
"""

STANDING = """
WITH RECURSIVE standing(id) AS (
    SELECT id FROM territories_area WHERE code = %s
    UNION
    SELECT p.to_area_id FROM territories_area_parents p
    JOIN standing ON p.from_area_id = standing.id
)
SELECT id FROM standing
"""


def ids_above(area: Area) -> RawSQL:
    """The keys of everything the area stands in, at whatever height, to be used in a filter."""
    return RawSQL(ABOVE, [area.pk])  # noqa: S611 -- the ORM has no recursion; the key is a parameter


def ids_inside(area: Area, day: date) -> RawSQL:
    """The keys of the area, of all that stands in it on ``day``, and of all that passed into those.

    To be used in a filter.
    """
    return RawSQL(INSIDE, [area.pk, day])  # noqa: S611 -- as above


def keys_inside(area: Area, day: date) -> tuple[int, ...]:
    """The same, asked at once: a database that knows them finds what lies there far sooner."""
    found = Area.objects.order_by().filter(pk__in=ids_inside(area, day))
    return tuple(found.values_list("pk", flat=True))


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


def area_and_above(code: str) -> AreaQuerySet:
    """The area that has or had this code and all it stands in, lowest level first."""
    ids = RawSQL(STANDING, [code if CODE.fullmatch(code) else ""])  # noqa: S611 -- as above
    return areas().filter(pk__in=ids)


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


def area_called(words: str, day: date) -> Area | None:
    """The one in force that has this very name in some language, the smallest where a city and its
    province share it; None for any other place."""
    names = Q()
    for language in LANGUAGES:
        names |= Q(**{f"name_{language}__iexact": words})
    rows = Area.objects.at(day).filter(names).select_related("level").order_by("level__position")
    found = list(rows[:2])
    if len(found) == 2 and found[0].level_id == found[1].level_id:
        return None
    return found[0] if found else None
