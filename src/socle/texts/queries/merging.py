"""Three ways into one: what both texts share, what one of them changed, where they collide.

``base`` is what both began from, ``ours`` the words of who adapts, ``theirs`` the original as it is
now. Sentences are moved, whole lines in tables and code (``units``): a changed word collides with
its sentence; where each side changed one of two neighbours, with both; never with the page. What
only one side changed is taken from it. A suggestion is merged in the same way.

A text of two megabytes is merged in seconds, more coarsely (``aligning.Budget``).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Literal

from merge3 import Merge3

from socle.texts.queries.aligning import (
    Matcher,
    is_blank_line,
    like_pairs,
    pieces_of,
    written,
)
from socle.texts.queries.units import units_of
from socle.texts.queries.words import FIELDS, Words, clean

Whose = Literal["both", "ours", "theirs", "same_change"]
Choice = str | tuple[str, str]


class ChoicesDoNotFit(ValueError):
    """There is not one choice for each collision, or one of them is no choice."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Words of the result, and those of the base in whose place they stand. Empty where a side
    took words away, or added them."""

    text: str
    whose: Whose
    was: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Collision:
    """Words that each side changed in its own way. One of the three may be empty."""

    base: str
    ours: str
    theirs: str

    def chosen(self, choice: Choice) -> str:
        if choice == "theirs":
            return self.theirs
        if choice == "ours":
            return self.ours
        if isinstance(choice, tuple) and len(choice) == 2 and choice[0] == "write":
            return between_spaces(
                clean(choice[1]), self.theirs.strip() and self.theirs or self.ours
            )
        raise ChoicesDoNotFit(f"No such choice: {choice!r}")


def between_spaces(words: str, model: str) -> str:
    """With the spaces and line ends around them that the words they replace had."""
    said = model.strip()
    before, _said, after = model.partition(said) if said else ("", "", model)
    return f"{before}{words.strip()}{after}" if words.strip() else ""


Part = Kept | Collision


@dataclass(frozen=True)
class Merged:
    parts: tuple[Part, ...]
    # The new original, as it was given: "take the original" is byte for byte.
    theirs: str

    @cached_property
    def collisions(self) -> tuple[Collision, ...]:
        return tuple(part for part in self.parts if isinstance(part, Collision))

    @property
    def is_clean(self) -> bool:
        return not self.collisions

    @cached_property
    def changes(self) -> int:
        """Places where words of the new original come in, or go, without a question."""
        return sum(isinstance(part, Kept) and part.whose == "theirs" for part in self.parts)

    def text(self, choices: Sequence[Choice] = ()) -> str:
        """The result, with a choice for each collision, in their order.

        ``"theirs"``, ``"ours"``, or ``("write", words)``; ``ChoicesDoNotFit`` otherwise.
        """
        if len(choices) != len(self.collisions):
            raise ChoicesDoNotFit(f"{len(self.collisions)} collisions, {len(choices)} choices")
        left = iter(choices)
        return clean(
            "".join(
                part.text if isinstance(part, Kept) else part.chosen(next(left))
                for part in self.parts
            )
        )

    def take_theirs(self) -> str:
        return self.theirs


def merge(base: str, ours: str, theirs: str, language: str) -> Merged:
    sides = [pieces_of(units_of(clean(text), language)) for text in (base, ours, theirs)]
    return Merged(tuple(gathered(parts_of(Merging(*sides)))), theirs)


def gathered(parts: Iterable[Part]) -> Iterator[Part]:
    """Words of one side that follow one another, as one part."""
    before: Part | None = None
    for part in parts:
        if isinstance(before, Kept) and isinstance(part, Kept) and before.whose == part.whose:
            before = Kept(before.text + part.text, part.whose, before.was + part.was)
            continue
        if before:
            yield before
        before = part
    if before:
        yield before


def merge_whole(base: str, ours: str, theirs: str) -> Merged:
    """As one unit: a title."""
    stretch = Stretch(clean(base), clean(ours), clean(theirs))
    return Merged(tuple(joined([stretch])), theirs)


class Merging(Merge3):
    """A space alone, unchanged between two changes, does not keep them apart."""

    def __init__(self, base: list[str], ours: list[str], theirs: list[str]) -> None:
        super().__init__(base, ours, theirs, sequence_matcher=Matcher)

    def find_sync_regions(self) -> list[tuple[int, int, int, int, int, int]]:
        found = super().find_sync_regions()
        return [region for region in found[:-1] if self.keeps_apart(region)] + found[-1:]

    def keeps_apart(self, region: tuple[int, ...]) -> bool:
        pieces = self.base[region[0] : region[1]]
        return any(is_blank_line(piece) or not piece.isspace() for piece in pieces)


# --- from the regions of merge3 to parts ---

PARAGRAPH = re.compile(r"[ \t]*\n[ \t]*\n")
PARAGRAPH_BEFORE = re.compile(r"\n[ \t]*\n[ \t]*\Z")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the base and what each side has in its place."""

    base: str
    ours: str
    theirs: str

    @property
    def kind(self) -> Whose | Literal["collision"]:
        if self.ours == self.theirs:
            return "both" if self.ours == self.base else "same_change"
        if self.ours == self.base:
            return "theirs"
        return "ours" if self.theirs == self.base else "collision"

    @property
    def is_space(self) -> bool:
        """The same short space on all sides: what stands around it stands side by side."""
        return self.kind == "both" and self.base.isspace() and self.base.count("\n") < 2

    def __add__(self, after: "Stretch") -> "Stretch":
        return Stretch(self.base + after.base, self.ours + after.ours, self.theirs + after.theirs)


