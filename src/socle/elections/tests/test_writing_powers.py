"""Coordinators tell who was elected, who holds an office and who governs, on pages."""

from datetime import timedelta

import pytest

from socle.accounts.models import JournalEntry
from socle.elections.models import Candidacy, Majority, Mandate
from socle.elections.tests.factories import (
    CandidacyFactory,
    ContestFactory,
    ElectoralListFactory,
    MajorityFactory,
    MandateFactory,
    PersonFactory,
)
from socle.elections.tests.people import browser, coordinator, errors, notices
from socle.territories.models import Body
from socle.web.tests.reading import headings, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]

KNOWN = {"source_title": "Official results", "source_url": "https://results.example/"}
SINCE = {"valid_from": "2024-12-02", **KNOWN}


@pytest.fixture
def alice():
    return browser(coordinator())


@pytest.fixture
def vote():
    """Zoé and Ann stand first and second on Ensemble, in Namur, for one seat."""
    row = ElectoralListFactory(contest=ContestFactory(seats=1), number=4, name="Ensemble")
    zoe = CandidacyFactory(list=row, position=1, person__family_name="Exemple")
    ann = CandidacyFactory(list=row, position=2, person__given_name="Ann")
    return row, zoe, ann


def of_contest(row, page):
    return f"/en/coalition/contest/{row.contest_id}/{page}/"


def public(client, row):
    return client.get(f"/en/elections/{row.contest.election.slug}/{row.contest.code}/")


def seen(client, url):
    return client.get(url).context["form"]["seen"].value()


def test_who_was_elected_is_ticked_and_shown_with_its_source(client, alice, vote):
    row, zoe, ann = vote
    url = of_contest(row, "elected")
    none = alice.post(url, {"seen": seen(alice, url)} | KNOWN)
    assert errors(none) == {"__all__": ["Tick whoever was elected, on one list at least."]}
    both = {"seen": seen(alice, url), f"list_{row.pk}": [zoe.pk, ann.pk]} | KNOWN
    done = alice.post(url, both, follow=True)
    assert notices(done) == [
        "Saved: 2 were elected.",
        "That is more than the 1 seats of this contest: check it.",
    ]
    late = alice.post(url, both | {f"list_{row.pk}": [ann.pk]})
    assert late.status_code == 409
    assert "Somebody saved it before you" in words_of(late)
    for page in (public(client, row), client.get(f"/en/list/{row.pk}-ensemble/")):
        assert "Source: Official results (another site)" in words_of(page)
    assert "2 elected" in words_of(public(client, row))


def test_a_result_is_taken_back_once_nobody_sits_by_it(alice, vote):
    row, zoe, _ann = vote
    Candidacy.objects.filter(pk=zoe.pk).update(elected=True)
    mandate = MandateFactory(person=zoe.person, candidacy=zoe)
    url = of_contest(row, "elected") + "take-back/"
    assert errors(alice.post(url, {"reason": "Another commune."})) == {
        "__all__": [
            "Elected, these people have a mandate: Zoé Exemple. Remove it first if it is wrong."
        ]
    }
    mandate.delete()
    alice.post(url, {"reason": "Another commune."})
    assert set(row.candidacies.values_list("elected", flat=True)) == {None}
    line = JournalEntry.objects.get(verb="elections.list.uncounted")
    assert line.reason == "Another commune."


def test_without_candidates_the_page_says_what_to_do(alice):
    row = ElectoralListFactory()
    page = alice.get(of_contest(row, "elected"))
    assert headings(page, 2) == ["Candidates not known yet"]


def test_all_elected_take_their_seat_then_one_becomes_mayor(client, alice, vote):
    row, zoe, _ann = vote
    row.candidacies.update(elected=True)
    url = of_contest(row, "offices")
    assert headings(alice.get(url), 2) == ["Elected, with no mandate yet 2", "Mandates 0"]
    done = alice.post(url, SINCE, follow=True)
    assert notices(done) == ["2 seats are taken."]
    assert headings(done, 2) == ["Mandates 2"]
    office = f"/en/coalition/candidate/{zoe.pk}/office/"
    college = Body.objects.get(code="communal-college-wal")
    sent = SINCE | {"body": college.pk, "role": "head", "title": "mayor of the city"}
    assert alice.post(office, sent).status_code == 302
    again = alice.post(office, sent)
    assert errors(again) == {
        "valid_from": ["This person has this role there from this day already."]
    }
    shown = words_of(public(client, row))
    assert "Mayor of the city · Communal college since 2 December 2024" in shown
    listed = words_of(client.get(f"/en/list/{row.pk}-ensemble/"))
    assert "Zoé Exemple elected Mayor of the city" in listed
    assert "Mayor of the city" in words_of(client.get(f"/en/person/{zoe.person.pk}/"))


