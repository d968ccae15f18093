"""The commune's page on an A4 sheet: what serves on a screen is left out, the address is kept."""

import pytest

from tests.journeys.conftest import scrolls_sideways
from tests.journeys.pages import NAMUR


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
    code = sheet.locator("figure.qr svg")
    box = code.bounding_box()

    assert code.is_visible()
    assert box["width"] == box["height"] > 60
    assert sheet.locator("figure.qr figcaption").inner_text() == f"{site}{NAMUR}"


def test_paper_is_white_even_for_who_reads_in_the_dark(visit):
    page = visit(NAMUR, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")

    assert max(int(part) for part in ink.removeprefix("rgb(").rstrip(")").split(",")) < 80


def test_it_makes_a_document_of_six_pages_at_most(visit):
    page = visit(NAMUR)
    document = page.pdf(format="A4")

    assert document.startswith(b"%PDF")
    assert 1 <= document.count(b"/Type /Page\n") <= 6
