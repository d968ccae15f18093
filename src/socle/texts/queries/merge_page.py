"""A merge as a page shows it: what stays folded, what comes in word by word, what to choose."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from socle.texts.kinds import Kind, Label
from socle.texts.queries.comparing import Piece, compare
from socle.texts.queries.merging import Collision, Kept, MergedWords
from socle.texts.queries.units import units_of
from socle.texts.queries.words import FIELDS, Words

Difference = list[Piece]
# Shorter than this, what stays is shown: folding it would take more room.
WORTH_FOLDING = 160


@dataclass(frozen=True, slots=True)
class Place:
    """``kind``: ``same``, ``ours`` (local words that stay), ``theirs`` (what comes in), or
    ``collision``; ``difference`` goes from the old original to what ``kind`` says."""

    kind: str
    text: str = ""
    difference: Difference | None = None
    sentences: int = 0
    key: str = ""
    number: int = 0
    ours: Difference | None = None
    theirs: Difference | None = None

    @property
    def is_folded(self) -> bool:
        return self.kind == "same" and len(self.text) > WORTH_FOLDING


@dataclass(frozen=True, slots=True)
class ShownPart:
    """``title``, ``summary``, ``body`` or ``more``, as its kind calls it."""

    name: str
    label: Label
    places: list[Place]

    @property
    def changes(self) -> bool:
        return any(place.kind in {"theirs", "collision"} for place in self.places)


def shown_parts(merged: MergedWords, kind: Kind, language: str) -> list[ShownPart]:
    """Those in which there is a word, in order."""
    keys = iter(keys_of(merged))
    numbers = iter(range(1, len(merged.collisions) + 1))
    found = []
    for name, part in merged.fields:
        places = list(places_of(part.parts, keys, numbers, language))
        if any(place.text or place.difference or place.key for place in places):
            said = kind.part(name)
            found.append(ShownPart(name, said.label if said else name, places))
    return found


def places_of(
    parts: tuple[Kept | Collision, ...],
    keys: Iterator[str],
    numbers: Iterator[int],
    language: str,
) -> Iterator[Place]:
    for part in parts:
        if isinstance(part, Collision):
            yield Place(
                "collision",
                key=next(keys),
                number=next(numbers),
                ours=compare(part.base, part.ours, language),
                theirs=compare(part.base, part.theirs, language),
            )
        elif part.whose == "theirs":
            yield Place("theirs", part.text, compare(part.was, part.text, language))
        elif part.whose == "ours":
            yield Place("ours", part.text, compare(part.was, part.text, language))
        else:
            count = sum(1 for unit in units_of(part.text, language) if unit.strip())
            yield Place("same", part.text, sentences=count)


def keys_of(merged: MergedWords) -> list[str]:
    """A name for each collision, the same as long as its words are: what was chosen stays chosen
    when something else changes meanwhile."""
    found: list[str] = []
    for name, collision in merged.collisions:
        said = "\0".join((name, collision.base, collision.ours, collision.theirs))
        key = hashlib.sha256(said.encode()).hexdigest()[:12]
        twice = sum(each.startswith(key) for each in found)
        found.append(f"{key}-{twice}" if twice else key)
    return found


@dataclass(frozen=True, slots=True)
class ChangedPart:
    label: Label
    difference: Difference


def difference_of(before: Words, after: Words, kind: Kind, language: str) -> list[ChangedPart]:
    """The parts of a text that differ, word by word."""
    found = []
    for name in FIELDS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            said = kind.part(name)
            found.append(ChangedPart(said.label if said else name, compare(old, new, language)))
    return found
