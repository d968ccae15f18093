"""Every page says who looks at it; a kept page is a visitor's, and only a visitor's."""

import re

import pytest

from socle.accounts.models import User
from socle.foundation import kept
from socle.web.tests.reading import links, part, words_in

pytestmark = pytest.mark.usefixtures("belgium")

NAMUR = "/en/commune/92094-namur/"
PAGES = ["/en/", NAMUR, "/en/communes/", "/en/communes/?q=nam", "/en/who-decides/", "/en/search/"]
BACK = "/en/sign-in/?next=%2Fen%2Fcommune%2F92094-namur%2F"


@pytest.fixture
def alice(settings):
    settings.LOGIN_REDIRECT_URL = "accounts:account"
    return User.objects.create_user("alice@example.org", name="Alice <Dupont>")


def header(response):
    return part(response, '<div class="account">', "</nav>")


def test_a_visitor_is_shown_the_way_in_and_back(client):
    page = header(client.get(NAMUR))

    assert words_in(page) == "Sign in"
    assert links(page) == [BACK]


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("/en/", "/en/sign-in/"),
        ("/en/sign-in/", "/en/sign-in/"),
        ("/en/sign-out/", "/en/sign-in/"),
        ("/en/nothing-here/", "/en/sign-in/?next=%2Fen%2Fnothing-here%2F"),
    ],
)
def test_the_way_in_does_not_lead_in_circles(client, path, way):
    assert links(header(client.get(path))) == [way]


def test_somebody_signed_in_is_shown_their_own_pages_and_the_way_out(client, alice):
    client.force_login(alice)
    page = header(client.get(NAMUR))

    assert words_in(page) == "My home Your account: Alice <Dupont> My account Sign out"
    assert links(page) == ["/en/my-account/"] * 2
    assert re.search(r'<form method="post" action="/en/sign-out/">\s*<input type="hidden"', page)


def test_who_gave_no_name_is_called_by_their_address(client, alice):
    User.objects.update(name="")
    client.force_login(alice)

    assert "Your account: alice@example.org" in words_in(header(client.get("/en/")))


@pytest.mark.parametrize("path", PAGES)
def test_nobody_is_shown_the_page_of_somebody_else(client, alice, path):
    """First kept for a visitor, then asked for by Alice, then by a visitor again."""
    visitor, theirs = client.get(path), None
    client.force_login(alice)
    theirs = client.get(path)
    client.logout()
    again = client.get(path)

    assert words_in(header(visitor)) == words_in(header(again)) == "Sign in"
    assert "Alice" in header(theirs)
    assert "csrfmiddlewaretoken" not in visitor.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_nor_when_alice_comes_first(client, alice, path):
    client.force_login(alice)
    theirs = client.get(path)
    client.logout()

    assert "Alice" in header(theirs)
    assert words_in(header(client.get(path))) == "Sign in"


@pytest.mark.parametrize("path", PAGES)
def test_what_alice_is_shown_is_no_proxy_s_to_keep(client, alice, path):
    client.force_login(alice)
    theirs = client.get(path)

    assert theirs.headers["Cache-Control"] == "private, max-age=0, must-revalidate"
    assert "Cookie" in theirs.headers["Vary"]


def test_her_page_is_not_the_one_a_visitor_s_browser_has(client, alice):
    etag = client.get(NAMUR).headers["ETag"]
    assert client.get(NAMUR, headers={"If-None-Match": etag}).status_code == 304

    client.force_login(alice)
    assert client.get(NAMUR, headers={"If-None-Match": etag}).status_code == 200


def test_a_page_kept_for_visitors_is_built_once_whoever_else_comes(client, alice):
    client.get(NAMUR)
    before = len(kept.memory.entries)
    client.force_login(alice)
    client.get(NAMUR)
    client.logout()
    client.get(NAMUR)

    assert len(kept.memory.entries) == before


def test_a_visitor_who_asked_for_a_code_is_still_a_visitor(client):
    client.post("/en/sign-in/", {"email": "alice@example.org"})

    assert words_in(header(client.get(NAMUR))) == "Sign in"
