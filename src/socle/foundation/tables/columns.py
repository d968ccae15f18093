"""Columns: what a header may be called, and how its cells are read."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from socle.foundation.tables.cells import Cell, shown, text
from socle.foundation.tables.faults import CannotRead


@dataclass(frozen=True)
class Column:
    """A column a room understands. ``required``: it must be there, with no empty cell."""

    name: str
    synonyms: tuple[str, ...] = ()
    read: Callable[[Cell], Any] = text
    required: bool = False

    @property
    def heard_as(self) -> set[str]:
        return {plain(word) for word in (self.name, *self.synonyms)}


def plain(words: str) -> str:
    """Without case, accents and punctuation: "Prénom (usuel)" is heard as "prenomusuel"."""
    spelled = unicodedata.normalize("NFKD", words).casefold()
    return re.sub(r"[^a-z0-9]", "", spelled)


def letter(index: int) -> str:
    """What a spreadsheet calls the column at ``index``, counted from 0."""
    name = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        name = chr(65 + rest) + name
        index -= 1
    return name


def recognised(header: Sequence[Cell], columns: Sequence[Column]) -> int:
    """How many cells of a row are the heading of a known column."""
    known = set().union(*(column.heard_as for column in columns))
    return sum(plain(shown(cell)) in known for cell in header)


@dataclass(frozen=True)
class Header:
    """Which column stands where in one file."""

    at: dict[int, Column]
    width: int
    unknown: list[str]

    @classmethod
    def of(cls, cells: Sequence[Cell], columns: Sequence[Column]) -> "Header":
        titles = [shown(cell).strip() for cell in cells]
        heard = {word: column for column in columns for word in column.heard_as}
        at: dict[int, Column] = {}
        unknown = []
        for index, title in enumerate(titles):
            column = heard.get(plain(title))
            if column is not None:
                refuse_double(at, index, column, titles)
                at[index] = column
            elif title:
                unknown.append(title)
        refuse_missing(at, columns, titles)
        width = max((index for index, title in enumerate(titles) if title), default=-1) + 1
        return cls(at, width, unknown)


def refuse_double(at: dict[int, Column], index: int, column: Column, titles: list[str]) -> None:
    for other, seen in at.items():
        if seen is column:
            raise CannotRead(
                _(
                    "Two columns mean “%(name)s”: %(first_letter)s, “%(first)s”, and "
                    "%(second_letter)s, “%(second)s”. Keep one of them."
                )
                % {
                    "name": column.name,
                    "first_letter": letter(other),
                    "first": short(titles[other]),
                    "second_letter": letter(index),
                    "second": short(titles[index]),
                }
            )


def refuse_missing(at: dict[int, Column], columns: Sequence[Column], titles: list[str]) -> None:
    found = set(at.values())
    missing = [column for column in columns if column.required and column not in found]
    if not missing:
        return
    lines = [
        _("The column “%(name)s” is missing. It may also be called: %(synonyms)s.")
        % {"name": column.name, "synonyms": ", ".join(column.synonyms) or "—"}
        for column in missing
    ]
    seen = ", ".join(short(title) for title in titles[:20] if title) or "—"
    lines.append(_("The first row should hold the headings; it holds: %(seen)s.") % {"seen": seen})
    raise CannotRead("\n".join(lines))


def short(words: str, limit: int = 40) -> str:
    """At most ``limit`` characters on one line, for messages."""
    line = "".join(c if c.isprintable() else " " for c in words).strip()
    return line if len(line) <= limit else line[: limit - 1] + "…"
