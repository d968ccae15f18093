"""The front door: your commune or postcode?"""

import pytest

from socle.web.tests.reading import headings, html_of, links, main_links, part, words_of

pytestmark = pytest.mark.usefixtures("belgium")

NAMUR = "/en/commune/92094-namur/"


@pytest.mark.parametrize(
    ("asked", "home"),
    [
        ("fr-BE,fr;q=0.9", "/fr/"),
        ("nl", "/nl/"),
        ("de-DE,en;q=0.5", "/de/"),
        ("it,en;q=0.5", "/en/"),
        ("it", "/fr/"),
        ("", "/fr/"),
        ("*", "/fr/"),
        (";;;q=,", "/fr/"),
    ],
)
def test_the_root_leads_home_in_the_language_of_the_browser(client, asked, home):
    answer = client.get("/", headers={"Accept-Language": asked})

    assert (answer.status_code, answer.url) == (302, home)
    assert answer.headers["Vary"] == "Accept-Language, Cookie"


def test_home_asks_one_question(client):
    page = client.get("/en/")

    assert len(headings(page, 1)) == 1
    assert html_of(page).count("<form") == 1
    assert 'action="/en/communes/" method="get"' in html_of(page)
    assert 'data-suggestions="/en/communes/suggestions/"' in html_of(page)
    assert {"/en/who-decides/", "/en/communes/"} <= set(main_links(page))


@pytest.mark.parametrize(
    ("language", "country"),
    [("fr", "Belgique"), ("nl", "België"), ("de", "Belgien"), ("en", "Belgium")],
)
def test_home_names_the_country(client, language, country):
    assert part(client.get(f"/{language}/"), '<p class="kicker">', "</p>") == country


def test_the_list_of_places_names_every_commune_once(client):
    page = client.get("/en/communes/")
    found = [link for link in main_links(page) if link.startswith("/en/commune/")]

    assert len(found) == len(set(found)) == 565
    assert headings(page, 2) == ["Flemish Region", "Walloon Region", "Brussels-Capital Region"]
    assert headings(page, 3) == [
        *["Antwerp", "Flemish Brabant", "West Flanders", "East Flanders", "Limburg"],
        *["Walloon Brabant", "Hainaut", "Liège", "Luxembourg", "Namur"],
    ]


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("5000", NAMUR),
        ("Namur", NAMUR),
        ("  namur ", NAMUR),
        ("NAMUR", NAMUR),
        ("namen", NAMUR),
        ("Gent", "/en/commune/44021-ghent/"),
        ("9042", "/en/commune/44021-ghent/"),
        ("sankt vith", "/en/commune/63067-st-vith/"),
        ("st-vith", "/en/commune/63067-st-vith/"),
        ("Bertogne", "/en/commune/82039-bastogne/"),
    ],
)
def test_words_that_leave_no_doubt_lead_straight_there(client, typed, path):
    answer = client.get("/en/communes/", {"q": typed})

    assert (answer.status_code, answer.url) == (302, path)


def test_a_slip_gives_matches_best_first(client):
    page = client.get("/en/communes/", {"q": "nammur"})

    assert page.status_code == 200
    assert main_links(page) == [NAMUR, "/en/province/90000-namur/"]
    assert "5000" in words_of(page)
    assert 'value="nammur"' in html_of(page)


def test_many_matches_are_no_more_than_thirty(client):
    page = client.get("/en/communes/", {"q": "b"})
    found = main_links(page)

    assert len(found) == len(set(found)) == 30


def test_a_postcode_that_is_of_no_commune_is_called_so(client):
    page = client.get("/fr/communes/", {"q": "0000"})

    assert page.status_code == 200
    assert headings(page, 2) == ["Aucune commune n’a le code postal 0000"]


def test_no_match_leads_to_the_list_of_all(client):
    page = client.get("/en/communes/", {"q": "xyzxyz"})

    assert page.status_code == 200
    assert main_links(page) == ["/en/communes/"]
    assert "xyzxyz" in headings(page, 1)[0]
    assert "This site covers one country only (Belgium)." in words_of(page)


def test_in_another_language_the_question_comes_along(client):
    page = client.get("/en/communes/", {"q": "nammur"})
    languages = html_of(page).partition('class="languages"')[2].partition("</nav>")[0]

    assert links(languages) == [
        "/fr/communes/?q=nammur",
        "/nl/gemeenten/?q=nammur",
        "/de/gemeinden/?q=nammur",
        "/en/communes/?q=nammur",
    ]


def test_suggestions_have_the_shape_the_search_box_reads(client):
    answer = client.get("/en/communes/suggestions/", {"q": "nammur"})

    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert answer.json() == {
        "results": [
            {"label": "Namur", "detail": "5000 · Namur (province)", "url": NAMUR},
            {"label": "Namur", "detail": "Province", "url": "/en/province/90000-namur/"},
        ],
        "more": False,
    }


def test_suggestions_speak_the_language_of_the_address(client):
    answer = client.get("/nl/gemeenten/suggestions/", {"q": "luik"})

    assert answer.json()["results"][0] == {
        "label": "Luik",
        "detail": "4000 · Luik (provincie)",
        "url": "/nl/gemeente/62063-luik/",
    }


@pytest.mark.parametrize("typed", ["", "   ", "xyzxyz", "<b>", "\x00", "😀"])
def test_suggestions_of_nothing_are_nothing(client, typed):
    answer = client.get("/en/communes/suggestions/", {"q": typed})

    assert (answer.status_code, answer.json()) == (200, {"results": [], "more": False})


@pytest.mark.parametrize(
    ("typed", "shown", "more"),
    [("s", 8, True), ("b", 8, True), ("namur", 2, False)],
)
def test_suggestions_are_at_most_eight_and_say_whether_there_are_more(client, typed, shown, more):
    answer = client.get("/en/communes/suggestions/", {"q": typed}).json()

    assert (len(answer["results"]), answer["more"]) == (shown, more)


@pytest.mark.parametrize("path", ["/en/communes/?q=nammur", "/en/search/", "/en/absent/"])
def test_a_page_with_nothing_to_tell_search_engines_has_no_empty_description(client, path):
    assert 'name="description"' not in html_of(client.get(path))


def test_a_page_tells_what_it_is_in_a_sentence(client):
    html = html_of(client.get("/en/communes/"))

    assert '<meta name="description" content="Every commune of the country' in html


@pytest.mark.parametrize("path", ["/en/communes/", "/nl/gemeenten/", "/fr/communes/"])
def test_who_speaks_none_of_our_languages_is_led_to_french(client, settings, path):
    html = html_of(client.get(path))
    french = f"{settings.SOCLE_BASE_URL}/fr/communes/"

    assert f'<link rel="alternate" hreflang="x-default" href="{french}">' in html
