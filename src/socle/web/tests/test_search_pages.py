"""Search over everything that can be found, and the page of sources."""

import pytest
from django.utils.translation import override

from socle.web.queries.finding import Found
from socle.web.tests.reading import headings, html_of, links, main_links, part, words_in, words_of

pytestmark = pytest.mark.usefixtures("belgium")


@pytest.fixture
def found(client, _some_indexed):
    def find(words, language="en", **more):
        word = {"fr": "recherche", "nl": "zoeken", "de": "suche", "en": "search"}[language]
        return client.get(f"/{language}/{word}/", {"q": words, **more})

    return find


def results(response):
    return links(part(response, '<ol class="plain flow results">', "</ol>"))


def test_a_commune_is_found_by_its_name(found):
    assert results(found("Eupen"))[0] == "/en/commune/63023-eupen/"


def test_a_topic_is_found_in_the_language_of_the_page(found):
    assert "/en/who-decides/rents-and-leases/" in results(found("leases"))
    assert "/fr/qui-decide/loyers-et-baux/" in results(found("loyers", "fr"))
    assert "/nl/wie-beslist/huur-en-huurcontracten/" in results(found("huurcontracten", "nl"))


def test_what_was_found_leads_somewhere(found, client):
    for path in results(found("housing")):
        answer = client.get(path.partition("#")[0])
        assert answer.status_code == 200, path


def test_the_words_met_are_marked(found):
    html = part(found("eupen"), '<ol class="plain flow results">', "</ol>")

    assert "<mark>Eupen</mark>" in html


def test_many_results_come_twenty_at_a_time(found):
    first = found("commune")
    second = found("commune", page="2")

    assert len(results(first)) == len(results(second)) == 20
    assert set(results(first)) & set(results(second)) == set()
    assert "?q=commune&page=2" in main_links(first)


def test_nothing_found_is_said(found):
    page = found("xyzxyz")

    assert results(page) == []
    assert "xyzxyz" in headings(page, 2)[0]


def test_the_words_stay_in_the_box_and_go_with_the_language(found):
    page = found("school meals")

    assert 'value="school meals"' in html_of(page)
    assert links(part(page, 'class="languages"', "</nav>")) == [
        "/fr/recherche/?q=school+meals",
        "/nl/zoeken/?q=school+meals",
        "/de/suche/?q=school+meals",
        "/en/search/?q=school+meals",
    ]


def test_pages_of_results_are_not_for_search_engines(found):
    assert '<meta name="robots" content="noindex">' in html_of(found("housing"))


def test_the_sources_are_named_with_their_licence(client):
    page = client.get("/en/sources/")

    assert headings(page, 1) == ["Sources"]
    assert len(main_links(page)) >= 3
    assert all(link.startswith("https://") for link in main_links(page))
    assert "holds from 1 January 1983 onwards" in words_of(page)


def test_a_source_is_named_in_its_language_and_the_rest_in_that_of_the_page(client):
    html = part(client.get("/nl/bronnen/"), '<ul class="plain flow">', "</ul>")
    title = "REFNIS 2019: list of communes; population 2020"

    assert f'<span lang="en">{title}</span><span class="visually-hidden"> (' in html
    assert "Codes, namen, arrondissementen" in words_in(html)


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("en", 1, "1 result"),
        ("en", 12, "12 results"),
        ("en", 1000, "1,000 results"),
        ("nl", 1000, "1.000 resultaten"),
        ("de", 1000, "1.000 Ergebnisse"),
        ("fr", 1000, "1\xa0000 résultats"),
    ],
)
def test_the_number_of_results_has_the_form_of_the_language(language, count, words):
    found = Found("", language)
    found.count = count
    with override(language):
        assert found.count_in_words.replace("\u202f", "\xa0") == words
