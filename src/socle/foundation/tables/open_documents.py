"""ODS, row by row: only the first sheet is parsed, and nothing of it is kept in memory."""

import zipfile
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from socle.foundation.tables.cells import Cell, Unreadable
from socle.foundation.tables.faults import CannotRead
from socle.foundation.tables.sheet import (
    MOST_COLUMNS,
    MOST_ROWS,
    NumberedRow,
    Sheet,
    is_blank,
    refuse_endless,
    several_sheets_note,
    unless_damaged,
)

SPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TABLE, OFFICE, TEXT = SPACE % "table", SPACE % "office", SPACE % "text"
NUMBERS = {"float", "currency", "percentage"}


def open_document(path: Path) -> Sheet:
    names = list(unless_damaged(sheet_names(path)))
    if not names:
        raise CannotRead(_("This spreadsheet has no sheet to read."))
    notes = [several_sheets_note(len(names), names[0])] if len(names) > 1 else []
    return Sheet(unless_damaged(rows_of(path)), notes)


def elements(path: Path) -> Iterator[tuple[str, Element]]:
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as content:
        yield from iterparse(content, events=("start", "end"), forbid_dtd=True)


def sheet_names(path: Path) -> Iterator[str]:
    for event, element in elements(path):
        if element.tag == TABLE + "table" and event == "start":
            yield element.get(TABLE + "name", "")
        elif event == "end" and element.tag == TABLE + "table-row":
            element.clear()


def rows_of(path: Path) -> Iterator[NumberedRow]:
    number, table = 1, None
    for event, element in elements(path):
        if event == "start":
            if element.tag == TABLE + "table" and table is None:
                table = element
        elif element is table:
            return
        elif element.tag == TABLE + "table-row" and table is not None:
            times = repeats(element, "rows")
            cells = list(islice(cells_of(element), MOST_COLUMNS + 1))
            while cells and cells[-1] is None:
                cells.pop()
            if not is_blank(cells):
                for offset in range(min(times, MOST_ROWS + 1)):
                    refuse_endless(number + offset, len(cells))
                    yield number + offset, list(cells)
            number += times
            element.clear()
            table.clear()


def repeats(element: Element, what: str) -> int:
    return max(1, int(element.get(f"{TABLE}number-{what}-repeated", "1")))


def cells_of(row: Element) -> Iterator[Cell]:
    for element in row:
        if element.tag in {TABLE + "table-cell", TABLE + "covered-table-cell"}:
            value = cell_of(element)
            for _number in range(min(repeats(element, "columns"), MOST_COLUMNS + 1)):
                yield value


def cell_of(cell: Element) -> Cell:
    kind = cell.get(OFFICE + "value-type")
    formula = cell.get(TABLE + "formula")
    words = "\n".join(text_of(line) for line in cell if line.tag == TEXT + "p")
    if formula and (words.startswith(("#", "Err:")) or not (kind or words)):
        return Unreadable(_("holds a formula without its result; write the result instead"))
    if kind in NUMBERS:
        number = float(cell.get(OFFICE + "value", ""))
        return int(number) if number.is_integer() else number
    if kind == "date":
        return datetime.fromisoformat(cell.get(OFFICE + "date-value", ""))
    if kind == "boolean":
        return cell.get(OFFICE + "boolean-value") == "true"
    return words or None


def text_of(element: Element) -> str:
    """The words of a paragraph, with its spaces, without comments."""
    words = element.text or ""
    for part in element:
        if part.tag == TEXT + "s":
            words += " " * min(int(part.get(TEXT + "c", "1")), 1_000)
        elif part.tag in {TEXT + "tab", TEXT + "line-break"}:
            words += " "
        elif part.tag != OFFICE + "annotation":
            words += text_of(part)
        words += part.tail or ""
    return words
