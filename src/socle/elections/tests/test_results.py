"""Who was elected, who holds an office, who governs: told with a source, corrected, taken back."""

from datetime import date

import pytest

from socle.accounts.models import JournalEntry
from socle.elections.actions.candidacies import MandateRests, change_candidacy, remove_candidacy
from socle.elections.actions.lists import ListSaid, change_list
from socle.elections.actions.meanwhile import ChangedMeanwhile
from socle.elections.actions.powers import (
    ListOfAnotherCouncil,
    MajoritySaid,
    MandateSaid,
    SaidAlready,
    change_majority,
    change_mandate,
    record_majority,
    record_mandate,
    remove_majority,
    remove_mandate,
    seat_elected,
)
from socle.elections.actions.results import SeatsRest, forget_results, results_of, tell_results
from socle.elections.actions.sources import Source
from socle.elections.models import Candidacy, Majority, Mandate
from socle.elections.tests.factories import (
    CandidacyFactory,
    ContestFactory,
    ElectoralListFactory,
    MandateFactory,
    PersonFactory,
)
from socle.groups.tests.factories import NOW
from socle.territories.models import Area, Body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]

RESULTS = Source("Official results", "https://results.example/namur")
DONE = {"by": None, "now": NOW}
FIRST = date(2024, 12, 2)


def journal():
    rows = JournalEntry.objects.filter(verb__startswith="elections.").order_by("pk")
    return list(rows.values_list("verb", flat=True))


@pytest.fixture
def vote():
    """Two lists of Namur, with three on the first and one on the second."""
    first = ElectoralListFactory(number=1, contest=ContestFactory())
    second = ElectoralListFactory(number=2, contest=first.contest)
    ours = [CandidacyFactory(list=first, position=n) for n in (1, 2, 3)]
    return [*ours, CandidacyFactory(list=second, position=1)]


def tell(rows, contest, **more):
    said = {"contest": contest, "elected": [row.pk for row in rows], "source": RESULTS}
    tell_results(**said | DONE | more)


def elected():
    rows = Candidacy.objects.order_by("list__number", "position")
    return list(rows.values_list("elected", flat=True))


def test_exactly_those_said_were_elected_of_every_list(vote):
    contest = vote[0].contest
    tell(vote[:2], contest)
    assert elected() == [True, True, False, False]
    tell([vote[1], vote[3]], contest)
    assert elected() == [False, True, False, True]
    assert journal() == ["elections.list.counted"] * 4
    row = contest.lists.first()
    assert (row.result_title, row.result_url) == (RESULTS.title, RESULTS.url)


def test_only_lists_of_which_something_changed_are_told_of(vote):
    tell(vote[:1], vote[0].contest)
    tell(vote[:2], vote[0].contest)
    assert journal() == ["elections.list.counted"] * 3


