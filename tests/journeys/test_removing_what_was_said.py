"""A court orders that an answer given in La Louvière be shown no more: a coordinator finds its line
and removes what it holds, on a phone with keys alone; every citizen reads that it was, and why."""

from playwright.sync_api import expect

from tests.journeys.test_every_page import forgive
from tests.journeys.walking import come_in, on_page, press, tab_to, type_in

COORDINATOR = "coordinateur@example.org"
GRID = "/en/elections/2018-local/communal-58001/answers/"
SAID = "Yes"


def test_she_finds_the_line_confirms_and_every_page_says_that_it_was_removed(walk, visit, campaign):
    page = walk(GRID)
    cell = page.locator(".answer-grid td a", has_text=SAID).first
    question, name = cell.get_attribute("href"), cell.get_attribute("aria-label")
    of_list = name.removeprefix(f"{SAID}: ").partition(",")[0].lstrip("0123456789 ")

    page.goto("/en/coalition/asks/")
    come_in(page, campaign, COORDINATOR)
    on_page(page, "Asks")
    press(page, "link", "Remove from the ledger")
    on_page(page, "Remove from the ledger")
    type_in(page, "Number of the line, or address of the page of the question", f"{question}\n")
    expect(page.get_by_role("heading", name="Which line?")).to_be_visible()
    line = page.locator(".ask-lines li", has_text=of_list).first.get_by_role("link")
    tab_to(page, line)
    title = line.inner_text().replace("Line", "Remove what line") + " holds"
    page.keyboard.press("Enter")
    on_page(page, title)
    press(page, "button", "Remove it for good")
    expect(page.get_by_role("alert")).to_contain_text("Tick this box: it cannot be undone.")
    on_page(page, title)
    forgive(visit.errors, "422")
    tab_to(page, page.get_by_label("A court ordered it"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_label("I know that nobody can bring it back"))
    page.keyboard.press("Space")
    press(page, "button", "Remove it for good")
    on_page(page, "Remove from the ledger")
    expect(page.get_by_text("of the ledger says that it was, and why.")).to_be_visible()

    page.goto(question)
    said = page.locator(".said > li", has_text=of_list).first
    expect(said).to_contain_text("Answer removed")
    expect(said).to_contain_text("a court ordered it.")
    page.goto(GRID)
    expect(page.locator(f".answer-grid a[href='{question}']")).to_contain_text("Answer removed")
