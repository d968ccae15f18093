"""Names that a query with typing slips may mean."""

from collections.abc import Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from socle.territories.queries.spelling import slips_allowed

# Where a letter stands in a name, and the letter.
Spot = tuple[int, str]


class Near:
    """For each letter at each place: the keys that have it there, as a number with a bit for each.

    So a hundred operations sift a whole country, and the few keys that remain are compared.
    """

    def __init__(self, pairs: Iterable[tuple[str, int]]) -> None:
        self.by_key: dict[str, list[int]] = {}
        for key, place in pairs:
            self.by_key.setdefault(key, []).append(place)
        self.keys = list(self.by_key)
        self.having = letters_of(self.keys)

    def places(self, key: str) -> dict[int, int]:
        """Places whose name, or the start of it, is near; twice the slips, one more for a start."""
        allowed = slips_allowed(len(key))
        found: dict[int, int] = {}
        if not allowed or not key.isalpha():
            return found
        likely = self.likely(key, allowed)
        for whole, slips in near(key, likely, allowed):
            self.note(found, whole, 2 * slips)
        # « nammu » began as « namu »: a letter too many makes the start one shorter.
        for length in (len(key) - 1, len(key), len(key) + 1):
            cut = cut_to(length, likely)
            for start, slips in near(key, list(cut), allowed):
                for whole in cut[start]:
                    self.note(found, whole, 2 * slips + 1)
        return found

    def note(self, found: dict[int, int], key: str, cost: int) -> None:
        for place in self.by_key[key]:
            found[place] = min(cost, found.get(place, cost))

    def likely(self, key: str, allowed: int) -> list[str]:
        """Every key that is near this one, whole or by its start, and few that are not.

        So many slips spoil at most so many letters, and move the others by no more places: those
        of the query are in the name, and as many at the start of the name are in the query.
        """
        of_query = (
            [(place, letter) for place in range(at - allowed, at + allowed + 1)]
            for at, letter in enumerate(key)
        )
        of_names = (
            [(place, letter) for letter in set(key[max(0, place - allowed) : place + allowed + 1])]
            for place in range(len(key))
        )
        both = self.lacking_at_most(allowed, of_query) & self.lacking_at_most(allowed, of_names)
        return [self.keys[number] for number in bits_of(both)]

    def lacking_at_most(self, most: int, wanted: Iterable[Iterable[Spot]]) -> int:
        """Keys that have one of the letters wanted each time, but for so many times."""
        # Those that never lacked one so far, at most once, …
        lacking = [(1 << len(self.keys)) - 1] * (most + 1)
        for spots in wanted:
            here = 0
            for spot in spots:
                here |= self.having.get(spot, 0)
            for times in range(most, 0, -1):
                lacking[times] = lacking[times] & here | lacking[times - 1]
            lacking[0] &= here
        return lacking[most]


def letters_of(keys: list[str]) -> dict[Spot, int]:
    """``{(0, "n"): 0b101}``: the first and the third key begin with n."""
    rows: dict[Spot, bytearray] = {}
    for number, key in enumerate(keys):
        byte, bit = number // 8, 1 << number % 8
        for spot in enumerate(key):
            if spot not in rows:
                rows[spot] = bytearray(len(keys) // 8 + 1)
            rows[spot][byte] |= bit
    return {spot: int.from_bytes(row, "little") for spot, row in rows.items()}


def bits_of(number: int) -> Iterator[int]:
    """Which bits are set, lowest first."""
    text = bin(number)[:1:-1]
    at = text.find("1")
    while at >= 0:
        yield at
        at = text.find("1", at + 1)


def cut_to(length: int, keys: list[str]) -> dict[str, list[str]]:
    """The first letters of longer names."""
    cut: dict[str, list[str]] = {}
    for key in keys:
        if len(key) > length:
            cut.setdefault(key[:length], []).append(key)
    return cut


def near(key: str, choices: list[str], allowed: int) -> list[tuple[str, int]]:
    """Optimal string alignment: a letter too many, too few, another, or two swapped is one slip."""
    found = process.extract(
        key, choices, scorer=OSA.distance, score_cutoff=allowed, processor=None, limit=None
    )
    return [(choice, int(slips)) for choice, slips, _place in found]
