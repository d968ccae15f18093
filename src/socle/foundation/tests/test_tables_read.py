"""A coordinator's file becomes rows, whatever program wrote it."""

from datetime import date, datetime

import pytest
from django.utils.translation import override

from socle.foundation.tables import CannotRead, Report, read_table
from socle.foundation.tables.columns import letter, plain
from socle.foundation.tests.table_files import COLUMNS, document, rewrite, workbook, write


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def read(path):
    """The good rows as (number, values), and the report."""
    report = Report()
    table = read_table(path, COLUMNS)
    report.notes += table.notes
    return [(row.number, row.values) for row in table.rows(report)], report


NAMUR = (2, {"code": "92094", "name": "Liège", "people": 111432})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_usual_encoding_and_separator(tmp_path, encoding, separator):
    rows = [["code", "nom", "n° d'habitants"], ["92094", "Liège", "111432"]]
    content = "\r\n".join(separator.join(row) for row in rows)
    assert read(write(tmp_path, content, encoding=encoding))[0] == [NAMUR]


def test_an_old_encoding_is_said(tmp_path):
    path = write(tmp_path, "code;nom\n1;Liège", encoding="cp1252")
    assert read(path)[1].notes == [
        "The file is not in UTF-8; it was read as Windows-1252. Check the accents."
    ]


def test_one_damaged_letter_costs_its_row_only(tmp_path):
    content = "code,nom\n1,Liège\n2,Hélé".encode() + b"\xe8cine\n3,Huy\n"
    rows, report = read(write(tmp_path, content))
    assert [number for number, _values in rows] == [2, 4]
    assert [(r.row, r.column) for r in report.refusals] == [(3, "name")]


def test_the_separator_is_the_one_that_gives_known_headings(tmp_path):
    path = write(tmp_path, 'code;"nom, en français";inwoners\n1;"Huy, ville";3\n')
    assert read(path)[0] == [(2, {"code": "1", "people": 3})]


def test_excel_may_name_its_separator(tmp_path):
    path = write(tmp_path, "sep=;\ncode;nom\n1;Huy\n")
    assert read(path)[0] == [(2, {"code": "1", "name": "Huy"})]


@pytest.mark.parametrize("heading", ["N° D'HABITANTS", "n d habitants", "Population ", "PEOPLE"])
def test_headings_whatever_their_case_accents_and_punctuation(tmp_path, heading):
    assert read(write(tmp_path, f"Code_INS,{heading}\n1,7\n"))[0] == [
        (2, {"code": "1", "people": 7})
    ]


def test_blank_rows_are_passed_over_and_numbers_are_those_the_spreadsheet_shows(tmp_path):
    path = write(tmp_path, 'code,nom\n\n1,"Huy\nsur Meuse"\n , \n3,Ath\n')
    assert read(path)[0] == [
        (3, {"code": "1", "name": "Huy sur Meuse"}),
        (5, {"code": "3", "name": "Ath"}),
    ]


def test_a_title_may_stand_above_the_headings(tmp_path):
    rows, report = read(write(tmp_path, "Our communes\n\ncode,nom\n1,Huy\n"))
    assert rows == [(4, {"code": "1", "name": "Huy"})]
    assert report.notes == ["The headings were found on row 3."]


def test_columns_that_mean_nothing_are_named_and_left_aside(tmp_path):
    rows, report = read(write(tmp_path, "code,mayor,nom,,mood\n1,X,Huy,,good\n"))
    assert rows == [(2, {"code": "1", "name": "Huy"})]
    assert report.notes == ["Columns that mean nothing here, left aside: “mayor”, “mood”."]


def test_every_fault_of_a_row_is_told(tmp_path):
    rows, report = read(write(tmp_path, "code,nom,people,since\n,=1+1,lots,31/02/2025\n2,Ath,,\n"))
    assert rows == [(3, {"code": "2", "name": "Ath"})]
    assert report.refused == 1
    assert [(r.row, r.column, r.reason) for r in report.refusals] == [
        (2, "code", "is empty"),
        (2, "name", "holds a formula; write its result instead"),
        (2, "people", "“lots” is not a whole number"),
        (2, "since", "“31/02/2025” is not a day; write 2025-01-31 or 31/01/2025"),
    ]


def test_a_row_of_text_with_too_many_cells_has_moved(tmp_path):
    rows, report = read(write(tmp_path, "code,nom\n1,Huy, ville\n2\n3,Ath,\n"))
    assert rows == [(3, {"code": "2"}), (4, {"code": "3", "name": "Ath"})]
    assert [(r.row, r.reason) for r in report.refusals] == [
        (2, "has more cells than there are headings; is a separator not quoted?")
    ]


def test_a_quotation_mark_that_never_closes_swallows_nothing(tmp_path):
    path = write(tmp_path, 'code,nom\n1,Huy\n2,"Ath\n3,Mons\n')
    with pytest.raises(CannotRead, match="Row 3: a quotation mark opens without closing"):
        read(path)


