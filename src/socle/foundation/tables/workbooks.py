"""XLSX, row by row."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from socle.foundation.tables.cells import Cell, Unreadable
from socle.foundation.tables.faults import DAMAGED, CannotRead
from socle.foundation.tables.sheet import (
    NumberedRow,
    Sheet,
    damaged,
    is_blank,
    refuse_endless,
    several_sheets_note,
    unless_damaged,
)

FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


def open_workbook(path: Path) -> Sheet:
    with ExitStack() as opened:
        book = load(path, opened, values=True)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not sheets:
            raise CannotRead(_("This workbook has no sheet to read."))
        title, total = sheets[0].title, sheets[0].max_row
        formulas = load(path, opened, values=False) if has_formulas(path) else None
        # From here on the files are closed by who reads the rows.
        rows = unless_damaged(rows_of(book, formulas, title, opened.pop_all()))
    notes = [several_sheets_note(len(sheets), title)] if len(sheets) > 1 else []
    return Sheet(rows, notes, total)


def load(path: Path, opened: ExitStack, *, values: bool) -> Workbook:
    # An open file: given a path, openpyxl would refuse a workbook under another extension.
    file = opened.enter_context(path.open("rb"))
    try:
        with warnings.catch_warnings():
            # It warns of styles and validations it does not know: nothing that we read.
            warnings.simplefilter("ignore")
            return load_workbook(file, read_only=True, data_only=values, keep_links=False)
    except DAMAGED:
        raise CannotRead(damaged()) from None


def has_formulas(path: Path) -> bool:
    """Whether any sheet holds a formula: then its rows are read twice, once for the values."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with archive.open(name) as part:
                    tail = b""
                    while chunk := part.read(1_000_000):
                        if FORMULA.search(tail + chunk):
                            return True
                        tail = chunk[-20:]
    return False


def rows_of(
    book: Workbook, formulas: Workbook | None, title: str, opened: ExitStack
) -> Iterator[NumberedRow]:
    with opened:
        values = raw_rows(book, title)
        written = raw_rows(formulas, title) if formulas else None
        for number, row in enumerate(values, start=1):
            source = next(written) if written else row
            refuse_endless(number, len(row))
            cells = [cell_of(*pair) for pair in zip(row, source, strict=True)]
            while cells and cells[-1] is None:
                cells.pop()
            if not is_blank(cells):
                yield number, cells


def raw_rows(book: Workbook, title: str) -> Iterator[Any]:
    sheet = book[title]
    # What the file says of its size may be wrong; its cells are not.
    sheet.reset_dimensions()
    rows = iter(sheet.rows)
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                row = next(rows)
            except StopIteration:
                return
        yield row


def cell_of(cell: Any, written: Any) -> Cell:
    """The value last computed, or why there is none."""
    value = cell.value
    if cell.data_type == "e":
        return Unreadable(_("holds an error of the spreadsheet, %(error)s") % {"error": value})
    if value is None and written.data_type == "f":
        return Unreadable(_("holds a formula without its result; write the result instead"))
    if isinstance(value, str | int | float | date | time | timedelta) or value is None:
        return value
    return str(value)
