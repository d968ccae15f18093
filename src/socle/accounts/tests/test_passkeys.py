"""Passkeys: added by somebody signed in, used to sign in, renamed, removed; and what is refused."""

import json

import pytest
from allauth.mfa.models import Authenticator

from socle.accounts.models import JournalEntry, User
from socle.accounts.tests.conftest import Browser, title_of, words_of
from socle.accounts.tests.passkeys import Phone

pytestmark = pytest.mark.django_db

ACCOUNT = "/en/my-account/"
SECURITY = "/en/my-account/security/"
ADD = "/en/my-account/security/passkeys/"
USE = "/en/sign-in/passkeys/"
NAMUR = "/en/commune/92094-namur/"
NOT_USED = "The passkey was not used. Try again, or go another way."


@pytest.fixture(autouse=True)
def _at_its_usual_address(settings):
    settings.SOCLE_BASE_URL = "http://localhost:8000"


@pytest.fixture
def alice(mailbox, browser):
    """Alice, signed in with ``browser``."""
    browser.enter(mailbox, "alice@example.org")
    return User.objects.get()


def options(browser, page):
    return browser.get(f"{page}options.json").json()


def add(browser, phone, name="My phone"):
    credential = phone.make(options(browser, ADD))
    return browser.post(ADD, {"name": name, "credential": credential})


def use(browser, phone, query=""):
    return browser.post(f"{USE}{query}", {"credential": phone.use(options(browser, USE))})


@pytest.fixture
def phone(alice, browser, mailbox):
    """Alice's phone, with a passkey; she has signed out since."""
    phone = Phone()
    assert add(browser, phone).url == SECURITY
    browser.post("/en/sign-out/")
    mailbox.collect()
    return phone


def verbs():
    return list(
        JournalEntry.objects.exclude(verb="accounts.person.confirmed")
        .filter(verb__startswith="accounts.")
        .values_list("verb", "by__email")
    )


def test_a_passkey_is_added_listed_journalled_and_told_of_by_mail(browser, alice, mailbox):
    added = add(browser, Phone())
    page = browser.get(added.url)

    assert "From now on you can sign in with this passkey." in words_of(page)
    assert "My phone Added on" in words_of(page)
    assert verbs() == [("accounts.passkey.added", "alice@example.org")]
    assert [mail[:2] for mail in mailbox.collect()] == [
        ("alice@example.org", "A passkey was added to your account")
    ]


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Linux; Android 14) Gecko/140.0 Firefox/140.0", "Firefox · Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit Version Safari/1",
            "Safari · iPhone",
        ),
        ("", "My passkey"),
    ],
)
def test_without_a_name_it_is_called_after_the_device(alice, browser, agent, name):
    credential = Phone().make(options(browser, ADD))
    browser.post(ADD, {"name": "", "credential": credential}, headers={"User-Agent": agent})

    assert str(Authenticator.objects.get()) == name


def test_it_signs_in_without_a_message_and_goes_on_to_where_one_was_going(browser, phone, mailbox):
    entered = use(browser, phone, f"?next={NAMUR}")

    assert entered.url == NAMUR
    assert browser.get(ACCOUNT).status_code == 200
    assert mailbox.collect() == []


def test_it_is_no_second_step_unless_one_wants_that(browser, phone, mailbox):
    assert browser.enter(mailbox, "alice@example.org").url == ACCOUNT


@pytest.mark.parametrize("astray", ["https://evil.example/", "//evil.example"])
def test_nobody_is_led_astray_by_a_passkey_either(browser, phone, astray):
    assert use(browser, phone, f"?next={astray}").url == ACCOUNT


def refused_with(browser, answer):
    """Whether it is refused in words, with nobody signed in."""
    response = browser.post(USE, {"credential": answer})
    assert "_auth_user_id" not in browser.session
    return (response.status_code, title_of(response), NOT_USED in words_of(response))


REFUSED = (422, "Error: Sign in · Socle", True)


def test_an_answer_is_good_for_one_question_only(browser, phone):
    answer = phone.use(options(browser, USE))
    options(browser, USE)
    assert refused_with(browser, answer) == REFUSED

    assert refused_with(Browser(), answer) == REFUSED


def test_an_answer_works_once(browser, phone):
    answer = phone.use(options(browser, USE))
    browser.post(USE, {"credential": answer})
    browser.post("/en/sign-out/")

    assert refused_with(browser, answer) == REFUSED


def test_a_phone_of_somebody_else_that_says_it_is_alice_s(browser, phone):
    thief = Phone()
    thief.id, thief.user_handle = phone.id, phone.user_handle

    assert refused_with(browser, thief.use(options(browser, USE))) == REFUSED


def test_a_phone_that_met_nobody_it_knows(browser, phone):
    phone.owner_is_there = False

    assert refused_with(browser, phone.use(options(browser, USE))) == REFUSED


@pytest.mark.parametrize("origin", ["https://evil.example", "http://localhost.evil.example"])
def test_a_site_that_pretends_to_be_this_one(browser, phone, origin):
    phone.origin = origin

    assert refused_with(browser, phone.use(options(browser, USE))) == REFUSED


