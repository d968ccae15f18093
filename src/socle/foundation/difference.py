"""A comparison of Markdown as blocks that read like the text itself: lists are lists, headings are
headings, and the signs that make them so are not read as words.

A sign that is itself what changed stays as it was typed: else the change could not be seen.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from django.utils.translation import gettext as _

# ``same``, ``added`` or ``removed``, and the words.
Piece = tuple[str, str]
Kind = Literal["words", "heading", "quote", "bullets", "numbers"]
PILCROW = "¶"
MARKS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("bullets", re.compile(r"[ \t]*[-*+][ \t]+(?=\S|$)")),
    ("numbers", re.compile(r"[ \t]*(\d{1,9})[.)][ \t]+(?=\S|$)")),
    ("heading", re.compile(r"#{1,6}[ \t]+(?=\S|$)")),
    ("quote", re.compile(r"(?:>[ \t]?)+(?=\S|$)")),
)
PICTURE = re.compile(r"!\[([^\]\n]*)\]\([^)\s]*\)")
LINK = re.compile(r"(?<!!)\[([^\]\n]+)\]\(([^)\s]+)\)")
STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
LEANING = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")


@dataclass(slots=True)
class Line:
    """``number`` of an item of a numbered list, as it was typed."""

    kind: Kind = "words"
    pieces: list[Piece] = field(default_factory=list)
    number: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    kind: Kind
    lines: list[Line]

    @property
    def pieces(self) -> list[Piece]:
        """Of all its lines, one under the other."""
        found = list(self.lines[0].pieces)
        for line in self.lines[1:]:
            found += [("same", "\n"), *line.pieces]
        return found


def blocks(pieces: Iterable[Piece]) -> list[Block]:
    """In reading order. Lines that belong together stand in one block; a blank one ends it."""
    lines = [read(line) for line in lines_of(pieces)]
    found = []
    for (kind, is_blank), group in groupby(lines, key=lambda each: (each.kind, not each.pieces)):
        if not is_blank:
            found.append(Block(kind, list(group)))
    return found


def lines_of(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """What was taken away and what came in its place never share an item of a list."""
    here: list[Piece] = []
    for kind, text in pieces:
        if kind != "same" and text and not text.strip():
            here.append((kind, PILCROW if "\n" in text else text))
        for number, part in enumerate(text.split("\n")):
            if number or (part and begins_another(here, kind, part)):
                yield here
                here = []
            if part.strip() or (part and here):
                here.append((kind, part))
    yield here


def begins_another(here: list[Piece], kind: str, part: str) -> bool:
    others = {each for each, _text in here}
    return bool(here) and kind not in others | {"same"} and "same" not in others and is_marked(part)


def is_marked(text: str) -> bool:
    return any(mark.match(text) for _kind, mark in MARKS)


def read(pieces: list[Piece]) -> Line:
    if not pieces:
        return Line()
    first, text = pieces[0]
    for kind, mark in MARKS:
        found = mark.match(text)
        if found:
            number = found[1] if kind == "numbers" else ""
            rest = [(first, text[found.end() :]), *pieces[1:]]
            return Line(kind, [plain(piece) for piece in rest if piece[1]], number)
    return Line("words", [plain(piece) for piece in pieces])


def plain(piece: Piece) -> Piece:
    """Without the signs of what stands whole in it; where a link came or went, with its address."""
    kind, text = piece
    said = PICTURE.sub(lambda found: _("[picture: %(words)s]") % {"words": found[1]}, text)
    said = LINK.sub(r"\1" if kind == "same" else r"\1 (\2)", said)
    said = LEANING.sub(r"\1", STRONG.sub(r"\2", said))
    return (kind, said if said.strip() else text)
