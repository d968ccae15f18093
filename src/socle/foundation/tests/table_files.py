"""Files as people send them, for the stories about tables."""

import zipfile

from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook

from socle.foundation.tables import Column
from socle.foundation.tables.cells import code, day, whole_number

COLUMNS = (
    Column("code", ("NIS", "code INS"), read=code, required=True),
    Column("name", ("nom", "naam")),
    Column("people", ("population", "inwoners", "n° d'habitants"), read=whole_number),
    Column("since", ("depuis", "valid from"), read=day),
)


def write(folder, content, name="table.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def workbook(folder, *sheets):
    """``sheets`` are (title, rows)."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = folder / "table.xlsx"
    book.save(path)
    return path


def document(folder, *sheets):
    """An ODS; a cell is a text, or the attributes of a cell and its text."""
    book = OpenDocumentSpreadsheet()
    for title, rows in sheets:
        sheet = Table(name=title)
        for row in rows:
            line = TableRow()
            for cell in row:
                attributes, words = cell if isinstance(cell, tuple) else ({}, cell)
                element = TableCell(**attributes)
                if words:
                    element.addElement(P(text=words))
                line.addElement(element)
            sheet.addElement(line)
        book.spreadsheet.addElement(sheet)
    path = folder / "table.ods"
    book.save(path)
    return path


def rewrite(path, part, change):
    """The same archive, with one part changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path
