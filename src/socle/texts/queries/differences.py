"""Two texts side by side as a page shows them: each part of their kind, word by word."""

from dataclasses import dataclass
from functools import cached_property

from socle.texts.kinds import Kind, Label, kind_of
from socle.texts.models import Revision, Text
from socle.texts.queries.comparing import Counts, Passage, Piece, compare_words, counts, passages
from socle.texts.queries.lineage import ancestors
from socle.texts.queries.revisions import words_of
from socle.texts.queries.structure import Row, compare_structure
from socle.texts.queries.words import FIELDS, Words


@dataclass(frozen=True)
class PartCompared:
    """``pieces`` of one part, in reading order."""

    name: str
    label: Label
    pieces: list[Piece]

    @property
    def is_changed(self) -> bool:
        return any(piece.kind != "same" for piece in self.pieces)

    @property
    def is_empty(self) -> bool:
        return not self.pieces

    @cached_property
    def passages(self) -> list[Passage]:
        """With what did not change left out between changes."""
        return passages(self.pieces)

    @cached_property
    def whole(self) -> list[Passage]:
        return passages(self.pieces, around=1_000_000)


@dataclass(frozen=True)
class Compared:
    parts: list[PartCompared]

    @property
    def is_changed(self) -> bool:
        return any(part.is_changed for part in self.parts)

    @property
    def shown(self) -> list[PartCompared]:
        return [part for part in self.parts if not part.is_empty]

    @property
    def counts(self) -> Counts:
        found = [counts(part.pieces) for part in self.parts]
        return Counts(sum(each.added for each in found), sum(each.removed for each in found))


def compared(before: Words, after: Words, kind: Kind, language: str) -> Compared:
    found = compare_words(before, after, language)
    labels = {part.name: part.label for part in kind.parts}
    return Compared([PartCompared(name, labels.get(name, ""), found[name]) for name in FIELDS])


def compared_revisions(before: Revision, after: Revision, kind: Kind) -> Compared:
    """Of one language."""
    return compared(words_of(before), words_of(after), kind, after.language)


def changed_since(rendered: Revision | None, source: Revision) -> Compared | None:
    """What the text became since the revision that was translated last; None if nothing."""
    if rendered is None or rendered.pk == source.pk:
        return None
    return compared_revisions(rendered, source, kind_of(source.text))


@dataclass(frozen=True)
class PartBeside:
    label: Label
    rows: list[Row]


def beside(source: Revision, translation: Revision, kind: Kind) -> list[PartBeside]:
    """Two languages: which block of one stands for which of the other."""
    found = []
    for part in kind.parts:
        texts = getattr(source, part.name), getattr(translation, part.name)
        if any(texts):
            found.append(PartBeside(part.label, compare_structure(*texts)))
    return found


# --- which may be compared ---


def may_stand_beside(text: Text, other: Revision) -> bool:
    """A revision of the text itself, of one it comes from, or of one that comes from it, through
    as many as there are between."""
    if other.text_id == text.pk:
        return True
    return other.text in ancestors(text) or text in ancestors(other.text)
