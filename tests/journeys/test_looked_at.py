"""A page is looked at again as soon as axe could see it otherwise."""

import pytest

from tests.journeys.conftest import COLOURS, RULES
from tests.journeys.looked_at import once, place_of, seen_of
from tests.journeys.pages import NAMUR

PAGE, STILL = "/en/sign-in/", "/en/sources/"
CHANGES = {
    "an element": "document.querySelector('main').append('More.')",
    "what is typed": "document.querySelector('main input[type=email]').value = 'a'",
    "where one is": "document.querySelector('main button').focus()",
}


def where(page):
    return place_of(seen_of(page), RULES)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("LOOKED_AT", str(tmp_path))
    return tmp_path


def test_the_same_page_is_the_same_in_another_browser(visit):
    # Where no field takes the cursor by itself: that may be after the page has loaded.
    assert where(visit(STILL)) == where(visit(STILL))


def test_so_it_is_on_another_site_whose_code_to_scan_leads_there(visit):
    page = visit(NAMUR)
    before = where(page)
    code = page.locator("figure.qr path")
    code.evaluate("one => one.setAttribute('d', 'M0 0h7v1h-7z')")
    assert where(page) == before

    code.evaluate("one => one.closest('svg').removeAttribute('aria-label')")
    assert where(page) != before


@pytest.mark.parametrize("change", CHANGES)
def test_it_is_another_with(visit, change):
    page = visit(PAGE)
    before = where(page)
    page.evaluate(CHANGES[change])
    assert where(page) != before


def test_it_is_another_in_another_window_theme_or_language(visit):
    pages = [visit("/en/"), visit("/en/", width=360), visit("/en/", color_scheme="dark")]
    places = {where(page) for page in [*pages, visit("/nl/")]}
    assert len(places) == 4


def test_what_had_a_fault_is_looked_at_again_and_what_had_none_is_not(visit):
    page, looks, answers = visit(PAGE), [], [["a fault"], [], ["never asked"]]

    def look(page, rules):
        looks.append(rules)
        return answers[len(looks) - 1]

    faults = once(look, RULES)
    assert [faults(page), faults(page), faults(page), faults(page, COLOURS)] == [
        ["a fault"],
        [],
        [],
        [],
    ]
    assert looks == [RULES, RULES]
