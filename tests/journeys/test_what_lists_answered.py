"""A citizen of Tournai reads what the lists of her commune answered: with keys, by ear, on a phone
and on a desk."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import ALL_BUT_COLOURS, RULES, faults_found_by_axe, scrolls_sideways
from tests.journeys.walking import tab_to

CONTEST = "/en/elections/2018-local/communal-57081/"
GRID = f"{CONTEST}answers/"


@pytest.fixture
def read(visit, campaign):
    """Opens a page of the demo campaign, so wide."""
    return lambda path, width: visit(path, at=campaign.site, width=width, reduced_motion="reduce")


def names(part, role):
    return [" ".join(each.inner_text().split()) for each in part.get_by_role(role).all()]


def test_who_hears_the_table_is_told_the_list_and_the_question_of_every_answer(read):
    table = read(GRID, 1280).locator(".answer-grid").get_by_role("table")
    lists, asks = names(table, "columnheader")[1:], names(table, "rowheader")
    assert len(lists) > 1
    assert len(asks) > 1
    for row in table.get_by_role("row").all()[1:]:
        ask = row.get_by_role("rowheader").get_by_role("link").inner_text()
        links = row.get_by_role("cell").get_by_role("link")
        heard = links.evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
        seen = links.all_inner_texts()
        assert len(heard) == len(lists)
        for name, of_list, stance in zip(heard, lists, seen, strict=True):
            assert name.startswith(stance.strip())
            assert name.endswith(f"{of_list.removeprefix('List ')}, {ask}")


def test_with_keys_she_goes_from_an_answer_to_its_words(read):
    page = read(GRID, 1280)
    table = page.get_by_role("region").get_by_role("table")
    first = table.get_by_role("cell").get_by_role("link").first
    ask = table.get_by_role("rowheader").get_by_role("link").first.inner_text()
    tab_to(page, first)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/en/question/.*#list-\d+$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(ask)
    expect(page.locator(".said > li:target")).to_be_in_viewport()


def test_on_a_phone_she_reads_one_list_at_a_time(read):
    page = read(GRID, 360)
    expect(page.locator(".answer-grid")).to_be_hidden()
    whole = page.locator(".grid-lists details").first
    said = whole.locator(".grid-cell").first
    expect(said).to_be_hidden()
    tab_to(page, whole.locator("summary"))
    page.keyboard.press("Enter")
    expect(said).to_be_visible()
    tab_to(page, said)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/en/question/.*#list-\d+$"))


def test_axe_finds_no_fault_in_any_page_of_these_answers_at_either_width(read):
    page, faults = read(GRID, 1280), {}
    within = page.locator("main")
    paths = {
        "grid": GRID,
        "ask": within.locator(".answer-grid tbody th a").first.get_attribute("href"),
        "list": within.locator(".answer-grid thead a").first.get_attribute("href"),
        "compare": f"{GRID}compare/",
        "embed": f"{GRID}embed/",
    }
    page.goto(CONTEST)
    fair = page.get_by_role("link", name="What was done towards each list")
    paths["log"] = fair.get_attribute("href")
    for name, path in paths.items():
        page.goto(path)
        for width, rules in ((1280, RULES), (360, ALL_BUT_COLOURS)):
            page.set_viewport_size({"width": width, "height": 900})
            wide = ["wider than the window"] if scrolls_sideways(page) else []
            if found := faults_found_by_axe(page, rules) + wide:
                faults[name, width] = found
    assert faults == {}
