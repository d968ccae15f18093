"""From the page of her commune an organiser takes a demand over, rewords and adopts it, on a phone
with keys alone; a citizen reads it, with and without scripts, in each language."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import (
    ALL_BUT_COLOURS,
    RULES,
    faults_found_by_axe,
    scrolls_sideways,
)
from tests.journeys.walking import MEMORANDUM, come_in, look, on_page, press, tab_to

MONS = "/en/commune/53053-mons/"
ORGANISER, GROUP = "jerome.aubrive@example.org", "Mons, côté jardin"
TITLE = "Every street of Jemappes has its tree"
LOCAL = "We count the trees of Jemappes together."


def test_he_takes_it_over_rewords_and_adopts(walk, campaign):
    page = walk(MONS)
    on_page(page, "Mons")
    name = re.compile("^Take it over.*Neighbourhood assemblies")
    tab_to(page, page.locator("#asked").get_by_role("link", name=name))
    page.keyboard.press("Enter")
    choose(page, campaign)
    reword(page)
    adopt(page)
    page.goto(MONS)
    expect(page.locator("#asked")).to_contain_text(TITLE)
    withdraw(page)
    page.goto(MONS)
    expect(page.locator("#asked")).not_to_contain_text(TITLE)


def choose(page, post):
    on_page(page, "Take it over for Mons")
    press(page, "link", "I organise a group: sign in")
    come_in(page, post, ORGANISER)
    on_page(page, "Take it over for Mons")
    press(page, "link", f"Go on with this group ({GROUP})")


def reword(page):
    on_page(page, "Read and reword")
    tab_to(page, page.get_by_label("The decision, in one line"))
    page.keyboard.press("Control+A")
    page.keyboard.type(TITLE)
    asked = page.get_by_role("textbox", name="The decision asked")
    tab_to(page, asked)
    page.keyboard.press("Control+Home")
    page.keyboard.type(f"{LOCAL}\n\n")
    # Its toolbar is one stop of the Tab key away, as in the editor.
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Bold"
    page.keyboard.press("Enter")
    expect(asked).to_have_value(re.compile(rf"^{LOCAL}\n\n\*\*words\*\*"))
    page.keyboard.type("Now")
    expect(page.locator("[data-says]")).to_contain_text("Kept on this device at")
    # The page is gone before it was sent: what was typed is offered.
    page.reload()
    expect(page.get_by_text("were never saved")).to_be_visible()
    assert page.get_by_label("The decision, in one line").input_value() != TITLE
    look(page)
    press(page, "button", "Take these words back")
    expect(page.get_by_label("The decision, in one line")).to_have_value(TITLE)
    press(page, "button", "Preview")
    shown = page.get_by_role("region", name="Preview")
    expect(shown.locator(".previewed-title")).to_have_text(TITLE)
    expect(shown.locator("strong")).to_have_text("Now")
    look(page)
    press(page, "button", "Save and go on")


def adopt(page):
    on_page(page, "Adopt these words")
    expect(page.locator("main")).to_contain_text(LOCAL)
    press(page, "button", "Adopt")
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    expect(page.get_by_role("status")).to_contain_text("Adopted.")
    changed = page.locator("#changed ins")
    expect(changed.first).to_contain_text("added:")
    look(page)


def withdraw(page):
    tab_to(page, page.locator("#asked").get_by_role("link", name=re.compile(TITLE)))
    page.keyboard.press("Enter")
    press(page, "link", "Withdraw")
    on_page(page, "Withdraw this wording")
    tab_to(page, page.get_by_label("Why"))
    page.keyboard.type("We plant first.")
    press(page, "button", "Withdraw")
    on_page(page, "Our demands")
    expect(page.get_by_role("status")).to_contain_text("Withdrawn.")


ARLON = "khadija.saintrain@example.org", "Arlon, pays ouvert"
MARCHE, THEIRS = "Marche en famille", "La commune ouvre la porte à une équipe de soins"


def test_she_takes_over_the_words_of_a_neighbour(walk, campaign):
    page = walk("/en/commune/83034-marche-en-famenne/")
    follow(page, page.locator("#asked").get_by_role("link", name=THEIRS))
    press(page, "link", "Take these words over for your commune")
    on_page(page, "Take it over for your commune")
    expect(page.locator("main")).to_contain_text(f"In the words of {MARCHE}.")
    press(page, "link", "I organise a group: sign in")
    come_in(page, campaign, ARLON[0])
    press(page, "link", f"Go on with this group ({ARLON[1]})")
    on_page(page, "Read and reword")
    press(page, "button", "Save and go on")
    on_page(page, "Adopt these words")
    expect(page.locator("main")).to_contain_text(f"The same words as those of {MARCHE}.")
    press(page, "button", "Adopt")
    expect(page.get_by_role("status")).to_contain_text("Adopted.")
    expect(page.locator("main")).to_contain_text(f"Your words follow those of {MARCHE}")
    look(page)
    press(page, "link", "Follow the original directly")
    on_page(page, "Follow the original directly?")
    press(page, "link", "No, go back")
    expect(page.locator("h1")).to_contain_text(THEIRS)


def follow(page, link):
    tab_to(page, link)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(THEIRS)


def first_demand(page):
    """The address of the first demand of a memorandum of the demo; other stories begin others."""
    page.goto(page.get_by_role("link", name=MEMORANDUM).first.get_attribute("href"))
    return page.locator('main a[href^="/en/demand/"]').first.get_attribute("href")


def test_a_citizen_reads_a_demand_without_scripts(visit, campaign):
    page = visit("/en/memorandums/", at=campaign.site, java_script_enabled=False)
    page.goto(first_demand(page))
    levels = page.locator("#levels .tab-panel")
    assert levels.count() > 1
    assert [panel.is_visible() for panel in levels.all()] == [True] * levels.count()
    assert page.get_by_role("tab").count() == 0
    expect(page.locator("#taken-over")).to_contain_text(re.compile("aken over"))


def test_with_scripts_each_level_is_a_tab_and_a_link_opens_the_right_one(visit, campaign):
    page = visit("/en/memorandums/", at=campaign.site)
    page.goto(first_demand(page))
    panels = page.locator("#levels .tab-panel")
    assert [panel.is_visible() for panel in panels.all()].count(True) == 1
    last = panels.last.locator(".asked").first.get_attribute("id")
    page.evaluate("id => { location.hash = id }", last)
    expect(page.locator(f"#{last}")).to_be_visible()
    page.emulate_media(media="print")
    assert [panel.is_visible() for panel in panels.all()] == [True] * panels.count()


LOOKS = {
    "fr": (1280, "light", RULES),
    "nl": (1280, "dark", ALL_BUT_COLOURS),
    "de": (360, "light", ALL_BUT_COLOURS),
    "en": (360, "dark", RULES),
}
OPEN_ALL = "for (const part of document.querySelectorAll('details')) part.open = true"
OF_DEMANDS, GEMBLOUX = "/fr/memorandums/", "/fr/commune/92142-gembloux/"
# Where one starts, and the words of the links one follows: numbers would be those of a moment.
KINDS = {
    "list": [OF_DEMANDS],
    "memorandum": [OF_DEMANDS, "Dignité partout"],
    "release": [OF_DEMANDS, "Dignité partout", "Version 2"],
    "demand": [GEMBLOUX, "Accueillir dignement"],
    "local wording": [GEMBLOUX, "Un repas chaud à l’école"],
    "choose": ["/fr/commune/92094-namur/", "La reprendre.*Un travail qui fait vivre"],
    "of a group": ["/fr/groupes/?q=Namur se parle", "Namur se parle", "Toutes ses demandes"],
    "commune": [GEMBLOUX],
}


@pytest.mark.parametrize("kind", KINDS)
def test_pages_of_demands_are_open_to_everybody(visit, campaign, kind):
    start, *followed = KINDS[kind]
    page = visit(start, at=campaign.site)
    for words in followed:
        page.goto(page.locator("main a", has_text=re.compile(words)).first.get_attribute("href"))
    links = page.locator("nav.languages a")
    found = links.evaluate_all("all => all.map(one => [one.hreflang, one.getAttribute('href')])")
    faults = {}
    for language, address in dict(found).items():
        width, theme, rules = LOOKS[language]
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        page.goto(address)
        page.evaluate(OPEN_ALL)
        amiss = faults_found_by_axe(page, rules)
        amiss += ["too wide"] if scrolls_sideways(page) else []
        if amiss:
            faults[language] = amiss
    assert faults == {}
