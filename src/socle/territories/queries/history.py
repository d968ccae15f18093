"""What became of areas, and what they were."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from socle.foundation.kept import versions_told
from socle.territories.models import Area, AreaChange, AreaQuerySet
from socle.territories.rules import AREAS


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """On ``day`` the areas ``before`` became ``after``: by ``kind`` merge, absorb or recode."""

    day: date
    kind: str
    before: list[Area]
    after: Area


# The ORM has no recursion.
KIN = """
WITH RECURSIVE kin(id) AS (
    SELECT id FROM territories_area WHERE id IN (%s)
    UNION
    SELECT CASE WHEN c.before_id = kin.id THEN c.after_id ELSE c.before_id END
    FROM territories_areachange c JOIN kin ON kin.id IN (c.before_id, c.after_id)
)
SELECT id FROM kin
"""


def changes() -> QuerySet[AreaChange]:
    rows = AreaChange.objects.order_by("day", "before__code")
    return rows.select_related("before__level", "after__level")


HAS_HISTORY = " OR ".join(
    f"EXISTS (SELECT 1 FROM {AreaChange._meta.db_table} WHERE {side} = territories_area.id)"  # noqa: S608
    for side in ("before_id", "after_id")
)


def with_history(rows: AreaQuerySet) -> AreaQuerySet:
    """Each area says whether it ``has_history``: where there is none, none need be asked for."""
    flag = RawSQL(HAS_HISTORY, [], output_field=BooleanField())  # noqa: S611 -- no parameter
    return rows.annotate(has_history=flag)


in_memory: dict[str, frozenset[int]] = {}


def ever_changed() -> frozenset[int]:
    """Keys of areas with a history, as this process read them at the areas' present version."""
    version = versions_told([AREAS])[AREAS]
    found = in_memory.get(version)
    if found is None:
        pairs = AreaChange.objects.order_by().values_list("before", "after")
        found = frozenset(pk for pair in pairs for pk in pair)
        in_memory.clear()
        in_memory[version] = found
    return found


class History:
    """Changes of areas, walked both ways; made with one query."""

    def __init__(self, changes: Iterable[AreaChange]) -> None:
        self.areas: dict[int, Area] = {}
        self.later: dict[int, list[AreaChange]] = defaultdict(list)
        self.earlier: dict[int, list[AreaChange]] = defaultdict(list)
        for change in changes:
            self.later[change.before_id].append(change)
            self.earlier[change.after_id].append(change)
            self.areas[change.before_id] = change.before
            self.areas[change.after_id] = change.after

    @classmethod
    def whole(cls) -> "History":
        return cls(changes())

    @classmethod
    def around(cls, *areas: Area) -> "History":
        """What led to these areas, what they led to, and all that is joined to that."""
        places = ", ".join(["%s"] * len(areas))
        kin = RawSQL(KIN % places, [area.pk for area in areas])  # noqa: S611 -- only parameters
        return cls(changes().filter(before__in=kin))

    @classmethod
    def if_any(cls, area: Area) -> "History":
        """The same for one area; most have no history, and that takes no question."""
        return cls.around(area) if area.pk in ever_changed() else cls([])

    def after(self, pk: int) -> list[AreaChange]:
        """The changes that led on from this area, nearest first."""
        return list(walk(pk, self.later, "after_id"))

    def before(self, pk: int) -> list[AreaChange]:
        """The changes that led to this area, nearest first."""
        return list(walk(pk, self.earlier, "before_id"))

    def at(self, area: Area, day: date) -> list[Area]:
        """The areas in force on ``day`` that hold the territory of ``area``: itself, or others."""
        if in_force(area, day):
            return [area]
        ended = area.valid_to is not None and area.valid_to < day
        changes = self.after(area.pk) if ended else self.before(area.pk)
        found = (change.after if ended else change.before for change in changes)
        return list({other.pk: other for other in found if in_force(other, day)}.values())


def walk(pk: int, steps: dict[int, list[AreaChange]], side: str) -> Iterator[AreaChange]:
    queue, seen = [pk], {pk}
    for here in queue:
        for change in steps.get(here, []):
            yield change
            there = getattr(change, side)
            if there not in seen:
                seen.add(there)
                queue.append(there)


def in_force(area: Area, day: date) -> bool:
    began = area.valid_from is None or area.valid_from <= day
    return began and (area.valid_to is None or day <= area.valid_to)


# The questions below ask for the history around the area, unless they are given it.


def successors_of(
    area: Area, day: date | None = None, history: History | None = None
) -> list[Area]:
    """Areas this one passed into, the nearest first; those in force on ``day`` if asked."""
    return others((history or History.around(area)).after(area.pk), "after", day)


def predecessors_of(
    area: Area, day: date | None = None, history: History | None = None
) -> list[Area]:
    """Areas that passed into this one, the nearest first; those in force on ``day`` if asked."""
    return others((history or History.around(area)).before(area.pk), "before", day)


def others(changes: Iterable[AreaChange], side: str, day: date | None) -> list[Area]:
    found = {getattr(change, side).pk: getattr(change, side) for change in changes}
    return [area for area in found.values() if day is None or in_force(area, day)]


def area_in_force(area: Area, today: date) -> Area | None:
    """The area itself, or the one that holds its territory on that day, if there is just one."""
    if in_force(area, today):
        return area
    found = History.around(area).at(area, today)
    return found[0] if len(found) == 1 else None


def history_of(area: Area, history: History | None = None) -> list[HistoryLine]:
    """What happened to the area and to those it came from or passed into, oldest first."""
    whole = history or History.around(area)
    found = {c.pk: c for c in whole.before(area.pk) + whole.after(area.pk)}
    # Those who merged with it at the same time are part of the same line.
    for change in list(found.values()):
        found |= {c.pk: c for c in whole.earlier[change.after_id] if c.day == change.day}
    lines: dict[tuple[date, str, int], HistoryLine] = {}
    for change in found.values():
        key = (change.day, change.kind, change.after_id)
        line = lines.setdefault(key, HistoryLine(change.day, change.kind, [], change.after))
        line.before.append(change.before)
    return sorted(lines.values(), key=lambda line: (line.day, line.after.code))


def turning_days(areas: Iterable[tuple[date | None, date | None]]) -> list[date]:
    """Days on which some area begins, or is no more, from (first day, last day) of each."""
    days = set[date]()
    for first, last in areas:
        days |= {first} if first else set()
        days |= {last + timedelta(days=1)} if last else set()
    return sorted(days)
