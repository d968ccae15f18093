"""One person or two? Coordinators look, compare, decide, and take it back."""

import pytest

from socle.accounts.models import JournalEntry
from socle.elections.models import Identifier, Person, PersonMerge, ToldApart
from socle.elections.tests.factories import (
    CandidacyFactory,
    ContestFactory,
    ElectoralListFactory,
    MandateFactory,
    PersonFactory,
)
from socle.elections.tests.people import browser, coordinator, errors, notices
from socle.web.tests.reading import headings, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]

PERSONS = "/en/coalition/persons/"
KNOWN = {"source_title": "Their own site", "reason": "Same address."}


@pytest.fixture
def alice():
    return browser(coordinator())


def standing(given, family, code="92094", **more):
    """Somebody new on a list of that commune, at an election of its own."""
    row = ElectoralListFactory(contest=ContestFactory(code=code), **more)
    person = PersonFactory(given_name=given, family_name=family)
    return CandidacyFactory(list=row, person=person).person


@pytest.fixture
def twins():
    return standing("Zoé", "Van der Biest"), standing("Zoe", "Vanderbiest")


def compare(one, other, *after):
    return "/".join([f"/en/coalition/person/{one.pk}/same/{other.pk}", *after, ""])


def pairs(client):
    found = client.get(PERSONS).context["lines"]
    return [(line.one.person.name, line.other.person.name, line.by_identifier) for line in found]


# --- possible doubles ---


def test_one_name_in_one_area_is_offered_however_it_is_written(alice, twins):
    standing("Zoé", "Van der Biest", code="44021")
    standing("Zoë", "Autre-Nom")
    assert pairs(alice) == [("Zoé Van der Biest", "Zoe Vanderbiest", False)]


def test_a_seat_without_a_candidacy_is_a_place_too(alice):
    standing("Zoé", "Exemple")
    MandateFactory(person=PersonFactory(given_name="Zoé", family_name="Exemple"))
    assert pairs(alice) == [("Zoé Exemple", "Zoé Exemple", False)]


def test_one_identifier_is_enough_elsewhere_and_a_short_one_is_not(alice):
    one, far = standing("Zoé", "Exemple"), standing("Zoé", "Exemple", code="44021")
    for person, scheme in ((one, "poster"), (far, "results")):
        Identifier.objects.create(person=person, scheme=scheme, value="17")
    assert pairs(alice) == []
    for person, scheme in ((one, "poster"), (far, "results")):
        Identifier.objects.create(person=person, scheme=scheme, value="BE-2018-17")
    assert pairs(alice) == [("Zoé Exemple", "Zoé Exemple", True)]


def test_two_on_lists_of_one_contest_are_two_humans(alice, namur):
    for _n in range(2):
        person = PersonFactory(given_name="Zoé", family_name="Exemple")
        CandidacyFactory(list=ElectoralListFactory(contest=namur), person=person)
    assert pairs(alice) == []
    assert "No two persons of one name stand in the same area." in words_of(alice.get(PERSONS))


# --- looked for, merged, taken back ---


def test_somebody_is_found_by_the_beginning_of_names_in_any_order(alice, twins):
    def found(typed):
        called = alice.get(PERSONS, {"q": typed}).context["called"]
        return [each.person for each in called.people]

    assert found("zoe vanderb") == found("VANDERBIEST Zoé") == [twins[1]]
    assert found("biest") == [twins[0]]
    assert found("iest") == []
    assert "Nobody is called so" in words_of(alice.get(PERSONS, {"q": "iest"}))


def test_two_are_compared_merged_and_parted_exactly(client, alice, twins):
    one, other = twins
    same = alice.get(f"/en/coalition/person/{one.pk}/same/?q=vanderbiest")
    assert compare(one, other) in same.content.decode()
    url = compare(one, other)
    assert headings(alice.get(url), 2) == ["Zoé Van der Biest", "Zoe Vanderbiest"]
    assert errors(alice.post(url, {"kept": other.pk})) == {
        "reason": ["Say how you know."],
        "source_title": ["Say what this is known from."],
    }
    done = alice.post(url, {"kept": other.pk} | KNOWN, follow=True)
    assert headings(done, 1) == ["Zoe Vanderbiest"]
    told = words_of(done)
    assert "On ballots also: Zoé Van der Biest" in told
    assert "Zoé Van der Biest = Zoe Vanderbiest" in told
    assert "Source: Their own site" in told
    assert "Two names were found to be one person. Same address. · Alice" in told
    moved = client.get(f"/en/person/{one.pk}/")
    assert moved["Location"] == f"/en/person/{other.pk}/"
    assert pairs(alice) == []

    undo = f"/en/coalition/merge/{PersonMerge.objects.get().pk}/undo/"
    back = alice.post(undo, {"reason": "Two cousins."}, follow=True)
    assert notices(back) == ["They are two persons again, each with what was theirs."]
    assert "taken back on" in words_of(back)
    assert set(Person.objects.values_list("merged_into", flat=True)) == {None}
    assert alice.post(undo, {"reason": "Again."}).status_code == 302
    assert JournalEntry.objects.filter(verb="elections.person.unmerged").count() == 1


