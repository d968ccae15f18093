"""A second step for who wants one: an application, a passkey, or a recovery code."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils import timezone

from socle.accounts.actions.security import NothingToAskFor, turn_on_second_step
from socle.accounts.models import JournalEntry, User
from socle.accounts.queries import has_second_step, security_of
from socle.accounts.tests.conftest import Browser, links_in, title_of, words_of
from socle.accounts.tests.passkeys import Phone
from socle.accounts.tests.test_passkeys import ADD, USE, add, options, use

pytestmark = pytest.mark.django_db

ACCOUNT = "/en/my-account/"
SECURITY = "/en/my-account/security/"
APPLICATION = "/en/my-account/security/app/"
ON = "/en/my-account/security/second-step/turn-on/"
OFF = "/en/my-account/security/second-step/turn-off/"
CODES = "/en/my-account/security/recovery-codes/"
CONFIRM = "/en/my-account/security/confirm/"
STEP = "/en/sign-in/second-step/"
NAMUR = "/en/commune/92094-namur/"


@pytest.fixture(autouse=True)
def _at_its_usual_address(settings):
    settings.SOCLE_BASE_URL = "http://localhost:8000"


def shown_by(secret, after=0):
    """What the application shows now, or some periods of half a minute later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + after))


@pytest.fixture
def alice(mailbox, browser):
    browser.enter(mailbox, "alice@example.org")
    return User.objects.get()


@pytest.fixture
def secret(alice, browser):
    """Alice has set up an application; its secret."""
    browser.get(APPLICATION)
    secret = browser.session["mfa.totp.secret"]
    browser.post(APPLICATION, {"code": shown_by(secret)})
    return secret


@pytest.fixture
def outside(secret, browser, mailbox):
    """Alice, who typed the code from her mail and stands before the second step."""
    browser.post("/en/sign-out/")
    mailbox.collect()
    browser.ask_code("alice@example.org", f"?next={NAMUR}")
    assert browser.type_code(mailbox.code(), f"?next={NAMUR}").url == STEP
    return browser


def verbs():
    found = JournalEntry.objects.filter(verb__startswith="accounts.factor.")
    return [verb for verb, _by in found.values_list("verb", "by")]


# --- turning it on ---


def test_an_application_is_set_up_by_showing_what_it_shows(alice, browser, mailbox):
    page = browser.get(APPLICATION)
    secret = browser.session["mfa.totp.secret"]
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    assert groups in words_of(page)
    assert page.content.decode().count("<svg") > 1

    done = browser.post(APPLICATION, {"code": shown_by(secret)}, follow=True)
    assert done.redirect_chain == [(CODES, 302)]
    assert has_second_step(alice)
    assert verbs() == ["accounts.factor.on"]
    assert [mail[1] for mail in mailbox.collect()] == [
        "The second step of your sign-in was turned on"
    ]
    codes = security_of(alice).codes_left
    assert len(codes) == 10
    assert f"{codes[0][:4]} {codes[0][4:]}" in words_of(done)


def test_a_wrong_code_sets_nothing_up_and_the_key_stays_the_same(alice, browser):
    browser.get(APPLICATION)
    secret = browser.session["mfa.totp.secret"]
    refused = browser.post(APPLICATION, {"code": "000000"})

    assert (refused.status_code, title_of(refused)) == (
        422,
        "Error: Set up an application · Socle",
    )
    assert Authenticator.objects.count() == 0
    assert browser.session["mfa.totp.secret"] == secret
    assert browser.post(APPLICATION, {"code": shown_by(secret)}).url == CODES


def test_another_application_takes_the_place_of_the_first(secret, browser, alice):
    codes = security_of(alice).codes_left
    browser.get(APPLICATION)
    other = browser.session["mfa.totp.secret"]
    browser.post(APPLICATION, {"code": shown_by(other)})

    assert other != secret
    assert Authenticator.objects.get(type="totp").wrap().validate_code(shown_by(secret)) is False
    assert security_of(alice).codes_left == codes


