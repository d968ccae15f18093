"""The page that matters most: my commune."""

import re

import pytest

from socle.elections.queries.here import lists_in_memory
from socle.territories.addresses import area_path
from socle.territories.models import Area, Body, Competence, Level, Topic, VotingRight
from socle.web.tests.reading import (
    headings,
    html_of,
    links,
    main_links,
    part,
    words_in,
    words_of,
)

pytestmark = pytest.mark.usefixtures("belgium")

NAMUR = "/en/commune/92094-namur/"
IXELLES = "/en/commune/21009-ixelles/"
EUPEN = "/en/commune/63023-eupen/"
RENTS = "who-decides/rents-and-leases/"


@pytest.fixture(autouse=True)
def _no_list_remembered():
    """How many lists are known was read in a story that rolled back."""
    lists_in_memory.clear()


def facts(response):
    """The line of facts under the name, as pairs of term and description."""
    html = part(response, '<dl class="facts line">', "</dl>")
    pairs = [piece.partition("</dt>") for piece in html.split("<dt>")[1:]]
    return {words_in(term): words_in(said) for term, _mark, said in pairs}


def test_it_begins_with_what_the_commune_is(client):
    page = client.get(NAMUR)

    assert headings(page, 1) == ["Namur"]
    assert facts(page) == {
        "Inhabitants": "111,432 (2020)",
        "Language of the administration": "French",
        "Province": "Namur",
        "Region": "Walloon Region",
        "Community": "French Community",
        "Postcodes": "5000, 5001, 5002, 5003, 5004, 5020, 5021, 5022, 5024, 5100, 5101",
    }
    assert links(part(page, '<dl class="facts line">', "</dl>")) == [
        "/en/province/90000-namur/",
        "/en/region/03000-walloon-region/",
        "/en/community/COMFR-french-community/",
    ]


@pytest.mark.parametrize(
    ("path", "figure"),
    [
        ("/fr/commune/92094-namur/", "111\xa0432"),
        ("/nl/gemeente/92094-namen/", "111.432"),
        ("/de/gemeinde/92094-namur/", "111.432"),
        ("/en/commune/92094-namur/", "111,432"),
    ],
)
def test_numbers_have_the_form_of_the_language(client, path, figure):
    html = html_of(client.get(path))

    assert figure in html.replace("\u202f", "\xa0").replace("&nbsp;", "\xa0")
    assert "(2020)" in words_in(html)
    assert "111432" not in html


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/fr/commune/82039-bastogne/", "2 décembre 2024"),
        ("/nl/gemeente/82039-bastenaken/", "2 december 2024"),
        ("/de/gemeinde/82039-bastogne/", "2. Dezember 2024"),
        ("/en/commune/82039-bastogne/", "2 December 2024"),
    ],
)
def test_dates_have_the_form_of_the_language(client, path, day):
    page = client.get(path)

    assert page.status_code == 200
    assert day in words_in(part(page, '<ul class="plain history small">', "</ul>"))


@pytest.mark.parametrize(
    ("path", "label", "languages"),
    [
        ("/fr/commune/21009-ixelles/", "Langue de l’administration", "Français, néerlandais"),
        ("/nl/gemeente/21009-elsene/", "Bestuurstaal", "Frans, Nederlands"),
    ],
)
def test_languages_are_written_as_the_page_writes_them(client, path, label, languages):
    assert facts(client.get(path))[label] == languages


def test_a_commune_of_brussels_has_two_communities_and_two_languages(client):
    found = facts(client.get(IXELLES))

    assert found["Language of the administration"] == "French, Dutch"
    assert found["Region"] == "Brussels-Capital Region"
    assert "Province" not in found
    assert {"/en/community/COMFR-french-community/", "/en/community/COMNL-flemish-community/"} <= (
        set(main_links(client.get(IXELLES)))
    )


def test_other_names_are_shown_in_their_language(client):
    html = part(client.get(IXELLES), '<p class="quiet other-names">', "</p>")

    assert (words_in(html), 'lang="nl"' in html) == ("Elsene", True)
    assert 'class="quiet other-names"' not in html_of(client.get(EUPEN))


