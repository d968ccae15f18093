"""An organiser hands her group over and leaves; who takes over learns it from her mail."""

import re

from playwright.sync_api import expect

from tests.journeys.letters import link_for
from tests.journeys.walking import come_in, on_page, press, tab_to

NAMUR, GEMBLOUX = "Namur se parle", "Gembloux en commun"
ORGANISER, SUCCESSOR = "organisatrice@example.org", "citoyenne@example.org"

ROLES = "rows => rows.map(row => [...row.cells].slice(0, 2).map(cell => cell.innerText.trim()))"


def test_she_hands_over_and_leaves_and_the_next_one_takes_up(walk, campaign):
    camille = walk("/en/my-home/")
    come_in(camille, campaign, SUCCESSOR)
    press(camille, "link", "Who is in it")
    on_page(camille, "People of the group")
    expect(camille.get_by_role("link", name="Invite people")).to_have_count(0)

    nadia = walk("/en/my-home/")
    come_in(nadia, campaign, ORGANISER)
    on_page(nadia, "Hello Nadia Servais")
    assert NAMUR in groups_of(nadia)
    hand_over(nadia)
    nadia.goto("/en/my-home/")
    assert groups_of(nadia) == [GEMBLOUX]

    camille.goto(link_for(campaign, SUCCESSOR, NAMUR))
    # The mail is in her language, and so is the page it leads to.
    assert camille.locator("html").get_attribute("lang") == "fr"
    in_english(camille)
    on_page(camille, "People of the group")
    expect(camille.locator("main")).to_contain_text("hold a mandate?")
    roles = dict(camille.locator("#people tbody tr").evaluate_all(ROLES))
    assert roles["Camille Lambert"] == "organiser"
    assert "Nadia Servais" not in roles
    press(camille, "link", "Invite people")
    on_page(camille, "Invite people")


def groups_of(page):
    return page.locator("#groups h3").all_inner_texts()


def hand_over(page):
    """From leaving, which she cannot do before somebody else organises the group."""
    page.locator("#groups li", has_text=NAMUR).get_by_role("link", name=NAMUR).press("Enter")
    on_page(page, NAMUR)
    press(page, "link", "People of the group")
    press(page, "link", "Leave this group")
    on_page(page, "Hand over first")
    press(page, "link", "Choose who takes over")
    on_page(page, "People of the group")
    press(page, "link", "Camille Lambert")
    on_page(page, "Camille Lambert")
    press(page, "link", "Hand over to them: they organise the group after you")
    on_page(page, "Hand over to Camille Lambert")
    tab_to(page, page.get_by_role("radio").first)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("I leave the group")).to_be_checked()
    press(page, "button", "Hand over")
    on_page(page, NAMUR)
    expect(page.get_by_role("status")).to_contain_text("Camille Lambert organises the group now.")


def in_english(page):
    page.locator("nav.languages a[hreflang=en]").press("Enter")
    page.wait_for_url(re.compile("/en/"))
