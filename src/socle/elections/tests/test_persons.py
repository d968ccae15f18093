"""One human, one person: merged without moving anything, told apart, named while it may be."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from socle.accounts.models import JournalEntry
from socle.elections.actions.finding import find_again_once_open
from socle.elections.actions.merging import (
    AlreadyOne,
    StandTwice,
    TakenBackAlready,
    merge_persons,
    undo_merge,
)
from socle.elections.actions.persons import (
    NotTheirs,
    let_stay_named,
    rename_person,
    split_person,
)
from socle.elections.actions.sources import Source
from socle.elections.models import Candidacy, Contest, Person
from socle.elections.queries.persons import candidacies_of, is_over, named, rows_of
from socle.elections.tests.factories import (
    CandidacyFactory,
    ContestFactory,
    ElectionFactory,
    ElectoralListFactory,
    MandateFactory,
    PersonFactory,
)
from socle.foundation.search import find
from socle.groups.tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]


def merge(gone, kept):
    source = Source("Their own site")
    return merge_persons(
        gone=gone, kept=kept, reason="Same address.", source=source, by=None, now=NOW
    )


def undo(row):
    undo_merge(merge=row, reason="Two cousins.", by=None, now=NOW)


def pointing():
    return dict(Person.objects.order_by("pk").values_list("pk", "merged_into"))


def test_a_merge_moves_nothing_and_is_taken_back_exactly():
    zoe, also = CandidacyFactory().person, CandidacyFactory().person
    before = list(Candidacy.objects.order_by("pk").values_list("pk", "person"))
    made = merge(also, zoe)
    assert rows_of(zoe) == rows_of(Person.objects.get(pk=also.pk)) == [zoe.pk, also.pk]
    assert candidacies_of([zoe.pk], NOW.date()).count() == 2
    undo(made)
    assert pointing() == {zoe.pk: None, also.pk: None}
    assert list(Candidacy.objects.order_by("pk").values_list("pk", "person")) == before
    with pytest.raises(TakenBackAlready):
        undo(made)
    told = JournalEntry.objects.filter(verb__startswith="elections.").order_by("pk")
    assert [row.verb for row in told] == ["elections.person.merged", "elections.person.unmerged"]


def test_rows_brought_along_go_back_with_the_one_that_brought_them():
    a, b, c = (CandidacyFactory().person for _n in range(3))
    merge(a, b)
    second = merge(Person.objects.get(pk=b.pk), c)
    assert pointing() == {a.pk: c.pk, b.pk: c.pk, c.pk: None}
    undo(second)
    assert pointing() == {a.pk: b.pk, b.pk: None, c.pk: None}


def again(person):
    return Person.objects.get(pk=person.pk)


def test_a_merge_taken_back_stays_so_when_a_later_one_is_taken_back_too():
    a, b, c = (CandidacyFactory().person for _n in range(3))
    first, second = merge(a, b), merge(again(b), c)
    undo(first)
    assert pointing() == {a.pk: None, b.pk: c.pk, c.pk: None}
    merge(again(a), again(c))
    undo(second)
    assert pointing() == {a.pk: c.pk, b.pk: None, c.pk: None}


def test_a_merge_in_the_middle_is_taken_back_before_the_one_after_it():
    a, b, c, d = (CandidacyFactory().person for _n in range(4))
    merge(a, b)
    second = merge(again(b), c)
    third = merge(again(c), d)
    undo(second)
    assert pointing() == {a.pk: b.pk, b.pk: None, c.pk: d.pk, d.pk: None}
    undo(third)
    assert pointing() == {a.pk: b.pk, b.pk: None, c.pk: None, d.pk: None}


def test_who_stands_in_one_contest_on_two_lists_is_not_one_human():
    row = ElectoralListFactory()
    one = CandidacyFactory(list=row).person
    other = CandidacyFactory(list=ElectoralListFactory(contest=row.contest)).person
    with pytest.raises(StandTwice) as told:
        merge(one, other)
    assert {each.person for each in told.value.candidacies} == {one, other}
    assert pointing() == {one.pk: None, other.pk: None}


def test_a_row_is_not_merged_twice_nor_into_itself():
    zoe, also = PersonFactory(), PersonFactory()
    merge(also, zoe)
    for pair in [(also, zoe), (zoe, zoe)]:
        with pytest.raises(AlreadyOne):
            merge(*pair)


def test_two_humans_in_one_row_are_told_apart_with_their_mandates():
    first = CandidacyFactory(person__given_name="Zoé")
    second = CandidacyFactory(person=first.person)
    mandate = MandateFactory(person=first.person, candidacy=second)
    other = split_person(
        person=first.person, candidacies=[second], reason="Two cousins.", by=None, now=NOW
    )
    mandate.refresh_from_db()
    assert (other.name, mandate.person, list(other.candidacies.all())) == (
        first.person.name,
        other,
        [second],
    )
    with pytest.raises(NotTheirs):
        split_person(person=other, candidacies=[second], reason="x", by=None, now=NOW)
    with pytest.raises(NotTheirs):
        split_person(person=first.person, candidacies=[second], reason="x", by=None, now=NOW)


# --- named, and no longer ---

BEFORE, OPENED, AFTER = date(2026, 8, 31), date(2026, 9, 1), date(2028, 1, 1)


@pytest.fixture
def lost():
    """Who lost in Namur in 2024; the next election there opens on 1 September 2026."""
    past = ElectionFactory(day=date(2024, 10, 13), opens_on=date(2024, 1, 1))
    contest = ContestFactory(election=past)
    ContestFactory(election=ElectionFactory(opens_on=OPENED))
    return CandidacyFactory(
        list=ElectoralListFactory(contest=contest, name="Ensemble"),
        elected=False,
        person__given_name="Zoé",
        person__family_name="Perdante-Exemple",
    )


def is_named(candidacy, day):
    return named(Candidacy.objects.filter(pk=candidacy.pk), day).exists()


@pytest.mark.parametrize(
    ("day", "elected", "agreed", "expected"),
    [
        (BEFORE, False, False, True),
        (BEFORE, None, False, True),
        (OPENED, False, False, False),
        (OPENED, None, False, False),
        (OPENED, True, False, True),
        (OPENED, False, True, True),
        (AFTER, False, False, False),
        (AFTER, False, True, True),
    ],
)
def test_who_lost_is_named_until_the_next_election_opens(lost, day, elected, agreed, expected):
    Candidacy.objects.update(elected=elected)
    let_stay_named(person=lost.person, agrees=agreed, by=None, now=NOW)
    assert is_named(lost, day) is expected


def test_an_election_of_another_council_opens_nothing(lost):
    other = ContestFactory(code="92142", election=lost.contest.election)
    assert (is_over(lost.contest, OPENED), is_over(other, OPENED)) == (True, False)


def test_a_commune_that_merged_is_over_once_the_merged_one_votes():
    """Beveren is no more since 2025: its council of 2018 ended with the vote of 2024."""
    beveren = Contest.objects.get(code="communal-46003", election__slug="2018-local")
    assert is_over(beveren, date(2023, 12, 31)) is False
    assert is_over(beveren, date(2024, 1, 1)) is True


def titles():
    return [hit.title for hit in find("perdante", language="fr").hits]


def test_a_name_leaves_the_search_on_the_day_the_next_election_opens(lost, monkeypatch):
    rename_person(
        person=lost.person,
        given_name="Zoé",
        family_name="Perdante-Exemple",
        by=None,
        now=datetime(2026, 8, 1, 12, tzinfo=UTC),
    )
    assert titles() == ["Zoé Perdante-Exemple"]
    monkeypatch.setattr(timezone, "localdate", lambda *given: OPENED)
    assert find_again_once_open(BEFORE) is False
    assert titles() == ["Zoé Perdante-Exemple"]
    assert find_again_once_open(OPENED) is True
    assert titles() == []


def test_somebody_merged_is_found_once_under_both_names(lost):
    also = CandidacyFactory(
        person__given_name="Zoë", person__family_name="Perdante", elected=True
    ).person
    merge(lost.person, also)
    hits = find("perdante", language="fr").hits
    assert [(hit.title, hit.url) for hit in hits] == [("Zoë Perdante", f"/fr/personne/{also.pk}/")]
