"""Tables that are safe to open: no cell of theirs is computed by a spreadsheet."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from socle.foundation.tables.cells import CONTROL, DANGEROUS, GUARDED


def defused(cell: Any) -> Any:
    """Text that a spreadsheet would compute gets an apostrophe in front; reading takes it off."""
    if not isinstance(cell, str):
        return cell
    words = CONTROL.sub("", cell)
    return f"'{words}" if DANGEROUS.match(words) or GUARDED.match(words) else words


def write_csv(file: TextIO, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """UTF-8 with commas; open the file with ``newline=""`` and, for Excel, ``utf-8-sig``."""
    writer = csv.writer(file)
    writer.writerow(headings)
    writer.writerows([defused(cell) for cell in row] for row in rows)


def write_xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    from tablib import Dataset  # noqa: PLC0415 -- loads openpyxl, which pages do not need

    table = Dataset(*([defused(cell) for cell in row] for row in rows), headers=headings)
    table.title = title
    return table.export("xlsx", column_width=None)
