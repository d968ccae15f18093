"""Who decides what, for the whole country and where one lives."""

import pytest

from socle.web.tests.reading import headings, html_of, links, main_links, part, words_in, words_of

pytestmark = pytest.mark.usefixtures("belgium")

NAMUR = "/en/commune/92094-namur/"
RENTS = "who-decides/rents-and-leases/"


def places(response):
    """Level by level, the names under each."""
    found = {}
    for section in html_of(response).split('<section class="power">')[1:]:
        level = words_in(section.partition("<h2>")[2].partition("</h2>")[0])
        pieces = section.partition("</section>")[0].split("<h3>")[1:]
        found[level] = [words_in(piece.partition("</h3>")[0]) for piece in pieces]
    return found


def test_the_topics_stand_under_their_themes(client):
    page = client.get("/en/who-decides/")
    topics = [link for link in main_links(page) if link.startswith("/en/who-decides/")]

    assert headings(page, 2)[:3] == ["Climate and energy", "Mobility", "Housing and planning"]
    assert len(headings(page, 2)) == 13
    assert len(topics) == len(set(topics)) >= 60
    assert f"/en/{RENTS}" in topics


def test_the_levels_of_power_are_explained_there(client):
    page = client.get("/en/who-decides/")
    names = [words_in(piece.partition("</dt>")[0]) for piece in html_of(page).split("<dt>")[1:]]

    assert names == [
        *["Commune", "Province", "Region", "Community", "Federal state"],
        *["European Union", "World"],
    ]


def test_a_topic_is_compared_across_the_country(client):
    assert places(client.get(f"/en/{RENTS}")) == {
        "Commune": [],
        "Region": ["Flemish Region", "Walloon Region", "Brussels-Capital Region"],
        "Community": ["German-speaking Community"],
        "Federal state": [],
        "European Union": [],
    }


def test_where_a_rule_does_not_hold_is_said(client):
    page = client.get(f"/en/{RENTS}")

    assert "German-speaking Community" in part(page, "Walloon Region</a>", "Brussels-Capital")


def test_a_theme_lists_its_topics(client):
    page = client.get("/en/who-decides/housing-and-planning/")

    assert headings(page, 1) == ["Housing and planning"]
    assert main_links(page)[-5:] == [
        "/en/who-decides/social-housing/",
        f"/en/{RENTS}",
        "/en/who-decides/vacant-or-unfit-housing/",
        "/en/who-decides/building-permits-and-land-planning/",
        "/en/who-decides/homelessness/",
    ]


def test_a_topic_in_a_commune_shows_what_holds_there(client):
    page = client.get(NAMUR + RENTS)

    assert headings(page, 1) == ["Rents and leases"]
    assert places(page) == {
        "Commune": [],
        "Region": ["Walloon Region"],
        "Federal state": [],
        "European Union": [],
    }
    assert {f"/en/{RENTS}", NAMUR, f"{NAMUR}who-decides/social-housing/"} <= set(main_links(page))


def test_who_decides_comes_before_who_pays_and_who_carries_out(client):
    page = client.get("/en/commune/21009-ixelles/who-decides/schools/")

    assert places(page)["Community"] == [
        *["French Community", "Flemish Community"],
        *["Flemish Community Commission (VGC)", "French Community Commission (COCOF)"],
    ]


def test_each_line_has_its_verb_and_its_source(client):
    html = html_of(client.get(NAMUR + RENTS))
    lines = html.split('<div class="competence"')[1:]

    assert len(lines) == 4
    for line in lines:
        assert words_in(line.partition("<b ")[2].partition(">")[2].partition("</b>")[0]) in {
            *("Decides", "Funds", "Carries out", "Advises"),
        }
        assert 'class="source"' in line


def test_a_topic_in_a_former_commune_names_the_one_that_holds_it_now(client):
    page = client.get(f"/en/commune/82005-bertogne/{RENTS}")

    notice = part(page, 'class="notice', "</p></div>") or part(page, 'class="notice', "</main>")
    assert "Bertogne is now part of Bastogne." in words_in(notice)
    assert "/en/commune/82039-bastogne/" in links(notice)
    assert '<meta name="robots" content="noindex">' in html_of(page)
    assert "noindex" not in html_of(client.get(f"/en/commune/82039-bastogne/{RENTS}"))


def test_a_law_is_named_in_its_language_and_the_rest_in_that_of_the_page(client):
    html = html_of(client.get(f"/en/{RENTS}"))
    links_out = html.split('<a class="link external"')[1:]

    assert links_out != []
    for link in links_out:
        inside = link.partition(">")[2].partition("</a>")[0]
        assert inside.startswith('<span lang="fr">')
        assert inside.endswith('</span><span class="visually-hidden"> (another site)</span>')
    assert html.count('<p class="source">') == html.count("Source:</span> ")
    assert html.count('<span class="language-note">in French</span>') == html.count("source-word")


def test_a_law_in_the_language_of_the_page_says_no_more(client):
    assert "language-note" not in html_of(client.get("/fr/qui-decide/loyers-et-baux/"))


@pytest.mark.parametrize(
    "path",
    [
        "/en/who-decides/no-such-topic/",
        "/en/who-decides/loyers-et-baux/",
        "/fr/qui-decide/rents-and-leases/",
        f"{NAMUR}who-decides/no-such-topic/",
        f"{NAMUR}who-decides/housing-and-planning/",
        "/en/commune/99999-nowhere/",
        f"/en/commune/99999-nowhere/{RENTS}",
        "/en/province/99999/map.json",
    ],
)
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "heading", "communes"),
    [
        ("/en/province/90000-namur/", "Namur", 38),
        ("/en/region/04000-brussels-capital-region/", "Brussels-Capital Region", 19),
        ("/en/community/COMDE-german-speaking-community/", "German-speaking Community", 9),
        ("/en/federation/01000-belgium/", "Belgium", 0),
        ("/en/european-union/EU-european-union/", "European Union", 0),
        ("/en/world/WORLD-world/", "World", 0),
    ],
)
def test_every_level_of_power_has_its_page(client, path, heading, communes):
    page = client.get(path)

    assert headings(page, 1) == [heading]
    found = [link for link in main_links(page) if link.startswith("/en/commune/")]
    assert len(found) == len(set(found)) == communes
    assert words_of(page).count("Source:") > 0


@pytest.mark.parametrize(
    ("path", "level"),
    [
        ("/en/province/90000-namur/", "Province"),
        ("/en/federation/01000-belgium/", "Federal state"),
        ("/en/european-union/EU-european-union/", ""),
        ("/en/world/WORLD-world/", ""),
    ],
)
def test_the_level_is_said_above_a_name_unless_it_is_that_name(client, path, level):
    assert words_in(part(client.get(path), '<div class="identity">', "<h1>")) == level


def test_the_communes_of_an_area_can_be_drawn(client):
    answer = client.get("/en/community/COMDE-german-speaking-community/map.json")
    drawn = answer.json()

    assert answer.headers["Content-Type"] == "application/json"
    assert drawn["type"] == "FeatureCollection"
    assert len(drawn["features"]) == 9
    eupen = next(f for f in drawn["features"] if f["properties"]["code"] == "63023")
    assert eupen["properties"] == {
        "name": "Eupen",
        "url": "/en/commune/63023-eupen/",
        "code": "63023",
    }
    assert eupen["geometry"]["type"] == "Point"
    longitude, latitude = eupen["geometry"]["coordinates"]
    assert (round(longitude), round(latitude)) == (6, 51)
