"""The names by which areas are found on a day, in memory, and the ways a query meets one."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain

from socle.territories.queries.slips import Near
from socle.territories.queries.spelling import keys_of, words_of


class Tier(IntEnum):
    """How well a query meets a name, best first."""

    EXACT = 0
    POSTCODE = 1
    PREFIX = 2
    WORD = 3
    INSIDE = 4
    SLIP = 5


class Kind(IntEnum):
    """What the name is of the area it leads to, best first."""

    OWN = 0
    FORMER = 1
    ABOVE = 2  # the name of a province, a region, …
    LOCALITY = 3
    POSTCODE = 4


@dataclass(frozen=True, slots=True)
class Name:
    text: str
    kind: Kind
    area: int
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    name: Name
    tier: Tier


Pair = tuple[str, int]
joined = chain.from_iterable


class Sorted:
    """Strings in order, each with what it stands for; found by how they begin."""

    def __init__(self, pairs: Iterable[tuple[str, int]]) -> None:
        ordered = sorted(set(pairs))
        self.keys = [key for key, _place in ordered]
        self.places = [place for _key, place in ordered]

    def starting_with(self, start: str) -> list[int]:
        low = bisect_left(self.keys, start)
        return self.places[low : bisect_left(self.keys, start + "\U0010ffff", low)]


class Parts:
    """Strings in order, each with what it stands for; found by three letters or more they hold."""

    def __init__(self, pairs: Iterable[tuple[str, int]]) -> None:
        self.sorted = Sorted(pairs)
        self.lines: dict[str, list[int]] = {}
        for line, key in enumerate(self.sorted.keys):
            for three in threes_of(key):
                self.lines.setdefault(three, []).append(line)

    def holding(self, part: str) -> Iterator[int]:
        few = min((self.lines.get(three, []) for three in threes_of(part)), key=len, default=[])
        for line in few:
            if part in self.sorted.keys[line]:
                yield self.sorted.places[line]


def threes_of(text: str) -> set[str]:
    return {text[at : at + 3] for at in range(len(text) - 2)}


class PlaceNames:
    def __init__(self, names: list[Name]) -> None:
        self.names = names
        self.exact: dict[str, list[int]] = {}
        whole, later_words, codes = list[Pair](), list[Pair](), list[Pair]()
        for place, name in enumerate(names):
            if name.kind is Kind.POSTCODE:
                codes.append((name.text, place))
                continue
            words = words_of(name.text)
            for key in keys_of(words):
                self.exact.setdefault(key, []).append(place)
                whole.append((key, place))
            for first in range(1, len(words)):
                later_words += [(key, place) for key in keys_of(words[first:])]
        self.starts = Sorted(pair for pair in whole if not self.is_above(pair[1]))
        self.starts_above = Sorted(pair for pair in whole if self.is_above(pair[1]))
        self.later_words, self.parts, self.codes = Sorted(later_words), Parts(whole), Sorted(codes)
        self.near = Near([*whole, *((key, p) for key, p in later_words if len(key) > 3)])

    def is_above(self, place: int) -> bool:
        return self.names[place].kind is Kind.ABOVE

    def met(self, words: tuple[str, ...]) -> Iterator[tuple[Tier, list[int]]]:
        """Every name the words meet, each once, best tier first; slips only when little is met.

        The last tier comes in several parts, from the fewest slips to the most.
        """
        keys = keys_of(words)
        found: set[int] = set()
        for tier, places in self.by_tier(keys):
            new = [place for place in dict.fromkeys(places) if place not in found]
            found.update(new)
            yield tier, new
        if len(found) < 3 and not any(key in self.exact for key in keys):
            slips = self.near.places(keys[-1])
            for cost in sorted(set(slips.values())):
                yield Tier.SLIP, [p for p in slips if slips[p] == cost and p not in found]

    def by_tier(self, keys: list[str]) -> Iterator[tuple[Tier, Iterable[int]]]:
        """The start of a name above counts as that of a word: « Namur » is first a commune."""
        words = self.starts_above.starting_with, self.later_words.starting_with
        yield Tier.EXACT, joined(self.exact.get(key, ()) for key in keys)
        yield Tier.PREFIX, joined(map(self.starts.starting_with, keys))
        yield Tier.WORD, joined(starting(key) for starting in words for key in keys)
        yield Tier.INSIDE, joined(map(self.parts.holding, keys))

    def with_postcode(self, start: str) -> Iterator[tuple[Tier, list[int]]]:
        places = self.codes.starting_with(start)
        for tier, whole in ((Tier.POSTCODE, True), (Tier.PREFIX, False)):
            yield tier, [p for p in places if (self.names[p].text == start) is whole]
