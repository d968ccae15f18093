"""Persons of one name who may be one human: in the same area, or called the same by sources."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations

from django.db.models import Count, F, Value
from django.db.models.functions import Replace

from socle.elections.models import Candidacy, Identifier, Mandate, Person, ToldApart
from socle.elections.queries.known_persons import voters_of_contests
from socle.elections.queries.namesakes import Namesake, in_words
from socle.territories.queries.places import country

SENT = 5_000
# Shorter ones, as the rows of a table, are anybody's.
WHOLE = 4
Pair = tuple[int, int]
Parents = Callable[[], Mapping[int, Iterable[int]]]


@dataclass(frozen=True, slots=True)
class Double:
    """The keys of two persons, the lower first; ``by_identifier``: sources call them the same."""

    one: int
    other: int
    by_identifier: bool


@dataclass(slots=True)
class Traces:
    """Of one human: where they stand or sit, in which contests, what sources call them."""

    contests: set[int] = field(default_factory=set)
    areas: set[int] = field(default_factory=set)
    identifiers: set[tuple[str, str]] = field(default_factory=set)


def doubles() -> list[Double]:
    """In the order of names. Five queries and those of the country, however many persons.

    Names are compared without accents, signs and spaces: « Vanderbiest » is « Van der Biest ».
    Who stands twice in one contest is two humans, and who was told apart is not asked about again.
    """
    alike = groups_of_one_name()
    traces = traces_of(key for keys in alike for key in keys)
    grounds = voters_of_contests()
    # Read once, and only where two have no area in common.
    parents = cache(lambda: country().parents)
    apart = told_apart()
    found = []
    for keys in alike:
        for pair in combinations(sorted(keys), 2):
            one, other = traces[pair[0]], traces[pair[1]]
            if pair in apart or one.contests & other.contests:
                continue
            if same := bool(values(one) & values(other)):
                found.append(Double(*pair, by_identifier=same))
            elif meet(ground(one, grounds), ground(other, grounds), parents):
                found.append(Double(*pair, by_identifier=False))
    return found


@dataclass(frozen=True, slots=True)
class DoubleLine:
    one: Namesake
    other: Namesake
    by_identifier: bool

    @property
    def both(self) -> tuple[Namesake, Namesake]:
        return self.one, self.other


def in_pages(found: Iterable[Double]) -> list[DoubleLine]:
    """With who they are and where they stood; two queries."""
    found = list(found)
    keys = {key for each in found for key in (each.one, each.other)}
    rows = Person.objects.filter(pk__in=keys).select_related("merged_into")
    called = {each.person.pk: each for each in in_words(rows)}
    return [DoubleLine(called[each.one], called[each.other], each.by_identifier) for each in found]


def groups_of_one_name() -> list[list[int]]:
    joined = Replace(F("sort_name"), Value(" "), Value(""))
    standing = Person.objects.standing().annotate(joined=joined).order_by()
    named = standing.exclude(joined="")
    several = named.values("joined").annotate(n=Count("pk")).filter(n__gt=1)
    rows = standing.filter(joined__in=several.values("joined"))
    found: dict[str, list[int]] = defaultdict(list)
    for name, key in rows.order_by("sort_name", "pk").values_list("joined", "pk"):
        found[name].append(key)
    return list(found.values())


def traces_of(people: Iterable[int]) -> dict[int, Traces]:
    found = {key: Traces() for key in people}
    human = {key: key for key in found}
    merged = Person.objects.filter(merged_into__isnull=False).order_by()
    for key, into in merged.values_list("pk", "merged_into"):
        if into in found:
            human[key] = into
    for some in in_parts(human):
        for key, contest in (
            Candidacy.objects.filter(person__in=some).order_by().values_list("person", "contest")
        ):
            found[human[key]].contests.add(contest)
        sitting = Mandate.objects.filter(person__in=some, candidacy=None).order_by()
        for key, area in sitting.values_list("person", "area"):
            found[human[key]].areas.add(area)
        called = Identifier.objects.filter(person__in=some).order_by()
        for key, scheme, value in called.values_list("person", "scheme", "value"):
            found[human[key]].identifiers.add((scheme, value))
    return found


def told_apart() -> set[Pair]:
    """By the humans that the two rows are about today."""
    rows = ToldApart.objects.select_related("one", "other").order_by()
    pairs = (sorted([row.one.standing_id, row.other.standing_id]) for row in rows)
    return {(low, high) for low, high in pairs}


def ground(traces: Traces, grounds: dict[int, tuple[int, ...]]) -> set[int]:
    return traces.areas.union(*(grounds.get(contest, ()) for contest in traces.contests))


def meet(one: set[int], other: set[int], parents: Parents) -> bool:
    """An area in common, or one that holds another."""
    if one & other:
        return True
    above_one = {parent for key in one for parent in parents()[key]}
    above_other = {parent for key in other for parent in parents()[key]}
    return bool(above_one & other or above_other & one)


def values(traces: Traces) -> set[str]:
    return {value for _scheme, value in traces.identifiers if len(value) >= WHOLE}


def in_parts(keys: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    for at in range(0, len(ordered), SENT):
        yield ordered[at : at + SENT]
