"""Files that cannot be read: each is refused by its name, with what to do."""

import struct
import zipfile

import pytest
from django.utils.translation import override

from socle.foundation.tables import CannotRead, Report, formats, read_table, sheet
from socle.foundation.tests.table_files import COLUMNS, document, rewrite, workbook, write


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def reason(path):
    with pytest.raises(CannotRead) as why:
        list(read_table(path, COLUMNS).rows(Report()))
    return str(why.value)


SAVE_IT = " Save it as CSV (UTF-8), XLSX or ODS, then import that file."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty."),
        (b"\xef\xbb\xbf \r\n\r\n", "This file is empty."),
        (b"%PDF-1.7\n\x80\x81", "This file is a PDF. Ask for the table it was made from."),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "This file is an image. Type its rows in a table."),
        (b"\xff\xd8\xff\xe0" + bytes(50), "This file is an image. Type its rows in a table."),
        (
            b"\xd0\xcf\x11\xe0" + bytes(50),
            "This file is an old Excel workbook (.xls), or is protected by a password. "
            "Save it as XLSX without a password.",
        ),
        (b"\x1f\x8b\x08", "This file is an archive. Take the table out of it first."),
        (b"\x7fELF" + bytes(99), "This file is not a table." + SAVE_IT),
        (b"<!DOCTYPE html><html>", "This file is a web page or XML, not a table." + SAVE_IT),
        (b'{"type": "Topology"}', "This file is JSON, not a table."),
        (b"PK\x03\x04 cut short", "This file is damaged: it cannot be opened."),
    ],
)
def test_what_is_not_a_table(tmp_path, content, words):
    assert reason(write(tmp_path, content)) == words


def test_a_file_that_is_not_there(tmp_path):
    assert reason(tmp_path / "none.csv") == "There is no such file."
    assert reason(tmp_path) == "This is a folder or a device, not a file."


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(300_000_000)
    assert reason(path) == (
        "This file has 300 MB; the largest that can be read has 50 MB. "
        "Cut it into several files, each with the headings."
    )


def test_an_archive_that_is_no_spreadsheet(tmp_path):
    path = tmp_path / "letters.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert reason(path) == "This file is an archive without a table." + SAVE_IT


def test_a_small_archive_that_grows_is_refused_unopened(tmp_path, monkeypatch):
    monkeypatch.setattr(formats, "LARGEST_UNPACKED", 1_000_000)
    path = workbook(tmp_path, ("A", [["code"], ["1"]]))
    rewrite(path, "docProps/app.xml", lambda xml: xml + b" " * 1_000_000)
    assert path.stat().st_size < 20_000
    assert reason(path).startswith("Unpacked, this file has more than 1 MB: it is refused.")


def test_an_archive_cannot_lie_about_its_size(tmp_path):
    path = document(tmp_path, ("A", [["code"], ["1"]]))
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("content.xml").file_size
    path.write_bytes(content.replace(struct.pack("<L", size), struct.pack("<L", 100)))
    assert reason(path).startswith("This spreadsheet is damaged")


ENTITIES = b'<!DOCTYPE t [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'


@pytest.mark.parametrize(
    ("make", "part"), [(workbook, "xl/worksheets/sheet1.xml"), (document, "content.xml")]
)
def test_entities_are_not_expanded(tmp_path, make, part):
    def bomb(xml):
        start = xml.index(b"?>") + 2 if xml.startswith(b"<?xml") else 0
        return xml[:start] + ENTITIES + xml[start:]

    path = rewrite(make(tmp_path, ("A", [["code"], ["1"]])), part, bomb)
    assert reason(path).startswith("This spreadsheet is damaged")


@pytest.mark.parametrize(
    ("make", "part"), [(workbook, "xl/worksheets/sheet1.xml"), (document, "content.xml")]
)
def test_a_spreadsheet_cut_short(tmp_path, make, part):
    path = make(tmp_path, ("A", [["code"], *([str(number)] for number in range(100))]))
    rewrite(path, part, lambda xml: xml[: len(xml) // 2])
    assert reason(path).startswith("This spreadsheet is damaged")


def test_a_row_number_beyond_every_spreadsheet(tmp_path):
    path = document(tmp_path, ("A", [["code"], ["1"]]))
    rewrite(
        path,
        "content.xml",
        lambda xml: xml.replace(
            b"<table:table-row>", b'<table:table-row table:number-rows-repeated="999999999">', 1
        ),
    )
    assert reason(path) == "This file numbers its rows beyond what a spreadsheet can have."


def test_too_many_columns(tmp_path):
    path = write(tmp_path, "code\n" + "1," * 600 + "\n")
    assert reason(path) == "Row 2 has more than 500 columns."


def test_too_many_rows(tmp_path, monkeypatch):
    monkeypatch.setattr("socle.foundation.tables.read.MOST_ROWS", 3)
    assert sheet.MOST_ROWS == 200_000
    path = write(tmp_path, "code\n1\n2\n3\n4\n")
    assert reason(path).startswith("This file has more than 3 rows.")
