"""Which pieces of one text are those of another, in an order that both have.

What stands once in both texts holds first (the longest row of it that has one order), then what
stands several times, by ``SequenceMatcher``, between what already holds. So a change in one
paragraph never changes how another is aligned, and time grows with the length of the texts: the
second step, which does not, is given up where it would cost too much (``Budget``); texts are then
aligned more coarsely, never wrongly.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Pair = tuple[int, int]
# Pieces on one side times those on the other, between two that hold.
WIDEST = 10_000
DEEPEST = 12
WORD = re.compile(r"\w+")
LIKE = 0.5
# A word that more pieces than this have tells none of them apart.
OFTEN = 16
CANDIDATES = 8
MOST = 5_000


@dataclass(slots=True)
class Budget:
    """Comparisons that ``SequenceMatcher`` may still make in these texts."""

    left: int = 500_000

    def grants(self, wanted: int) -> bool:
        if wanted > min(WIDEST, self.left):
            return False
        self.left -= wanted
        return True


class Matcher:
    """What ``Merge3`` asks of a matcher, as it asks it: see ``pairs``."""

    def __init__(self, _junk: None, a: Sequence[str], b: Sequence[str]) -> None:
        self.a, self.b = a, b

    def get_matching_blocks(self) -> list[tuple[int, int, int]]:
        return [*blocks(pairs(self.a, self.b)), (len(self.a), len(self.b), 0)]


def blocks(found: Sequence[Pair]) -> Iterator[tuple[int, int, int]]:
    """Pairs that follow one another, as (place in a, place in b, how many)."""
    start = 0
    for end in range(1, len(found) + 1):
        here = found[end - 1]
        if end == len(found) or found[end] != (here[0] + 1, here[1] + 1):
            yield (*found[start], end - start)
            start = end


def pairs(a: Sequence[str], b: Sequence[str]) -> list[Pair]:
    """Places of the same piece in both, in order. A space never holds by itself."""
    return sorted(between(a, b, (0, len(a), 0, len(b)), Budget(), 0))


Range = tuple[int, int, int, int]


def between(
    a: Sequence[str], b: Sequence[str], where: Range, budget: Budget, depth: int
) -> Iterator[Pair]:
    at, to, bt, bo = where
    while at < to and bt < bo and a[at] == b[bt]:
        yield at, bt
        at, bt = at + 1, bt + 1
    while at < to and bt < bo and a[to - 1] == b[bo - 1]:
        to, bo = to - 1, bo - 1
        yield to, bo
    if at == to or bt == bo:
        return
    where = (at, to, bt, bo)
    held = held_once(a, b, where) if depth < DEEPEST else []
    if held:
        yield from held
        for gap in gaps(held, where):
            yield from between(a, b, gap, budget, depth + 1)
    else:
        yield from repeated(a, b, where, budget)


def gaps(held: Sequence[Pair], where: Range) -> Iterator[Range]:
    at, to, bt, bo = where
    for i, j in [*held, (to, bo)]:
        if at < i and bt < j:
            yield at, i, bt, j
        at, bt = i + 1, j + 1


def held_once(a: Sequence[str], b: Sequence[str], where: Range) -> list[Pair]:
    """What stands exactly once on each side, the longest row that has one order."""
    at, to, bt, bo = where
    counts_a, counts_b = Counter(a[at:to]), Counter(b[bt:bo])
    places = {b[j]: j for j in range(bt, bo) if counts_b[b[j]] == 1 and not is_space(b[j])}
    common = [(i, places[a[i]]) for i in range(at, to) if counts_a[a[i]] == 1 and a[i] in places]
    return longest_rising(common)


def longest_rising(found: list[Pair]) -> list[Pair]:
    """Of pairs in the order of their first place, the most whose second place rises too."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_i, j) in enumerate(found):
        place = bisect_left(tails, j)
        before.append(last[place - 1] if place else -1)
        tails[place : place + 1] = [j]
        last[place : place + 1] = [number]
    row: list[Pair] = []
    number = last[-1] if last else -1
    while number >= 0:
        row.append(found[number])
        number = before[number]
    return row[::-1]


def repeated(a: Sequence[str], b: Sequence[str], where: Range, budget: Budget) -> Iterator[Pair]:
    """Nothing stands there just once."""
    at, to, bt, bo = where
    held: list[Pair] = []
    if budget.grants((to - at) * (bo - bt)):
        matcher = SequenceMatcher(is_space, a[at:to], b[bt:bo], autojunk=False)
        for i, j, count in matcher.get_matching_blocks():
            held += [(at + i + k, bt + j + k) for k in range(count)]
    yield from held
    for gap in gaps(held, where):
        yield from blank_lines(a, b, gap)


