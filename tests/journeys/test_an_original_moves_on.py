"""An organiser decides on the one place where the original and her words collide; a visitor
suggests other words, which the coalition amends and accepts."""

from playwright.sync_api import expect

from tests.journeys.letters import link_for, next_letter
from tests.journeys.walking import MEMORANDUM, come_in, look, on_page, press, tab_to, type_in

ORGANISER, COORDINATOR = "organisatrice@example.org", "coordinateur@example.org"
VISITOR = "dora@example.org"
# Its words change here: no other story names it.
DEMAND = "Une solidarité qui ne s’arrête pas aux frontières"
STREETS = "Ouvrir un guichet de la rénovation"
BETTER, AMENDED = "Buses at night, and on Sundays", "Buses at night and on Sundays"


def test_she_takes_what_fits_and_writes_the_rest_by_keyboard_on_a_phone(walk, visit, campaign):
    page = walk("/en/my-home/")
    come_in(page, campaign, ORGANISER)
    page.get_by_role("link", name="original of yours").or_(
        page.get_by_role("link", name="originals of yours")
    ).first.focus()
    page.keyboard.press("Enter")
    on_page(page, "Updates of originals")
    # The page says besides that it is in French.
    tab_to(page, page.get_by_role("link", name=STREETS))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(STREETS)
    expect(page.locator("main")).to_contain_text("There is 1 place to decide")

    press(page, "button", "Take the update and publish")
    expect(page.get_by_role("alert")).to_contain_text("Place 1: choose which words.")
    look(page)
    tab_to(page, page.get_by_role("radio", name="Words of the original (Terres d’accord)"))
    page.keyboard.press("Space")
    press(page, "button", "Read the result first")
    expect(page.get_by_role("heading", name="How it reads then")).to_be_visible()
    look(page)
    press(page, "button", "Take the update and publish")
    expect(page.get_by_role("status").first).to_contain_text("The update is taken")
    look(page)
    # The form that was sent unfinished.
    visit.errors[:] = [error for error in visit.errors if "422" not in error]


def test_a_visitor_suggests_and_reads_what_the_coalition_made_of_it(walk, campaign):
    page = walk("/en/memorandums/")
    follow(page, page.get_by_role("link", name=MEMORANDUM).first)
    follow(page, page.locator("main a[href*='/demand/']", has_text=DEMAND))
    press(page, "link", "Suggest other words")
    expect(page.get_by_role("button", name="Send the suggestion")).to_be_visible()
    look(page)
    tab_to(page, page.locator("[name=title]"))
    page.keyboard.press("Control+A")
    page.keyboard.type(BETTER)
    type_in(page, "Why your words are better", "People work on Sundays too.")
    type_in(page, "Your e-mail address", VISITOR)
    press(page, "button", "Send the suggestion")
    on_page(page, "Thank you")

    author = walk(link_for(campaign, VISITOR, "Confirm your suggestion"))
    look(author)
    press(author, "button", "Confirm")
    expect(author.locator("main")).to_contain_text("Your suggestion is with the group")

    # Her mail is in French, as she is; the story goes on in English.
    link = link_for(campaign, COORDINATOR, "suggestion")
    answer(walk(link.replace("/fr/suggestion/", "/en/suggestion/")), campaign)
    assert AMENDED in next_letter(campaign, VISITOR, "was taken")
    author.reload()
    expect(author.locator("main")).to_contain_text("It was taken: thank you")
    look(author)


def follow(page, link):
    where = link.get_attribute("href")
    tab_to(page, link)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{where}")


def answer(page, post):
    come_in(page, post, COORDINATOR)
    look(page)
    tab_to(page, page.locator("#accept [name=title]"))
    page.keyboard.press("Control+A")
    page.keyboard.type(AMENDED)
    press(page, "button", "Accept and publish")
    expect(page.locator("main")).to_contain_text("Accepted with changes")
    look(page)
