"""A coordinator writes with the keyboard, loses the network, closes the browser, comes back and
publishes; two people write one draft; a reader sees what changed."""

import json
import re
import urllib.error
import urllib.request
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.letters import sign_in
from tests.journeys.walking import look, on_page, press, tab_to

BERNARD, DRIES = "coordinateur@example.org", "dries.overloop@example.org"
WATER = "De l’eau propre et de la nature à dix minutes à pied"


@pytest.fixture
def come(visit, campaign):
    """Somebody signed in, on a phone or on a desk, by keyboard; a browser that is opened again
    brings what it kept."""
    seen = {}

    def begin(who, *, width=360, keeps=None):
        habits = {"at": campaign.site, "width": width, "reduced_motion": "reduce"}
        page = visit("/en/my-home/", storage_state=keeps, **habits)
        page.seen = seen
        if keeps is None:
            sign_in(page, campaign, who)
            page.wait_for_url("**/my-home/")
        return page

    yield begin
    assert seen == {}


def text_called(site, title):
    """Its key, as anyone finds it."""
    for key in range(1, 400):
        try:
            with urllib.request.urlopen(f"{site}/api/v1/texts/{key}/revisions") as answer:
                found = json.load(answer)["results"]
        except urllib.error.HTTPError:
            continue
        if title in {each["title"] for each in found}:
            return key
    return pytest.fail(f"No text is called {title}.")


def field(page, name):
    return page.get_by_role("textbox", name=name)


def says(page, words):
    expect(page.locator("[data-says]")).to_contain_text(words)


def forgive(visit, what):
    """A browser logs each request that is refused; here that is what was asked for."""
    visit.errors[:] = [error for error in visit.errors if what not in error]


def test_written_by_keyboard_kept_without_network_and_after_closing_then_published(
    come, visit, campaign
):
    key = text_called(campaign.site, WATER)
    page = come(BERNARD)
    page.goto(f"/en/text/{key}/history/")
    on_page(page, "History")
    press(page, "link", "Write a correction")
    on_page(page, "Write")
    write_with_marks(page)
    says(page, "Saved at")

    page.context.set_offline(True)
    body = field(page, "Here and elsewhere")
    tab_to(page, body)
    page.keyboard.press("Control+End")
    page.keyboard.type(" Sans réseau.")
    says(page, "No network: kept on this device.")
    kept = page.context.storage_state()
    page.context.close()
    forgive(visit, "ERR_INTERNET_DISCONNECTED")

    page = come(BERNARD, keeps=kept)
    page.goto(f"/en/text/{key}/fr/write/")
    expect(page.get_by_text("were never saved")).to_be_visible()
    look(page)
    assert "Sans réseau." not in field(page, "Here and elsewhere").input_value()
    press(page, "button", "Take these words back")
    says(page, "Saved at")
    assert field(page, "Here and elsewhere").input_value().endswith("Sans réseau.")
    publish(page)
    compare_as_anybody(visit, campaign, key)


def write_with_marks(page):
    """Bold by its key, a list and a footnote by the toolbar, one stop of the Tab key away."""
    body = field(page, "Why")
    tab_to(page, body)
    page.keyboard.press("Control+End")
    page.keyboard.type("\n\n")
    page.keyboard.press("Control+b")
    page.keyboard.type("Maintenant.")
    assert body.input_value().endswith("**Maintenant.**")
    page.keyboard.press("Control+End")
    page.keyboard.type("\n\nUne")
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "Heading"
    page.keyboard.press("End")
    assert focused(page) == "Footnote"
    page.keyboard.press("ArrowRight")
    assert focused(page) == "Heading"
    for _step in range(3):
        page.keyboard.press("ArrowRight")
    assert focused(page) == "List"
    page.keyboard.press("Enter")
    assert body.input_value().endswith("\n\n- Une")
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "List"
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    assert body.input_value().endswith("- Une[^1]\n\n[^1]: Words of the footnote.")


