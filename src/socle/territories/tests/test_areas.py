"""Areas through time, what holds in them, and their addresses."""

from datetime import date

import pytest

from socle.territories import addresses, rules
from socle.territories.models import Area, AreaChange, Body, Competence, Level, Topic, VotingRight
from socle.territories.queries.areas import (
    area_and_above,
    area_by_code,
    areas_at,
    children_at,
    communes_in,
)
from socle.territories.queries.bodies import bodies_in, bodies_of, bodies_over
from socle.territories.queries.competences import (
    competences_across,
    competences_for,
    competences_in,
    topic_by_slug,
    topics_tree,
)
from socle.territories.queries.history import (
    area_in_force,
    history_of,
    predecessors_of,
    successors_of,
)
from socle.territories.queries.postcodes import areas_for_postcode, postcodes_of
from socle.territories.queries.scopes import scope_of, scopes, told_apart
from socle.territories.queries.voting import votes_in

TODAY = date(2026, 11, 20)
ELECTIONS_2018 = date(2018, 10, 14)
pytestmark = pytest.mark.usefixtures("belgium")


def codes(areas):
    return [area.code for area in areas]


@pytest.mark.parametrize("code", ["00000", "", "92094\0", "x" * 1000, "92094'; --", "é", "🏠"])
def test_a_code_that_never_existed_is_no_area(code):
    assert area_by_code(code) is None
    assert list(area_and_above(code)) == []


def test_before_1983_the_country_is_not_known():
    assert rules.known_since() == date(1983, 1, 1)
    assert areas_at(date(1983, 1, 1), "commune").count() == 589
    with pytest.raises(rules.BeforeThePackKnows):
        areas_at(date(1982, 12, 31))
    with pytest.raises(rules.BeforeThePackKnows):
        areas_for_postcode("5000", date(1982, 12, 31))


@pytest.mark.parametrize(
    ("code", "after", "before"),
    [
        ("54007", ["57096"], []),
        ("57096", [], ["54007"]),
        ("82039", [], ["82003", "82005"]),
        ("11007", ["11002"], []),
        ("11002", [], ["11007"]),
        ("92094", [], []),
    ],
)
def test_what_an_area_became_and_was(code, after, before):
    area = area_by_code(code)
    assert codes(successors_of(area)) == after
    assert codes(predecessors_of(area)) == before


def test_a_chain_of_changes_is_walked_to_its_end():
    level = Level.objects.get(code="commune")
    later = Area.objects.create(
        code="57199", level=level, name_fr="Plus tard", valid_from=date(2031, 1, 1)
    )
    old, now = area_by_code("54007"), area_by_code("57096")
    now.valid_to = date(2030, 12, 31)
    now.save()
    AreaChange.objects.create(day=date(2031, 1, 1), before=now, after=later, kind="merge")
    # A circle, which no country should draw, does not hang either.
    AreaChange.objects.create(day=date(2031, 1, 1), before=later, after=old, kind="merge")
    assert codes(successors_of(old)) == ["57096", "57199", "54007"]
    assert codes(successors_of(old, date(2032, 1, 1))) == ["57199"]
    assert area_in_force(old, date(2025, 1, 1)) == now
    assert area_in_force(old, date(2032, 1, 1)) == later


@pytest.mark.parametrize(
    ("code", "day", "found"),
    [
        ("92094", TODAY, "92094"),
        ("54007", TODAY, "57096"),
        ("54007", ELECTIONS_2018, "54007"),
        ("57096", ELECTIONS_2018, "54007"),
        ("82003", date(2024, 12, 1), "82003"),
        ("82003", date(2024, 12, 2), "82039"),
        ("82039", date(2024, 12, 1), None),  # two communes held its territory
    ],
)
def test_the_area_in_force_on_a_day(code, day, found):
    area = area_in_force(area_by_code(code), day)
    assert (area and area.code) == found


def test_the_history_of_a_commune_in_lines(django_assert_num_queries):
    bastogne = area_by_code("82003")
    with django_assert_num_queries(1):
        lines = history_of(bastogne)
    assert [(line.day, line.kind, codes(line.before), line.after.code) for line in lines] == [
        (date(2024, 12, 2), "merge", ["82003", "82005"], "82039")
    ]
    assert history_of(area_by_code("92094")) == []


