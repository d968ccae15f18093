"""Somebody types the name of their commune and lands on its page, with no other tool than keys."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import NAMUR


@pytest.fixture
def question(visit):
    """The question of the home page, once the script has made a combobox of it."""
    page = visit("/en/")
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "false")
    return box


def reach_with_tab(page, box):
    for _press in range(20):
        page.keyboard.press("Tab")
        if box.evaluate("box => box === document.activeElement"):
            return
    pytest.fail("Tab never reaches the question.")


def test_by_keyboard_only_and_with_a_slip(question):
    page = question.page
    reach_with_tab(page, question)
    page.keyboard.type("nammur")
    expect(page.get_by_role("option").first).to_contain_text("Namur")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{NAMUR}")

    assert page.locator("h1").inner_text() == "Namur"


def test_a_screen_reader_is_told_what_happens(question):
    page = question.page
    listbox = page.locator(f"#{question.get_attribute('aria-controls')}")
    assert listbox.get_attribute("role") == "listbox"
    assert question.get_attribute("aria-autocomplete") == "list"

    question.press_sequentially("gent")
    expect(question).to_have_attribute("aria-expanded", "true")
    options = listbox.get_by_role("option")
    count = options.count()
    assert count > 1
    expect(page.locator("[data-says]").first).to_contain_text(str(count))

    question.press("ArrowDown")
    first = options.first
    expect(question).to_have_attribute("aria-activedescendant", first.get_attribute("id"))
    assert first.get_attribute("aria-selected") == "true"
    assert first.inner_text().startswith("Ghent")

    question.press("ArrowUp")
    assert question.get_attribute("aria-activedescendant") is None
    assert question.evaluate("box => box === document.activeElement")


def test_arrows_go_round(question):
    question.press_sequentially("namur")
    options = question.page.get_by_role("option")
    expect(options.first).to_be_visible()
    question.press("ArrowUp")
    chosen = question.get_attribute("aria-activedescendant")
    assert chosen == options.last.get_attribute("id")

    question.press("ArrowDown")
    assert question.get_attribute("aria-activedescendant") is None
    question.press("ArrowDown")
    assert question.get_attribute("aria-activedescendant") == options.first.get_attribute("id")


def test_escape_closes_the_list_then_clears_the_words(question):
    question.press_sequentially("namur")
    expect(question).to_have_attribute("aria-expanded", "true")
    question.press("Escape")
    expect(question).to_have_attribute("aria-expanded", "false")
    assert question.input_value() == "namur"

    question.press("Escape")
    assert question.input_value() == ""


def test_home_and_end_move_in_the_words(question):
    question.press_sequentially("namur")
    expect(question).to_have_attribute("aria-expanded", "true")
    question.press("ArrowDown")
    question.press("Home")
    assert question.get_attribute("aria-activedescendant") is None
    assert question.evaluate("box => box.selectionStart") == 0

    question.press("ArrowDown")
    question.press("End")
    assert question.get_attribute("aria-activedescendant") is None
    assert question.evaluate("box => box.selectionStart") == len("namur")


@pytest.mark.parametrize(
    ("typed", "label", "path"),
    [
        ("5000", "Namur", NAMUR),
        ("9042", "Ghent", "/en/commune/44021-ghent/"),
        ("ottigny", "Ottignies-Louvain-la-Neuve", "/en/commune/25121-ottignies-louvain-la-neuve/"),
        ("mouskron", "Mouscron", "/en/commune/57096-mouscron/"),
        ("saint vith", "St. Vith", "/en/commune/63067-st-vith/"),
        ("bertogne", "Bastogne", "/en/commune/82039-bastogne/"),
        ("elsene", "Ixelles", "/en/commune/21009-ixelles/"),
    ],
)
def test_however_people_write_it(question, typed, label, path):
    question.fill(typed)
    first = question.page.get_by_role("option").first
    expect(first).to_contain_text(label)
    first.click()
    question.page.wait_for_url(f"**{path}")

    assert question.page.locator("h1").inner_text() == label


def test_nothing_found_is_said_and_enter_still_answers(question):
    page = question.page
    question.press_sequentially("xyzxyz")
    expect(page.get_by_role("option")).to_have_count(1)
    assert page.get_by_role("option").get_attribute("aria-disabled") == "true"
    question.press("Enter")
    page.wait_for_url("**/en/communes/?q=xyzxyz")

    assert "xyzxyz" in page.locator("h1").inner_text()


def test_the_form_answers_when_suggestions_cannot_be_fetched(visit):
    page = visit("/en/")
    page.route("**/suggestions/**", lambda route: route.abort())
    box = page.get_by_role("combobox")
    with page.expect_event("requestfailed"):
        box.press_sequentially("5")
    box.fill("5000")
    box.press("Enter")
    page.wait_for_url(f"**{NAMUR}")

    # The browser notes the failed request; the visitor is told nothing they cannot use.
    assert [error for error in visit.errors if "ERR_FAILED" not in error] == []
    visit.errors.clear()
    assert page.locator("h1").inner_text() == "Namur"


def test_words_that_look_like_a_page_stay_words(question):
    question.fill("<img src=x onerror=alert(1)>")
    question.press("Enter")
    question.page.wait_for_url("**/en/communes/?q=*")

    assert "<img src=x onerror=alert(1)>" in question.page.locator("h1").inner_text()
    assert question.page.locator("main img").count() == 0
