"""A person takes their data away, then leaves nothing behind; the mails are read as they arrive."""

import json
import re
import zipfile

from socle.foundation.tests.site import wait_until
from tests.journeys.conftest import (
    ALL_BUT_COLOURS,
    COLOURS,
    RULES,
    faults_found_by_axe,
    scrolls_sideways,
)

ADDRESS = "zoe.lambert@example.org"
MINE = "/en/my-account/my-data/"
LOOKS = [(360, "light", RULES), (360, "dark", COLOURS), (1280, "light", ALL_BUT_COLOURS)]


def next_mail(post, subject):
    """The words of the message with that subject, once it has come."""

    def found():
        return [m for m in post.messages if subject in m["Subject"] and m["To"] == ADDRESS]

    wait_until(found, f"a message comes: {subject}")
    message = found()[-1]
    post.messages.remove(message)
    return message.get_body(("plain",)).get_content()


def sign_in(page, post):
    page.get_by_label("Your e-mail address").fill(ADDRESS)
    page.keyboard.press("Enter")
    page.get_by_label("Code", exact=True).wait_for()
    code = re.search(r"\b\d{4} \d{4}\b", next_mail(post, ""))[0]
    page.get_by_label("Code", exact=True).fill(code)
    page.keyboard.press("Enter")


def look(page, seen):
    """What is amiss with the page as it stands, on a phone and on a desk, in both themes."""
    for width, theme, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=theme)
        faults = faults_found_by_axe(page, rules)
        if faults or scrolls_sideways(page):
            seen[page.title(), width, theme] = faults or "wider than the window"


def press(page, name):
    """With the keyboard alone."""
    target = page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name))
    target.focus()
    page.keyboard.press("Enter")


def test_a_person_takes_their_data_away_and_has_it_erased(visit, post, tmp_path):
    seen = {}
    page = visit(MINE, at=post.site, reduced_motion="reduce", accept_downloads=True)
    sign_in(page, post)
    page.get_by_label("Your name").fill("Zoé Lambert")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{MINE}")
    look(page, seen)

    press(page, re.compile("^I agree.*My name may be shown"))
    page.get_by_text("You agreed on").wait_for()
    press(page, "Ask for a copy")
    page.get_by_role("navigation", name="Your copy").or_(
        page.get_by_role("link", name="Download your copy")
    ).wait_for()
    look(page, seen)
    assert f"{post.site}{MINE}" in next_mail(post, "The copy of your data is ready")
    page.goto(f"{post.site}{MINE}")
    look(page, seen)
    with page.expect_download() as download:
        press(page, "Download your copy")
    kept = tmp_path / "copy.zip"
    download.value.save_as(kept)
    with zipfile.ZipFile(kept) as archive:
        [me] = json.loads(archive.read("accounts-user.json"))
        [consent] = json.loads(archive.read("accounts-consent.json"))
    assert (me["email"], me["name"]) == (ADDRESS, "Zoé Lambert")
    assert consent["words"] == "My name may be shown on public pages."

    press(page, "See what would be erased")
    page.wait_for_url(f"**{MINE}erase/")
    look(page, seen)
    press(page, "Send me the link")
    page.get_by_role("heading", name="Look at your mail").wait_for()
    look(page, seen)
    [link] = re.findall(r"http://\S+key=\S+", next_mail(post, "Erase your account?"))
    page.goto(link)
    look(page, seen)
    press(page, "Yes, erase everything")
    page.get_by_role("heading", name="You are erased").wait_for()
    look(page, seen)
    assert "It is done" in next_mail(post, "Your account is erased")

    page.goto(f"{post.site}{MINE}")
    page.get_by_label("Your e-mail address").wait_for()
    assert seen == {}


def test_a_mere_address_follows_a_commune_and_leaves_in_one_press(visit, post):
    seen = {}
    page = visit("/en/follow/commune/92094/", at=post.site, reduced_motion="reduce")
    look(page, seen)
    press(page, "Follow")
    page.get_by_role("alert").or_(page.locator(".error-summary")).first.wait_for()
    look(page, seen)
    page.get_by_label("Your e-mail address").fill(ADDRESS)
    press(page, "Follow")
    page.get_by_role("heading", name="Look at your mail").wait_for()
    [link] = re.findall(r"http://\S+key=\S+", next_mail(post, "Follow Namur?"))
    page.goto(link)
    look(page, seen)
    press(page, "Yes, follow")
    page.get_by_role("heading", name="You follow Namur").wait_for()
    look(page, seen)
    assert seen == {}
    visit.errors[:] = [error for error in visit.errors if "422" not in error]
