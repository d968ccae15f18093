"""One's own pages: for who is signed in, in four languages, and for nobody else."""

import pytest
from django.urls import reverse
from django.utils import translation

from socle.accounts.models import User
from socle.accounts.tests.conftest import Browser, title_of, words_of

pytestmark = pytest.mark.django_db

ACCOUNT = "/en/my-account/"
OURS = [
    "account",
    "describe",
    "email",
    "devices",
    "security",
    "confirm",
    "add-passkey",
    "new-passkey-options",
    "application",
    "factor-on",
    "factor-off",
    "recovery-codes",
    "welcome",
]
WORDS = {
    "account_login": ["/fr/connexion/", "/nl/aanmelden/", "/de/anmelden/", "/en/sign-in/"],
    "account_confirm_login_code": [
        "/fr/connexion/code/",
        "/nl/aanmelden/code/",
        "/de/anmelden/code/",
        "/en/sign-in/code/",
    ],
    "accounts:account": ["/fr/mon-compte/", "/nl/mijn-account/", "/de/mein-konto/", ACCOUNT],
    "accounts:devices": [
        "/fr/mon-compte/appareils/",
        "/nl/mijn-account/apparaten/",
        "/de/mein-konto/geraete/",
        "/en/my-account/devices/",
    ],
}


@pytest.fixture
def alice(client):
    user = User.objects.create_user("alice@example.org", name="Alice", language="nl")
    client.force_login(user)
    return user


@pytest.mark.parametrize("name", WORDS)
def test_an_address_is_in_the_words_of_its_language(name):
    found = []
    for language in ("fr", "nl", "de", "en"):
        with translation.override(language):
            found.append(reverse(name))

    assert found == WORDS[name]


@pytest.mark.parametrize("name", OURS)
def test_a_visitor_is_asked_to_sign_in_and_comes_back_to_the_very_page(client, name):
    with translation.override("en"):
        page = reverse(f"accounts:{name}")
    for ask in (client.get, client.post):
        asked = ask(page)
        assert asked.status_code == 302
        assert asked.url.startswith(f"/en/sign-in/?next={page.replace('/', '%2F')}")


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_every_page_opens_in_every_language(client, alice, name, language):
    with translation.override(language):
        page = client.get(reverse(f"accounts:{name}"))

    # Some lead on where there is nothing to do yet.
    assert page.status_code == (302 if name in ("confirm", "recovery-codes") else 200)
    assert page.headers["Cache-Control"] == (
        "max-age=0, no-cache, no-store, must-revalidate, private"
    )


def test_my_account_says_who_i_am_here(client, alice):
    page = words_of(client.get(ACCOUNT))

    assert "Name Alice Change your name" in page
    assert "Language of our messages Nederlands Change the language" in page
    assert "E-mail address alice@example.org Change your e-mail address" in page
    assert "Passkeys No passkey yet Manage passkeys" in page
    assert "Second step Not asked Manage the second step" in page


def test_name_and_language_are_changed(client, alice):
    changed = client.post(f"{ACCOUNT}me/", {"name": "Alice Dupont", "language": "de"}, follow=True)
    alice.refresh_from_db()

    assert (alice.name, alice.language) == ("Alice Dupont", "de")
    assert "Saved." in words_of(changed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  Alice   Dupont ", "Alice Dupont"),
        ("Alice\r\nBcc: bob@example.org", "Alice Bcc: bob@example.org"),
        ("Alice\u2028\u202eDupont", "Alice Dupont"),
        ("Éloïse d’Aÿ-Ħ 李", "Éloïse d’Aÿ-Ħ 李"),
        ("<b>Alice</b>", "<b>Alice</b>"),
    ],
)
def test_a_name_stands_on_one_line(client, alice, typed, kept):
    client.post(f"{ACCOUNT}me/", {"name": typed, "language": "fr"})
    alice.refresh_from_db()

    assert alice.name == kept
    assert "<b>Alice" not in client.get(ACCOUNT).content.decode()


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        (
            {"name": "x" * 5_000, "language": "fr"},
            "Your name: Shorten it to 150 signs: it has 5000.",
        ),
        ({"name": "Alice", "language": "es"}, "Language of our messages: Choose a language."),
        ({"name": "Alice"}, "Language of our messages: Choose a language."),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(client, alice, typed, fault):
    refused = client.post(f"{ACCOUNT}me/", typed)

    assert (refused.status_code, title_of(refused)) == (
        422,
        "Error: Your name and language · Socle",
    )
    assert fault in words_of(refused)
    assert f'value="{typed["name"]}"' in refused.content.decode()
    alice.refresh_from_db()
    assert (alice.name, alice.language) == ("Alice", "nl")


# --- what other rooms ask ---


@pytest.mark.urls("socle.accounts.tests.rooms_above")
@pytest.mark.parametrize(
    ("path", "why", "answer"),
    [
        ("/en/join/?from=map", "To join Gembloux, tell us your e-mail address.", "joined"),
        ("/en/see/", "To see this, tell us your e-mail address.", "seen"),
    ],
)
def test_sign_up_happens_inside_what_one_came_to_do(mailbox, path, why, answer):
    browser = Browser()
    asked = browser.get(path)
    way = asked.url.partition("?")[2]
    assert why in words_of(browser.get(asked.url))

    sent = browser.post(asked.url, {"email": "new@example.org"})
    welcome = browser.post(sent.url, {"code": mailbox.code()})
    assert welcome.url.startswith("/en/welcome/?next=")
    done = browser.post(welcome.url, {"name": "", "language": "en"}, follow=True)

    assert done.redirect_chain == [(path, 302)]
    assert done.content.decode() == answer
    assert "why=" in way


@pytest.mark.urls("socle.accounts.tests.rooms_above")
def test_an_act_can_name_the_page_to_come_back_to(client):
    assert client.post("/en/post/").url.startswith("/en/sign-in/?next=%2Fen%2Fgroup%2F12%2F&why=")


def test_a_form_without_its_token_is_answered_in_words(alice):
    strict = Browser(enforce_csrf_checks=True)
    refused = strict.post("/en/sign-in/", {"email": "alice@example.org"})

    assert (refused.status_code, title_of(refused)) == (403, "Please send it again · Socle")
