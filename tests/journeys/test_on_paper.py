"""Pages on A4 sheets: what serves on a screen is left out, the address is kept, and no sheet is
wasted."""

import pytest

from tests.journeys.conftest import scrolls_sideways
from tests.journeys.pages import NAMUR, PAGES

# How many each takes at most: one more than it does, for a longer text.
SHEETS = {
    "all communes": 4,
    "commune of Brussels": 6,
    "European Union": 7,
    "topic in a commune": 1,
    "search with results": 3,
}


@pytest.fixture
def sheet(visit):
    page = visit(NAMUR, width=794, height=1123)
    page.emulate_media(media="print")
    return page


def test_the_header_and_what_is_pressed_are_not_printed(sheet):
    assert sheet.locator("h1").is_visible()
    for selector in ("nav.languages", "nav.navigation", ".skip", ".on-this-page"):
        assert [part.is_visible() for part in sheet.locator(selector).all()] == [False], selector
    assert scrolls_sideways(sheet) is False


def test_a_qr_code_and_the_address_lead_back_to_the_page(sheet, site):
    code, name = sheet.locator("figure.qr svg").bounding_box(), sheet.locator("h1").bounding_box()

    assert code["width"] == code["height"] > 60
    assert code["y"] < name["y"] + name["height"]
    assert code["x"] > name["x"] + name["width"]
    assert sheet.locator(".printed-from").inner_text() == f"{site}{NAMUR}"


def test_what_is_folded_on_a_screen_is_read_on_paper(sheet):
    topics = sheet.locator("details:not([open]) ul.topics")

    assert topics.count() == 12
    assert topics.evaluate_all("all => all.filter(one => !one.checkVisibility()).length") == 0


@pytest.mark.parametrize("name", ["home", "theme", "topic", "region", "search with results"])
def test_every_sheet_says_where_it_is_from(visit, site, name):
    page = visit(PAGES[name])
    assert page.locator(".printed-from").is_visible() is False

    page.emulate_media(media="print")
    assert page.locator(".printed-from").inner_text() == f"{site}{PAGES[name]}"


def test_a_theme_names_its_topics_and_a_search_its_words(visit):
    theme = visit(PAGES["theme"])
    theme.emulate_media(media="print")
    topics = theme.locator("main li").all_inner_texts()
    assert (len(topics), topics[0]) == (5, "Social housing")

    search = visit(PAGES["search with results"])
    search.emulate_media(media="print")
    assert search.locator("h1").inner_text() == "Search: EU"


def test_paper_is_white_even_for_who_reads_in_the_dark(visit):
    page = visit(NAMUR, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")

    assert max(int(part) for part in ink.removeprefix("rgb(").rstrip(")").split(",")) < 80


@pytest.mark.parametrize("name", SHEETS)
def test_no_sheet_is_wasted(visit, name):
    document = visit(PAGES[name]).pdf(format="A4")

    assert document.startswith(b"%PDF")
    assert 1 <= document.count(b"/Type /Page\n") <= SHEETS[name]
