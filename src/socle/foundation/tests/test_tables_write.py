"""What leaves in a table is never computed by a spreadsheet, and comes back as it was."""

import csv
import io

import pytest
from openpyxl import load_workbook

from socle.foundation.tables import Column, Report, read_table, write_csv, write_xlsx
from socle.foundation.tests.table_files import write

COLUMNS = (Column("code"), Column("words"))
WORDS = [
    "Namur",
    "=1+1",
    '=HYPERLINK("http://evil.example")',
    "+32 470 12 34 56",
    "-2",
    "@SUM(A1)",
    "'=quoted",
    "''=twice",
    "'s-Gravenvoeren",
    "＝1",
    'a "b", c; d',
]


def back(path):
    return [row.get("words") for row in read_table(path, COLUMNS).rows(Report())]


def test_csv_comes_back_as_it_left(tmp_path):
    file = io.StringIO(newline="")
    write_csv(file, ["code", "words"], [[number, words] for number, words in enumerate(WORDS)])
    assert back(write(tmp_path, file.getvalue())) == WORDS


def test_xlsx_comes_back_as_it_left(tmp_path):
    rows = [[number, words] for number, words in enumerate(WORDS)]
    assert back(write(tmp_path, write_xlsx("A/B", ["code", "words"], rows))) == WORDS


@pytest.mark.parametrize("words", ["=1", "+1", "-1", "@a", " =1", "\t=1", "＝1", "\x00=1"])
def test_no_cell_begins_like_a_formula(words):
    file = io.StringIO(newline="")
    write_csv(file, ["words"], [[words]])
    file.seek(0)
    assert [row[0][:1] for row in csv.reader(file)][1] == "'"
    sheet = load_workbook(io.BytesIO(write_xlsx("A", ["words"], [[words]]))).active
    assert (sheet["A2"].data_type, sheet["A2"].value[:1]) == ("s", "'")


def test_numbers_stay_numbers():
    sheet = load_workbook(io.BytesIO(write_xlsx("A", ["number"], [[-2.5]]))).active
    assert sheet["A2"].value == -2.5
