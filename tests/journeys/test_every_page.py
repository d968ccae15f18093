"""Every kind of page, in every language and both themes, on a phone and on a desk: whole, and
open to everybody."""

import pytest

from tests.journeys.conftest import (
    ALL_BUT_COLOURS,
    RULES,
    faults_found_by_axe,
    scrolls_sideways,
)
from tests.journeys.looked_at import once
from tests.journeys.pages import NAMUR, PAGES, in_each_language

# Each language in one of them, and each width in each theme; the colours of each theme once.
LOOKS = {
    "fr": (1280, "light", RULES),
    "nl": (1280, "dark", ALL_BUT_COLOURS),
    # Its words are the longest.
    "de": (360, "light", ALL_BUT_COLOURS),
    "en": (360, "dark", RULES),
}
# 640 at two dots a pixel is a window of 1280 zoomed in to 200 %.
NARROW = [320, 640]
# As far apart as a reader may set letters, words, lines and paragraphs (WCAG 1.4.12).
SPACED = """
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; }
    * { word-spacing: 0.16em !important }
    p { margin-bottom: 2em !important }
"""
DRESS = """style => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    document.adoptedStyleSheets = [sheet];
}"""
OPEN_ALL = "for (const part of document.querySelectorAll('details')) part.open = true"


def walk(page, addresses):
    """Go from language to language; everything unfolded, for what is hidden cannot be looked at."""
    for language, address in addresses.items():
        page.goto(address)
        page.evaluate(OPEN_ALL)
        yield language


def what_is_amiss(page, language):
    """What the page says of itself when that is not as it should be."""
    title, heading = page.title(), page.locator("h1").all_inner_texts()
    found = {
        "language": page.locator("html").get_attribute("lang") == language,
        "one heading": [bool(words.strip()) for words in heading] == [True],
        "one main part": page.locator("main").count() == 1,
        "title": title.endswith(" · Socle") and title != " · Socle",
    }
    return [what for what, is_so in found.items() if not is_so]


def look_how_wide(page, widths):
    """The widths of window at which the page has to be pushed sideways, as set and spaced out."""
    found = []
    for spacing, style in {"as set": "", "spaced out": SPACED}.items():
        page.evaluate(DRESS, style)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            if scrolls_sideways(page):
                found.append((width, spacing))
    page.evaluate(DRESS, "")
    return found


too_narrow_for = once(look_how_wide, NARROW)


def faults_in(page, *looks):
    """What axe finds, and whether the page is too wide, for each width and theme with a fault."""
    found = {}
    for width, theme, rules in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        too_wide = ["wider than the window"] if scrolls_sideways(page) else []
        if faults := faults_found_by_axe(page, rules) + too_wide:
            found[width, theme] = faults
    return found


def forgive(errors, status):
    """A browser writes in its log that a page answered so; here that is what was asked for."""
    assert [error for error in errors if status not in error] == []
    errors.clear()


@pytest.mark.parametrize("name", PAGES)
def test_in_each_language_a_page_is_whole_fits_and_axe_finds_no_fault(visit, name):
    page = visit(PAGES[name], reduced_motion="reduce")
    addresses = in_each_language(page, name)
    assert set(addresses) == set(LOOKS)
    amiss, narrow, faults = {}, {}, {}
    for language in walk(page, addresses):
        amiss[language] = what_is_amiss(page, language)
        narrow[language] = too_narrow_for(page)
        faults[language] = faults_in(page, LOOKS[language])

    nothing = dict.fromkeys(LOOKS, [])
    assert (amiss, narrow, faults) == (nothing, nothing, dict.fromkeys(LOOKS, {}))
    if name == "absent":
        forgive(visit.errors, "404")


def test_an_address_of_no_language_is_answered_like_a_page(visit):
    page = visit("/nothing-here/", reduced_motion="reduce", locale="fr")

    assert (what_is_amiss(page, "fr"), too_narrow_for(page)) == ([], [])
    assert faults_in(page, *LOOKS.values()) == {}
    forgive(visit.errors, "404")


def test_a_fault_of_ours_is_told_in_four_languages_and_axe_finds_none(visit, site_without_database):
    page = visit(NAMUR, at=site_without_database, reduced_motion="reduce")

    assert page.locator("h1").inner_text() == "Une erreur s’est produite chez nous"
    spoken = page.locator("main [lang]").evaluate_all("all => all.map(one => one.lang)")
    assert spoken == ["fr", "fr", "nl", "de", "en"]
    assert (what_is_amiss(page, "fr"), too_narrow_for(page)) == ([], [])
    assert faults_in(page, *LOOKS.values()) == {}
    forgive(visit.errors, "500")


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
