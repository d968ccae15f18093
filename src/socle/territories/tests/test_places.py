"""What people type, and where it leads first."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from socle.foundation.actions.stamps import touch
from socle.territories.models import Area
from socle.territories.queries import places
from socle.territories.queries.place_names import Tier
from socle.territories.queries.places import suggest
from socle.territories.queries.spelling import words_of
from socle.territories.rules import AREAS, BeforeThePackKnows

TODAY = date(2026, 11, 20)
pytestmark = pytest.mark.usefixtures("belgium")

# (what is typed, language of the page, the first area's code, its label)
CASES = [
    # its name, in any language
    ("namur", "fr", "92094", "Namur"),
    ("Namur", "nl", "92094", "Namen"),
    ("NAMUR", "de", "92094", "Namur"),
    ("namen", "fr", "92094", "Namur"),
    ("liege", "fr", "62063", "Liège"),
    ("Liège", "nl", "62063", "Luik"),
    ("luik", "fr", "62063", "Liège"),
    ("Lüttich", "fr", "62063", "Liège"),
    ("luttich", "de", "62063", "Lüttich"),
    ("luettich", "de", "62063", "Lüttich"),
    ("ixelles", "fr", "21009", "Ixelles"),
    ("elsene", "fr", "21009", "Ixelles"),
    ("ixelles", "nl", "21009", "Elsene"),
    ("bruxelles", "fr", "21004", "Bruxelles"),
    ("brussel", "nl", "21004", "Brussel"),
    ("Brüssel", "de", "21004", "Brüssel"),
    ("brussels", "fr", "21004", "Bruxelles"),
    ("anvers", "fr", "11002", "Anvers"),
    ("Antwerpen", "nl", "11002", "Antwerpen"),
    ("antwerp", "fr", "11002", "Anvers"),
    ("gent", "nl", "44021", "Gent"),
    ("ghent", "fr", "44021", "Gand"),
    ("bergen", "fr", "53053", "Mons"),
    ("doornik", "fr", "57081", "Tournai"),
    ("kortrijk", "fr", "34022", "Courtrai"),
    ("courtrai", "nl", "34022", "Kortrijk"),
    ("eupen", "de", "63023", "Eupen"),
    # accents, hyphens, spaces, apostrophes
    ("la louviere", "fr", "58001", "La Louvière"),
    ("LaLouvière", "fr", "58001", "La Louvière"),
    ("braine l'alleud", "fr", "25014", "Braine-l'Alleud"),
    ("braine l’alleud", "fr", "25014", "Braine-l'Alleud"),
    ("braine lalleud", "fr", "25014", "Braine-l'Alleud"),
    ("eigenbrakel", "nl", "25014", "Eigenbrakel"),
    ("ottignies louvain la neuve", "fr", "25121", "Ottignies-Louvain-la-Neuve"),
    ("louvain-la-neuve", "fr", "25121", "Ottignies-Louvain-la-Neuve"),
    ("'s gravenbrakel", "nl", "55004", "'s Gravenbrakel"),
    ("  namur  ", "fr", "92094", "Namur"),
    # saint, sainte, sint, sankt
    ("saint gilles", "fr", "21013", "Saint-Gilles"),
    ("st gilles", "fr", "21013", "Saint-Gilles"),
    ("St-Gilles", "fr", "21013", "Saint-Gilles"),
    ("stgilles", "fr", "21013", "Saint-Gilles"),
    ("sint gillis", "nl", "21013", "Sint-Gillis"),
    ("sint niklaas", "nl", "46021", "Sint-Niklaas"),
    ("St.-Niklaas", "nl", "46021", "Sint-Niklaas"),
    ("saint nicolas", "fr", "46021", "Saint-Nicolas"),
    ("sint truiden", "fr", "71053", "Saint-Trond"),
    ("st trond", "fr", "71053", "Saint-Trond"),
    ("sankt vith", "de", "63067", "Sankt Vith"),
    ("st. vith", "de", "63067", "Sankt Vith"),
    ("berchem ste agathe", "fr", "21003", "Berchem-Sainte-Agathe"),
    ("molenbeek st jean", "fr", "21012", "Molenbeek-Saint-Jean"),
    ("sint lambrechts woluwe", "nl", "21018", "Sint-Lambrechts-Woluwe"),
    # as one types
    ("nam", "fr", "92094", "Namur"),
    ("brux", "fr", "21004", "Bruxelles"),
    ("antw", "nl", "11002", "Antwerpen"),
    ("charl", "fr", "52011", "Charleroi"),
    ("saint-jos", "fr", "21014", "Saint-Josse-ten-Noode"),
    ("neuve", "fr", "25121", "Ottignies-Louvain-la-Neuve"),
    # one or two slips
    ("Nammur", "fr", "92094", "Namur"),
    ("nammu", "fr", "92094", "Namur"),
    ("Ottigny", "fr", "25121", "Ottignies-Louvain-la-Neuve"),
    ("Mouskron", "fr", "57096", "Mouscron"),
    ("moeskron", "nl", "57096", "Moeskroen"),
    ("charlerois", "fr", "52011", "Charleroi"),
    ("chalreroi", "fr", "52011", "Charleroi"),
    ("Schaarbek", "nl", "21015", "Schaarbeek"),
    ("bruxxeles", "fr", "21004", "Bruxelles"),
    ("anderlcht", "fr", "21001", "Anderlecht"),
    ("louvian la neuve", "fr", "25121", "Ottignies-Louvain-la-Neuve"),
    ("kortijk", "nl", "34022", "Kortrijk"),
    ("eupne", "de", "63023", "Eupen"),
    ("brxel", "fr", "21004", "Bruxelles"),
    # postcodes
    ("5000", "fr", "92094", "Namur"),
    ("9042", "nl", "44021", "Gent"),
    ("1348", "fr", "25121", "Ottignies-Louvain-la-Neuve"),
    ("50", "fr", "92094", "Namur"),
    ("B-5000", "fr", "92094", "Namur"),
    ("5000 Namur", "fr", "92094", "Namur"),
    ("1050 Elsene", "nl", "21009", "Elsene"),
    ("0000", "fr", None, None),
    # localities, and communes that are no more
    ("jambes", "fr", "92094", "Namur"),
    ("jumet", "fr", "52011", "Charleroi"),
    ("laken", "nl", "21004", "Brussel"),
    ("borgerhout", "nl", "11002", "Antwerpen"),
    ("bertogne", "fr", "82039", "Bastogne"),
    ("borsbeek", "nl", "11002", "Antwerpen"),
    ("zwijndrecht", "nl", "46030", "Beveren-Kruibeke-Zwijndrecht"),
    ("puurs", "nl", "12041", "Puurs-Sint-Amands"),
    # a commune before the province of that name; provinces and regions
    ("luxembourg", "fr", "80000", "Luxembourg"),
    ("brabant wallon", "fr", "20002", "Brabant wallon"),
    ("oost-vlaanderen", "nl", "40000", "Oost-Vlaanderen"),
    ("wallonie", "fr", "03000", "Région wallonne"),
]


def test_there_are_cases_enough():
    assert len(CASES) >= 60


@pytest.mark.parametrize(("query", "language", "code", "label"), CASES)
def test_the_first_suggestion(query, language, code, label):
    first = next(iter(suggest(query, language, TODAY)), None)
    assert (first and first.code, first and first.label) == (code, label)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "-",
        "🏠🌱",
        "مدينة نامور",
        "נמור",
        "\0",
        "'; DROP TABLE territories_area; --",
        "<script>alert('namur')</script>",
        "namur" + "x" * 10_000,
        "%",
        "_",
        "5" * 10_000,
        "zzzzzz",
        "\ud800",
    ],
)
def test_what_names_no_place_suggests_nothing(query):
    assert suggest(query, "fr", TODAY) == []


@pytest.mark.parametrize(
    ("query", "language", "detail"),
    [
        ("namur", "fr", "5000 · Namur (province)"),
        ("namen", "fr", "Namen · 5000 · Namur (province)"),
        ("jambes", "fr", "Jambes · 5100 · Namur (province)"),
        (
            "9042",
            "nl",
            "9042 · Desteldonk, Mendonk, Sint-Kruis-Winkel · Oost-Vlaanderen (provincie)",
        ),
        ("ixelles", "nl", "Ixelles · 1050 · Brussels Hoofdstedelijk Gewest"),
        ("bertogne", "en", "Bertogne, now part of Bastogne · 6600 · Luxembourg (province)"),
        ("brabant wallon", "fr", "Province"),
    ],
)
def test_the_detail_tells_which_one_it_is(query, language, detail):
    assert suggest(query, language, TODAY)[0].detail == detail


def test_a_commune_comes_before_the_province_of_its_name_and_each_comes_once():
    assert [match.code for match in suggest("namur", "fr", TODAY)] == ["92094", "90000"]
    codes = [match.code for match in suggest("saint", "fr", TODAY, limit=50)]
    assert len(codes) == len(set(codes)) == 50


def test_among_names_met_alike_the_one_with_more_people_comes_first():
    matches = suggest("ch", "fr", TODAY, limit=6)
    people = [match.area.population for match in matches]
    assert people == sorted(people, reverse=True)
    assert matches[0].label == "Charleroi"


def test_what_is_found_is_in_force_on_the_day():
    assert [m.code for m in suggest("mouscron", "fr", date(2018, 10, 14))][0] == "54007"
    assert [m.code for m in suggest("bertogne", "fr", date(2024, 12, 1))][0] == "82005"
    assert [m.code for m in suggest("7700", "fr", date(2018, 10, 14))] == ["54007"]
    with pytest.raises(BeforeThePackKnows):
        suggest("namur", "fr", date(1982, 12, 31))


def test_a_suggestion_costs_one_query_and_a_change_is_seen_at_once(django_assert_num_queries):
    suggest("namur", "fr", TODAY)
    with django_assert_num_queries(1):
        assert suggest("namur", "fr", TODAY)[0].label == "Namur"
    area = Area.objects.get(code="92094")
    area.name_fr = "Nameûr"
    area.save()
    touch([AREAS])
    assert suggest("nameur", "fr", TODAY)[0].label == "Nameûr"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Braine-l’Alleud", ("braine", "l", "alleud")),
        ("Celles (Hainaut)", ("celles",)),
        ("Œdelem", ("oedelem",)),
        ("Straße", ("strasse",)),
        ("ＮＡＭＵＲ", ("namur",)),
        ("<>", ()),
    ],
)
def test_words_are_bare(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("namur", True),
        ("Namen", True),
        ("5000", True),
        ("bertogne", True),
        ("500", False),
        ("nam", False),
        ("nammur", False),
        ("louvain-la-neuve", True),
        ("ottignies-louv", False),
    ],
)
def test_a_whole_name_or_postcode_is_told_from_what_is_near_it(typed, exact):
    assert suggest(typed, "fr", TODAY)[0].exact is exact


def test_after_a_change_the_names_are_put_together_by_one_thread_only(monkeypatch):
    built = []
    all_there = threading.Barrier(8)

    def versions_of(names):
        all_there.wait(10)
        return dict.fromkeys(names, "another")

    monkeypatch.setattr(places, "in_memory", {"old": None})
    monkeypatch.setattr(places, "versions", versions_of)
    monkeypatch.setattr(places, "Country", lambda: built.append("country") or built)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _number: places.country(), range(8)))

    assert (built, places.in_memory) == (["country"], {"another": built})
    assert all(one is built for one in found)


def test_the_names_of_a_period_are_put_together_by_one_thread_only(monkeypatch):
    built = []
    all_there = threading.Barrier(8)

    def names_at(country):
        all_there.wait(10)
        return country.places_at(TODAY)

    monkeypatch.setattr(places, "Places", lambda country, day: built.append(day) or built)
    whole = places.Country()
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(names_at, [whole] * 8))

    assert built == [TODAY]
    assert all(one is built for one in found)


def test_lesser_ways_of_meeting_a_name_wait_until_they_are_wanted():
    found = places.country().places_at(TODAY)
    tiers = found.names.met(("saint",))
    hits = found.in_order(tiers, "fr")
    first = [next(hits).tier for _number in range(8)]
    assert first == [Tier.PREFIX] * 8
    assert [tier for tier, _places in tiers] == [Tier.WORD, Tier.INSIDE]
