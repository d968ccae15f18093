"""A coordinator brings a memorandum in from files, on a phone with keys alone: Markdown, a ZIP that
is refused, a Word document; and is told why there is no PDF of it yet."""

import pytest
from playwright.sync_api import expect

from socle.demands.tests import word
from tests.journeys.test_every_page import OPEN_ALL, forgive
from tests.journeys.walking import come_in, look, on_page, press, tab_to, type_in

COORDINATOR = "coordinateur@example.org"
IMPORT = "Import a memorandum"
OWN = "# Walking to school\n\n> What parents ask.\n\nEvery child can walk.\n"
CROSSING = (
    "# Safe crossings\n\n> Cars stop. Children cross. Nobody is hurt.\n\nWhy: we counted.\n\n"
    "## Commune: a raised crossing at every school\n\n> One counts the crossings.\n\n"
    "The commune builds them.\n"
)
WRONG = "# Lamps\n\n> Light.\n\n## A lamp {level=village}\n\n> One counts.\n\nYes.\n"
LONG = "a-crossing-in-front-of-every-school-of-every-village"


def markdown(name, words):
    return {"name": name, "mimeType": "text/markdown", "buffer": words.encode()}


@pytest.fixture
def page(walk, campaign):
    page = walk("/en/coalition/demands/")
    come_in(page, campaign, COORDINATOR)
    on_page(page, "Demands")
    press(page, "link", IMPORT)
    on_page(page, IMPORT)
    return page


def send(page, *files):
    # What chooses files stands outside the page.
    field = page.get_by_label("The files")
    tab_to(page, field)
    field.set_input_files(list(files))
    press(page, "button", "Look at it")


def look_at_what_it_would_do(page, name):
    on_page(page, f"What “{name}” would change")
    page.evaluate(OPEN_ALL)
    look(page)


def test_markdown_comes_in_once_it_was_looked_at_and_has_no_pdf_without_publisher(page, visit):
    press(page, "button", "Look at it")
    expect(page.get_by_role("alert")).to_be_focused()
    look(page)
    forgive(visit.errors, "422")
    press(page, "link", "The files: Choose a file.")
    expect(page.get_by_label("The files")).to_be_focused()
    send(page, markdown("memorandum.en.md", OWN), markdown("crossings.en.md", CROSSING))
    look_at_what_it_would_do(page, "memorandum.en.md …")
    expect(page.locator("main")).to_contain_text("It makes a new memorandum")
    press(page, "button", "Import all of it")
    on_page(page, "Walking to school")
    expect(page.get_by_role("status")).to_contain_text("Imported.")

    there_is_none(page, visit, "This memorandum has none so far.", "Open the memorandum")
    press(page, "link", "Publish a release")
    on_page(page, "Publish release 1")
    press(page, "button", "Publish release 1")
    on_page(page, "Walking to school")
    there_is_none(page, visit, "None is set for this memorandum", "Set the responsible publisher")
    type_in(page, "Responsible publisher", "A. Dupont, rue Haute 1, 5000 Namur")
    press(page, "button", "Save")
    expect(page.get_by_role("status")).to_contain_text("Saved.")


def there_is_none(page, visit, why, way):
    """The page in place of the PDF, and the way from it back to the memorandum."""
    key = page.url.split("/memorandum/")[1].split("/")[0]
    page.goto(f"/en/memorandum/{key}/pdf/")
    on_page(page, "There is no PDF of it yet")
    forgive(visit.errors, "404")
    expect(page.locator("main")).to_contain_text(why)
    press(page, "link", way)
    on_page(page, "Walking to school")


def test_a_zip_with_something_wrong_in_it_names_the_file_the_line_and_what_to_do(page):
    content = word.zipped({"memorandum.en.md": OWN, f"{LONG}.en.md": WRONG})
    send(page, {"name": "away.zip", "mimeType": "application/zip", "buffer": content})
    look_at_what_it_would_do(page, "away.zip")
    main = page.locator("main")
    expect(main).to_contain_text(f"{LONG}.en.md, line 5")
    expect(main).to_contain_text("No level of power is called “village”.")
    press(page, "link", "Send the files again")
    on_page(page, IMPORT)


def test_a_word_document_comes_in_with_its_headings(page):
    content = word.document(
        word.paragraph("Streets of children", "Heading 1"),
        word.paragraph("What children ask.", "Quote"),
        word.paragraph("Playing outside", "Heading 2"),
        word.paragraph("Fewer cars. More room. Children play.", "Quote"),
        word.paragraph("We asked two hundred children."),
        word.paragraph("Commune: a street to play in", "Heading 3"),
        word.paragraph("One counts the streets.", "Quote"),
        word.paragraph("The commune closes one street a quarter to cars."),
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    send(page, {"name": "streets.docx", "mimeType": kind, "buffer": content})
    look_at_what_it_would_do(page, "streets.docx")
    press(page, "button", "Import all of it")
    on_page(page, "Streets of children")
    press(page, "link", "Its demands, in their order")
    on_page(page, "Its demands, in their order")
    expect(page.locator("main")).to_contain_text("Playing outside")
