"""A coordinator begins a memorandum and publishes two releases of it; a local group writes a demand
of its own and offers it, and the memorandum shows where it was born."""

from playwright.sync_api import expect

from tests.journeys.letters import next_letter
from tests.journeys.walking import come_in, look, on_page, press, tab_to, type_in

COORDINATOR, ORGANISER = "coordinateur@example.org", "didier.diallo@example.org"
GROUP = "Charleroi, la parole aux quartiers"
MEMORANDUM = "Streets for everyone"


def test_she_writes_two_demands_and_publishes_a_release_then_the_next(walk, campaign):
    page = walk("/en/coalition/demands/")
    come_in(page, campaign, COORDINATOR)
    on_page(page, "Demands")
    press(page, "link", "Begin a memorandum")
    begin(page)
    write(page, "Benches", "One sits. One talks. One goes out again.")
    ask(page, "A bench every two hundred metres", "One counts the benches on a map.")
    to_order(page)
    write(page, "Trees", "Shade. Birds. Cooler summers.")
    ask(page, "A tree in front of every school", "One counts the trees.")
    to_order(page)
    press(page, "button", "Up : Trees")
    expect(page.get_by_role("button", name="Up : Trees")).to_be_focused()
    assert titles(page) == ["Trees", "Benches"]
    look(page)

    publish(page, 1, "The beginning.")
    reword(page)
    press(page, "link", MEMORANDUM)
    on_page(page, "Its demands, in their order")
    press(page, "link", "Publish a release")
    on_page(page, "Publish release 2")
    expect(page.locator("main del").first).to_contain_text("two")
    press(page, "button", "Publish release 2")
    on_page(page, MEMORANDUM)
    expect(page.get_by_role("status")).to_contain_text("Release 2 is published.")


def begin(page):
    on_page(page, "Begin a memorandum")
    type_in(page, "Title", MEMORANDUM)
    type_in(page, "In short", "What walkers ask.")
    press(page, "button", "Begin the memorandum")
    on_page(page, "Its demands, in their order")
    expect(page.locator("main")).to_contain_text("No demand yet")


def write(page, title, plain):
    press(page, "link", "Write a demand")
    on_page(page, "Write a demand")
    type_in(page, "Title", title)
    type_in(page, "In plain words", plain)
    expect(page.locator("[data-says]")).to_contain_text("Kept on this device at")
    press(page, "button", "Publish")
    on_page(page, title)


def ask(page, decision, indicator):
    press(page, "link", "Ask something of a level")
    on_page(page, "What it asks of a level of power")
    tab_to(page, page.get_by_label("Commune", exact=True))
    page.keyboard.press("Space")
    type_in(page, "The decision, in one line", decision)
    type_in(page, "How anyone can tell it was done", indicator)
    type_in(page, "The decision asked", "The commune decides it this year.")
    press(page, "button", "Publish")
    expect(page.locator("main")).to_contain_text(decision)


def to_order(page):
    press(page, "link", MEMORANDUM)
    on_page(page, "Its demands, in their order")


def titles(page):
    return page.locator(".arrange-words a").all_inner_texts()


def publish(page, number, note):
    press(page, "link", "Publish a release")
    on_page(page, f"Publish release {number}")
    type_in(page, "What changed, and why", note)
    press(page, "button", f"Publish release {number}")
    on_page(page, MEMORANDUM)
    expect(page.get_by_role("status")).to_contain_text(f"Release {number} is published.")
    press(page, "link", "Its demands, in their order")


def reword(page):
    press(page, "link", "Benches")
    on_page(page, "Benches")
    press(page, "link", "Change : Commune, A bench every two hundred metres")
    on_page(page, "Change what it asks")
    tab_to(page, page.get_by_label("The decision, in one line"))
    page.keyboard.press("Control+A")
    page.keyboard.type("A bench every hundred metres")
    type_in(page, "What changed, and why", "Two hundred is too far.")
    press(page, "button", "Publish")
    on_page(page, "Benches")


def test_a_group_offers_its_own_demand_and_the_memorandum_shows_where_it_was_born(walk, campaign):
    page = walk("/en/groups/?q=Charleroi")
    group = page.get_by_role("link", name=GROUP).first.get_attribute("href")
    page.goto(f"{group}our-demands/new/")
    come_in(page, campaign, ORGANISER)
    on_page(page, "Write a demand")
    type_in(page, "Title", "Drinking fountains on every square")
    type_in(page, "In plain words", "Water for all. Free. On every square.")
    press(page, "button", "Publish")
    on_page(page, "Drinking fountains on every square")
    press(page, "link", "Offer it to the coalition")
    on_page(page, "Offer it to the coalition")
    type_in(page, "Why it matters to others", "Every town has squares.")
    press(page, "button", "Offer it")
    expect(page.get_by_role("status")).to_contain_text("The demand is offered")
    look(page)

    letter = next_letter(campaign, COORDINATOR, "Drinking fountains")
    assert "Every town has squares." in letter
    page = walk("/en/coalition/offers/")
    come_in(page, campaign, COORDINATOR)
    on_page(page, "Demands that groups offer")
    press(page, "link", "Drinking fountains on every square")
    on_page(page, "Drinking fountains on every square")
    press(page, "button", "Take it into the memorandum")
    expect(page.get_by_role("status")).to_contain_text("its group is told")
    look(page)
    taken = page.locator("main section a").first
    memorandum = taken.inner_text()
    press(page, "link", memorandum)
    on_page(page, "Its demands, in their order")
    expect(page.locator(".arrange")).to_contain_text("born in Charleroi")
    assert "Drinking fountains" in next_letter(campaign, ORGANISER, "Drinking fountains")