def test_all_seven_parts_are_there_and_none_that_is_empty_stands_on_top(client):
    found = headings(client.get(NAMUR), 2)

    assert found == [
        "Who decides what",
        "What we ask here",
        "Who is active here",
        "What is promised here",
        "It worked elsewhere",
        "Who votes for what",
        "Take this page with you",
    ]


@pytest.mark.parametrize(
    ("phase", "first_empty"),
    [("ask", "asked"), ("promise", "promised"), ("follow", "promised")],
)
def test_the_phase_orders_the_parts(client, settings, phase, first_empty):
    settings.SOCLE_PHASE = phase
    page = client.get(NAMUR)
    order = re.findall(r'<section class="section[^"]*" id="(\w+)"', html_of(page))

    assert order[:2] == ["decides", first_empty]
    assert sorted(order) == ["active", "asked", "decides", "elsewhere", "promised", "votes"]


def test_the_links_at_the_top_lead_to_the_parts_in_their_order(client):
    page = client.get(NAMUR)
    order = re.findall(r'<section class="section[^"]*" id="(\w+)"', html_of(page))

    assert links(part(page, 'class="on-this-page', "</nav>")) == [f"#{key}" for key in order]


def test_every_topic_of_the_country_is_one_press_away(client):
    page = client.get(NAMUR)
    topics = [link for link in main_links(page) if link.startswith("who-decides/")]

    assert len(topics) == len(set(topics)) == 60
    assert client.get(NAMUR + topics[0]).status_code == 200


@pytest.mark.parametrize(
    ("path", "decides"),
    [
        (NAMUR, "Walloon Region, Federal state, European Union"),
        (EUPEN, "German-speaking Community, Federal state, European Union"),
        (IXELLES, "Brussels-Capital Region, Federal state, European Union"),
    ],
)
def test_the_overview_names_who_decides_there(client, path, decides):
    line = part(client.get(path), f'<a href="{RENTS}">', "</li>")

    assert words_in(line.partition("</a>")[2]).startswith(f"Decides: {decides}")


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("fr", ["Décision\xa0:", "Financement\xa0:", "Mise en œuvre\xa0:"]),
        ("nl", ["Beslist:", "Betaalt:", "Voert uit:"]),
        ("de", ["Entscheidet:", "Finanziert:", "Führt aus:"]),
        ("en", ["Decides:", "Funds:", "Carries out:"]),
    ],
)
def test_the_overview_names_who_pays(client, language, labels):
    commune = Area.objects.select_related("level").get(code="92094")
    rescue = Topic.objects.get(code="fire-rescue")
    page = client.get(area_path(commune, language))
    line = part(page, f'/{getattr(rescue, f"slug_{language}")}/">', "</li>")

    said = [piece.partition("</b>")[0] for piece in line.split('<span class="actors"><b>')[1:]]
    assert said == labels


def test_no_topic_stands_without_anybody(client):
    for path in (NAMUR, IXELLES, EUPEN, "/en/commune/11002-antwerp/"):
        lines = part(client.get(path), '<div class="themes">', "<h3>Who governs").split("<li>")[1:]
        assert len(lines) == 60
        assert [words_in(line) for line in lines if 'class="actors"' not in line] == []


def test_nobody_is_named_twice_on_one_line(client):
    for path in (NAMUR, IXELLES, EUPEN, "/en/commune/11002-antwerp/"):
        for line in html_of(client.get(path)).split('<span class="actors">')[1:]:
            names = words_in(line.partition("</span>")[0]).partition(": ")[2].split(", ")
            assert len(names) == len(set(names)), (path, names)


def test_the_data_of_the_page_and_its_address_can_be_taken_along(client, settings):
    page = client.get(NAMUR)

    assert "/api/v1/areas/92094" in main_links(page)
    assert client.get("/api/v1/areas/92094").json()["id"] == "92094"
    assert f"{settings.SOCLE_BASE_URL}{NAMUR}" in part(page, '<figure class="qr">', "</figure>")


