"""Search over everything that can be found, and the page of sources."""

import pytest
from django.utils.translation import override

from socle.foundation.actions.search import index
from socle.territories.search import documents
from socle.web.queries.finding import Found
from socle.web.tests.reading import headings, html_of, links, main_links, part, words_in, words_of

pytestmark = pytest.mark.usefixtures("belgium")


@pytest.fixture
def found(client, _some_indexed):
    def find(words, language="en", **more):
        word = {"fr": "recherche", "nl": "zoeken", "de": "suche", "en": "search"}[language]
        return client.get(f"/{language}/{word}/", {"q": words, **more})

    return find


@pytest.fixture
def namur_indexed(_some_indexed):
    index(row for row in documents() if "/92094" in row.url or "/90000" in row.url)


def results(response):
    return links(part(response, '<ol class="plain flow results">', "</ol>"))


def test_a_commune_is_found_by_its_name(found):
    assert results(found("Eupen"))[0] == "/en/commune/63023-eupen/"


def test_a_commune_comes_before_the_province_of_the_same_name(found, namur_indexed):
    page = found("Namur", "fr")

    assert results(page)[:2] == ["/fr/commune/92094-namur/", "/fr/province/90000-namur/"]
    assert headings(page, 2)[:2] == ["Namur", "Namur (province)"]


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
    named = links(part(page, '<ul class="plain flow">', "</ul>"))
    assert len(named) >= 3
    assert all(link.startswith("https://") for link in named)
    assert "holds from 1 January 1983 onwards" in words_of(page)


def test_the_foot_of_each_page_leads_to_the_data(client):
    assert "/nl/bronnen/#data" in links(part(client.get("/nl/"), "<footer", "</footer>"))


def test_the_data_can_be_taken(client):
    data = part(client.get("/nl/bronnen/"), 'id="data"', "</section>")

    assert links(data) == [
        *["/api/v1/areas", "/api/v1/topics", "/api/v1/competences"],
        "/api/v1/openapi.json",
    ]
    assert [client.get(link).status_code for link in links(data)] == [200] * 4
    assert "in de map packs/be van de broncode." in words_in(data)


def test_the_tables_are_a_link_away_where_the_site_names_its_source_code(client, settings):
    settings.SOCLE_SOURCE_URL = "https://code.example/socle"
    data = part(client.get("/en/sources/"), 'id="data"', "</section>")

    assert links(data)[4:] == ["https://code.example/socle"]


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
