"""What a cell means."""

from datetime import date, datetime

import pytest
from django.utils.translation import override

from socle.foundation.tables import CellError
from socle.foundation.tables.cells import (
    Unreadable,
    code,
    day,
    decimal,
    is_formula,
    several,
    shown,
    text,
    whole_number,
    yes_or_no,
)


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (5000.0, "5000"),
        ("5000.0", "5000"),
        ("5000,00", "5000"),
        (" 92 094 ", "92094"),
        ("02000", "02000"),
        ("COMFR", "COMFR"),
    ],
)
def test_a_code_is_what_was_meant_however_the_spreadsheet_kept_it(cell, expected):
    assert code(cell) == expected


def test_a_code_that_became_a_power_of_ten_is_refused():
    with pytest.raises(CellError, match="turned into a number"):
        code("9.2094E+04")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (111_000, 111000),
        (111000.0, 111000),
        ("111 000", 111000),
        ("111\u202f000", 111000),
        ("111.000", 111000),
        ("1,111,000", 1111000),
        ("12.0", 12),
    ],
)
def test_whole_numbers_in_every_country_s_writing(cell, expected):
    assert whole_number(cell) == expected


@pytest.mark.parametrize("cell", ["many", "1.5", "12-3", "1e5", float("inf")])
def test_what_is_no_whole_number(cell):
    with pytest.raises(CellError, match="is not a whole number"):
        whole_number(cell)


@pytest.mark.parametrize(("cell", "expected"), [("50,46", 50.46), ("-4.5", -4.5), (4, 4.0)])
def test_decimals_with_a_comma_or_a_point(cell, expected):
    assert decimal(cell) == expected


def test_what_is_no_number():
    with pytest.raises(CellError, match="“north” is not a number"):
        decimal("north")


@pytest.mark.parametrize(
    "cell",
    [
        "2025-01-31",
        "2025/1/31",
        "31/01/2025",
        "31.1.2025",
        "31-01-2025",
        "2025-01-31 00:00",
        "45688",
        45688,
        45688.0,
        date(2025, 1, 31),
        datetime(2025, 1, 31),
    ],
)
def test_a_day_in_its_usual_forms(cell):
    assert day(cell) == date(2025, 1, 31)


@pytest.mark.parametrize("cell", ["31/02/2025", "01/31/2025", "yesterday", "31/01/25", "2025"])
def test_what_is_no_day(cell):
    with pytest.raises(CellError, match="is not a day; write 2025-01-31 or 31/01/2025"):
        day(cell)


def test_yes_and_no_in_four_languages():
    assert [yes_or_no(word) for word in ("oui", "JA", "x", True)] == [True] * 4
    assert [yes_or_no(word) for word in ("non", "nee", "Nein", 0)] == [False] * 4
    with pytest.raises(CellError, match="neither yes nor no"):
        yes_or_no("perhaps")


def test_several_values_in_one_cell():
    assert several()("92000, 03000;COMFR 92000") == ["92000", "03000", "COMFR"]


@pytest.mark.parametrize(
    "words",
    [
        '=HYPERLINK("http://evil.example","Namur")',
        "=1+1",
        "=A1",
        "+1+1",
        "-2+3",
        "@SUM(A1:A9)",
        "+SUM(1)",
        "-cmd|' /C calc'!A0",
        "  =1",
    ],
)
def test_a_formula_is_refused(words):
    with pytest.raises(CellError, match="holds a formula; write its result instead"):
        text(words)


@pytest.mark.parametrize("words", ["-4.5", "+32 470 12.34.56", "@venir", "+Ensemble", "-", "– a"])
def test_what_only_looks_like_a_formula_is_taken(words):
    assert not is_formula(words)
    assert text(words) == words


@pytest.mark.parametrize("words", ["Na\x00mur", "Na\x07mur", "Na\u202emur"])
def test_characters_that_cannot_be_seen_are_refused(words):
    with pytest.raises(CellError, match="cannot be seen"):
        text(words)


def test_a_damaged_character_is_refused():
    with pytest.raises(CellError, match="cannot be read"):
        text("Li\ufffdge")


def test_a_cell_without_value_says_why():
    with pytest.raises(CellError, match="no result"):
        text(Unreadable("no result"))


def test_text_is_on_one_line():
    assert text(" Ottignies-\n  Louvain ") == "Ottignies- Louvain"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [(None, ""), (datetime(2025, 1, 2, 3, 4), "2025-01-02 03:04"), (2.5, "2.5"), (True, "True")],
)
def test_how_a_cell_is_shown(cell, expected):
    assert shown(cell) == expected
