"""What must always be true of one row is held by the database, whatever the program does."""

import pytest
from django.db import IntegrityError, transaction

from socle.elections.models import Candidacy, ElectoralList, Identifier
from socle.elections.rules import sort_name
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

pytestmark = pytest.mark.django_db


def refused(constraint, make, *args, **kwargs):
    """The database refuses it, and says by which of its constraints (SQLite: or which columns)."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make(*args, **kwargs)
    words = str(caught.value)
    return constraint in words or "UNIQUE constraint failed" in words


def test_two_lists_of_a_contest_never_have_one_number():
    first = ElectoralListFactory(number=3)
    name = "elections_one_list_of_a_number"
    assert refused(name, ElectoralListFactory, contest=first.contest, number=3)
    ElectoralListFactory(contest=ContestFactory(code="92048"), number=3)


def test_lists_may_be_known_before_their_numbers_are_drawn():
    contest = ContestFactory()
    names = [(None, "Bis"), (12, "Onze"), (2, "Zwei"), (None, "Aube")]
    for number, name in names:
        ElectoralListFactory(contest=contest, number=number, name=name)
    found = ElectoralList.objects.filter(contest=contest).in_ballot_order()
    assert [str(each) for each in found] == ["2 Zwei", "12 Onze", "Aube", "Bis"]


def test_nobody_stands_on_two_lists_of_a_contest():
    standing = CandidacyFactory()
    other = ElectoralListFactory(contest=standing.contest)
    name = "elections_on_one_list_of_a_contest"
    assert refused(name, CandidacyFactory, list=other, person=standing.person)


def test_somebody_stands_for_the_commune_and_the_province_at_once():
    standing = CandidacyFactory()
    CandidacyFactory(list__contest__code="92142", person=standing.person)
    assert Candidacy.objects.filter(person=standing.person).count() == 2


def test_somebody_is_effective_and_substitute_on_one_list():
    both = CandidacyFactory(position=4, substitute_position=1)
    assert (both.position, both.substitute_position) == (4, 1)


@pytest.mark.parametrize(
    ("constraint", "positions"),
    [
        ("elections_one_candidate_of_a_position", {"position": 1}),
        ("elections_one_substitute_of_a_position", {"position": None, "substitute_position": 1}),
        ("elections_one_head_of_a_list", {"position": 9, "is_head": True}),
    ],
)
def test_a_place_on_a_list_is_one_persons(constraint, positions):
    first = CandidacyFactory(position=1, substitute_position=1, is_head=True)
    assert refused(constraint, CandidacyFactory, list=first.list, **positions)


@pytest.mark.parametrize(
    ("constraint", "factory", "columns"),
    [
        ("elections_candidacy_has_a_position", CandidacyFactory, {"position": None}),
        ("elections_candidacy_has_a_position", CandidacyFactory, {"position": 0}),
        ("elections_candidacy_has_a_source", CandidacyFactory, {"source_title": ""}),
        ("elections_list_has_a_source", ElectoralListFactory, {"source_title": ""}),
        ("elections_lists_count_from_one", ElectoralListFactory, {"number": 0}),
        ("elections_contact_has_a_source", ElectoralListFactory, {"contact_email": "a@b.example"}),
        ("elections_party_link_has_a_source", ElectoralListFactory, {"party_source": "Its site"}),
        ("elections_party_has_a_source", PartyFactory, {"source_title": ""}),
        ("elections_contest_fills_seats", ContestFactory, {"seats": 0}),
        ("elections_contest_has_a_source", ContestFactory, {"source_title": ""}),
        ("elections_election_has_a_source", ElectionFactory, {"source_title": ""}),
        ("elections_opens_before_its_day", ElectionFactory, {"opens_on": "2027-03-15"}),
        ("elections_person_has_a_name", PersonFactory, {"family_name": ""}),
        ("elections_mandate_has_a_source", MandateFactory, {"source_title": ""}),
        ("elections_mandate_ends_after_it_begins", MandateFactory, {"valid_to": "2024-12-01"}),
        ("elections_majority_ends_after_it_begins", MajorityFactory, {"valid_to": "2024-12-01"}),
    ],
)
def test_a_row_that_says_too_little_or_nonsense_is_refused(constraint, factory, columns):
    assert refused(constraint, factory, **columns)


def test_a_link_to_a_party_has_a_source():
    linked = ElectoralListFactory(party=PartyFactory(), party_source="Its poster, 2027")
    name = "elections_party_link_has_a_source"
    assert refused(name, ElectoralListFactory, party=linked.party)


def test_an_identifier_names_one_person():
    zoe, max_ = PersonFactory(), PersonFactory()
    Identifier.objects.create(person=zoe, scheme="register", value="12")
    name = "elections_one_person_of_an_identifier"
    assert refused(name, Identifier.objects.create, person=max_, scheme="register", value="12")


@pytest.mark.parametrize(
    ("given", "family", "compared"),
    [
        ("Zoé", "DUPONT-L’Heureux", "dupont l heureux zoe"),
        ("Jan", "van der Meer", "van der meer jan"),
        ("Éloïse", "d'Œuvre", "d oeuvre eloise"),
        ("", "Weiß", "weiss"),
        ("Søren", "Łukasz", "łukasz søren"),
    ],
)
def test_names_are_compared_without_capitals_accents_and_signs(given, family, compared):
    assert sort_name(given, family) == compared
