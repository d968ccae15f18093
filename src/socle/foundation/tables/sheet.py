"""What every format is turned into before columns are looked for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils.translation import gettext as _

from socle.foundation.tables.cells import Cell
from socle.foundation.tables.faults import DAMAGED, CannotRead

MOST_ROWS = 200_000
MOST_COLUMNS = 500
LAST_ROW = 1_048_576  # of any spreadsheet program

T = TypeVar("T")
NumberedRow = tuple[int, list[Cell]]


@dataclass
class Sheet:
    """Rows with the number the spreadsheet shows, blank ones left out."""

    rows: Iterator[NumberedRow]
    notes: list[str] = field(default_factory=list)
    total: int | None = None
    # In a text file one separator too many moves what follows; in a spreadsheet nothing moves.
    cells_can_shift: bool = False


def is_blank(cells: list[Cell]) -> bool:
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells)


def refuse_endless(number: int, width: int) -> None:
    if number > LAST_ROW:
        raise CannotRead(_("This file numbers its rows beyond what a spreadsheet can have."))
    if width > MOST_COLUMNS:
        raise CannotRead(
            _("Row %(row)d has more than %(limit)d columns.")
            % {"row": number, "limit": MOST_COLUMNS}
        )


def unless_damaged(rows: Iterator[T]) -> Iterator[T]:
    """The same rows; what goes wrong in the file is said in words."""
    try:
        yield from rows
    except DAMAGED:
        raise CannotRead(damaged()) from None


def damaged() -> str:
    return _("This spreadsheet is damaged or protected by a password: it cannot be read.")


def several_sheets_note(count: int, name: str) -> str:
    return _("The file has %(count)d sheets; only the first, “%(name)s”, was read.") % {
        "count": count,
        "name": name,
    }