def test_a_passkey_that_was_removed(browser, phone):
    Authenticator.objects.all().delete()

    assert refused_with(browser, phone.use(options(browser, USE))) == REFUSED


def test_somebody_who_is_gone(browser, phone):
    User.objects.all().delete()

    assert refused_with(browser, phone.use(options(browser, USE))) == REFUSED


def test_somebody_who_may_no_longer_sign_in(browser, phone):
    User.objects.update(is_active=False)
    answer = browser.post(USE, {"credential": phone.use(options(browser, USE))})

    assert (answer.status_code, title_of(answer)) == (403, "You cannot sign in · Socle")
    assert "_auth_user_id" not in browser.session


NONSENSE = [
    "",
    "x",
    "[]",
    "12",
    '"words"',
    "null",
    "{}",
    '{"response": {}}',
    '{"response": 12, "rawId": "x"}',
    '{"id": "a", "rawId": "b", "response": {}}',
    '{"rawId": "é", "response": {"clientDataJSON": "é"}}',
    '{"rawId": "YQ", "response": {"clientDataJSON": "e30", "authenticatorData": "YQ",'
    ' "signature": "YQ"}}',
    '{"rawId": "YQ", "response": {"clientDataJSON": "e30", "attestationObject": "YQ"}}',
    "{" * 2_000,
    "[" * 100_000,
]


@pytest.mark.parametrize("nonsense", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_is_refused_at_the_door(browser, phone, nonsense):
    options(browser, USE)

    assert refused_with(browser, nonsense) == REFUSED


@pytest.mark.parametrize("nonsense", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_adds_no_passkey(browser, alice, nonsense):
    options(browser, ADD)
    answer = browser.post(ADD, {"name": "x", "credential": nonsense})

    assert (answer.status_code, Authenticator.objects.count()) == (422, 0)


@pytest.mark.parametrize("handle", ["", "!", "zzz", "zzzzzzzzzzzzz", "é", "a" * 5_000])
def test_a_passkey_of_nobody(browser, phone, handle):
    phone.user_handle = handle.encode()

    assert refused_with(browser, phone.use(options(browser, USE))) == REFUSED


def test_one_that_met_nobody_is_not_added_since_it_could_not_sign_in(browser, alice):
    answer = add(browser, Phone(owner_is_there=False))

    assert (answer.status_code, Authenticator.objects.count()) == (422, 0)
    assert NOT_USED in words_of(answer)


def test_the_site_asks_the_owner_to_be_there_and_names_itself(browser, alice):
    asked = options(browser, ADD)["publicKey"]
    chosen = asked["authenticatorSelection"]

    assert asked["rp"] == {"id": "localhost", "name": "Socle"}
    assert asked["user"]["name"] == "alice@example.org"
    assert (chosen["residentKey"], chosen["userVerification"]) == ("required", "required")
    assert options(Browser(), USE)["publicKey"]["userVerification"] == "required"


def test_the_session_of_a_visitor_who_only_asked_is_soon_forgotten():
    visitor = Browser()
    options(visitor, USE)

    assert visitor.session.get_expiry_age() == 3_600


def test_a_visitor_s_question_names_nobody_s_passkey(browser, phone):
    assert options(browser, USE)["publicKey"].get("allowCredentials", []) == []


# --- renaming and removing ---


def page_of(passkey, end=""):
    return f"{ADD}{passkey.pk}/{end}"


@pytest.fixture
def passkey(browser, phone):
    use(browser, phone)
    return Authenticator.objects.get()


def test_it_is_renamed(browser, passkey):
    browser.post(page_of(passkey), {"name": "The old phone"})
    passkey.refresh_from_db()

    assert str(passkey) == "The old phone"
    refused = browser.post(page_of(passkey), {"name": " "})
    assert (refused.status_code, title_of(refused)) == (422, "Error: Rename a passkey · Socle")


def test_it_is_removed_and_no_longer_opens(browser, passkey, phone, mailbox):
    assert "Remove My phone?" in words_of(browser.get(page_of(passkey, "-/")))
    browser.post(page_of(passkey, "-/"))

    assert Authenticator.objects.count() == 0
    assert verbs()[0] == ("accounts.passkey.removed", "alice@example.org")
    assert [mail[1] for mail in mailbox.collect()] == ["A passkey was removed from your account"]
    browser.post("/en/sign-out/")
    assert refused_with(browser, phone.use(options(browser, USE))) == REFUSED


@pytest.mark.parametrize("end", ["", "-/"])
def test_a_stranger_s_looks_like_one_that_is_not_there(browser, passkey, mailbox, end):
    stranger = Browser()
    stranger.enter(mailbox, "charlie@example.org")
    paths = [page_of(passkey, end), f"{ADD}{passkey.pk + 99}/{end}"]

    assert [stranger.get(path).status_code for path in paths] == [404, 404]
    assert [stranger.post(path, {"name": "x"}).status_code for path in paths] == [404, 404]
    passkey.refresh_from_db()
    assert str(passkey) == "My phone"


def test_what_is_kept_cannot_sign_in_by_itself(passkey, phone):
    secret = phone.key.private_numbers().private_value
    kept = json.dumps(passkey.data)

    assert "attestationObject" in kept
    assert str(secret) not in kept