def test_an_office_is_corrected_with_a_reason_and_the_second_of_two_is_told(alice, vote):
    row = MandateFactory(person=vote[1].person)
    url = f"/en/coalition/office/{row.pk}/edit/"
    sent = {"seen": seen(alice, url), "body": row.body_id, "role": "chair", "title": ""} | SINCE
    assert errors(alice.post(url, sent | {"valid_to": "2024-12-01"})) == {
        "reason": ["Say why."],
        "valid_to": ["The last day is not before the first."],
    }
    alice.post(url, sent | {"valid_to": "2026-01-01", "reason": "Resigned."})
    row.refresh_from_db()
    assert (row.role, str(row.valid_to)) == ("chair", "2026-01-01")
    late = alice.post(url, sent | {"reason": "Late."})
    assert late.status_code == 409
    assert "Alice changed this while you were at it" in words_of(late)
    assert "The end of a mandate was recorded. Resigned. · Alice" in words_of(late)
    alice.post(f"/en/coalition/office/{row.pk}/remove/", {"reason": "Another person."})
    assert not Mandate.objects.exists()
    desk = words_of(alice.get(f"/en/coalition/person/{vote[1].person.pk}/"))
    assert "A mandate was removed. Another person. · Alice" in desk


def test_an_office_of_somebody_who_did_not_stand_says_of_what_and_where(alice):
    person = PersonFactory()
    url = f"/en/coalition/person/{person.pk}/office/"
    council = Body.objects.get(code="communal-council-vl")
    sent = SINCE | {"body": council.pk, "area": "5000 Namur", "role": "member"}
    assert errors(alice.post(url, sent)) == {
        "area": ["Namur has none: choose something else or another place."]
    }
    alice.post(url, sent | {"area": "Gent"})
    made = Mandate.objects.get()
    assert (made.body, made.area.code, made.candidacy) == (council, "44021", None)


def test_a_majority_whose_lists_are_gone_is_corrected_and_removed(alice, vote):
    row, _zoe, _ann = vote
    since = row.contest.election.day + timedelta(days=50)
    left = MajorityFactory(body=row.contest.body, area=row.contest.area, valid_from=since)
    edit = f"/en/coalition/majority/{left.pk}/edit/"
    given = {"lists": [row.pk], "reason": "Its list was told twice.", "seen": seen(alice, edit)}
    given |= SINCE | {"valid_from": since.isoformat()}
    assert notices(alice.post(edit, given, follow=True)) == ["Saved."]
    assert list(Majority.objects.get().lists.all()) == [row]
    left.lists.clear()
    remove = f"/en/coalition/majority/{left.pk}/remove/"
    assert "Remove this majority?" in headings(alice.get(remove), 1)
    alice.post(remove, {"reason": "Never was."})
    assert not Majority.objects.exists()


def test_a_majority_whose_council_was_never_voted_for_is_found_by_nobody(alice):
    left = MajorityFactory(body=Body.objects.get(code="communal-college-wal"))
    assert alice.get(f"/en/coalition/majority/{left.pk}/edit/").status_code == 404


def test_a_majority_is_told_corrected_and_removed(client, alice, vote):
    row = vote[0]
    other = ElectoralListFactory(contest=row.contest, number=7, name="Autrement")
    url = of_contest(row, "majority")
    assert errors(alice.post(url, SINCE)) == {"lists": ["Tick the lists that govern."]}
    alice.post(url, SINCE | {"lists": [row.pk, other.pk]})
    assert "Ensemble + Autrement since 2 December 2024" in words_of(public(client, row))
    assert errors(alice.post(url, SINCE | {"lists": [row.pk]})) == {
        "valid_from": ["A majority of this council begins on this day already."]
    }
    made = Majority.objects.get()
    edit = f"/en/coalition/majority/{made.pk}/edit/"
    sent = {"seen": seen(alice, edit), "lists": [row.pk], "reason": "It split."} | SINCE
    alice.post(edit, sent)
    assert list(made.lists.all()) == [row]
    assert alice.post(edit, sent).status_code == 409
    assert "Who governs Ensemble since" in words_of(client.get(f"/en/list/{row.pk}-ensemble/"))
    alice.post(f"/en/coalition/majority/{made.pk}/remove/", {"reason": "Never was."})
    assert not Majority.objects.exists()


def test_another_source_is_named_and_the_one_before_stays_readable(client, alice, vote):
    row, zoe, _ann = vote
    edit = f"/en/coalition/list/{row.pk}/edit/"
    alice.post(edit, {"name": row.name, "number": 4, "seen": seen(alice, edit)} | KNOWN)
    assert headings(alice.get(edit), 2) == ["Earlier sources", "What happened so far"]
    shown = words_of(client.get(f"/en/list/{row.pk}-ensemble/"))
    assert "the source was: Poster of the commune" in shown
    edit = f"/en/coalition/candidate/{zoe.pk}/edit/"
    alice.post(edit, {"position": 1, "seen": seen(alice, edit)} | KNOWN)
    assert "Source: Poster of the commune until" in words_of(alice.get(edit))


@pytest.mark.parametrize("number", [1, 10])
def test_offices_cost_the_same_with_one_and_with_ten(
    alice, vote, number, django_assert_num_queries
):
    row = vote[0]
    for _n in range(number):
        CandidacyFactory(list=row, elected=True)
        held = CandidacyFactory(list=row, elected=True)
        MandateFactory(person=held.person, candidacy=held)
    alice.get(of_contest(row, "offices"))
    with django_assert_num_queries(7):
        alice.get(of_contest(row, "offices"))
    with django_assert_num_queries(10):
        alice.get(of_contest(row, "elected"))
