"""The order of a commune's page, and when a search leaves no doubt."""

from itertools import product

import pytest

from socle.web.rules import ORDER, PHASES, Section, in_order, unique_exact

KEYS = ["promised", "asked", "decides", "active", "elsewhere"]


def order(phase, *full):
    sections = [Section(key, empty=key not in full) for key in KEYS]
    return [section.key for section in in_order(sections, phase)]


def test_each_phase_has_an_order_of_all_the_parts():
    assert set(ORDER) == set(PHASES) == {"ask", "promise", "follow"}
    assert {phase: sorted(keys) for phase, keys in ORDER.items()} == dict.fromkeys(
        PHASES, sorted(KEYS)
    )


@pytest.mark.parametrize(
    ("phase", "expected"),
    [
        ("ask", ["asked", "decides", "active", "promised", "elsewhere"]),
        ("promise", ["promised", "asked", "decides", "active", "elsewhere"]),
        ("follow", ["promised", "asked", "active", "decides", "elsewhere"]),
        ("no such phase", ["asked", "decides", "active", "promised", "elsewhere"]),
    ],
)
def test_when_all_have_something_to_show_the_phase_decides(phase, expected):
    assert order(phase, *KEYS) == expected


@pytest.mark.parametrize(
    ("phase", "full", "expected"),
    [
        ("ask", ["decides"], ["decides", "asked", "active", "promised", "elsewhere"]),
        ("promise", ["decides"], ["decides", "promised", "asked", "active", "elsewhere"]),
        ("follow", ["decides"], ["decides", "promised", "asked", "active", "elsewhere"]),
        ("follow", ["active", "decides"], ["active", "decides", "promised", "asked", "elsewhere"]),
        ("promise", ["elsewhere"], ["elsewhere", "promised", "asked", "decides", "active"]),
        ("ask", [], ["asked", "decides", "active", "promised", "elsewhere"]),
    ],
)
def test_those_with_nothing_to_show_come_after(phase, full, expected):
    assert order(phase, *full) == expected


@pytest.mark.parametrize("phase", PHASES)
def test_an_empty_part_never_stands_before_one_that_is_not(phase):
    for choice in product([True, False], repeat=len(KEYS)):
        full = {key for key, is_full in zip(KEYS, choice, strict=True) if is_full}
        found = order(phase, *full)

        assert set(found[: len(full)]) == full
        assert [key for key in ORDER[phase] if key in full] == found[: len(full)]


def is_exact(match):
    return match.endswith("!")


@pytest.mark.parametrize(
    ("matches", "only"),
    [
        ([], None),
        (["near"], None),
        (["exact!"], "exact!"),
        (["near", "exact!", "near"], "exact!"),
        (["exact!", "another!"], None),
    ],
)
def test_a_search_leads_on_only_when_there_is_no_doubt(matches, only):
    assert unique_exact(matches, is_exact) == only
