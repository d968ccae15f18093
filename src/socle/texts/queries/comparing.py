"""What changed from one text to another, word by word; and which block of a translation is which.

Sentences are aligned first, then the words of those that were reworded: a sentence that keeps
little of its words is shown as one taken away and another one added, so that both can be read.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple, cast

from socle.texts.queries.aligning import (
    is_blank_line,
    like_pairs,
    pairs,
    pieces_of,
    written,
)
from socle.texts.queries.units import units_of
from socle.texts.queries.words import FIELDS, Words, clean

Kind = Literal["same", "added", "removed"]
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|\w+|\s+|[^\w\s]")
WORD = re.compile(r"\w+(?:[-'’.,]\w+)*")
# Of the words of the longer sentence; with fewer in common, it is another one.
IN_COMMON = 0.35


class Piece(NamedTuple):
    kind: Kind
    text: str


def compare(before: str, after: str, language: str = "fr") -> list[Piece]:
    """In reading order, what was removed before what was added in its place.

    ``same`` and ``added`` put end to end are the text after. ``same`` and ``removed`` have the
    words of the text before; where only spaces differ they are those of the text after, but for
    blank lines: a paragraph that was cut in two is told.
    """
    a, b = (pieces_of(units_of(clean(text), language)) for text in (before, after))
    return list(gathered(aligned(a, b)))


def compare_words(before: Words, after: Words, language: str = "fr") -> dict[str, list[Piece]]:
    """For each field, in the order of ``FIELDS``, those that did not change included."""
    return {name: compare(getattr(before, name), getattr(after, name), language) for name in FIELDS}


class Counts(NamedTuple):
    """In words."""

    added: int
    removed: int


def counts(pieces: Iterable[Piece]) -> Counts:
    found = {"same": 0, "added": 0, "removed": 0}
    for kind, text in pieces:
        found[kind] += count_words(text)
    return Counts(found["added"], found["removed"])


def count_words(text: str) -> int:
    return len(WORD.findall(text))


# --- sentences, then words ---


def aligned(a: Sequence[str], b: Sequence[str]) -> Iterator[Piece]:
    """Pieces of units (``aligning.pieces_of``)."""
    at = bt = 0
    for i, j in [*pairs(a, b), (len(a), len(b))]:
        yield from reworded(a[at:i], b[bt:j])
        if j < len(b):
            yield Piece("same", written(b[j : j + 1]))
        at, bt = i + 1, j + 1


def reworded(a: Sequence[str], b: Sequence[str]) -> Iterator[Piece]:
    """Between two things that are the same."""
    if not a and not b:
        return
    at = bt = 0
    for i, j in [*like_pairs(a, b), (len(a), len(b))]:
        yield from replaced(a[at:i], b[bt:j])
        if j < len(b) and i < len(a):
            yield from word_by_word(a[i], b[j])
        at, bt = i + 1, j + 1


def replaced(a: Sequence[str], b: Sequence[str]) -> Iterator[Piece]:
    removed, added = written(a), written(b)
    if not removed.strip() and not added.strip() and blank_lines(a) == blank_lines(b):
        yield Piece("same", added)
        return
    if removed.strip() or blank_lines(a):
        yield Piece("removed", removed)
    yield Piece("added" if added.strip() or blank_lines(b) else "same", added)


def blank_lines(pieces: Sequence[str]) -> bool:
    return any(map(is_blank_line, pieces))


def word_by_word(before: str, after: str) -> Iterator[Piece]:
    a, b = TOKEN.findall(before), TOKEN.findall(after)
    changes = list(coarser(list(differences(a, b))))
    common = sum(count_words(change.same) for change in changes)
    if common < IN_COMMON * max(count_words(before), count_words(after)):
        changes = [Change(before, after, "")]
    for removed, added, same in changes:
        yield from (Piece("removed", removed), Piece("added", added), Piece("same", same))


class Change(NamedTuple):
    """What went, what came in its place, and what follows unchanged."""

    removed: str
    added: str
    same: str

    def __add__(self, after: "Change") -> "Change":  # type: ignore[override]
        """One change, that takes in what stood unchanged between both."""
        return Change(
            self.removed + self.same + after.removed,
            self.added + self.same + after.added,
            after.same,
        )

    @property
    def size(self) -> int:
        return max(count_words(self.removed), count_words(self.added))


def differences(a: Sequence[str], b: Sequence[str]) -> Iterator[Change]:
    at = bt = 0
    removed = added = same = ""
    for i, j in [*pairs(a, b), (len(a), len(b))]:
        gone, come = "".join(a[at:i]), "".join(b[bt:j])
        if gone.strip() or come.strip():
            yield Change(removed, added, same)
            removed, added, same = gone, come, ""
        else:
            same += come
        same += "".join(b[j : j + 1])
        at, bt = i + 1, j + 1
    yield Change(removed, added, same)


def coarser(changes: list[Change]) -> Iterator[Change]:
    """Between two changes, fewer words than each of them has are read with them, not apart."""
    held: list[Change] = []
    for change in changes:
        while (
            held and held[-1].size and count_words(held[-1].same) <= min(held[-1].size, change.size)
        ):
            change = held.pop() + change
        held.append(change)
    yield from held


def gathered(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Without empty ones; between two that are the same, one removed and one added at most."""
    same, changed = "", {"removed": "", "added": ""}
    for kind, text in pieces:
        if kind == "same" and text:
            yield from told(changed)
            changed = {"removed": "", "added": ""}
            same += text
        elif text:
            yield from told({"same": same})
            same = ""
            changed[kind] += text
    yield from told({**changed, "same": same})


def told(texts: dict[str, str]) -> Iterator[Piece]:
    yield from (Piece(cast(Kind, kind), text) for kind, text in texts.items() if text)


# --- to show a long text: its paragraphs, and what is left out between changes ---

BREAK = re.compile(r"(\n[ \t]*(?:\n[ \t]*)+)")
PILCROW = "¶"


class Passage(NamedTuple):
    """Paragraphs of a comparison. ``left_out``: nothing changed in them, nor just beside."""

    paragraphs: list[list[Piece]]
    left_out: bool
    words: int


def passages(pieces: Iterable[Piece], around: int = 1) -> list[Passage]:
    """The comparison in paragraphs, with ``around`` unchanged ones before and after each change."""
    found = list(paragraphs(pieces))
    near: set[int] = set()
    for place, paragraph in enumerate(found):
        if any(piece.kind != "same" for piece in paragraph):
            near.update(range(place - around, place + around + 1))
    # A single paragraph is as short to read as the words that say it was left out.
    near.update(place for place in range(len(found)) if {place - 1, place + 1} <= near)
    grouped = groupby(range(len(found)), key=lambda place: place not in near)
    return [passage([found[place] for place in places], out) for out, places in grouped]


def passage(found: list[list[Piece]], left_out: bool) -> Passage:
    words = sum(count_words(piece.text) for paragraph in found for piece in paragraph)
    return Passage(found, left_out, words)


def paragraphs(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """A paragraph that was cut in two, or joined to the next one, has a sign that says so."""
    here: list[Piece] = []
    for kind, text in pieces:
        if kind != "same" and not text.strip():
            here.append(Piece(kind, PILCROW))
        for number, part in enumerate(BREAK.split(text)):
            if number % 2 == 0:
                here += [Piece(kind, part)] if part.strip() or (part and here) else []
            elif here and (kind != "removed" or text.strip()):
                yield here
                here = []
    if here:
        yield here
