"""A file becomes rows of named values."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from socle.foundation.tables.cells import Unreadable
from socle.foundation.tables.columns import Column, Header, recognised, short
from socle.foundation.tables.faults import CannotRead, CellError
from socle.foundation.tables.formats import format_of
from socle.foundation.tables.importers import no_progress
from socle.foundation.tables.report import Report
from socle.foundation.tables.sheet import MOST_ROWS, NumberedRow, Sheet, is_blank

HEADER_WITHIN = 10
PROGRESS_EVERY = 500


@dataclass(slots=True)
class Row:
    """``values`` holds what is given: an absent column and an empty cell have no key."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)

    def get(self, name: str, default: Any = None) -> Any:
        return self.values.get(name, default)


@dataclass
class Table:
    """A file whose headings are understood; its rows are read as they are asked for."""

    header: Header
    sheet: Sheet
    notes: list[str]

    def has(self, name: str) -> bool:
        return any(column.name == name for column in self.header.at.values())

    def all_rows(self, progress: Callable[[int, int | None], None] = no_progress) -> Iterator[Row]:
        """Every row that is not blank, with what is wrong in it."""
        count = 0
        for number, cells in self.sheet.rows:
            count += 1
            if count > MOST_ROWS:
                raise CannotRead(
                    _("This file has more than %(limit)d rows.") % {"limit": MOST_ROWS}
                    + " "
                    + _("Cut it into several files, each with the headings.")
                )
            if count % PROGRESS_EVERY == 0:
                progress(count, self.sheet.total)
            yield self.row(number, cells)
        progress(count, count)

    def rows(
        self, report: Report, progress: Callable[[int, int | None], None] = no_progress
    ) -> Iterator[Row]:
        """The rows whose every cell could be read; the others are refused in the report."""
        for row in self.all_rows(progress):
            for column, reason in row.faults:
                report.refuse(row.number, reason, column)
            if not row.faults:
                yield row

    def row(self, number: int, cells: list[Any]) -> Row:
        row = Row(number)
        beyond = cells[self.header.width :]
        if self.sheet.cells_can_shift and not is_blank(beyond):
            reason = _("has more cells than there are headings; is a separator not quoted?")
            row.faults.append(("", reason))
            return row
        for index, column in self.header.at.items():
            read_cell(row, column, cells[index] if index < len(cells) else None)
        return row


def read_cell(row: Row, column: Column, cell: Any) -> None:
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        if column.required:
            row.faults.append((column.name, _("is empty")))
        return
    try:
        row.values[column.name] = column.read(cell)
    except CellError as fault:
        row.faults.append((column.name, str(fault)))


def read_table(path: Path, columns: Sequence[Column]) -> Table:
    """Open a file and understand its headings, or say in ``CannotRead`` why not."""
    sheet = open_sheet(path, columns)
    number, cells, rows = header_row(sheet, columns)
    sheet.rows = rows
    header = Header.of(cells, columns)
    notes = [*sheet.notes, *notes_on(header, number)]
    return Table(header, sheet, notes)


def open_sheet(path: Path, columns: Sequence[Column]) -> Sheet:
    form = format_of(path)
    if form == "csv":
        from socle.foundation.tables.text_files import open_text  # noqa: PLC0415

        return open_text(path, columns)
    if form == "xlsx":
        from socle.foundation.tables.workbooks import open_workbook  # noqa: PLC0415

        return open_workbook(path)
    if form == "ods":
        from socle.foundation.tables.open_documents import open_document  # noqa: PLC0415

        return open_document(path)
    raise CannotRead(_("This file is JSON, not a table."))


def header_row(
    sheet: Sheet, columns: Sequence[Column]
) -> tuple[int, list[Any], Iterator[NumberedRow]]:
    """The headings, and what stands below: a title may stand above them."""
    first = [row for _number, row in zip(range(HEADER_WITHIN), sheet.rows)]  # noqa: B905 -- fewer
    if not first:
        raise CannotRead(_("This file is empty."))
    best = max(range(len(first)), key=lambda index: recognised(first[index][1], columns))
    number, cells = first[best]
    clean = [None if isinstance(cell, Unreadable) else cell for cell in cells]
    return number, clean, chain(first[best + 1 :], sheet.rows)


def notes_on(header: Header, number: int) -> Iterator[str]:
    if number > 1:
        yield _("The headings were found on row %(row)d.") % {"row": number}
    if header.unknown:
        names = ", ".join(f"“{short(name)}”" for name in header.unknown[:20])
        yield _("Columns that mean nothing here, left aside: %(names)s.") % {"names": names}
