"""Addresses that have no language, and the pages of when something is wrong."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import path as address

from socle.config.urls import handler400 as handler400
from socle.config.urls import handler404 as handler404
from socle.config.urls import handler500 as handler500
from socle.config.urls import urlpatterns as known
from socle.web.tests.reading import asked, headings, html_of, links, main_links, part

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
HOMES = ["/fr/", "/nl/", "/de/", "/en/"]


def broken(request):
    raise ValueError("a fault of ours")


def counting(request):
    return HttpResponse(len(request.POST["words"]))


urlpatterns = [*known, address("broken/", broken), address("fr/compter/", counting)]


@pytest.mark.usefixtures("belgium")
def test_robots_are_told_what_not_to_count(client, settings):
    answer = client.get("/robots.txt")

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /*?",
        "Disallow: /*/design/",
        f"Sitemap: {settings.SOCLE_BASE_URL}/sitemap.xml",
    ]


@pytest.mark.usefixtures("belgium")
def test_health_says_ok_while_the_database_answers(client):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/health")

    assert (answer.status_code, answer.content) == (200, b"ok")
    assert len(asked(queries)) == 1
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_health_says_503_when_the_database_does_not_answer(client):
    def gone(*query):
        raise OperationalError

    with connection.execute_wrapper(gone):
        answer = client.get("/health")

    assert (answer.status_code, answer.content) == (503, b"no database")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.fixture
def sitemap(client, belgium):
    answer = client.get("/sitemap.xml")
    assert answer.headers["Content-Type"] == "application/xml"
    return ET.fromstring(answer.content)


def test_the_sitemap_names_every_page_in_four_languages(sitemap, settings):
    pages = [entry.findtext(f"{SITEMAP}loc") for entry in sitemap]

    assert len(pages) == len(set(pages)) == 4 * (4 + 565 + 19 + 60)
    by_language = {
        language: sum(page.startswith(f"{settings.SOCLE_BASE_URL}/{language}/") for page in pages)
        for language in ("fr", "nl", "de", "en")
    }
    assert by_language == dict.fromkeys(("fr", "nl", "de", "en"), 4 + 565 + 19 + 60)


def test_each_page_of_the_sitemap_names_its_other_languages(sitemap, settings):
    for entry in sitemap:
        others = {link.get("hreflang"): link.get("href") for link in entry.iter(LINK)}
        assert list(others) == ["fr", "nl", "de", "en"]
        assert entry.findtext(f"{SITEMAP}loc") in others.values()


def test_the_pages_of_the_sitemap_are_there(client, sitemap, settings):
    pages = [entry.findtext(f"{SITEMAP}loc") for entry in sitemap]
    for page in pages[::97]:
        assert client.get(page.removeprefix(settings.SOCLE_BASE_URL)).status_code == 200, page


@pytest.mark.usefixtures("belgium")
@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_what_is_not_there_is_said_in_the_language_of_the_address(client, language):
    answer = client.get(f"/{language}/no/such/page/", headers={"Accept-Language": "it"})

    assert answer.status_code == 404
    assert f'<html lang="{language}" dir="ltr">' in html_of(answer)
    assert links(part(answer, 'class="languages"', "</nav>")) == HOMES
    assert "/" in main_links(answer)
    assert "canonical" not in html_of(answer)


@pytest.mark.usefixtures("belgium")
def test_without_a_language_the_browser_tells_it(client):
    answer = client.get("/no-such-page", headers={"Accept-Language": "nl"})

    assert answer.status_code == 404
    assert '<html lang="nl" dir="ltr">' in html_of(answer)
    assert 'class="languages"' not in html_of(answer)


@pytest.mark.usefixtures("belgium")
@pytest.mark.urls(__name__)
def test_a_fault_of_ours_is_owned_up_to_in_four_languages(client, caplog):
    client.raise_request_exception = False
    answer = client.get("/broken/")

    assert answer.status_code == 500
    assert re.findall(r'<(?:h1|p) lang="(..)"', html_of(answer)) == ["fr", "fr", "nl", "de", "en"]
    assert STYLE in html_of(answer)
    assert "a fault of ours" not in html_of(answer)
    assert "Traceback" not in html_of(answer)


@pytest.mark.urls(__name__)
@pytest.mark.usefixtures("belgium")
def test_more_than_a_form_may_send_is_refused_in_the_language_of_the_page(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    answer = client.post("/fr/compter/", {"words": "x" * 2_000})

    assert answer.status_code == 413
    assert '<html lang="fr"' in html_of(answer)
    assert headings(answer, 1) == ["C’est trop long pour être envoyé"]


@pytest.mark.django_db
def test_what_no_browser_sends_is_refused_without_our_pages(client):
    answer = client.get("/health", headers={"host": "exa mple.org"})

    assert answer.status_code == 400
    assert STYLE not in html_of(answer)


STYLE = '<link rel="stylesheet" href="/static/design/socle.css">'
ICON = '<link rel="icon" href="/static/icon.svg" type="image/svg+xml">'


def test_the_page_of_a_fault_needs_no_database(client, caplog):
    """This story has no database: asking it anything is the fault."""
    client.raise_request_exception = False
    answer = client.get("/en/")

    assert answer.status_code == 500
    assert re.findall(r"<link .*>", html_of(answer)) == [STYLE, ICON]
    assert links(html_of(answer)) == ["/"]


@pytest.mark.parametrize("listed", [None, "{}", "not a list"])
def test_nor_the_list_of_static_files(client, caplog, settings, tmp_path, listed):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "socle.foundation.static_files.HashedStaticFiles"}
    }
    if listed is not None:
        (tmp_path / "staticfiles.json").write_text(listed)
    client.raise_request_exception = False
    answer = client.get("/en/")

    assert answer.status_code == 500
    assert "<link" not in html_of(answer)
    assert "Er ging iets mis bij ons." in html_of(answer)