def test_a_passkey_can_be_asked_for_too(alice, browser, mailbox):
    add(browser, Phone())
    assert "Ask for a passkey" in links_in(browser.get(SECURITY))
    assert browser.post(ON).url == CODES

    browser.post("/en/sign-out/")
    mailbox.collect()
    assert browser.enter(mailbox, "alice@example.org").url == STEP


def test_with_nothing_to_ask_for_it_cannot_be_turned_on(alice, browser):
    assert "Ask for a passkey" not in links_in(browser.get(SECURITY))
    assert browser.post(ON).url == SECURITY
    assert has_second_step(alice) is False
    with pytest.raises(NothingToAskFor):
        turn_on_second_step(user=alice, now=timezone.now())


# --- at the door ---


def test_the_application_opens_and_one_goes_on(outside, secret):
    assert outside.get(ACCOUNT).status_code == 302
    assert outside.post(STEP, {"code": shown_by(secret)}).url == NAMUR
    assert outside.get(ACCOUNT).status_code == 200


def test_a_clock_may_be_half_a_minute_wrong_and_no_more(outside, secret):
    assert outside.post(STEP, {"code": shown_by(secret, after=3)}).status_code == 422
    assert outside.post(STEP, {"code": shown_by(secret, after=1)}).url == NAMUR


def test_what_was_shown_opens_once(outside, secret, mailbox):
    code = shown_by(secret)
    outside.post(STEP, {"code": code})
    other = Browser()
    other.ask_code("alice@example.org")
    other.type_code(mailbox.code())

    assert other.post(STEP, {"code": code}).status_code == 422


def test_a_wrong_one_is_refused_in_words(outside):
    refused = outside.post(STEP, {"code": "000000"})

    assert (refused.status_code, title_of(refused)) == (422, "Error: One more step · Socle")
    assert "Code: This code is not right. Look at the one shown now, and try again." in words_of(
        refused
    )


def test_five_wrong_ones_and_the_right_one_has_to_wait(outside, secret):
    for number in range(5):
        outside.post(STEP, {"code": f"{number:06}"})
    refused = outside.post(STEP, {"code": shown_by(secret)})

    assert "Too many wrong tries. Wait five minutes, then try again." in words_of(refused)
    assert "_auth_user_id" not in outside.session


def test_a_recovery_code_opens_once_and_is_told_of(outside, alice, mailbox):
    first, *others = security_of(alice).codes_left
    assert outside.post(STEP, {"code": f"{first[:4]} {first[4:]}"}).url == NAMUR
    assert security_of(alice).codes_left == others
    assert [mail[1] for mail in mailbox.collect()] == [
        "A recovery code was used to sign in to your account"
    ]

    other = Browser()
    other.ask_code("alice@example.org")
    other.type_code(mailbox.code())
    assert other.post(STEP, {"code": first}).status_code == 422


def test_a_passkey_opens_it_too_and_only_one_s_own(alice, browser, mailbox):
    mine, thief = Phone(), Phone()
    add(browser, mine)
    browser.post(ON)
    browser.post("/en/sign-out/")
    mailbox.collect()
    browser.enter(mailbox, "alice@example.org")

    asked = options(browser, USE)
    assert len(asked["publicKey"]["allowCredentials"]) == 1
    refused = browser.post(STEP, {"credential": thief.use(asked)})
    assert (refused.status_code, "_auth_user_id" in browser.session) == (422, False)
    assert browser.post(STEP, {"credential": mine.use(options(browser, USE))}).url == ACCOUNT


def test_a_passkey_alone_is_both_steps_at_once(secret, browser):
    mine = Phone()
    add(browser, mine)
    browser.post("/en/sign-out/")

    assert use(browser, mine).url == ACCOUNT


