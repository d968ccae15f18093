"""Whatever people or programs send, the answer is clear and nothing is believed."""

import pytest

from socle.web.tests.reading import headings, html_of, links, main_links, part

pytestmark = pytest.mark.usefixtures("belgium")

ODD_WORDS = {
    "ten thousand letters": "a" * 10_000,
    "ten thousand words": "word " * 2_000,
    "emoji": "😀🏳️‍🌈",
    "right to left": "\u202eرومان\u202c",
    "a quote": "'; DROP TABLE territories_area; --",
    "more SQL": '" OR 1=1 UNION SELECT * FROM accounts_user --',
    "a page": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "an attribute": '" autofocus onfocus="alert(1)',
    "a template": "{{ settings.SECRET_KEY }}{% load static %}",
    "search operators": '"(" AND NEAR/ * : & | ! -- ^',
    "percent": "%s %(query)s %d %",
    "NUL": "na\x00mur",
    "line breaks": "namur\r\nSet-Cookie: a=b",
    "half a character": "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "only signs": "!?.,;:-–—",
}
ASK = ["/en/search/", "/en/communes/"]


@pytest.mark.parametrize("words", ODD_WORDS.values(), ids=ODD_WORDS)
@pytest.mark.parametrize("path", ASK)
def test_odd_words_get_a_page_that_shows_them_as_words(client, path, words):
    answer = client.get(path, {"q": words})

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    html = html_of(answer)
    for forbidden in ("<script>", "<img", 'onfocus="', "SECRET_KEY }}{%"):
        assert forbidden not in html.replace("{{ settings.SECRET_KEY }}{% load static %}", "")
    assert len(headings(answer, 1)) == 1
    assert len(html) < 200_000


@pytest.mark.parametrize("words", ODD_WORDS.values(), ids=ODD_WORDS)
def test_odd_words_suggest_nothing_or_places(client, words):
    answer = client.get("/en/communes/suggestions/", {"q": words})

    assert answer.status_code == 200
    for result in answer.json()["results"]:
        assert set(result) == {"label", "detail", "url"}
        assert result["url"].startswith("/en/")


def test_html_is_shown_as_it_was_typed(client):
    html = html_of(client.get("/en/search/", {"q": "<b>namur</b>"}))

    assert 'value="&lt;b&gt;namur&lt;/b&gt;"' in html
    assert "<b>namur</b>" not in html


def test_a_long_text_is_cut_not_refused(client):
    html = html_of(client.get("/en/search/", {"q": "a" * 10_000}))

    assert f'value="{"a" * 200}"' in html
    assert "a" * 201 not in html


@pytest.mark.parametrize("words", ["", " ", "\t\n"])
def test_no_words_ask_again(client, words):
    search = client.get("/en/search/", {"q": words})
    assert search.status_code == 200
    assert "<ol" not in html_of(search)

    places = client.get("/en/communes/", {"q": words})
    found = [link for link in main_links(places) if link.startswith("/en/commune/")]
    assert len(found) == 565


@pytest.mark.usefixtures("_some_indexed")
@pytest.mark.parametrize(
    "number", ["0", "-1", "abc", "99999999999999999999", "1e9", "", "²", "\x00"]
)
def test_a_page_number_that_makes_no_sense_gives_one_that_does(client, number):
    answer = client.get("/en/search/", {"q": "commune", "page": number})

    assert answer.status_code == 200
    assert links(part(answer, '<ol class="plain flow results">', "</ol>")) != []


@pytest.mark.parametrize(
    "path",
    [
        "/en/commune/99999-nowhere/",
        "/en/commune/0/",
        "/en/commune/--/",
        "/en/commune/92094 OR 1=1/",
        "/en/commune/92094%00/",
        "/en/commune/%00/",
        "/en/%00/",
        "/%00",
        "/en/commune/92094'--/",
        "/en/commune/../../etc/passwd",
        "/en/commune/92094-namur/..%2f..%2fetc%2fpasswd/",
        "/en/commune/%F0%9F%98%80/",
        "/en/commune/92094-%F0%9F%98%80/",
        "/en/commune/" + "9" * 21 + "/",
        "/en/commune/" + "9" * 20 + "-" + "x" * 5_000 + "/",
        "/en/" + "x" * 8_000,
        "/en/" + "x/" * 2_000,
        "/en/who-decides/%00/",
        "/en/who-decides/" + "x" * 5_000 + "/",
        "/en/who-decides/%D7%A9%D7%9C%D7%95%D7%9D/",
        "/en/commune/92094-namur/who-decides/%00/",
        "/en/province/%E2%80%AE/map.json",
        "/xx/commune/92094-namur/",
        "/nl/commune/92094-namur/",
        "/fr/gemeente/92094-namur/",
        "/static/../../../etc/passwd",
        "/.env",
        "/wp-login.php",
        "/admin/",
    ],
)
def test_an_address_that_leads_nowhere_says_so(client, path):
    answer = client.get(path)

    assert answer.status_code == 404
    assert len(headings(answer, 1)) == 1
    assert "Traceback" not in html_of(answer)


def test_a_very_long_name_after_a_known_code_leads_to_its_address(client):
    answer = client.get("/en/commune/92094-" + "x" * 5_000 + "/")

    assert (answer.status_code, answer.url) == (301, "/en/commune/92094-namur/")


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost@evil.example", "a b", "localhost:99999x"]
)
def test_a_host_that_is_not_ours_is_refused(client, host):
    answer = client.get("/en/", headers={"Host": host})

    assert answer.status_code == 400
    assert "evil.example" not in html_of(answer)


def test_another_host_never_ends_in_a_page(client):
    answer = client.get("/en/", headers={"X-Forwarded-Host": "evil.example"})

    assert "evil.example" not in html_of(answer)


@pytest.mark.parametrize(
    "cookie", ["language=../../etc", "language=xx", "sessionid=nonsense", "messages=garbage"]
)
def test_cookies_that_are_not_ours_change_nothing(client, cookie):
    answer = client.get("/en/communes/", headers={"Cookie": cookie})

    assert answer.status_code == 200
    assert headings(answer, 2) == headings(client.get("/en/communes/"), 2)
