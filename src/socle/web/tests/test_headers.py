"""What every answer says besides its words: how it may be kept, and what a browser may do."""

import pytest

pytestmark = pytest.mark.usefixtures("belgium")

NAMUR = "/en/commune/92094-namur/"
KEPT = [
    "/en/",
    "/en/communes/",
    NAMUR,
    "/en/commune/54007-mouscron/",
    "/en/province/90000-namur/",
    "/en/region/03000-walloon-region/",
    "/en/community/COMDE-german-speaking-community/",
    "/en/federation/01000-belgium/",
    "/en/european-union/EU-european-union/",
    "/en/world/WORLD-world/",
    "/en/who-decides/",
    "/en/who-decides/housing-and-planning/",
    "/en/who-decides/rents-and-leases/",
    f"{NAMUR}who-decides/rents-and-leases/",
    "/en/province/90000-namur/map.json",
    "/en/sources/",
    "/sitemap.xml",
]
ASKED_EACH_TIME = ["/en/search/", "/en/search/?q=housing", "/en/communes/?q=nammur"]
OTHERS = ["/en/communes/suggestions/?q=namur", "/robots.txt", "/health", "/", "/en/absent/"]
OTHERS += ["/en/design/", "/en/commune/92094/"]
POLICY = {
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


@pytest.mark.parametrize("path", [*KEPT, *ASKED_EACH_TIME, *OTHERS])
def test_the_rules_for_browsers_are_the_same_everywhere(client, path):
    headers = client.get(path).headers

    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("path", [*KEPT, *ASKED_EACH_TIME, *OTHERS])
def test_a_visitor_who_did_nothing_gets_no_cookie(client, path):
    answer = client.get(path)

    assert "Set-Cookie" not in answer.headers
    assert answer.cookies == {}
    assert dict(client.cookies) == {}


@pytest.mark.parametrize("path", [*KEPT, *ASKED_EACH_TIME])
def test_pages_hold_no_script_and_no_style_of_their_own(client, path):
    html = client.get(path).content.decode()

    assert html.count("<script") == html.count('<script type="module" src="/static/')
    for forbidden in ("<style", " style=", " onclick=", " onload=", " hx-on", "javascript:"):
        assert forbidden not in html


@pytest.mark.parametrize("path", KEPT)
def test_any_proxy_may_keep_a_page_that_must_be_asked_about(client, path):
    headers = client.get(path).headers

    assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert headers["Vary"] == "Accept-Encoding, Cookie"
    assert headers["ETag"].startswith('W/"')
    assert client.get(path).headers["ETag"] == headers["ETag"]
    assert client.get(path, headers={"If-None-Match": headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", KEPT)
def test_compressed_or_not_it_is_the_same_page(client, path):
    plain = client.get(path)
    small = client.get(path, headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert small.headers["ETag"] == plain.headers["ETag"]
    assert int(small.headers["Content-Length"]) == len(small.content) < len(plain.content)


@pytest.mark.parametrize("path", ASKED_EACH_TIME)
def test_what_is_asked_each_time_can_be_compared_too(client, path):
    headers = client.get(path).headers
    again = client.get(path, headers={"If-None-Match": headers["ETag"]})

    assert again.status_code == 304
    assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("path", [*KEPT, *ASKED_EACH_TIME, *OTHERS])
def test_head_says_the_same_without_the_words(client, path):
    whole, head = client.get(path), client.head(path)

    assert (head.status_code, head.content) == (whole.status_code, b"")
    for name in ("Content-Type", "Cache-Control", "Content-Security-Policy", "Location"):
        assert head.headers.get(name) == whole.headers.get(name), name


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("path", [*KEPT, *ASKED_EACH_TIME, "/", "/robots.txt", "/health"])
def test_pages_are_only_read(client, method, path):
    client.handler.enforce_csrf_checks = True
    answer = getattr(client, method)(path)

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert answer.content == b""


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/fr/", "fr"),
        ("/nl/gemeente/92094-namen/", "nl"),
        ("/de/gemeinde/92094-namur/", "de"),
        (NAMUR, "en"),
    ],
)
def test_a_page_has_the_language_of_its_address_whatever_the_browser_asks(client, path, language):
    answer = client.get(path, headers={"Accept-Language": "it, fr;q=0.8"})

    assert answer.headers["Content-Language"] == language
    assert f'<html lang="{language}" dir="ltr">' in answer.content.decode()
