"""In a hall without network a witness notes what a list answers, closes the page and opens it
again; once there is network it leaves by itself. Somebody of another group confirms it, and the
grid shows it once. All of it on phones, with keys alone."""

import re

from playwright.sync_api import expect

from socle.foundation.tests.site import wait_until
from tests.journeys.walking import come_in, look, on_page, press, tab_to, type_in

WITNESS, SECOND = "maite.jacquemotte@example.org", "zoe.aubrive@example.org"
GROUP, LIST = "Verviers debout", "2 Les Hirondelles"
GRID = "/en/elections/coming/communal-63079/answers/"
MEETING = "Verviers hears its lists"
WORDS = "We shall begin in the first year."
# The page, and the files it needs.
KEPT = "async () => (await (await caches.open('socle-stage')).keys()).length > 3"
NOTED = "Noted. It comes out once a second witness confirms it."


def test_noted_without_network_and_confirmed_it_appears_once(walk, visit, campaign):
    page = walk("/en/my-home/")
    come_in(page, campaign, WITNESS)
    link = open_meeting(page)

    page.context.set_offline(True)
    note(page)
    expect(page.locator(".stage-says")).to_contain_text("Kept on this phone.")
    page.reload()
    on_page(page, MEETING)
    expect(page.get_by_text("Your phone opened the page it kept.")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Maïté")
    expect(page.locator(".stage-kept").get_by_text(f"{LIST}, for the whole list")).to_be_visible()
    page.context.set_offline(False)
    # It tries by itself every five seconds at the latest.
    expect(page.locator(".stage-says")).to_have_text(NOTED, timeout=20_000)
    expect(page.get_by_text(NOTED)).to_be_visible()
    expect(page.locator(".stage-kept li")).to_have_count(0)
    expect(page.get_by_label("The same as a link")).to_have_value(link)
    expect(page.locator("#noted")).to_contain_text("1 waits")
    visit.errors[:] = [error for error in visit.errors if not without_network(error)]
    assert answers_in(walk) == 0

    confirm(walk, campaign, link)
    assert answers_in(walk) == 1
    page.reload()
    on_page(page, MEETING)
    tab_to(page, page.locator("#noted summary", has_text=LIST))
    page.keyboard.press("Enter")
    expect(page.locator("#noted")).to_contain_text("Confirmed, and public")
    tab_to(page, page.get_by_role("link", name=re.compile("^Receipt to print")))
    page.keyboard.press("Enter")
    on_page(page, "Receipt")
    expect(page.locator("main")).to_contain_text(WORDS)


def without_network(error):
    return any(word in error for word in ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED"))


def open_meeting(page):
    """From the group to the page of the meeting; gives the link for the second witness."""
    ask_one_thing(page)
    press(page, "link", "Meetings where lists answer")
    on_page(page, "On stage")
    type_in(page, "Name of the meeting", MEETING)
    type_in(page, "Place", "Grand-Théâtre, Verviers")
    press(page, "button", "Open its page")
    on_page(page, MEETING)
    wait_until(lambda: page.evaluate(KEPT), "the phone keeps the page")
    return page.get_by_label("The same as a link").input_value()


def ask_one_thing(page):
    page.locator("#groups").get_by_role("link", name=GROUP, exact=True).click()
    page.get_by_role("link", name="Ask every list the same").click()
    page.locator("main .ask-lines a").first.click()
    page.get_by_role("link", name="Choose what you ask").click()
    page.locator(".choices input").first.check()
    page.get_by_role("button", name="Propose these").click()
    page.get_by_role("link", name="Freeze our words").click()
    page.get_by_role("button", name="Freeze these words for good").click()


def note(page):
    tab_to(page, page.get_by_label("Who answers"))
    page.keyboard.type(LIST)
    tab_to(page, page.get_by_label("To which question"))
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_role("radio", name="Yes", exact=True))
    page.keyboard.press("Space")
    type_in(page, "Their words, as they were said", WORDS)
    press(page, "button", "Note this answer")


def confirm(walk, campaign, link):
    page = walk(link)
    come_in(page, campaign, SECOND)
    on_page(page, MEETING)
    tab_to(page, page.get_by_role("link", name=re.compile("^Confirm it, or say what differs")))
    page.keyboard.press("Enter")
    on_page(page, "Is it what you heard?")
    expect(page.locator("main")).to_contain_text(WORDS)
    tab_to(page, page.get_by_role("radio", name="Yes, these are their words"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("checkbox"))
    page.keyboard.press("Space")
    press(page, "button", "Say so")
    expect(page.get_by_role("status")).to_contain_text("Confirmed, thank you.")
    look(page)


def answers_in(walk):
    """How many stances anybody sees in the grid."""
    page = walk(GRID)
    return page.locator(".answer-grid .status.yes").count()