def focused(page):
    return page.evaluate("document.activeElement.textContent.trim()")


def publish(page):
    press(page, "button", "Go on to publish…")
    on_page(page, "Look once more, then publish")
    assert "Maintenant" in page.locator("ins").all_inner_texts()[0]
    tab_to(page, field(page, "What changed, and why"))
    page.keyboard.type("La source a demandé plus.")
    press(page, "button", "Publish")
    expect(page.get_by_role("status").first).to_contain_text("It is published.")


def compare_as_anybody(visit, campaign, key):
    page = visit(f"/en/text/{key}/history/", at=campaign.site, width=360)
    page.seen = {}
    press(page, "link", "See what changed in revision 2 in French")
    on_page(page, "What changed between two revisions")
    added = " ".join(page.locator("main ins:not(.legend ins)").all_inner_texts())
    assert "Maintenant." in added
    assert "Sans réseau." in added
    press(page, "link", "Swap")
    removed = page.locator("main del:not(.legend del)", has_text="Sans réseau.")
    expect(removed).to_have_count(1)
    assert page.seen == {}


EQUALITY = "L’égalité entre femmes et hommes, dans la vie de chaque jour"


def test_two_people_on_one_draft_lose_nothing(come, visit, campaign):
    key = text_called(campaign.site, EQUALITY)
    at = f"/en/text/{key}/fr/write/"
    bernard, dries = come(BERNARD, width=1280), come(DRIES)
    bernard.goto(at)
    dries.goto(at)
    title, elsewhere = "Title", "Here and elsewhere"
    field(dries, title).fill("L’égalité, chaque jour")
    says(dries, "Saved at")

    field(bernard, title).fill("L’égalité, enfin")
    field(bernard, elsewhere).fill("Partout.")
    says(bernard, "Dries Overloop saved this draft at")
    press(bernard, "button", "See both and put them together")
    on_page(bernard, "Put both together")
    forgive(visit, "409")
    sides = bernard.locator(".sides-words").all_inner_texts()
    assert {"L’égalité, enfin", "L’égalité, chaque jour"} <= set(sides)
    tab_to(bernard, bernard.get_by_label("Yours"))
    bernard.keyboard.press("ArrowDown")
    press(bernard, "button", "Save both together")
    on_page(bernard, "Write")
    assert field(bernard, title).input_value() == "L’égalité, chaque jour"
    assert field(bernard, elsewhere).input_value() == "Partout."

    add_picture(bernard)
    forgive(visit, "422")
    press(bernard, "link", "Throw the draft away…")
    on_page(bernard, "Throw this draft away?")
    press(bernard, "button", "Throw it away")
    expect(bernard.get_by_role("status").first).to_contain_text("The draft is gone.")


def add_picture(page):
    """From the toolbar: what it shows is asked for, and it stands in the preview at once."""
    elsewhere = field(page, "Here and elsewhere")
    tab_to(page, elsewhere)
    page.keyboard.press("Control+End")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    assert focused(page) == "Picture"
    page.keyboard.press("Enter")
    look(page)
    picture = {"name": "bus.png", "mimeType": "image/png", "buffer": small_picture()}
    page.get_by_label("The picture").set_input_files(picture)
    press(page, "button", "Add it to the text")
    expect(page.get_by_text("Say in one sentence what the picture shows.")).to_be_visible()
    field(page, "What it shows").fill("Un bus, la nuit")
    press(page, "button", "Add it to the text")
    line = re.compile(r"^Partout\.\n\n!\[Un bus, la nuit\]\(/files/\w+\.webp\)$")
    expect(elsewhere).to_have_value(line)
    shown = page.get_by_role("img", name="Un bus, la nuit")
    expect(shown).to_be_visible()
    assert shown.evaluate("one => one.naturalWidth") == 8
    says(page, "Saved at")


def small_picture():
    into = BytesIO()
    Image.new("RGB", (8, 8), "orange").save(into, "PNG")
    return into.getvalue()