def test_who_stands_twice_in_one_contest_is_not_merged(alice, namur):
    one, other = (CandidacyFactory(list=ElectoralListFactory(contest=namur)).person for _ in "ab")
    refused = alice.post(compare(one, other), {"kept": one.pk} | KNOWN)
    [words] = errors(refused)["__all__"]
    assert words.startswith("Both stand in one contest (")


def test_two_people_are_told_apart_and_asked_about_again(alice, twins):
    url = compare(*twins, "another")
    assert errors(alice.post(url, {})) == {"reason": ["Say why."]}
    alice.post(url, {"reason": "Mother and daughter."})
    assert pairs(alice) == []
    assert "Somebody said that they are two people" in words_of(alice.get(compare(*twins)))
    assert "≠" in words_of(alice.get(f"/en/coalition/person/{twins[1].pk}/"))
    alice.post(url)
    assert not ToldApart.objects.exists()
    assert len(pairs(alice)) == 1
    lines = JournalEntry.objects.filter(target=f"elections.person:{twins[0].pk}").order_by("pk")
    assert list(lines.values_list("verb", "reason")) == [
        ("elections.person.apart", "Mother and daughter."),
        ("elections.person.unsure", ""),
    ]


def test_one_row_of_two_humans_is_split(alice, twins):
    one = twins[0]
    second = CandidacyFactory(person=one)
    url = f"/en/coalition/person/{one.pk}/split/"
    every = list(one.candidacies.values_list("pk", flat=True))
    assert errors(alice.post(url, {"candidacies": every, "reason": "Two cousins."})) == {
        "candidacies": ["Leave at least one: the person keeps something."]
    }
    done = alice.post(url, {"candidacies": [second.pk], "reason": "Two cousins."}, follow=True)
    second.refresh_from_db()
    assert second.person not in twins
    assert headings(done, 1) == ["Zoé Van der Biest"]
    assert "There is one candidacy only" in words_of(alice.get(url))


def test_a_name_is_corrected_with_a_reason(alice, twins):
    one = twins[0]
    url = f"/en/coalition/person/{one.pk}/edit/"
    seen = alice.get(url).context["form"]["seen"].value()
    sent = {"given_name": "Zoë", "family_name": "Van der Biest", "reason": "Typo.", "seen": seen}
    assert errors(alice.post(url, sent | {"family_name": "-"})) == {
        "family_name": ["Give it a name."]
    }
    alice.post(url, sent)
    one.refresh_from_db()
    assert (one.name, one.sort_name) == ("Zoë Van der Biest", "van der biest zoe")
    assert alice.post(url, sent).status_code == 409


def test_a_name_that_may_no_longer_be_shown_has_a_desk_still(client, alice):
    nobody = PersonFactory()
    desk = words_of(alice.get(f"/en/coalition/person/{nobody.pk}/"))
    assert "No page is public: the name may no longer be shown." in desk
    assert client.get(f"/en/person/{nobody.pk}/").status_code == 404


@pytest.mark.parametrize("number", [1, 10])
def test_doubles_a_search_and_a_desk_cost_the_same_for_one_and_for_ten(
    alice, number, django_assert_num_queries
):
    zoe = standing("Zoé", "Exemple")
    for n in range(number):
        for _twice in range(2):
            standing("Ann", f"Autre{n}")
        CandidacyFactory(person=zoe)
        MandateFactory(person=zoe, valid_from=f"20{n + 10}-12-01")
        PersonMerge.objects.create(
            gone=PersonFactory(), kept=zoe, reason="x", at=zoe.updated_at, source_title="y"
        )
    alice.get(PERSONS)
    with django_assert_num_queries(13):
        alice.get(PERSONS)
    with django_assert_num_queries(7):
        alice.get(PERSONS, {"q": "autre"})
    with django_assert_num_queries(12):
        alice.get(f"/en/coalition/person/{zoe.pk}/")
