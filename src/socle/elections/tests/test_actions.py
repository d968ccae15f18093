"""Coordinators make elections, lists and candidacies; each act is journalled once and refuses with
a reason."""

from datetime import date

import pytest

from socle.accounts.models import JournalEntry
from socle.elections import rules
from socle.elections.actions.candidacies import (
    PositionTaken,
    StandsElsewhere,
    add_candidacy,
    change_candidacy,
    remove_candidacy,
)
from socle.elections.actions.elections import (
    CameWithTheCountry,
    SlugTaken,
    change_election,
    make_contest,
    make_election,
    remove_contest,
)
from socle.elections.actions.lists import (
    ListSaid,
    NameTaken,
    NumberTaken,
    StillStands,
    add_list,
    change_list,
    make_party,
    remove_list,
)
from socle.elections.actions.sources import Source
from socle.elections.models import Candidacy, Contest, Election, ElectoralList
from socle.elections.tests.factories import (
    CandidacyFactory,
    ContestFactory,
    ElectoralListFactory,
    PersonFactory,
)
from socle.foundation.kept import versions
from socle.groups.tests.factories import NOW, UserFactory
from socle.territories.models import Area, Body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
POSTER = Source("Poster of the commune", "https://namur.example/lists.pdf")
NAMES = {"fr": "Communales anticipées", "en": "Early communal election"}


@pytest.fixture
def alice():
    return UserFactory(name="Alice")


def journal():
    rows = JournalEntry.objects.filter(verb__startswith="elections.").order_by("pk")
    return list(rows.values_list("verb", flat=True))


def new_election(**more):
    said = {
        "slug": "early-2027",
        "day": date(2027, 3, 14),
        "opens_on": date(2026, 12, 1),
        "names": NAMES,
        "source_title": "Arrêté du Gouvernement wallon",
        "by": None,
        "now": NOW,
    }
    return make_election(**said | more)


def test_a_coordinator_makes_an_election_and_the_contest_of_one_commune(alice):
    before = versions([rules.ELECTIONS])
    election = new_election(by=alice)
    namur = Area.objects.get(code="92094")
    contest = make_contest(
        election=election,
        code="communal-92094",
        body=Body.objects.get(code="communal-council-wal"),
        area=namur,
        areas=[namur],
        seats=47,
        source_title="Arrêté du Gouvernement wallon",
        by=alice,
        now=NOW,
    )
    assert (election.name_fr, election.name_nl, election.name_en) == (
        "Communales anticipées",
        None,
        "Early communal election",
    )
    assert list(contest.areas.values_list("code", flat=True)) == ["92094"]
    assert (election.in_pack, contest.in_pack) == (False, False)
    assert journal() == ["elections.election.made", "elections.contest.made"]
    assert versions([rules.ELECTIONS]) != before


def test_two_elections_never_have_one_address():
    new_election()
    with pytest.raises(SlugTaken):
        new_election()


def test_what_came_with_the_country_is_changed_in_its_files():
    election = Election.objects.get(slug="2018-local")
    contest = Contest.objects.get(election=election, code="communal-92094")
    said = {"names": NAMES, "source_title": "x", "source_url": "", "by": None, "now": NOW}
    with pytest.raises(CameWithTheCountry):
        change_election(election=election, day=NOW.date(), opens_on=NOW.date(), **said)
    with pytest.raises(CameWithTheCountry):
        remove_contest(contest=contest, by=None, now=NOW, reason="mistake")


def test_an_election_made_by_hand_is_changed_and_its_contest_removed():
    contest = ContestFactory(election=new_election())
    said = {"names": NAMES, "source_title": "Moniteur", "source_url": "", "by": None, "now": NOW}
    day = date(2027, 4, 1)
    changed = change_election(election=contest.election, day=day, opens_on=day, **said)
    remove_contest(contest=contest, by=None, now=NOW, reason="There is no vote there.")
    assert (changed.day, changed.source_title) == (day, "Moniteur")
    assert not Contest.objects.filter(pk=contest.pk).exists()
    assert JournalEntry.objects.latest("pk").reason == "There is no vote there."


# --- lists ---