def test_nobody_stands_at_the_second_step_who_did_not_pass_the_first(client):
    assert [client.get(STEP).url, client.post(STEP, {"code": "000000"}).url] == ["/en/sign-in/"] * 2


def test_who_has_no_application_is_asked_for_a_recovery_code(alice, browser, mailbox):
    add(browser, Phone())
    browser.post(ON)
    browser.post("/en/sign-out/")
    mailbox.collect()
    browser.enter(mailbox, "alice@example.org")
    page = words_of(browser.get(STEP))

    assert "Recovery code One of those you kept." in page
    assert "Use a passkey" in page


# --- is it still you? ---

GUARDED = [APPLICATION, ON, OFF, CODES, ADD, f"{ADD}options.json", "/en/my-account/e-mail-address/"]


def an_hour_passes(browser):
    session = browser.session
    at = timezone.now() - timedelta(hours=1)
    session["confirmed_at"] = at.isoformat()
    session.save()


@pytest.mark.parametrize("path", GUARDED)
def test_what_changes_how_one_signs_in_asks_again(secret, browser, path):
    assert browser.get(path).status_code == 200
    an_hour_passes(browser)

    assert browser.get(path).url == f"{CONFIRM}?next={path.replace('/', '%2F')}"
    assert browser.post(path, {"code": shown_by(secret)}).url.startswith(CONFIRM)
    assert browser.post(CONFIRM, {"code": "000000"}).status_code == 422
    confirmed = browser.post(
        CONFIRM, {"code": shown_by(secret, after=1)}, query_params={"next": path}
    )
    assert confirmed.url == path
    assert browser.get(path).status_code == 200


@pytest.mark.parametrize("path", GUARDED)
def test_who_has_no_second_step_has_nothing_to_answer(alice, browser, path):
    assert browser.get(path).status_code in (200, 302)
    assert browser.get(CONFIRM, {"next": path}).url == path


# --- off again ---


def test_it_is_turned_off_and_a_code_by_mail_is_enough_again(secret, alice, browser, mailbox):
    add(browser, Phone())
    mailbox.collect()
    off = browser.post(OFF, follow=True)

    assert "A code by e-mail is enough again." in words_of(off)
    assert (has_second_step(alice), len(security_of(alice).passkeys)) == (False, 1)
    assert verbs() == ["accounts.factor.off", "accounts.factor.on"]
    assert [mail[1] for mail in mailbox.collect()] == [
        "The second step of your sign-in was turned off"
    ]
    browser.post("/en/sign-out/")
    assert browser.enter(mailbox, "alice@example.org").url == ACCOUNT


def test_new_recovery_codes_end_the_old_ones(secret, alice, browser, mailbox):
    old = set(security_of(alice).codes_left)
    mailbox.collect()
    browser.post(CODES)

    assert old & set(security_of(alice).codes_left) == set()
    assert [mail[1] for mail in mailbox.collect()] == [
        "New recovery codes were made for your account"
    ]


def test_with_the_last_passkey_goes_a_second_step_that_asked_for_it(alice, browser):
    add(browser, Phone(), "One")
    add(browser, Phone(), "Two")
    browser.post(ON)
    one, two = security_of(alice).passkeys
    warning = "The second step goes with it"

    assert warning not in words_of(browser.get(f"{ADD}{one.pk}/-/"))
    browser.post(f"{ADD}{one.pk}/-/")
    assert has_second_step(alice)
    assert warning in words_of(browser.get(f"{ADD}{two.pk}/-/"))
    browser.post(f"{ADD}{two.pk}/-/")
    assert has_second_step(alice) is False


def test_the_page_says_how_it_stands(secret, alice, browser):
    assert "After a code by e-mail we ask for a code of your application." in words_of(
        browser.get(SECURITY)
    )
    add(browser, Phone())
    page = words_of(browser.get(SECURITY))

    assert "we ask for a code of your application, or for a passkey." in page
    assert "Recovery codes 10 left See them" in page