def blank_lines(a: Sequence[str], b: Sequence[str], where: Range) -> Iterator[Pair]:
    """Paragraphs that were all reworded keep their order, when there are as many of them."""
    at, to, bt, bo = where
    in_a = [i for i in range(at, to) if is_blank_line(a[i])]
    in_b = [j for j in range(bt, bo) if is_blank_line(b[j])]
    if len(in_a) == len(in_b):
        yield from ((i, j) for i, j in zip(in_a, in_b, strict=True) if a[i] == b[j])


# --- pieces of a text: what is said, the space after it, blank lines ---


def pieces_of(units: Sequence[str]) -> list[str]:
    """Each unit without the space after it, then that space; a blank line after a NUL.

    So a sentence that becomes the last one of its paragraph is still the same, and the end of a
    line is never taken for a blank one.
    """
    found: list[str] = []
    for unit in units:
        said = unit.rstrip()
        if not said:
            found.append(BLANK + unit)
        else:
            found += filter(None, (said, unit[len(said) :]))
    return found


# No clean text has one (``words.clean``).
BLANK = "\0"


def is_blank_line(piece: str) -> bool:
    return piece.startswith(BLANK)


def is_space(piece: str) -> bool:
    return piece.isspace() or piece.startswith(BLANK)


def written(pieces: Sequence[str]) -> str:
    return "".join(piece[1:] if is_blank_line(piece) else piece for piece in pieces)


# --- what is not the same, and is of the same ---


def likeness(first: frozenset[str], second: frozenset[str]) -> float:
    """From 0 to 1: how many of their words two sentences share."""
    together = len(first) + len(second)
    return 2 * len(first & second) / together if together else 0.0


def words_in(piece: str) -> frozenset[str]:
    return frozenset(WORD.findall(piece.lower()))


def like_pairs(a: Sequence[str], b: Sequence[str]) -> list[Pair]:
    """Places of pieces that are the same or reworded (half of their words or more), in order.

    Of all such rows, the one with the highest sum of likenesses; none in longer texts than a
    person would read through (``MOST`` pieces on a side).
    """
    if max(len(a), len(b)) > MOST:
        return []
    words = [words_in(piece) for piece in a], [words_in(piece) for piece in b]
    found = Rising(len(b))
    for i, candidates in enumerate(sharing_words(*words)):
        alike = [
            (j, 1.0 if a[i] == b[j] else likeness(words[0][i], words[1][j])) for j in candidates
        ]
        # From the last to the first, so that a piece never follows itself.
        for j, how_much in sorted(alike, reverse=True):
            if how_much >= LIKE:
                found.add((i, j), how_much)
    return found.best_row()


def sharing_words(a: Sequence[frozenset[str]], b: Sequence[frozenset[str]]) -> Iterator[list[int]]:
    """For each piece of a, those of b with the most words in common, a few at most.

    Words that many pieces of b have say nothing, and would cost the most.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for j, words in enumerate(b):
        for word in words:
            places[word].append(j)
    telling = {word: found for word, found in places.items() if len(found) <= OFTEN}
    for words in a:
        common = Counter(j for word in words & telling.keys() for j in telling[word])
        yield [j for j, _count in common.most_common(CANDIDATES)]


class Rising:
    """The best row, in which both places rise, of pairs given in the order of their first."""

    def __init__(self, columns: int) -> None:
        self.best: list[tuple[float, Pair | None]] = [(0.0, None)] * (columns + 1)
        self.before: dict[Pair, Pair | None] = {}

    def add(self, pair: Pair, worth: float) -> None:
        total, self.before[pair] = self.up_to(pair[1])
        place = pair[1] + 1
        while place < len(self.best):
            if self.best[place][0] < total + worth:
                self.best[place] = (total + worth, pair)
            place += place & -place

    def up_to(self, place: int) -> tuple[float, Pair | None]:
        """The best row that ends before this place (a Fenwick tree of maxima)."""
        found: tuple[float, Pair | None] = (0.0, None)
        while place > 0:
            if self.best[place][0] > found[0]:
                found = self.best[place]
            place -= place & -place
        return found

    def best_row(self) -> list[Pair]:
        row: list[Pair] = []
        pair = self.up_to(len(self.best) - 1)[1]
        while pair:
            row.append(pair)
            pair = self.before[pair]
        return row[::-1]
