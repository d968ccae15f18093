"""Somebody signs in by a code and then by a passkey, with no other tool than keys, on a phone."""

import base64
import hashlib
import hmac
import struct
import time

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import (
    ALL_BUT_COLOURS,
    COLOURS,
    RULES,
    faults_found_by_axe,
    scrolls_sideways,
)
from tests.journeys.letters import code_for, link_for, next_letter, sign_in
from tests.journeys.pages import NAMUR
from tests.journeys.walking import tab_to

ACCOUNT = "/en/my-account/"
SECURITY = "/en/my-account/security/"
# The theme changes colours only: in the dark one only they are looked at again.
LOOKS = [(360, "light", RULES), (360, "dark", COLOURS), (1280, "light", ALL_BUT_COLOURS)]


@pytest.fixture
def walk(visit, post):
    """Opens a page on a phone, of a site that sends mail; what is amiss on the way is kept."""
    seen = {}

    def begin(path, **habits):
        page = visit(path, at=post.site, width=360, reduced_motion="reduce", **habits)
        page.seen = seen
        return page

    yield begin
    # A browser writes in its log that a form was answered 422: that is what was asked for.
    visit.errors[:] = [error for error in visit.errors if "422" not in error]
    assert seen == {}


def look(page):
    """Look at the page as it stands, at two widths and in two themes."""
    for width, theme, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=theme)
        faults = faults_found_by_axe(page, rules)
        if faults or scrolls_sideways(page):
            page.seen[page.title(), width, theme] = faults or "wider than the window"
    page.set_viewport_size({"width": 360, "height": 800})


def press(page, role, name, key="Enter"):
    tab_to(page, page.get_by_role(role, name=name, exact=True))
    page.keyboard.press(key)


def type_in(page, label, words):
    tab_to(page, page.get_by_label(label, exact=True))
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def heading(page, words):
    expect(page.get_by_role("heading", level=1, name=words)).to_be_visible()


def holds_passkeys(page):
    """The browser gets a chip that holds passkeys, and a finger on it."""
    chip = page.context.new_cdp_session(page)
    chip.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    chip.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def come_in(page, post, address):
    """With the mouse, for a story that begins once somebody is in."""
    sign_in(page, post, address)
    page.wait_for_url("**/welcome/**")
    page.get_by_role("link", name="Skip", exact=True).click()


def test_with_keys_alone_from_a_page_and_back_to_it(walk, post):
    address = "noor@example.org"
    page = walk(NAMUR)
    press(page, "link", "Sign in")
    heading(page, "Sign in")
    look(page)

    type_in(page, "Your e-mail address", "noor")
    expect(page.locator(".error-summary")).to_be_focused()
    assert page.title().startswith("Error: ")
    look(page)
    page.get_by_label("Your e-mail address").clear()
    type_in(page, "Your e-mail address", address)
    heading(page, "Your code")
    look(page)

    code = code_for(post, address)
    type_in(page, "Code", "0000 0000")
    expect(page.locator(".error-summary")).to_contain_text("This is not the last code we sent you")
    look(page)
    page.get_by_label("Code", exact=True).clear()
    type_in(page, "Code", code)

    heading(page, "Welcome")
    look(page)
    type_in(page, "Your name (optional)", "Noor Claes")
    page.wait_for_url(f"**{NAMUR}")
    expect(page.locator("header summary")).to_contain_text("Noor Claes")
    look(page)

    tab_to(page, page.locator("header summary"))
    page.keyboard.press("Enter")
    look(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
    expect(page.locator("header summary")).to_be_focused()
    page.keyboard.press("Enter")
    press(page, "button", "Sign out")
    page.wait_for_url("**/en/")
    expect(page.locator(".notice.success")).to_contain_text("You are signed out.")

    page.goto(post.site + NAMUR)
    expect(page.locator("header .account")).to_have_text("Sign in")


def test_too_many_guesses_and_a_new_code(walk, post):
    address = "guess@example.org"
    page = walk("/en/sign-in/")
    type_in(page, "Your e-mail address", address)
    code_for(post, address)
    for number in range(6):
        page.get_by_label("Code", exact=True).fill(f"{number:08}")
        page.keyboard.press("Enter")
        page.wait_for_load_state()
        expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_label("Code", exact=True)).to_have_count(0)
    look(page)

    press(page, "button", "Send me a new code")
    expect(page.locator(".notice.success")).to_contain_text("We sent a new code.")
    look(page)
    type_in(page, "Code", code_for(post, address))
    heading(page, "Welcome")


