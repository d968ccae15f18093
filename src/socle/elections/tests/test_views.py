"""What anyone reads: every election, every contest with all its lists, lists, persons."""

import re
from datetime import date

import pytest
from django.utils import timezone

from socle.elections.queries.here import contests_in
from socle.elections.rules import ELECTIONS, LISTS
from socle.elections.tests.factories import (
    CandidacyFactory,
    ContestFactory,
    ElectionFactory,
    ElectoralListFactory,
    MajorityFactory,
    MandateFactory,
    PartyFactory,
    PersonFactory,
)
from socle.foundation.actions.stamps import touch
from socle.territories.models import Area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
NAMUR_2018 = "/en/elections/2018-local/communal-92094/"


def words(response):
    text = re.sub(r"<(script|style|head).*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def part(response, first, last):
    text = words(response)
    return text[text.index(first) : text.index(last)]


@pytest.fixture
def coming():
    today = timezone.localdate()
    return ContestFactory(
        election=ElectionFactory(slug="coming", day=today.replace(year=today.year + 1))
    )


def path(contest):
    return f"/en/elections/{contest.election.slug}/{contest.code}/"


def test_the_list_of_elections_begins_with_what_comes(client, coming):
    page = words(client.get("/en/elections/"))
    assert page.index("Coming") < page.index("Invented election") < page.index("Past")
    assert page.index("of 2024") < page.index("of 2019") < page.index("of 2018")
    assert "Communal council 565" in page


def test_an_election_shows_each_council_and_finds_a_commune_in_any_language(client):
    page = client.get("/en/elections/2018-local/?q=bergen")
    assert re.findall(
        r'href="(/en/elections/2018-local/communal[^"]*)"', page.content.decode()
    ) == ["/en/elections/2018-local/communal-53053/"]
    none = words(client.get("/en/elections/2018-local/?q=atlantis"))
    assert "Nothing is called “atlantis” here" in none


def test_a_contest_without_lists_says_so_and_who_may_vote(client):
    page = words(client.get(NAMUR_2018))
    assert "Communal council · Namur" in page
    assert "Lists not known yet" in page
    assert "Belgians aged 18 and over" in page


def test_all_lists_stand_in_ballot_order_by_the_same_rule(client, coming):
    party = PartyFactory(name="Invented party")
    ElectoralListFactory(contest=coming, number=None, name="Aube")
    big = ElectoralListFactory(
        contest=coming, number=12, name="Big", party=party, party_source="Poster"
    )
    small = ElectoralListFactory(contest=coming, number=2, name="Small")
    CandidacyFactory(list=small, person__given_name="Zoé", person__family_name="Tête", position=1)
    CandidacyFactory(list=big, position=3)
    text = part(client.get(path(coming)), "All lists, in the order", "Who may vote")
    assert text == (
        "All lists, in the order of the ballot: by number, then by name. "
        "List 2 Small Local list · 1 candidate Heads the list: Zoé Tête "
        "List 12 Big Invented party · 1 candidate "
        "– No number yet Aube Local list "
    )


def test_who_governs_stands_on_the_page_of_the_vote(client, coming):
    row = ElectoralListFactory(contest=coming, number=1, name="Ensemble")
    MajorityFactory(valid_from=date(2027, 12, 1)).lists.set([row])
    page = words(client.get(path(coming)))
    assert "Who governs Ensemble since 1 December 2027" in page
    assert "Local list · in the majority" in page


def test_a_list_shows_who_stands_on_it_in_order(client, coming):
    row = ElectoralListFactory(contest=coming, number=4, name="Ensemble")
    for position, name in [(2, "Deux"), (1, "Un")]:
        CandidacyFactory(list=row, position=position, person__family_name=name)
    CandidacyFactory(list=row, position=None, substitute_position=1, person__family_name="Sub")
    moved = client.get(f"/en/list/{row.pk}/")
    page = client.get(moved.headers["Location"])
    assert moved.status_code == 301
    assert part(page, "Candidates 1", "Sources") == (
        "Candidates 1 Zoé Un 2 Zoé Deux Substitutes 1 Zoé Sub "
    )


def test_who_lost_is_no_longer_named_on_any_page(client):
    past = ContestFactory(
        election=ElectionFactory(day=date(2024, 10, 13), opens_on=date(2024, 1, 1))
    )
    row = ElectoralListFactory(contest=past, name="Ensemble")
    lost = CandidacyFactory(list=row, position=1, elected=False, person__family_name="Perdante")
    CandidacyFactory(list=row, position=2, elected=True, person__family_name="Gagnante")
    person = f"/en/person/{lost.person.pk}/"
    assert client.get(person).status_code == 200
    assert "Perdante" in words(client.get(path(past)))
    ContestFactory(election=ElectionFactory(opens_on=timezone.localdate()))
    touch([ELECTIONS])
    for url in (path(past), f"/en/list/{row.pk}-ensemble/"):
        assert "Perdante" not in client.get(url).content.decode()
    page = words(client.get(f"/en/list/{row.pk}-ensemble/"))
    assert "Zoé Gagnante elected 1 other candidate stood on this list." in page
    assert client.get(person).status_code == 404


def test_a_person_is_shown_across_elections_and_found_from_a_merged_row(client, coming):
    zoe = PersonFactory(given_name="Zoé", family_name="Van der Exemple")
    CandidacyFactory(list__contest=coming, list__name="Ensemble", person=zoe, position=7)
    MandateFactory(person=zoe)
    also = PersonFactory(merged_into=zoe)
    moved = client.get(f"/en/person/{also.pk}/")
    page = client.get(moved.headers["Location"])
    assert moved.headers["Location"] == f"/en/person/{zoe.pk}/"
    assert "Communal council · Namur Member · since 2 December 2024" in words(page)
    assert "candidate in position 7" in words(page)


@pytest.mark.parametrize(
    "url",
    [
        "/en/elections/nowhere/",
        "/en/elections/2018-local/nowhere/",
        "/en/list/999999/",
        "/en/person/999999/",
    ],
)
def test_what_is_not_there_is_not_there(client, url):
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("number", [1, 10])
def test_a_contest_costs_the_same_with_one_list_and_with_ten(
    client, coming, number, django_assert_num_queries
):
    for place in range(number):
        row = ElectoralListFactory(contest=coming, number=place + 1)
        CandidacyFactory(list=row, position=1, is_head=True)
    # What every contest's page shows is read once in a process, whichever test came before.
    client.get(path(ContestFactory(election=coming.election, code="53053")))
    with django_assert_num_queries(13):
        client.get(path(coming))


@pytest.mark.parametrize("number", [1, 10])
def test_a_list_and_a_person_cost_the_same_with_one_row_and_with_ten(
    client, coming, number, django_assert_num_queries
):
    zoe = PersonFactory()
    row = ElectoralListFactory(contest=coming, name="Ensemble")
    for _n in range(number):
        CandidacyFactory(list=row)
        CandidacyFactory(person=zoe)
    client.get("/en/elections/")
    with django_assert_num_queries(9):
        client.get(f"/en/list/{row.pk}-ensemble/")
    with django_assert_num_queries(8):
        client.get(f"/en/person/{zoe.pk}/")


def here(code="92094", above=("90000", "03000", "COMFR", "01000", "EU")):
    areas = Area.objects.filter(code__in=[code, *above]).select_related("level")
    return contests_in(areas, day=timezone.localdate())


def test_a_commune_is_told_what_it_votes_for_next_and_what_it_voted_for_last(coming):
    touch([ELECTIONS, LISTS])
    found = here()
    assert [row.pk for row in found.coming] == [coming.pk]
    assert [(row.election.slug, row.code) for row in found.last] == [
        ("2024-local", "communal-92094"),
        ("2024-local", "provincial-90000"),
        ("2024-parliaments", "walloon-namur"),
        ("2024-parliaments", "chamber-namur"),
        ("2024-parliaments", "europe-french"),
    ]
    assert bool(found) is False


def test_lists_are_counted_as_soon_as_they_are_known(coming, django_assert_num_queries):
    touch([ELECTIONS, LISTS])
    here()
    ElectoralListFactory(contest=coming)
    touch([LISTS])
    assert [row.lists_known for row in here().coming] == [1]
    areas = list(Area.objects.filter(code="92094"))
    # The two versions; nothing else, while nothing changed.
    with django_assert_num_queries(2):
        contests_in(areas, day=timezone.localdate())


def test_the_commune_page_leads_to_the_vote(client, coming):
    touch([ELECTIONS])
    page = client.get("/en/commune/92094-namur/")
    assert path(coming) in page.content.decode()
    assert "lists not known yet" in words(page)
