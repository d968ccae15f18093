"""Every kind of page, in both themes, on a phone and on a desk: whole, and open to everybody."""

import pytest

from tests.journeys.conftest import RULES, faults_found_by_axe, scrolls_sideways
from tests.journeys.pages import PAGES

COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
# The theme changes colours only: in the dark one only they are looked at again.
LOOKS = [(1280, "light", RULES), (360, "light", RULES), (360, "dark", COLOURS)]
LOOKS += [(1280, "dark", COLOURS)]
OPEN_ALL = "for (const part of document.querySelectorAll('details')) part.open = true"


@pytest.fixture
def open_whole(visit):
    """A page with everything unfolded, at rest: what is hidden or moving cannot be looked at."""

    def open_page(path, **habits):
        page = visit(path, reduced_motion="reduce", **habits)
        if path == PAGES["absent"]:
            forgive_the_absent(visit.errors)
        page.evaluate(OPEN_ALL)
        return page

    return open_page


def forgive_the_absent(errors):
    """A browser writes in its log that a page answered 404; here that is what was asked for."""
    assert [error for error in errors if "404" not in error] == []
    errors.clear()


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_fault(open_whole, name):
    page = open_whole(PAGES[name])
    faults = {}
    for width, theme, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        if found := faults_found_by_axe(page, rules):
            faults[width, theme] = found

    assert faults == {}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_it_is_and_is_never_wider_than_the_window(open_whole, name):
    page = open_whole(PAGES[name], width=320)
    assert page.locator("html").get_attribute("lang") == "en"
    assert (page.locator("h1").count(), page.locator("main").count()) == (1, 1)
    assert page.locator("h1").inner_text().strip() != ""
    assert page.title().endswith(" · Socle")
    assert page.title() != " · Socle"

    wide = {}
    # 640 at two dots a pixel is a window of 1280 zoomed in to 200 %.
    for width in (320, 360, 640):
        page.set_viewport_size({"width": width, "height": 900})
        wide[width] = scrolls_sideways(page)
    assert wide == {320: False, 360: False, 640: False}


@pytest.mark.parametrize("name", ["home", "commune of Wallonia", "topic in a commune", "search"])
def test_at_200_percent_everything_is_still_there(visit, name):
    page = visit(PAGES[name], width=640, height=450, device_scale_factor=2)

    assert scrolls_sideways(page) is False
    assert page.get_by_role("navigation").first.is_visible()
    assert page.locator("h1").is_visible()
    assert page.locator("header nav.languages a").count() == 4


@pytest.mark.parametrize("name", ["home", "commune of Wallonia", "search"])
def test_the_first_thing_the_keyboard_meets_leads_past_the_header(visit, name):
    page = visit(PAGES[name])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_dark_theme_is_dark(visit):
    light = ground_of(visit(PAGES["home"], color_scheme="light"))
    dark = ground_of(visit(PAGES["home"], color_scheme="dark"))

    assert min(light) > 200
    assert max(dark) < 60


def ground_of(page):
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return [int(part) for part in colour.removeprefix("rgb(").rstrip(")").split(",")]
