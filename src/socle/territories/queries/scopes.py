"""The parts of the country in which the same competences, bodies and rights to vote hold."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Model
from django.db.models.expressions import RawSQL

from socle.territories.models import Area, AreaQuerySet, Body, Competence, VotingRight
from socle.territories.queries.areas import areas
from socle.territories.queries.history import in_force

# Where rows name the area they hold in, or do not.
TELL_APART: tuple[tuple[type[Model], str], ...] = (
    (Competence, "area_id"),
    (Competence, "except_area_id"),
    (Body, "area_id"),
    (Body, "scope_id"),
    (VotingRight, "area_id"),
)
# By hand: for the ORM to write it takes as long as all the rest of the question.
IS_TOLD_APART = " OR ".join(
    f"EXISTS (SELECT 1 FROM {model._meta.db_table} WHERE {column} = territories_area.id)"  # noqa: S608
    for model, column in TELL_APART
)


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the country, for areas that stand in the same levels.

    ``key`` is the same for every area of that part: what is shown of it can be kept under it.
    ``area_ids`` are those it is told apart by.
    """

    key: str
    area_ids: tuple[int, ...]
    level_ids: tuple[int, ...]


def told_apart(rows: AreaQuerySet) -> AreaQuerySet:
    """Each area says whether it ``is_told_apart``: something holds there and not everywhere."""
    flag = RawSQL(IS_TOLD_APART, [], output_field=BooleanField())  # noqa: S611 -- no parameter
    return rows.annotate(is_told_apart=flag)


def scope_of(places: Iterable[Area]) -> Scope:
    """The part of the country an area is in; ``places`` are the area and all it stands in."""
    places = list(places)
    apart = [place for place in places if place.is_told_apart]  # type: ignore[attr-defined]
    apart.sort(key=lambda place: place.code)
    levels = {place.level_id: place.level for place in places}
    codes = sorted(level.code for level in levels.values())
    return Scope(
        key="+".join(place.code for place in apart) + "/" + "+".join(codes),
        area_ids=tuple(place.pk for place in apart),
        level_ids=tuple(sorted(levels)),
    )


def scopes(day: date) -> list[Scope]:
    """Every part of the country that communes lie in on ``day``; two queries."""
    all_areas = {area.pk: area for area in told_apart(areas())}
    parents = defaultdict[int, list[int]](list)
    pairs = Area.parents.through.objects.values_list("from_area", "to_area")
    for child, parent in pairs:
        parents[child].append(parent)
    found: dict[str, Scope] = {}
    for area in all_areas.values():
        if area.level.position == 1 and in_force(area, day):
            scope = scope_of(all_areas[pk] for pk in climb(area.pk, parents))
            found[scope.key] = scope
    return list(found.values())


def climb(pk: int, parents: dict[int, list[int]]) -> list[int]:
    """The keys of an area and of all it stands in."""
    found = [pk]
    for here in found:
        found += [above for above in parents[here] if above not in found]
    return found
