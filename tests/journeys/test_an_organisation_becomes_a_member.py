"""An organisation is written down, spoken to, sent the charter; its contact accepts it from the
mail, with no account."""

import hashlib
import re

from playwright.sync_api import expect

from tests.journeys.letters import link_for, next_letter
from tests.journeys.originals import ROOT
from tests.journeys.walking import come_in, look, on_page, press, tab_to, type_in

WORDS = (ROOT / "src/socle/groups/charter/1/en.md").read_text(encoding="utf-8")
BOARD = "/en/coalition/organisations/"
NAME = "Garden Street Neighbours"
CONTACT, COORDINATOR = "grace@example.org", "coordinateur@example.org"


def test_from_to_contact_to_member(walk, visit, campaign):
    page = walk(BOARD)
    come_in(page, campaign, COORDINATOR)
    write_down(page)
    is_at(page, "To contact")
    for stage in ["Contacted", "Interested"]:
        press(page, "button", f"{stage} : {NAME}")
        expect(page.get_by_role("status")).to_be_visible()
        is_at(page, stage)
    send_the_charter(page)

    grace = walk(link_for(campaign, CONTACT, f"invites {NAME}"))
    refused_then_accepted(grace)
    assert grace.context.cookies() == []
    receipt = next_letter(campaign, CONTACT, "has accepted the charter").replace("\r\n", "\n")
    assert WORDS.strip() in receipt
    assert hashlib.sha256(WORDS.encode()).hexdigest() in receipt
    visit.errors[:] = [error for error in visit.errors if "422" not in error]

    press(grace, "link", NAME)
    on_page(grace, NAME)
    assert next_letter(campaign, COORDINATOR, NAME) != ""
    page.goto(BOARD)
    is_at(page, "Member")


def write_down(page):
    on_page(page, "Organisations")
    press(page, "link", "Add an organisation")
    on_page(page, "Add an organisation")
    type_in(page, "Name of the organisation", NAME)
    type_in(page, "Where", "5000")
    type_in(page, "Language", "English")
    type_in(page, "Name of the contact", "Grace Adeyemi")
    type_in(page, "E-mail address of the contact", f"{CONTACT}\n")
    on_page(page, NAME)
    page.goto(BOARD)


def is_at(page, stage):
    column = page.locator(".board section").filter(has=page.get_by_role("link", name=NAME))
    assert column.get_by_role("heading", level=2).inner_text().startswith(stage)
    look(page)


def send_the_charter(page):
    press(page, "link", f"Send the charter : {NAME}")
    on_page(page, "Send the charter")
    type_in(page, "A few words of your own", "It was good to meet you.")
    press(page, "button", "Send the charter")
    expect(page.get_by_role("status")).to_contain_text(f"on its way to {CONTACT}")
    look(page)


def refused_then_accepted(page):
    """She forgets to tick the box at first."""
    on_page(page, NAME)
    type_in(page, "Your name", "Grace Adeyemi")
    type_in(page, "Your function in the organisation", "Chair\n")
    expect(page.locator(".error-summary")).to_be_focused()
    on_page(page, NAME)
    tab_to(page, page.get_by_label(re.compile("^I may commit the organisation")))
    page.keyboard.press("Space")
    press(page, "button", "Accept the charter")
    on_page(page, "Thank you")