def test_two_columns_of_one_meaning_are_refused(tmp_path):
    with pytest.raises(CannotRead) as why:
        read(write(tmp_path, "code,nom,Naam\n1,Huy,Hoei\n"))
    assert str(why.value) == "Two columns mean “name”: B, “nom”, and C, “Naam”. Keep one of them."


def test_a_missing_column_is_named_with_what_it_may_be_called(tmp_path):
    with pytest.raises(CannotRead) as why:
        read(write(tmp_path, "nom,people\nHuy,3\n"))
    assert str(why.value) == (
        "The column “code” is missing. It may also be called: NIS, code INS.\n"
        "The first row should hold the headings; it holds: nom, people."
    )


def test_headings_without_rows_are_an_empty_table(tmp_path):
    assert read(write(tmp_path, "code,nom\n"))[0] == []


# --- XLSX ---


def test_a_workbook_gives_what_it_shows(tmp_path):
    path = workbook(
        tmp_path,
        ("Communes", [["NIS", "nom", "population", "depuis"], [92094.0, "Namur", 111432, None]]),
    )
    assert read(path) == ([(2, {"code": "92094", "name": "Namur", "people": 111432})], Report())


def test_days_of_a_workbook_are_days(tmp_path):
    rows = [["NIS", "since"], [1, datetime(2025, 1, 1)], [2, date(2025, 1, 1)], [3, "1/1/2025"]]
    read_rows = read(workbook(tmp_path, ("A", rows)))[0]
    assert [values["since"] for _number, values in read_rows] == [date(2025, 1, 1)] * 3


def test_only_the_first_sheet_is_read_and_that_is_said(tmp_path):
    sheets = ("One", [["code"], ["1"]]), ("Two", [["code"], ["2"]])
    for path in (workbook(tmp_path, *sheets), document(tmp_path, *sheets)):
        rows, report = read(path)
        assert rows == [(2, {"code": "1"})]
        assert report.notes == ["The file has 2 sheets; only the first, “One”, was read."]


def test_blank_rows_of_a_workbook_count(tmp_path):
    path = workbook(tmp_path, ("A", [["code"], [], ["1"], ["", None], ["2"]]))
    assert [number for number, _values in read(path)[0]] == [3, 5]


def test_a_formula_that_was_never_computed_is_refused_with_its_row(tmp_path):
    path = workbook(tmp_path, ("A", [["code", "people"], ["1", "=1+1"], ["2", 4]]))
    rows, report = read(path)
    assert rows == [(3, {"code": "2", "people": 4})]
    assert [(r.row, r.column, r.reason) for r in report.refusals] == [
        (2, "people", "holds a formula without its result; write the result instead")
    ]


def test_a_formula_gives_the_value_last_computed(tmp_path):
    path = workbook(tmp_path, ("A", [["code", "people"], ["1", "=1+1"]]))
    rewrite(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>"),
    )
    assert read(path)[0] == [(2, {"code": "1", "people": 2})]


def test_an_error_of_the_spreadsheet_is_refused(tmp_path):
    path = workbook(tmp_path, ("A", [["code", "people"], ["1", "#REF!"]]))
    assert [r.reason for r in read(path)[1].refusals] == [
        "holds an error of the spreadsheet, #REF!"
    ]


# --- ODS ---


def number(value):
    return {"valuetype": "float", "value": value}, str(value)


def test_a_document_gives_values_not_what_is_shown(tmp_path):
    since = {"valuetype": "date", "datevalue": "2025-01-01"}, "1 January"
    rows = [["NIS", "nom", "population", "since"], [number(92094), "Namur", number(111432), since]]
    assert read(document(tmp_path, ("A", rows)))[0] == [
        (2, {"code": "92094", "name": "Namur", "people": 111432, "since": date(2025, 1, 1)})
    ]


def test_repeated_rows_and_cells_of_a_document_are_counted(tmp_path):
    rows = [["code", "nom"], ["1", "Huy"], ["2", "Ath"]]
    path = document(tmp_path, ("A", rows))
    blank = (
        b'<table:table-row table:number-rows-repeated="1000">'
        b'<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )

    def repeat(xml):
        head, first, *rest = xml.split(b"<table:table-row>")
        return (
            b"<table:table-row>".join([head, first])
            + blank
            + b"".join(b"<table:table-row>" + row for row in rest)
        )

    rewrite(path, "content.xml", repeat)
    assert [number for number, _values in read(path)[0]] == [1002, 1003]


def test_a_formula_of_a_document_gives_its_value_or_is_refused(tmp_path):
    known = {"formula": "of:=1+1", "valuetype": "float", "value": 2}, "2"
    unknown = {"formula": "of:=1+1"}, ""
    path = document(tmp_path, ("A", [["code", "people"], ["1", known], ["2", unknown]]))
    rows, report = read(path)
    assert rows == [(2, {"code": "1", "people": 2})]
    assert [(r.row, r.column) for r in report.refusals] == [(3, "people")]


def test_what_columns_are_called():
    assert [letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert plain("Prénom (usuel)") == "prenomusuel"
    assert plain("STRASSE") == plain("Straße")
