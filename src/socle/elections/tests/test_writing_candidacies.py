"""Coordinators say who stands on a list, on their pages; nobody is guessed to be another."""

import pytest

from socle.accounts.models import JournalEntry
from socle.elections.models import Candidacy, Person
from socle.elections.tests.factories import (
    CandidacyFactory,
    ElectoralListFactory,
    MandateFactory,
    PersonFactory,
)
from socle.elections.tests.people import browser, coordinator, errors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
ZOE = {"given_name": "Zoé", "family_name": "Van der Exemple", "source_title": "Poster"}


@pytest.fixture
def alice():
    return browser(coordinator())


@pytest.fixture
def row():
    return ElectoralListFactory(name="Ensemble", number=4)


def new(row):
    return f"/en/coalition/list/{row.pk}/candidate/"


def edit(candidacy):
    return f"/en/coalition/candidate/{candidacy.pk}/edit/"


def withdraw(candidacy):
    return f"/en/coalition/candidate/{candidacy.pk}/withdraw/"


def verbs():
    rows = JournalEntry.objects.filter(verb__startswith="elections.").order_by("pk")
    return list(rows.values_list("verb", flat=True))


def test_somebody_new_takes_the_next_position_and_the_source_is_proposed_again(alice, row):
    CandidacyFactory(list=row, position=6, person__given_name="Ana")
    done = alice.post(new(row), ZOE | {"email": "zoe@example.org"})
    made = Candidacy.objects.get(person__family_name="Van der Exemple")
    assert done["Location"] == new(row)
    assert (made.position, made.email, made.source_title) == (7, "zoe@example.org", "Poster")
    assert verbs() == ["elections.candidacy.added"]
    assert alice.get(new(row)).context["form"]["source_title"].value() == "Poster"
    public = alice.get(f"/en/list/{row.pk}-ensemble/").content.decode()
    assert (edit(made) in public, "zoe@example.org" in public) == (True, False)


@pytest.mark.parametrize("family", ["Van Der Exemple", "VANDEREXEMPLE", "Exemple van der"])
def test_a_name_that_is_known_is_asked_about_however_it_is_written(alice, row, family):
    known = PersonFactory(given_name="ZOE", family_name=family)
    CandidacyFactory(person=known, list__name="Aube")
    asked = alice.post(new(row), ZOE)
    assert errors(asked) == {"human": ["Say who it is."]}
    assert [label for _key, label in asked.context["form"].fields["human"].choices] == [
        f"ZOE {family}: Aube (Communal council · Namur, 2027)",
        "Another person of this name",
    ]
    assert alice.post(new(row), ZOE | {"human": known.pk}).status_code == 302
    assert row.candidacies.get().person == known
    other = ElectoralListFactory()
    assert alice.post(new(other), ZOE | {"human": "another"}).status_code == 302
    assert other.candidacies.get().person != known
    assert Person.objects.count() == 2


def test_who_stands_in_the_contest_and_a_position_that_is_taken_are_refused(alice, row):
    there = CandidacyFactory(list=row, position=1, is_head=True, person__family_name="Tête")
    again = {"given_name": "Zoé", "family_name": "Tête", "human": there.person.pk}
    twice = alice.post(new(row), ZOE | again)
    assert errors(twice) == {
        "family_name": ["Zoé Tête stands in this contest already, on “4 Ensemble”."]
    }
    taken = alice.post(new(row), ZOE | {"position": "1"})
    assert errors(taken) == {"position": ["Zoé Tête has this position."]}
    head = alice.post(new(row), ZOE | {"is_head": "on"})
    assert errors(head) == {"is_head": ["Zoé Tête heads this list."]}
    # Nobody was left behind without a candidacy.
    assert list(Person.objects.all()) == [there.person]


def test_one_is_changed_and_the_second_of_two_is_told(alice, row):
    one = CandidacyFactory(list=row, position=3)
    CandidacyFactory(list=row, position=None, substitute_position=1, person__family_name="Sub")
    seen = alice.get(edit(one)).context["form"]["seen"].value()
    none = alice.post(edit(one), {"seen": seen})
    assert errors(none) == {
        "position": ["Say a position, as a candidate or as a substitute."],
        "source_title": ["Say what this is known from."],
    }
    known = {"seen": seen, "source_title": "Poster"}
    taken = alice.post(edit(one), {"substitute_position": "1"} | known)
    assert errors(taken) == {"substitute_position": ["Zoé Sub has this position."]}
    sent = {"position": "2", "substitute_position": "4", "is_head": "on"} | known
    assert alice.post(edit(one), sent).status_code == 302
    one.refresh_from_db()
    assert (one.position, one.substitute_position, one.is_head) == (2, 4, True)
    late = alice.post(edit(one), sent | {"position": "9"})
    assert late.status_code == 409
    assert "Alice changed this while you were at it" in late.content.decode()
    assert late.context["form"]["position"].value() == "9"


def test_one_is_withdrawn_with_a_reason_unless_a_mandate_rests_on_it(alice, row):
    one = CandidacyFactory(list=row)
    mandate = MandateFactory(person=one.person, candidacy=one)
    refused = alice.post(withdraw(one), {"reason": "Wrong list."})
    assert errors(refused) == {
        "__all__": ["A mandate rests on this candidacy: it cannot be withdrawn."]
    }
    mandate.delete()
    assert alice.post(withdraw(one), {"reason": "Wrong list."}).status_code == 302
    assert not Candidacy.objects.exists()
    line = JournalEntry.objects.get(verb="elections.candidacy.removed")
    assert line.reason == "Wrong list."


@pytest.mark.parametrize("number", [1, 10])
def test_asking_who_is_meant_costs_the_same_for_one_and_for_ten(
    alice, row, number, django_assert_num_queries
):
    for _n in range(number):
        known = PersonFactory(given_name="Zoé", family_name="Van der Exemple")
        CandidacyFactory(person=known)
    alice.post(new(row), ZOE)
    with django_assert_num_queries(8):
        alice.post(new(row), ZOE)
