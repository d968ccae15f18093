"""An organiser decides on the one place where the original and her words collide, and another once
the coalition has published its next release; a visitor suggests other words, which an organiser
amends and accepts."""

import re

from playwright.sync_api import expect

from socle.foundation.tests.site import wait_until
from tests.journeys.letters import link_for, next_letter
from tests.journeys.walking import come_in, look, on_page, press, tab_to, type_in

ORGANISER, COORDINATOR = "organisatrice@example.org", "coordinateur@example.org"
VISITOR = "dora@example.org"
# Their words change here: no other story names them.
IN_BASTOGNE, ITS_ORGANISER = "Des soins pas trop loin", "bruno.kerkhofs@example.org"
PURCHASES, THEIRS = "Acheter avec l’argent de tous", "Une règle d’achat équitable"
OTHER, NEW = "Living better, here", "Une règle d’achat juste, votée et suivie"
HER = "isabelle.mansouri@example.org"
STREETS = "Ouvrir un guichet de la rénovation"
BETTER, AMENDED = "A nurse in each village, and on Sundays", "A nurse in each village always"


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


def test_the_next_release_reaches_a_group_that_said_it_otherwise(walk, campaign):
    page = walk("/en/coalition/demands/")
    come_in(page, campaign, COORDINATOR)
    on_page(page, "Demands")
    follow(page, page.get_by_role("link", name=re.compile(f"^Order : {OTHER}")))
    on_page(page, "Its demands, in their order")
    follow(page, page.locator(".arrange a", has_text=PURCHASES))
    tab_to(page, page.get_by_role("link", name=re.compile(f"^Change : Commune, {THEIRS}")))
    page.keyboard.press("Enter")
    on_page(page, "Change what it asks")
    tab_to(page, page.get_by_label("The decision, in one line"))
    page.keyboard.press("Control+A")
    page.keyboard.type(NEW)
    type_in(page, "What changed, and why", "Plus simple.")
    press(page, "button", "Publish")
    press(page, "link", OTHER)
    on_page(page, "Its demands, in their order")
    press(page, "link", "Publish a release")
    on_page(page, "Publish release 4")
    press(page, "button", "Publish release 4")
    expect(page.get_by_role("status")).to_contain_text("Release 4 is published.")

    page = walk("/en/my-home/")
    come_in(page, campaign, HER)
    press(page, "link", "Look at what changed in an original of yours")
    on_page(page, "Updates of originals")
    updates = page.url
    wait_until(lambda: shows_the_new_words(page, updates), "a job has compared both")
    for place in page.get_by_role("radio", name="Words of the original (Terres d’accord)").all():
        tab_to(page, place)
        page.keyboard.press("Space")
    look(page)
    press(page, "button", "Take the update and publish")
    expect(page.get_by_role("status").first).to_contain_text("The update is taken")
    page.goto("/en/commune/25121-ottignies-louvain-la-neuve/")
    expect(page.locator("#asked")).to_contain_text(NEW)


def shows_the_new_words(page, updates):
    page.goto(updates)
    if found := page.get_by_role("link", name=NEW).count():
        follow(page, page.get_by_role("link", name=NEW))
    return bool(found)


def test_a_visitor_suggests_and_reads_what_the_group_made_of_it(walk, campaign):
    page = walk("/en/commune/82039-bastogne/")
    follow(page, page.locator("#asked").get_by_role("link", name=IN_BASTOGNE))
    press(page, "link", "Suggest other words")
    expect(page.get_by_role("button", name="Send the suggestion")).to_be_visible()
    look(page)
    tab_to(page, page.locator("[name=title]"))
    page.keyboard.press("Control+A")
    page.keyboard.type(BETTER)
    type_in(page, "Why your words are better", "People are ill on Sundays too.")
    type_in(page, "Your e-mail address", VISITOR)
    press(page, "button", "Send the suggestion")
    on_page(page, "Thank you")

    author = walk(link_for(campaign, VISITOR, "Confirm your suggestion"))
    look(author)
    press(author, "button", "Confirm")
    expect(author.locator("main")).to_contain_text("Your suggestion is with the group")

    # His mail is in French, as he is; the story goes on in English.
    link = link_for(campaign, ITS_ORGANISER, "suggestion")
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
    come_in(page, post, ITS_ORGANISER)
    look(page)
    tab_to(page, page.locator("#accept [name=title]"))
    page.keyboard.press("Control+A")
    page.keyboard.type(AMENDED)
    press(page, "button", "Accept and publish")
    expect(page.locator("main")).to_contain_text("Accepted with changes")
    look(page)
