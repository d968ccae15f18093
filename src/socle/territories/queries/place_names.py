"""The names by which areas are found on a day, in memory, and the five ways a query meets one."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from socle.territories.queries.spelling import keys_of, slips_allowed, words_of


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
    """``slips`` counts in the last tier, twice each, and one more when only the start is near."""

    name: Name
    tier: Tier
    slips: int = 0


class Sorted:
    """Strings in order, each with what it stands for; found by how they begin."""

    def __init__(self, pairs: Iterable[tuple[str, int]]) -> None:
        self.pairs = sorted(set(pairs))
        self.keys = [key for key, _place in self.pairs]

    def starting_with(self, start: str) -> list[int]:
        low = bisect_left(self.keys, start)
        high = bisect_left(self.keys, start + "\U0010ffff", low)
        return [place for _key, place in self.pairs[low:high]]


class PlaceNames:
    def __init__(self, names: list[Name]) -> None:
        self.names = names
        self.exact: dict[str, list[int]] = {}
        starts, later_words = list[tuple[str, int]](), list[tuple[str, int]]()
        for place, name in enumerate(names):
            words = words_of(name.text)
            for key in keys_of(words):
                self.exact.setdefault(key, []).append(place)
                starts.append((key, place))
            for first in range(1, len(words)):
                later_words += [(key, place) for key in keys_of(words[first:])]
        self.starts, self.later_words = Sorted(starts), Sorted(later_words)
        self.whole = "\n".join(self.starts.keys)
        self.offsets = offsets_of(self.starts.keys)
        self.near = Near([*starts, *((key, p) for key, p in later_words if len(key) > 3)])

    def hits(self, words: tuple[str, ...]) -> Iterator[Hit]:
        """Every name the words meet, best tier first; slips only when little else is met."""
        keys = keys_of(words)
        found: set[int] = set()
        for tier, places in self.by_tier(keys):
            for place in places:
                if place not in found:
                    found.add(place)
                    yield Hit(self.names[place], tier)
        if len(found) < 3 and not any(key in self.exact for key in keys):
            for place, slips in self.near.places(keys[-1]).items():
                if place not in found:
                    yield Hit(self.names[place], Tier.SLIP, slips)

    def by_tier(self, keys: list[str]) -> Iterator[tuple[Tier, Iterable[int]]]:
        for key in keys:
            yield Tier.EXACT, self.exact.get(key, ())
        for key in keys:
            yield Tier.PREFIX, self.starts.starting_with(key)
        for key in keys:
            yield Tier.WORD, self.later_words.starting_with(key)
        for key in keys:
            if len(key) > 2:
                yield Tier.INSIDE, self.holding(key)

    def holding(self, key: str) -> Iterator[int]:
        at = self.whole.find(key)
        while at >= 0:
            line = bisect_left(self.offsets, at + 1) - 1
            yield self.starts.pairs[line][1]
            at = self.whole.find(key, self.offsets[line] + len(self.starts.keys[line]))


def offsets_of(keys: list[str]) -> list[int]:
    """Where each key begins when they stand one to a line."""
    offsets, at = [], 0
    for key in keys:
        offsets.append(at)
        at += len(key) + 1
    return offsets


class Near:
    """Names that a query with typing slips may mean."""

    def __init__(self, pairs: list[tuple[str, int]]) -> None:
        self.by_key: dict[str, list[int]] = {}
        for key, place in pairs:
            self.by_key.setdefault(key, []).append(place)
        self.cut: dict[int, dict[str, list[str]]] = {}

    def places(self, key: str) -> dict[int, int]:
        """Places whose name, or the start of it, is near; twice the slips, one more for a start."""
        allowed = slips_allowed(len(key))
        found: dict[int, int] = {}
        if not allowed or not key.isalpha():
            return found
        for whole, slips in near(key, list(self.by_key), allowed):
            self.note(found, whole, 2 * slips)
        # « nammu » began as « namu »: a letter too many makes the start one shorter.
        for length in (len(key) - 1, len(key), len(key) + 1):
            cut = self.cut_to(length)
            for start, slips in near(key, list(cut), allowed):
                for whole in cut[start]:
                    self.note(found, whole, 2 * slips + 1)
        return found

    def note(self, found: dict[int, int], key: str, cost: int) -> None:
        for place in self.by_key[key]:
            found[place] = min(cost, found.get(place, cost))

    def cut_to(self, length: int) -> dict[str, list[str]]:
        """The first letters of longer names, kept from one query to the next."""
        if length not in self.cut:
            cut: dict[str, list[str]] = {}
            for key in self.by_key:
                if len(key) > length:
                    cut.setdefault(key[:length], []).append(key)
            self.cut[length] = cut
        return self.cut[length]


def near(key: str, choices: list[str], allowed: int) -> list[tuple[str, int]]:
    """Optimal string alignment: a letter too many, too few, another, or two swapped is one slip."""
    found = process.extract(
        key, choices, scorer=OSA.distance, score_cutoff=allowed, processor=None, limit=None
    )
    return [(choice, int(slips)) for choice, slips, _place in found]
