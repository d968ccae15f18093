"""What changed between two revisions, part by part, word by word."""

from dataclasses import dataclass

from socle.texts.kinds import KINDS
from socle.texts.models import Revision
from socle.texts.queries.comparing import Piece, compare_words
from socle.texts.queries.revisions import words_of


@dataclass(frozen=True, slots=True)
class Difference:
    """``parts`` for the component ``difference``."""

    label: str
    parts: list[Piece]


def differences(before: Revision, after: Revision, kind: str) -> list[Difference]:
    """Of the parts that changed, in order; ``kind`` is that of their text."""
    found = compare_words(words_of(before), words_of(after), after.language)
    return [
        Difference(str(part.label), found[part.name])
        for part in KINDS[kind].parts
        if any(piece.kind != "same" for piece in found[part.name])
    ]