def said(name="Ensemble", number=3, **more):
    return ListSaid(name=name, number=number, source=POSTER, **more)


def test_a_list_is_added_with_its_source_and_linked_to_a_party(alice):
    contest = ContestFactory()
    party = make_party(name="Invented party", source=POSTER, by=alice, now=NOW)
    again = make_party(name="Invented party", source=POSTER, by=alice, now=NOW)
    link = said(party=party, party_source="Its poster", contact_email="l@list.example",
                contact_source="Its site")  # fmt: skip
    made = add_list(contest=contest, said=link, by=alice, now=NOW)
    assert again == party
    assert (str(made), made.source_url, made.party_source) == (
        "3 Ensemble",
        "https://namur.example/lists.pdf",
        "Its poster",
    )
    assert journal() == ["elections.party.made", "elections.list.added"]


def test_what_goes_with_a_link_or_an_address_goes_with_it():
    made = add_list(
        contest=ContestFactory(),
        said=said(party_source="Its poster", contact_source="Its site"),
        by=None,
        now=NOW,
    )
    assert (made.party_source, made.contact_source) == ("", "")


@pytest.mark.parametrize(
    ("other", "refusal"),
    [(said("Autrement", 3), NumberTaken), (said("Ensemble", 4), NameTaken)],
)
def test_a_number_and_a_name_are_one_lists(other, refusal):
    contest = ContestFactory()
    first = add_list(contest=contest, said=said(), by=None, now=NOW)
    with pytest.raises(refusal) as told:
        add_list(contest=contest, said=other, by=None, now=NOW)
    assert told.value.taken_by == first
    assert ElectoralList.objects.filter(contest=contest).count() == 1


def test_a_list_gets_its_number_once_it_is_drawn():
    row = add_list(contest=ContestFactory(), said=said(number=None), by=None, now=NOW)
    changed = change_list(row=row, said=said(number=7), by=None, now=NOW)
    assert (changed.pk, changed.number) == (row.pk, 7)
    assert journal() == ["elections.list.added", "elections.list.changed"]


def test_a_list_somebody_is_on_is_not_removed():
    candidacy = CandidacyFactory()
    with pytest.raises(StillStands):
        remove_list(row=candidacy.list, reason="twice", by=None, now=NOW)
    remove_candidacy(candidacy=candidacy, reason="twice", by=None, now=NOW)
    remove_list(row=candidacy.list, reason="twice", by=None, now=NOW)
    assert not ElectoralList.objects.exists()


# --- candidacies ---


def stand(row, person=None, **more):
    person = person or PersonFactory()
    return add_candidacy(row=row, person=person, source=POSTER, by=None, now=NOW, **more)


def test_who_stands_without_a_place_takes_the_next():
    row = ElectoralListFactory()
    stand(row, position=4, is_head=True)
    assert (stand(row).position, stand(row, substitute_position=1).position) == (5, None)


def test_nobody_stands_twice_in_a_contest_under_another_row_either():
    row = ElectoralListFactory()
    zoe = PersonFactory()
    first = stand(row, zoe)
    other = ElectoralListFactory(contest=row.contest)
    for person in (zoe, PersonFactory(merged_into=zoe)):
        with pytest.raises(StandsElsewhere) as told:
            stand(other, person)
        assert told.value.candidacy == first


@pytest.mark.parametrize("place", [{"position": 1}, {"substitute_position": 1}, {"is_head": True}])
def test_a_place_is_taken_once(place):
    row = ElectoralListFactory()
    first = stand(row, position=1, substitute_position=1, is_head=True)
    with pytest.raises(PositionTaken) as told:
        stand(row, **place)
    assert told.value.candidacy == first


def test_places_change_and_are_looked_at_again():
    row = ElectoralListFactory()
    first, second = stand(row), stand(row)
    kept = {"is_head": False, "email": "z@list.example", "by": None, "now": NOW}
    changed = change_candidacy(candidacy=second, position=9, substitute_position=2, **kept)
    assert (changed.position, changed.substitute_position) == (9, 2)
    with pytest.raises(PositionTaken):
        change_candidacy(candidacy=second, position=1, substitute_position=None, **kept)
    assert Candidacy.objects.get(pk=first.pk).position == 1
