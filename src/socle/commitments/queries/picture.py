"""Where everything stands in the picture of a grid: lines are broken here, since SVG breaks none.

Pixels of a picture 1200 wide, or wider where more lists stand than fit.
"""

import textwrap
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from socle.commitments.queries.grid import AskAsked, Cell, Grid, ListAsked
from socle.commitments.queries.signs import shape_of, tint_of
from socle.commitments.queries.state_words import state_in_words

WIDTH, MARGIN, QUESTIONS, NARROWEST = 1200, 24, 264, 74
HEAD, FOOT, SIGN, PADDING = 92, 40, 20, 10
# How wide a letter is beside its height: whatever sans serif there is, most are narrower.
LETTER = 0.6
MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class Line:
    x: int
    y: int
    words: str


@dataclass(frozen=True, slots=True)
class Face:
    """The sign of a cell at its place, and its words below."""

    x: int
    y: int
    shape: SafeString
    tint: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Row:
    top: int
    height: int
    title: list[Line]
    asker: list[Line]
    faces: list[Face]


@dataclass
class Picture:
    """``small`` is the height of letters in columns, ``column`` how wide one is; below ``top`` and
    down to ``below`` stand the asks, as wide as ``inner``."""

    grid: Grid
    heads: list[tuple[str, int, int, list[Line]]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    top: int = HEAD
    height: int = 0

    def __post_init__(self) -> None:
        number = max(len(self.grid.lists), 1)
        self.column = max((WIDTH - 2 * MARGIN - QUESTIONS) // number, NARROWEST)
        self.width = max(WIDTH, 2 * MARGIN + QUESTIONS + self.column * number)
        self.small = 13 if self.column >= 100 else 10
        self.heads = [self.head(n, each) for n, each in enumerate(self.grid.lists)]
        lines = max([len(lines) for *_where, lines in self.heads], default=0)
        self.top = HEAD + 34 + lines * (self.small + 4) + PADDING
        below = self.top
        for ask in self.grid.asks:
            self.rows.append(self.row(ask, below))
            below += self.rows[-1].height
        self.below, self.height = below, below + FOOT
        self.inner = self.width - 2 * MARGIN

    def left(self, number: int) -> int:
        return MARGIN + QUESTIONS + number * self.column

    def head(self, number: int, each: ListAsked) -> tuple[str, int, int, list[Line]]:
        x = self.left(number)
        lines = self.broken(each.row.name, x, HEAD + 46, self.column, self.small)
        return str(each.row.number or ""), x, HEAD, lines

    def row(self, ask: AskAsked, top: int) -> Row:
        words = ask.words.title if ask.words else ""
        title = self.broken(words, MARGIN, top + PADDING + 13, QUESTIONS, 14)
        below = title[-1].y + 18 if title else top + 30
        asker = self.broken(ask.row.asked_by.name, MARGIN, below, QUESTIONS, 11)[:1]
        faces = [self.face(cell, self.left(n), top) for n, cell in enumerate(ask.cells)]
        ends = [line.y for part in (title, asker, *(face.lines for face in faces)) for line in part]
        return Row(top, max(ends, default=top) + PADDING - top, title, asker, faces)

    def face(self, cell: Cell, x: int, top: int) -> Face:
        state, y = str(cell.state), top + PADDING
        lines = self.broken(state_in_words(state), x, y + SIGN + 15, self.column, self.small)
        return Face(x, y, shape_of(state), tint_of(state), lines)

    def broken(self, words: str, x: int, y: int, width: int, height: int) -> list[Line]:
        """In lines as wide as their column, the last of which says that there was more."""
        letters = int((width - 6) / (height * LETTER))
        cut = " ".join(in_pieces(word, letters) for word in printable(words).split())
        lines = textwrap.wrap(cut, letters, max_lines=MOST_LINES, placeholder="…")
        return [Line(x, y + n * (height + 4), each) for n, each in enumerate(lines)]


def in_pieces(word: str, letters: int) -> str:
    """One that is wider than its column, each piece but the last with a hyphen."""
    if len(word) <= letters:
        return word
    pieces = textwrap.wrap(word, letters - 1)
    return "".join(each if each.endswith("-") else f"{each}- " for each in pieces[:-1]) + pieces[-1]


def printable(words: str) -> str:
    """Without what no XML file may hold."""
    return "".join(each if each.isprintable() else " " for each in words)