@pytest.mark.parametrize(
    ("postcode", "day", "found"),
    [
        ("5000", TODAY, ["92094"]),
        ("9042", TODAY, ["44021"]),
        ("7700", TODAY, ["57096"]),
        ("7700", ELECTIONS_2018, ["54007"]),
        ("6600", TODAY, ["82039"]),
        ("2150", TODAY, ["11002"]),
        ("2150", ELECTIONS_2018, ["11007"]),
        ("0000", TODAY, []),
        ("50", TODAY, []),
        ("\0", TODAY, []),
        ("5" * 10_000, TODAY, []),
    ],
)
def test_a_postcode_leads_to_the_areas_in_force(postcode, day, found):
    assert codes(areas_for_postcode(postcode, day)) == found


def test_a_merged_commune_has_the_postcodes_of_those_it_came_from():
    found = {row.code for row in postcodes_of(area_by_code("82039"))}
    assert found == {"6600", "6686", "6687", "6688"}


@pytest.mark.parametrize(
    ("code", "communes"),
    [("01000", 565), ("02000", 285), ("03000", 261), ("04000", 19), ("COMDE", 9), ("90000", 38)],
)
def test_communes_in_an_area(code, communes):
    assert communes_in(area_by_code(code), TODAY).count() == communes


def test_children_of_a_region_are_its_provinces():
    found = children_at(area_by_code("03000"), TODAY, "province")
    assert codes(found) == ["20002", "50000", "60000", "80000", "90000"]


def test_a_body_belongs_to_an_area_or_to_every_area_of_a_level():
    found = [body.code for body in bodies_of(area_by_code("92094"))]
    assert found == ["communal-council-wal", "communal-college-wal", "cpas-council-wal"]
    assert "cocom" in [body.code for body in bodies_of(area_by_code("04000"))]
    parliament = Body.objects.get(code="french-community-parliament")
    assert (parliament.seats, parliament.elected) == (94, "indirect")


def scope_at(code):
    return scope_of(told_apart(area_and_above(code)))


@pytest.mark.parametrize(
    ("code", "provincial"),
    [
        ("92094", ["provincial-council-wal", "provincial-college-wal", "governor-wal"]),
        ("11002", ["provincial-council-vl", "provincial-college-vl", "governor-vl"]),
        ("21009", []),
    ],
)
def test_who_governs_people_includes_their_province_where_there_is_one(code, provincial):
    found = bodies_over(area_by_code(code))

    assert [body.code for body in found if body.level.code == "province"] == provincial


@pytest.mark.parametrize("code", ["92094", "21009", "63023", "24062", "11002"])
def test_who_governs_an_area_governs_its_part_of_the_country(code):
    assert list(bodies_in(scope_at(code))) == list(bodies_over(area_by_code(code)))


def test_people_in_eupen_vote_for_one_parliament_more():
    namur = [right.code for right in votes_in(scope_at("92094"))]
    eupen = [right.code for right in votes_in(scope_at("63023"))]
    assert set(eupen) - set(namur) == {"german-community-parliament"}
    assert set(namur) - set(eupen) == set()


LEVELS = "commune+community+eu+federation+region+world"
WITH_PROVINCE = "commune+community+eu+federation+province+region+world"


def test_scopes_are_five_parts_of_the_country(django_assert_num_queries):
    keys = {code: scope_at(code).key for code in ["92094", "21009", "63023", "24062", "11002"]}
    assert keys == {
        "92094": f"01000+03000+COMFR+EU+WORLD/{WITH_PROVINCE}",
        "21009": f"01000+04000+COMFR+COMNL+EU+WORLD/{LEVELS}",
        "63023": f"01000+03000+COMDE+EU+WORLD/{WITH_PROVINCE}",
        "24062": f"01000+02000+COMNL+EU+WORLD/{WITH_PROVINCE}",
        # Antwerp votes for councils of its districts too.
        "11002": f"01000+02000+11002+COMNL+EU+WORLD/{WITH_PROVINCE}",
    }
    with django_assert_num_queries(2):
        found = scopes(TODAY)
    assert sorted(scope.key for scope in found) == sorted(keys.values())
    assert set(found) == {scope_at(code) for code in keys}


def test_an_area_stands_in_all_that_is_above_it_lowest_level_first():
    assert codes(area_and_above("63023")) == [
        "63023", "60000", "03000", "COMDE", "01000", "EU", "WORLD",
    ]  # fmt: skip


def add_competence(**given):
    row = {
        "topic": Topic.objects.get(code="trains"),
        "level": Level.objects.get(code="region"),
        "verb": "advises",
        "words_fr": "Un avis.",
        "source_title": "Un décret",
        "valid_from": date(2000, 1, 1),
    }
    return Competence.objects.create(**(row | given))