def parts_of(merging: Merging) -> Iterator[Part]:
    kinds: dict[str, Whose] = {
        "unchanged": "both",
        "same": "same_change",
        "a": "ours",
        "b": "theirs",
    }
    sources = {"unchanged": merging.base, "same": merging.a, "a": merging.a, "b": merging.b}
    z = 0
    for region, after in pairwise([*merging.merge_regions(), None]):
        assert region is not None  # noqa: S101 -- only the last one is
        if region[0] == "conflict":
            yield from narrowed(merging, *region[1:])
            z = region[2]
            continue
        name, start, end = region
        z_end = end if name == "unchanged" else after[1] if after else len(merging.base)
        yield Kept(written(sources[name][start:end]), kinds[name], written(merging.base[z:z_end]))
        z = z_end


def narrowed(
    merging: Merging, z: int, z_end: int, a: int, a_end: int, b: int, b_end: int
) -> Iterator[Part]:
    """A collision cut where a sentence of the base is found, reworded perhaps, on both sides.

    Who reworded a whole paragraph is only asked about the sentence that the original changed.
    """
    base, ours, theirs = merging.base[z:z_end], merging.a[a:a_end], merging.b[b:b_end]
    yield from joined(neighbours(stretches(base, ours, theirs)))


def stretches(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Stretch]:
    held = dict(like_pairs(base, theirs))
    z = a = b = 0
    for i, j in [*like_pairs(base, ours), (len(base), len(ours))]:
        k = held.get(i, len(theirs) if i == len(base) else None)
        if k is None:
            continue
        yield Stretch(written(base[z:i]), written(ours[a:j]), written(theirs[b:k]))
        if i < len(base):
            yield Stretch(base[i], ours[j], theirs[k])
        z, a, b = i + 1, j + 1, k + 1


def neighbours(found: Iterable[Stretch]) -> list[Stretch]:
    """Where ours stands beside theirs, with no unchanged sentence and no blank line between,
    both are one collision: one may have been written for the other as it was."""
    result: list[Stretch] = []
    spaces: list[Stretch] = []
    last = ""
    for stretch in found:
        if stretch.base == stretch.ours == stretch.theirs == "":
            continue
        if stretch.is_space:
            spaces.append(stretch)
            continue
        if {last, stretch.kind} == {"ours", "theirs"} and not apart(result[-1], stretch, last):
            result[-1] = sum(spaces, start=result[-1]) + stretch
        else:
            result += [*spaces, stretch]
        last, spaces = stretch.kind, []
    return result + spaces


def apart(before: Stretch, after: Stretch, last: str) -> bool:
    """A paragraph ends or begins there."""
    ends = (before.base, before.ours if last == "ours" else before.theirs)
    starts = (after.base, after.ours if after.kind == "ours" else after.theirs)
    return any(map(PARAGRAPH_BEFORE.search, ends)) or any(map(PARAGRAPH.match, starts))


def joined(found: Sequence[Stretch]) -> Iterator[Part]:
    for stretch in found:
        kind = stretch.kind
        if kind == "collision":
            yield Collision(stretch.base, stretch.ours, stretch.theirs)
        elif stretch.base or stretch.ours or stretch.theirs:
            text = stretch.theirs if kind == "theirs" else stretch.ours
            yield Kept(text, kind, stretch.base)


# --- every field of a text ---


@dataclass(frozen=True)
class MergedWords:
    title: Merged
    summary: Merged
    body: Merged
    more: Merged

    @property
    def fields(self) -> tuple[tuple[str, Merged], ...]:
        return tuple((name, getattr(self, name)) for name in FIELDS)

    @cached_property
    def collisions(self) -> tuple[tuple[str, Collision], ...]:
        """Each with the name of its field, in the order in which ``words`` takes choices."""
        return tuple((name, found) for name, merged in self.fields for found in merged.collisions)

    @property
    def is_clean(self) -> bool:
        return not self.collisions

    @property
    def changes(self) -> int:
        return sum(merged.changes for _name, merged in self.fields)

    def words(self, choices: Sequence[Choice] = ()) -> Words:
        if len(choices) != len(self.collisions):
            raise ChoicesDoNotFit(f"{len(self.collisions)} collisions, {len(choices)} choices")
        found, start = {}, 0
        for name, merged in self.fields:
            end = start + len(merged.collisions)
            found[name] = merged.text(choices[start:end])
            start = end
        return Words.of(**found)

    def take_theirs(self) -> Words:
        return Words(**{name: merged.take_theirs() for name, merged in self.fields})


def merge_words(base: Words, ours: Words, theirs: Words, language: str) -> MergedWords:
    return MergedWords(
        merge_whole(base.title, ours.title, theirs.title),
        merge(base.summary, ours.summary, theirs.summary, language),
        merge(base.body, ours.body, theirs.body, language),
        merge(base.more, ours.more, theirs.more, language),
    )
