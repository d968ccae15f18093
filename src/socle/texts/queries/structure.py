"""How a text is built: its blocks and sections; and those of a translation beside them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from markdown_it.token import Token

from socle.foundation.markdown import tokens_of, words_of
from socle.texts.queries.comparing import count_words

Kind = Literal["heading", "paragraph", "item", "row", "code", "note"]
OPENS: dict[str, Kind] = {
    "heading_open": "heading",
    "list_item_open": "item",
    "tr_open": "row",
    "footnote_open": "note",
}
CLOSES = {name.replace("_open", "_close") for name in OPENS}
# What is written the same in every language.
SIGN = re.compile(r"\d+|https?://\S+")
# Pairs of blocks looked at; a longer text is paired in order of its blocks.
MOST = 100_000


@dataclass(frozen=True, slots=True)
class Block:
    """``text`` is what is read of it; ``level`` that of a heading, 1 the highest, else 0."""

    kind: Kind
    text: str
    level: int = 0
    words: int = 0
    signs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Section:
    """``heading`` is None before the first one."""

    heading: Block | None
    blocks: tuple[Block, ...]

    @property
    def words(self) -> int:
        return sum(block.words for block in self.blocks)

    @property
    def counts(self) -> dict[str, int]:
        """How many blocks of each kind that it has, its own heading apart."""
        return dict(Counter(block.kind for block in self.blocks))


@dataclass(frozen=True, slots=True)
class Structure:
    blocks: tuple[Block, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        found: list[tuple[Block | None, list[Block]]] = [(None, [])]
        for block in self.blocks:
            if block.kind == "heading":
                found.append((block, []))
            else:
                found[-1][1].append(block)
        return tuple(Section(head, tuple(rest)) for head, rest in found if head or rest)

    @property
    def counts(self) -> dict[str, int]:
        return dict(Counter(block.kind for block in self.blocks))


class Row(NamedTuple):
    """Two blocks that stand for one another, or one without counterpart (the other is None)."""

    source: Block | None
    translation: Block | None


def structure_of(text: str) -> Structure:
    return Structure(tuple(blocks_of(tokens_of(text))))


def compare_structure(source: str, translation: str) -> list[Row]:
    """Side by side, in the order of both: blocks of the same kind (and level, for headings).

    Of all ways to pair them, the one most alike in all: many pairs, that have the same figures
    and addresses, and about as many words. What is left has no counterpart.
    """
    a, b = structure_of(source).blocks, structure_of(translation).blocks
    rows, at, bt = [], 0, 0
    for i, j in [*paired(a, b), (len(a), len(b))]:
        rows += [Row(block, None) for block in a[at:i]]
        rows += [Row(None, block) for block in b[bt:j]]
        if i < len(a):
            rows.append(Row(a[i], b[j]))
        at, bt = i + 1, j + 1
    return rows


# --- blocks, from what the Markdown parser finds ---


@dataclass(slots=True)
class Reading:
    """Where one stands between the first token and the last."""

    inside: list[Kind] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    # A second paragraph of an item or of a note is not a second item.
    is_told: bool = False
    level: int = 0


def blocks_of(tokens: Sequence[Token]) -> Iterator[Block]:
    here = Reading()
    for token in tokens:
        if token.type in OPENS:
            here.inside.append(OPENS[token.type])
            here.is_told = False
            here.level = int(token.tag[1]) if token.type == "heading_open" else 0
        elif token.type in CLOSES:
            here.is_told = True
            if here.inside.pop() == "row":
                yield block("row", " · ".join(here.cells))
                here.cells = []
        elif token.type in {"fence", "code_block"}:
            yield block("code", token.content.strip())
        elif token.type == "inline":
            yield from said(token, here)


def said(token: Token, here: Reading) -> Iterator[Block]:
    kind: Kind = here.inside[-1] if here.inside else "paragraph"
    text = words_of(token)
    if kind == "row":
        here.cells.append(text)
    elif kind == "heading":
        yield block("heading", text, here.level)
    else:
        yield block("paragraph" if here.is_told else kind, text)
        here.is_told = True


def block(kind: Kind, text: str, level: int = 0) -> Block:
    return Block(kind, text, level, count_words(text), frozenset(SIGN.findall(text)))


# --- which block is which ---


def paired(a: Sequence[Block], b: Sequence[Block]) -> list[tuple[int, int]]:
    """Places of blocks that stand for one another, in order."""
    if len(a) * len(b) > MOST:
        return [(i, i) for i, (x, y) in enumerate(zip(a, b, strict=False)) if likeness(x, y)]
    best = [[0.0] * (len(b) + 1) for _row in range(len(a) + 1)]
    for i in reversed(range(len(a))):
        for j in reversed(range(len(b))):
            worth = likeness(a[i], b[j])
            both = best[i + 1][j + 1] + worth if worth else 0.0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    return list(followed(a, b, best))


def followed(
    a: Sequence[Block], b: Sequence[Block], best: list[list[float]]
) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < len(a) and j < len(b):
        worth = likeness(a[i], b[j])
        if worth and best[i][j] == best[i + 1][j + 1] + worth:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def likeness(a: Block, b: Block) -> float:
    """0 for what cannot be the same block; else 2 or more, 3 when all speaks for it."""
    if (a.kind, a.level) != (b.kind, b.level):
        return 0.0
    length = min(a.words, b.words) / max(a.words, b.words, 1)
    signs = len(a.signs & b.signs) / len(a.signs | b.signs) if a.signs | b.signs else 0.5
    return 2 + (length + signs) / 2