def test_the_second_of_two_who_tell_is_told(vote):
    seen = results_of(vote[0].contest)
    tell(vote[:1], vote[0].contest, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        tell(vote[1:2], vote[0].contest, seen=seen)
    assert elected() == [True, False, False, False]


def test_a_result_is_taken_back_unless_somebody_sits_by_it(vote):
    contest = vote[0].contest
    tell(vote[:1], contest)
    mandate = MandateFactory(person=vote[0].person, candidacy=vote[0])
    for change in (
        lambda: forget_results(contest=contest, reason="Another commune.", **DONE),
        lambda: tell(vote[1:2], contest),
    ):
        with pytest.raises(SeatsRest) as told:
            change()
        assert told.value.candidacies == [vote[0]]
    mandate.delete()
    forget_results(contest=contest, reason="Another commune.", **DONE)
    assert elected() == [None] * 4
    assert set(contest.lists.values_list("result_title", "result_url")) == {("", "")}


# --- mandates ---


def seat(candidacy=None, **more):
    said = {
        "body": Body.objects.get(code="communal-council-wal"),
        "area": Area.objects.get(code="92094"),
        "valid_from": FIRST,
        "source": RESULTS,
        "candidacy": candidacy,
    }
    return MandateSaid(**said | more)


def test_a_mandate_is_recorded_once_corrected_ended_and_removed():
    candidacy = CandidacyFactory(elected=True)
    person = candidacy.person
    mandate = record_mandate(person=person, said=seat(candidacy), **DONE)
    with pytest.raises(SaidAlready):
        record_mandate(person=person, said=seat(candidacy), **DONE)
    with pytest.raises(MandateRests):
        remove_candidacy(candidacy=candidacy, reason="x", **DONE)
    head = seat(candidacy, role="head", title="Bourgmestre")
    change_mandate(mandate=mandate, said=head, reason="Installed so.", **DONE)
    last = seat(candidacy, role="head", title="Bourgmestre", valid_to=date(2026, 5, 1))
    ended = change_mandate(mandate=mandate, said=last, reason="Resigned.", **DONE)
    assert (ended.role, ended.title, ended.valid_to) == ("head", "Bourgmestre", date(2026, 5, 1))
    remove_mandate(mandate=ended, reason="Another person.", **DONE)
    assert not Mandate.objects.exists()
    assert journal() == [
        f"elections.mandate.{done}" for done in ("recorded", "changed", "ended", "removed")
    ]


def test_a_mandate_does_not_become_the_same_as_another():
    person = PersonFactory()
    record_mandate(person=person, said=seat(), **DONE)
    chair = record_mandate(person=person, said=seat(role="chair"), **DONE)
    with pytest.raises(SaidAlready):
        change_mandate(mandate=chair, said=seat(), reason="x", **DONE)


def test_all_elected_take_their_seat_once(vote):
    tell(vote[:2], vote[0].contest)
    said = {"contest": vote[0].contest, "valid_from": FIRST, "source": RESULTS}
    assert [seat_elected(**said, **DONE), seat_elected(**said, **DONE)] == [2, 0]
    rows = Mandate.objects.order_by("pk")
    assert list(rows.values_list("candidacy", "role", "valid_from", "source_title")) == [
        (row.pk, "member", FIRST, "Official results") for row in vote[:2]
    ]


def test_a_seat_told_by_hand_is_by_the_candidacy_from_then_on(vote):
    tell(vote[:2], vote[0].contest)
    contest = vote[0].contest
    by_hand = seat(body=contest.body, area=contest.area)
    mandate = record_mandate(person=vote[0].person, said=by_hand, **DONE)
    assert seat_elected(contest=contest, valid_from=FIRST, source=RESULTS, **DONE) == 2
    mandate.refresh_from_db()
    assert (mandate.candidacy, Mandate.objects.count()) == (vote[0], 2)


# --- majorities ---


def test_lists_of_a_council_govern_it_and_no_others(vote):
    ours = [vote[0].list, vote[3].list]
    elsewhere = ElectoralListFactory(contest=ContestFactory(code="92142"))
    council = {"body": vote[0].contest.body, "area": vote[0].contest.area}
    with pytest.raises(ListOfAnotherCouncil):
        said = MajoritySaid([*ours, elsewhere], FIRST, RESULTS)
        record_majority(**council, said=said, **DONE)
    majority = record_majority(**council, said=MajoritySaid(ours, FIRST, RESULTS), **DONE)
    with pytest.raises(SaidAlready):
        record_majority(**council, said=MajoritySaid(ours, FIRST, RESULTS), **DONE)
    less = MajoritySaid(ours[:1], FIRST, Source("Minutes"), valid_to=date(2026, 1, 1))
    changed = change_majority(majority=majority, said=less, reason="Split.", **DONE)
    assert list(changed.lists.all()) == ours[:1]
    assert (changed.source_title, changed.valid_to) == ("Minutes", date(2026, 1, 1))
    remove_majority(majority=changed, reason="Never was.", **DONE)
    assert not Majority.objects.exists()
    assert journal() == [
        f"elections.majority.{done}" for done in ("recorded", "changed", "removed")
    ]


# --- sources ---


def test_another_source_leaves_the_one_before_in_the_history(vote):
    row, candidacy = vote[0].list, vote[0]
    said = ListSaid(name=row.name, number=row.number, source=RESULTS)
    for _twice in range(2):
        change_list(row=row, said=said, **DONE)
        change_candidacy(
            candidacy=candidacy, position=1, substitute_position=None, is_head=False, email="",
            source=RESULTS, **DONE,
        )  # fmt: skip
    for thing in (row, candidacy):
        thing.refresh_from_db()
        earlier = thing.earlier_sources.values_list("source_title", "source_url", "until")
        assert thing.source_title == "Official results"
        assert list(earlier) == [("Poster of the commune", "", NOW)]
