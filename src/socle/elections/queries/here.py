"""What people of a commune vote for, without a question to the database while nothing changed."""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from socle.elections.models import Contest, ElectoralList
from socle.elections.rules import ELECTIONS, LISTS
from socle.foundation.kept import versions_told
from socle.territories.models import Area


@dataclass(frozen=True, slots=True)
class ContestsHere:
    """``coming``, and the ``last`` vote for each kind of council. Each says ``lists_known``."""

    coming: list[Contest]
    last: list[Contest]

    def __bool__(self) -> bool:
        """Lists are known in one of them."""
        return any(row.lists_known for row in [*self.coming, *self.last])  # type: ignore[attr-defined]


def contests_in(areas: Iterable[Area], *, day: date) -> ContestsHere:
    """``areas``: the commune, those that became it, all it stands in."""
    by_key = {area.pk: area for area in areas}
    lying = contests_by_area()
    known = lists_by_contest() if by_key else {}
    found: dict[int, Contest] = {}
    for key in by_key:
        for row in lying.get(key, []):
            # Its own area is said as the page has it, in the language and the version of today.
            found[row.pk] = as_said(row, by_key.get(row.area_id) or row.area, known.get(row.pk, 0))
    rows = sorted(found.values(), key=nearest_first)
    coming = [row for row in rows if row.election.day >= day]
    return ContestsHere(sorted(coming, key=lambda row: row.election.day), last_of(rows, day))


def as_said(row: Contest, area: Area, lists_known: int) -> Contest:
    """The same contest, with that area; a page has ten of them, and ``copy`` takes long."""
    contest = Contest.__new__(Contest)
    contest.__dict__.update(row.__dict__)
    contest._state = copy(row._state)
    contest._state.fields_cache = row._state.fields_cache | {"area": area}
    contest.lists_known = lists_known  # type: ignore[attr-defined]
    return contest


def nearest_first(contest: Contest) -> tuple[int, int, str]:
    """From the commune to the Union."""
    return contest.body.level.position, contest.body.position, contest.code


def last_of(rows: Iterable[Contest], day: date) -> list[Contest]:
    """For each kind of council those of its latest vote: communes that merged since had several."""
    past = [(row.body.name, row.election.day, row) for row in rows if row.election.day < day]
    last: dict[str, date] = {}
    for council, voted, _row in past:
        last[council] = max(last.get(council, voted), voted)
    return [row for council, voted, row in past if voted == last[council]]


# As this process read them at the present version of elections, and of lists. Councils change with
# the country's files only, and then elections are told.
contests_in_memory: dict[str, dict[int, list[Contest]]] = {}
lists_in_memory: dict[str, dict[int, int]] = {}


def contests_by_area() -> dict[int, list[Contest]]:
    version = versions_told([ELECTIONS])[ELECTIONS]
    found = contests_in_memory.get(version)
    if found is None:
        found = read_contests()
        contests_in_memory.clear()
        contests_in_memory[version] = found
    return found


def read_contests() -> dict[int, list[Contest]]:
    """By the areas where their voters live; two questions."""
    shown = Contest.objects.select_related("election", "body__level", "area__level")
    rows = shown.defer("body__about", "source_title", "source_url").in_bulk()
    found: dict[int, list[Contest]] = defaultdict(list)
    for contest, area in Contest.areas.through.objects.values_list("contest", "area"):
        if contest in rows:
            found[area].append(rows[contest])
    return dict(found)


def lists_by_contest() -> dict[int, int]:
    """How many lists are known in each contest where any is."""
    version = versions_told([LISTS])[LISTS]
    found = lists_in_memory.get(version)
    if found is None:
        rows = ElectoralList.objects.order_by().values_list("contest")
        found = dict(rows.annotate(number=Count("pk")))
        lists_in_memory.clear()
        lists_in_memory[version] = found
    return found