def test_a_passkey_is_made_and_then_opens_the_door(walk, post):
    page = walk(SECURITY)
    holds_passkeys(page)
    come_in(page, post, "passkey@example.org")
    heading(page, "How you sign in")
    look(page)
    press(page, "link", "Add a passkey")
    heading(page, "Add a passkey")
    look(page)
    page.get_by_label("Name (optional)").clear()
    type_in(page, "Name (optional)", "My phone")
    page.wait_for_url(f"**{SECURITY}")
    expect(page.locator(".notice.success")).to_contain_text("you can sign in with this passkey")
    expect(page.locator(".things")).to_contain_text("My phone")
    look(page)
    next_letter(post, "passkey@example.org", "A passkey was added to your account")

    for words, name in [("Rename", "Rename a passkey"), ("Remove", "Remove My phone?")]:
        page.get_by_role("link", name=f"{words} My phone").click()
        heading(page, name)
        look(page)
        page.goto(post.site + SECURITY)

    page.goto(f"{post.site}/en/sign-out/")
    look(page)
    press(page, "button", "Sign out of this device")
    page.wait_for_url("**/en/")
    page.goto(post.site + NAMUR)
    press(page, "link", "Sign in")
    press(page, "button", "Use a passkey", key="Space")
    page.wait_for_url(f"**{NAMUR}")
    expect(page.locator("header summary")).to_contain_text("passkey@example.org")


def test_a_device_that_holds_no_passkey_says_that_nothing_was_done(walk, post):
    page = walk("/en/sign-in/")
    holds_passkeys(page)
    press(page, "button", "Use a passkey")

    said = page.locator("socle-passkey [role=status]")
    expect(said).to_contain_text("Nothing was done", timeout=30_000)
    look(page)


def shown_by(secret):
    """What an application shows for the key, as RFC 6238 has it."""
    key = base64.b32decode(secret.replace(" ", ""))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    number = struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def test_a_second_step_recovery_codes_and_a_lost_device(walk, visit, post):
    address = "careful@example.org"
    page = walk(SECURITY)
    come_in(page, post, address)
    press(page, "link", "Set up an application")
    heading(page, "Set up an application")
    look(page)
    secret = page.locator("figcaption code").inner_text()
    type_in(page, "Code shown by the application", shown_by(secret))
    heading(page, "Recovery codes")
    look(page)
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    press(page, "link", "They are safe")
    heading(page, "How you sign in")
    look(page)

    phone = walk("/en/sign-in/")
    sign_in(phone, post, address)
    heading(phone, "One more step")
    look(phone)
    type_in(phone, "Code", "000000")
    expect(phone.locator(".error-summary")).to_be_focused()
    look(phone)
    phone.get_by_label("Code", exact=True).clear()
    type_in(phone, "Code", codes[0])
    phone.wait_for_url(lambda url: "/sign-in/" not in url)
    next_letter(post, address, "A recovery code was used")

    page.goto(f"{post.site}{ACCOUNT}devices/")
    look(page)
    tab_to(page, page.locator("main .things button"))
    page.keyboard.press("Enter")
    expect(page.locator(".notice.success")).to_contain_text("Signed out there.")
    phone.goto(post.site + ACCOUNT)
    heading(phone, "Sign in")

    page.goto(f"{post.site}{SECURITY}second-step/turn-off/")
    look(page)
    press(page, "button", "Turn it off")
    expect(page.locator(".notice.success")).to_contain_text("A code by e-mail is enough again.")


def test_a_new_address_once_both_have_confirmed(walk, post):
    old, new = "old@example.org", "new@example.org"
    page = walk(f"{ACCOUNT}e-mail-address/")
    come_in(page, post, old)
    heading(page, "Your address")
    look(page)
    type_in(page, "New e-mail address", new)
    expect(page.locator(".waiting")).to_contain_text("has not answered yet")
    look(page)

    for address, name in [(new, "Confirmed from here"), (old, "Your address is changed")]:
        page.goto(link_for(post, address, "Change your e-mail address?"))
        heading(page, "Change your address?")
        look(page)
        press(page, "button", "Yes, confirm")
        heading(page, name)
        look(page)
    for address in (old, new):
        assert f"you sign in with {new}" in next_letter(post, address, "address is changed")

    page.goto(f"{post.site}{ACCOUNT}")
    expect(page.get_by_role("main")).to_contain_text(new)
    look(page)
    press(page, "link", "Change your name")
    heading(page, "Your name and language")
    look(page)


def test_without_a_script_the_code_is_all_one_needs(walk, post):
    page = walk(NAMUR, java_script_enabled=False)
    page.get_by_role("link", name="Sign in").click()
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()
    come_in(page, post, "plain@example.org")
    page.wait_for_url(f"**{NAMUR}")

    page.goto(f"{post.site}{SECURITY}passkeys/")
    expect(page.get_by_role("main")).to_contain_text("A code by e-mail works everywhere.")
    page.locator("header summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/en/")
    expect(page.locator("header .account")).to_have_text("Sign in")
