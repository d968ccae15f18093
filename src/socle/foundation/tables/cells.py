"""From what a cell holds to what it means; each reader raises ``CellError`` in words."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from socle.foundation.tables.faults import CellError


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell whose value the file does not hold."""

    reason: str


Cell = str | int | float | bool | date | time | timedelta | Unreadable | None

LEADS = ("=", "+", "-", "@")
EXCEL_EPOCH = date(1899, 12, 30)
# 1970 to 2099 as spreadsheets count days
SERIALS = range(25_569, 73_051)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
# The wide forms count too: some spreadsheets fold them into the plain ones.
DANGEROUS = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
GUARDED = re.compile(r"'+" + DANGEROUS.pattern)
# A sign, then a number or a telephone number
SIGNED_NUMBER = re.compile(r"[+-][\d\s.,/()-]*")
# A sign, then what makes a spreadsheet compute: a call, another sheet or program, a second sign
COMPUTES = re.compile(r"[+@-].*[(!|=]|[+-][\w.,\s]*\d\s*[*/^+-]\s*[\w(]")


def shown(cell: Cell) -> str:
    """The cell as text: a whole number without its decimals, a day as 2025-01-31."""
    if cell is None or isinstance(cell, Unreadable):
        return ""
    if isinstance(cell, float) and math.isfinite(cell) and cell == int(cell):
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def is_formula(words: str) -> bool:
    """Whether a spreadsheet would compute this text instead of showing it."""
    if words.startswith("="):
        return True
    if not words.startswith(LEADS) or SIGNED_NUMBER.fullmatch(words):
        return False
    return bool(COMPUTES.match(words))


def checked(cell: Cell) -> str:
    """The text of a cell, trimmed, or why it cannot be taken."""
    if isinstance(cell, Unreadable):
        raise CellError(cell.reason)
    words = shown(cell).strip()
    if CONTROL.search(words):
        raise CellError(_("holds characters that cannot be seen; type it again"))
    if "\ufffd" in words:
        raise CellError(_("holds a character that cannot be read; type it again"))
    if GUARDED.match(words):
        return words[1:].strip()
    if is_formula(words):
        raise CellError(_("holds a formula; write its result instead"))
    return words


def text(cell: Cell) -> str:
    """One line of text; runs of spaces and line breaks become one space."""
    return " ".join(checked(cell).split())


def code(cell: Cell) -> str:
    """An identifier: "92094.0" and "92 094" are "92094"."""
    words = re.sub(r"\s", "", checked(cell))
    if re.fullmatch(r"\d+[.,]\d+E\+?\d+", words, re.IGNORECASE):
        raise CellError(_("was turned into a number by the spreadsheet; format it as text"))
    return re.sub(r"^(\d+)[.,]0+$", r"\1", words)


def whole_number(cell: Cell) -> int:
    words = re.sub(r"[\s\u202f']", "", checked(cell))
    words = re.sub(r"^([+-]?\d{1,3})((?:[.,]\d{3})+)$", grouped, words)
    words = re.sub(r"[.,]0+$", "", words)
    if not re.fullmatch(r"[+-]?\d{1,15}", words):
        raise CellError(_("“%(words)s” is not a whole number") % {"words": cut(cell)})
    return int(words)


def grouped(match: re.Match[str]) -> str:
    """12.345 and 12,345: in a whole number, groups of three are thousands."""
    return match[1] + re.sub(r"[.,]", "", match[2])


def decimal(cell: Cell) -> float:
    words = re.sub(r"\s", "", checked(cell)).replace(",", ".")
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?(E[+-]?\d{1,2})?", words, re.IGNORECASE):
        raise CellError(_("“%(words)s” is not a number") % {"words": cut(cell)})
    return float(words)


ISO_DAY = re.compile(
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:[ T]0?0:00.*)?"
)
LOCAL_DAY = re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})")


def day(cell: Cell) -> date:
    """2025-01-31, 31/01/2025, 31.1.2025, or a day as spreadsheets keep it; never month first."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    words = checked(cell)
    if re.fullmatch(r"\d{5}", words) and int(words) in SERIALS:
        return EXCEL_EPOCH + timedelta(days=int(words))
    match = ISO_DAY.fullmatch(words) or LOCAL_DAY.fullmatch(words)
    try:
        if match:
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        pass
    raise CellError(
        _("“%(words)s” is not a day; write 2025-01-31 or 31/01/2025") % {"words": cut(cell)}
    )


YES = {"1", "yes", "y", "true", "vrai", "oui", "o", "ja", "j", "waar", "wahr", "x"}
NO = {"0", "no", "n", "false", "faux", "non", "nee", "nein", "onwaar", "falsch"}


def yes_or_no(cell: Cell) -> bool:
    words = checked(cell).casefold()
    if words in YES | NO:
        return words in YES
    raise CellError(_("“%(words)s” is neither yes nor no") % {"words": cut(cell)})


def several(read: Callable[[Cell], str] = code) -> Callable[[Cell], list[str]]:
    """A reader of several values in one cell, separated by spaces, commas, semicolons or bars."""

    def read_several(cell: Cell) -> list[str]:
        parts = re.split(r"[\s,;|+]+", checked(cell))
        return list(dict.fromkeys(read(part) for part in parts if part))

    return read_several


def cut(cell: Cell, limit: int = 40) -> str:
    """What the person wrote, short enough for a message."""
    words = " ".join(shown(cell).split())
    return words if len(words) <= limit else words[: limit - 1] + "…"