def test_a_competence_holds_where_it_says_and_not_where_it_is_taken_out():
    wallonia, german = area_by_code("03000"), area_by_code("COMDE")
    walloon = add_competence(area=wallonia, except_area=german)
    everywhere = add_competence()
    past = add_competence(valid_from=date(1990, 1, 1), valid_to=date(1999, 12, 31))

    def found(code, day=TODAY):
        rows = competences_for(area_by_code(code), walloon.topic, day=day).filter(verb="advises")
        return set(rows.filter(words_fr="Un avis."))

    assert found("92094") == {walloon, everywhere}
    assert found("63023") == {everywhere}
    assert found("21009") == {everywhere}
    assert found("03000") == {walloon, everywhere}
    assert found("92094", date(1995, 1, 1)) == {past}


def test_what_holds_in_a_part_of_the_country_holds_in_each_of_its_communes():
    add_competence(area=area_by_code("03000"), except_area=area_by_code("COMDE"))
    for code in ("92094", "21009", "63023", "11002"):
        whole = competences_for(area_by_code(code), day=TODAY)
        assert set(competences_in(scope_at(code), day=TODAY)) == set(whole)


@pytest.mark.parametrize("more", [0, 9])
def test_lists_ask_as_often_whatever_their_length(more, django_assert_num_queries):
    area, topic = area_by_code("92094"), Topic.objects.get(code="trains")
    for year in range(more):
        add_competence(valid_from=date(2001 + year, 1, 1))
        level = Level.objects.get(code="commune")
        Area.objects.create(code=f"8888{year}", level=level, name_fr="X").parents.add(area)
        VotingRight.objects.create(code=f"v{year}", level=level, position=year, name_fr="V", age=18)
    with django_assert_num_queries(1):
        for row in competences_for(area, topic, day=TODAY):
            assert [row.level.name, row.topic.parent.name, row.body and row.body.name]
    with django_assert_num_queries(1):
        for group in competences_across(topic, day=TODAY):
            assert [place.area and place.area.level.name for place in group.areas]
    scope = scope_at("92094")
    with django_assert_num_queries(1):
        assert [(right.name, right.level.name) for right in votes_in(scope)]
    with django_assert_num_queries(1):
        assert [(theme.topic.name, len(theme.topics)) for theme in topics_tree()]
    with django_assert_num_queries(1):
        assert [found.level.name for found in children_at(area, TODAY)] == ["Commune"] * more
    with django_assert_num_queries(1):
        assert [body.level.name for body in bodies_of(area)]


def test_across_the_country_a_topic_is_told_level_by_level():
    groups = competences_across(Topic.objects.get(code="drinking-water"), day=TODAY)
    levels = [group.level.position for group in groups]
    assert levels == sorted(set(levels))
    regions = next(group for group in groups if group.level.code == "region")
    assert {place.area.code for place in regions.areas} == {"02000", "03000", "04000"}


@pytest.mark.parametrize(
    ("code", "paths"),
    [
        (
            "92094",
            [
                "/fr/commune/92094-namur/",
                "/nl/gemeente/92094-namen/",
                "/de/gemeinde/92094-namur/",
                "/en/commune/92094-namur/",
            ],
        ),
        (
            "25014",
            [
                "/fr/commune/25014-braine-l-alleud/",
                "/nl/gemeente/25014-eigenbrakel/",
                "/de/gemeinde/25014-braine-l-alleud/",
                "/en/commune/25014-braine-l-alleud/",
            ],
        ),
        (
            "EU",
            [
                "/fr/union-europeenne/EU-union-europeenne/",
                "/nl/europese-unie/EU-europese-unie/",
                "/de/europaeische-union/EU-europaeische-union/",
                "/en/european-union/EU-european-union/",
            ],
        ),
    ],
)
def test_addresses_are_translated(code, paths):
    area = area_by_code(code)
    assert [addresses.area_path(area, ln) for ln in addresses.LANGUAGES] == paths


def test_no_two_levels_have_the_same_word():
    for language in addresses.LANGUAGES:
        words = [addresses.level_word(level, language) for level in addresses.LEVEL_WORDS]
        assert len(words) == len(set(words))


def test_german_addresses_of_topics_are_written_out_too():
    topic = Topic.objects.get(code="trains")
    assert addresses.topic_path(topic, "de") == "/de/wer-entscheidet/zuege-und-bahnhoefe/"


def test_a_topic_is_found_by_its_address_in_each_language():
    topic = Topic.objects.get(code="drinking-water")
    assert addresses.topic_path(topic, "fr") == "/fr/qui-decide/eau-potable-et-egouts/"
    for language in addresses.LANGUAGES:
        assert topic_by_slug(getattr(topic, f"slug_{language}"), language) == topic
    assert topic_by_slug("drinkwater-en-riolering", "fr") is None
