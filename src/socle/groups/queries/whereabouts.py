"""Where groups are: an area, all that stands in it, and the communes that merged into those."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from socle.groups.models import Group, GroupQuerySet
from socle.territories.models import Area
from socle.territories.queries.areas import keys_inside
from socle.territories.queries.history import History, in_force


@dataclass(frozen=True, slots=True)
class Place:
    """An area of today; ``former`` is the one that is no more, where the group began."""

    area: Area
    former: Area | None = None


def with_areas() -> Prefetch:
    """Lets groups be fetched with what ``places_of`` asks of each of their areas."""
    return Prefetch("areas", queryset=Area.objects.select_related("level"))


def active_in(area: Area, day: date) -> GroupQuerySet:
    """Living groups of the area and of what stands in it. Give it an area that is in force."""
    return active_among(keys_inside(area, day))


def active_among(area_keys: Collection[int]) -> GroupQuerySet:
    links = Group.areas.through.objects.filter(area__in=area_keys)
    return Group.objects.living().filter(pk__in=links.values("group"))


def local_groups_of(commune: Area, day: date) -> list[Group]:
    """Living local groups of a commune in force, or of one that merged into it; by name."""
    return list(active_in(commune, day).filter(kind=Group.Kind.LOCAL))


def places_of(groups: Iterable[Group], day: date) -> dict[int, list[Place]]:
    """Where each group is today, by key; one query at most, for groups fetched ``with_areas``."""
    areas = {group.pk: list(group.areas.all()) for group in groups}
    gone = {area.pk: area for rows in areas.values() for area in rows if not in_force(area, day)}
    history = History.around(*gone.values()) if gone else History([])
    return {pk: places_among(rows, history, day) for pk, rows in areas.items()}


def places_among(areas: Iterable[Area], history: History, day: date) -> list[Place]:
    found: dict[int, Place] = {}
    for area in areas:
        if in_force(area, day):
            found[area.pk] = Place(area)
    for area in areas:
        for now in history.at(area, day):
            found.setdefault(now.pk, Place(now, former=area))
    return list(found.values())
