"""A comparison reads like the text: lists are lists, and signs of Markdown are not words."""

import pytest
from django.utils.translation import override

from socle.foundation.difference import blocks


def shown(*pieces):
    return [(block.kind, [line.pieces for line in block.lines]) for block in blocks(pieces)]


def test_items_of_a_list_are_items():
    assert shown(
        ("same", "- A stop.\n- A "), ("removed", "bench"), ("added", "roof"), ("same", ".")
    ) == [
        (
            "bullets",
            [
                [("same", "A stop.")],
                [("same", "A "), ("removed", "bench"), ("added", "roof"), ("same", ".")],
            ],
        )
    ]


def test_an_item_taken_away_and_one_that_came_are_two_items():
    found = shown(("same", "- A\n"), ("removed", "- B\n- C"), ("added", "- D"), ("same", "\n- E"))
    assert found == [
        (
            "bullets",
            [
                [("same", "A")],
                [("removed", "B")],
                [("removed", "C")],
                [("added", "D")],
                [("same", "E")],
            ],
        )
    ]


def test_numbers_are_those_that_were_typed():
    (block,) = blocks([("same", "3. One.\n4) "), ("added", "Two.")])
    assert (block.kind, [line.number for line in block.lines]) == ("numbers", ["3", "4"])


def test_paragraphs_headings_and_quotes_stand_apart():
    assert [kind for kind, _lines in shown(("same", "## Why\nOne\ntwo.\n\nThree.\n> Four."))] == [
        "heading", "words", "words", "quote",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "typed", "read"),
    [
        ("same", "a **bold** and *leaning* word", "a bold and leaning word"),
        ("same", "see [the plan](https://example.org/a_b)", "see the plan"),
        ("added", "see [the plan](https://example.org)", "see the plan (https://example.org)"),
        ("same", "![A bus](/files/bus.webp)", "[picture: A bus]"),
        ("same", "2 * 3 * 4 = 24, snake_case_name", "2 * 3 * 4 = 24, snake_case_name"),
        ("added", "**", "**"),
        ("removed", "](https://example.org)", "](https://example.org)"),
    ],
)
def test_signs_are_not_read_unless_they_are_what_changed(kind, typed, read):
    with override("en"):
        assert shown((kind, typed)) == [("words", [[(kind, read)]])]


def test_a_paragraph_cut_in_two_is_told():
    assert shown(("same", "One."), ("added", "\n\n"), ("same", "Two.")) == [
        ("words", [[("same", "One."), ("added", "¶")]]),
        ("words", [[("same", "Two.")]]),
    ]


def test_nothing_is_nothing():
    assert blocks([]) == []