@pytest.mark.parametrize(
    "path",
    [
        "/en/commune/92094/",
        "/en/commune/92094-/",
        "/en/commune/92094-namen/",
        "/en/commune/92094-nam%C3%BBr/",
        "/en/commune/92094-anything-at-all_/",
        "/en/province/92094-namur/",
    ],
)
def test_another_name_of_the_same_code_leads_to_its_one_address(client, path):
    answer = client.get(path)

    assert (answer.status_code, answer.url) == (301, NAMUR)
    # No longer: a commune that gets its old name back would send browsers to and fro for ever.
    assert answer.headers["Cache-Control"] == "public, max-age=86400"


def test_a_topic_there_has_one_address_too(client):
    answer = client.get(f"/en/commune/92094/{RENTS}")

    assert (answer.status_code, answer.url) == (301, NAMUR + RENTS)


def test_a_commune_that_is_no_more_leads_to_its_successor_only(client):
    page = client.get("/en/commune/54007-mouscron/")

    assert page.status_code == 200
    assert "/en/commune/57096-mouscron/" in main_links(page)
    assert "54007" in words_of(page) and "57096" in words_of(page)
    assert '<meta name="robots" content="noindex">' in html_of(page)
    assert headings(page, 2) == []


def test_a_merged_commune_tells_where_it_comes_from(client):
    history = part(
        client.get("/en/commune/82039-bastogne/"), '<ul class="plain history small">', "</ul>"
    )

    assert words_in(history) == "On 2 December 2024, Bastogne and Bertogne merged into Bastogne ."
    assert 'class="plain history small"' not in html_of(client.get(NAMUR))


def untranslate(row, **fields):
    """Reference data with a hole in it, as a translator may leave one."""
    type(row).objects.rewrite(False).filter(pk=row.pk).update(**fields)


def test_what_is_not_translated_is_shown_in_french_and_says_so(client):
    row = Competence.objects.get(topic__code="rents", area__code="03000", verb="decides")
    untranslate(row, words_nl="")
    html = html_of(client.get("/nl/gemeente/92094-namen/wie-beslist/huur-en-huurcontracten/"))

    assert words_in(row.words_fr) in words_in(html)
    shown = html.partition('<span class="in-language">')[2].partition("</p>")[0]
    assert 'lang="fr"' in shown
    assert words_in(shown.partition('class="language-note">')[2]) != ""
    assert html.count('class="in-language"') == 1


def test_a_council_without_dutch_words_is_described_in_french(client):
    row = Body.objects.get(code="communal-council-wal")
    untranslate(row, about_nl="", name_nl="")
    html = part(client.get("/nl/gemeente/92094-namen/"), '<ul class="plain bodies">', "</ul>")

    assert words_in(row.about_fr) in words_in(html)
    assert in_french(html) == [row.name_fr, words_in(row.about_fr)]


def test_whatever_name_is_not_translated_is_marked_as_french(client):
    level, topic = Level.objects.get(code="region"), Topic.objects.get(code="rents")
    vote = VotingRight.objects.get(code="communal-wal")
    for row in (level, topic, vote):
        untranslate(row, name_nl="")
    page = client.get("/nl/gemeente/92094-namen/")

    assert in_french(part(page, '<div class="identity">', "</dl>")) == [level.name_fr]
    assert in_french(part(page, 'id="votes"', "</summary>")) == [vote.name_fr]
    # At a glance, and once more as a link.
    assert in_french(part(page, '<div class="themes">', "<h3>Wie")).count(topic.name_fr) == 2

    there = client.get(f"/nl/gemeente/92094-namen/wie-beslist/{topic.slug_nl}/")
    assert in_french(part(there, "<h1>", "</h1>")) == [topic.name_fr]
    assert level.name_fr in in_french(html_of(there))
    assert in_french(html_of(client.get("/fr/commune/92094-namur/"))) == []


def in_french(html):
    """The texts marked as not being in the language of the page."""
    pieces = html.split('<span class="in-language"><span lang="fr" dir="auto">')[1:]
    return [words_in(piece.partition("</span>")[0]) for piece in pieces]


def test_an_area_without_a_german_name_has_a_german_page_all_the_same(client):
    assert Area.objects.get(code="92094").name_de in (None, "")
    page = client.get("/de/gemeinde/92094-namur/")

    assert headings(page, 1) == ["Namur"]
