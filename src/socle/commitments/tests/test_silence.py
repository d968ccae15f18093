"""Who counts as silent: neither answered by any way, nor refused themselves."""

from datetime import timedelta

import pytest

from socle.commitments.actions.inviting_log import note_approach
from socle.commitments.actions.inviting_mail import remind
from socle.commitments.actions.publishing import forget_drafts
from socle.commitments.models import AnswerDraft, Approach, InvitationRule, Reminder
from socle.commitments.queries.candidates import candidates_of
from socle.commitments.queries.coverage import lists_reached
from socle.commitments.queries.grid import grid_of
from socle.commitments.queries.here import asked_by_contest, grid_here
from socle.commitments.queries.lists import lists_of
from socle.commitments.queries.next_steps import silent
from socle.commitments.queries.rounds import invited_in
from socle.commitments.tests.rows import InvitationFactory
from socle.commitments.tests.staged import Staged
from socle.elections.tests.factories import CandidacyFactory
from socle.foundation.models import OutgoingMail
from socle.groups.tests.factories import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
DAY = timedelta(days=1)


@pytest.fixture
def staged():
    """A meeting; Aube is invited, and so is its second candidate."""
    found = Staged(lists=["Aube"])
    found.rule = InvitationRule.objects.create(
        questionnaire=found.questionnaire,
        group=found.group,
        kind="all",
        reach="candidates",
        language="en",
        adopted_on=TODAY,
        published_at=NOW,
        lists_known=False,
    )
    Reminder.objects.create(questionnaire=found.questionnaire, day=TODAY + DAY)
    found.second = CandidacyFactory(list=found.aube, position=2)
    common = {"questionnaire": found.questionnaire, "list": found.aube}
    found.of_list = InvitationFactory(address="aube@example.org", **common)
    found.own = InvitationFactory(address="second@example.org", candidacy=found.second, **common)
    return found


def reminded():
    """To whom a reminder goes."""
    before = OutgoingMail.objects.count()
    remind(now=NOW + DAY)
    return sorted(OutgoingMail.objects.order_by("pk").values_list("to", flat=True)[before:])


def refuse(staged, candidacy=None, kind="refused"):
    note_approach(
        questionnaire=staged.questionnaire,
        row=staged.aube,
        candidacy=candidacy,
        kind=kind,
        words="By telephone.",
        at=NOW,
        by=staged.alice,
        now=NOW,
    )


def told(staged):
    """What whoever invites reads of the list, and of its candidate."""
    [line] = lists_of(staged.contest, staged.questionnaire).lines
    [own] = candidates_of(staged.aube, staged.rule)
    return str(line.state), str(own.known)


def test_neither_answered_both_are_reminded(staged):
    assert reminded() == ["aube@example.org", "second@example.org"]
    assert told(staged) == ("silent", "invited")
    assert silent([staged.group.pk]).count() == 1


def test_a_list_that_refuses_does_not_refuse_for_its_candidates(staged):
    refuse(staged)
    assert told(staged) == ("refused", "invited")
    assert reminded() == ["second@example.org"]


def test_a_candidate_who_refuses_does_not_refuse_for_the_list(staged):
    refuse(staged, staged.second)
    assert told(staged) == ("silent", "refused")
    assert reminded() == ["aube@example.org"]


def shown(staged):
    """What anyone reads of the list: on its grid, on the page of its commune, in the coverage."""
    contest = staged.contest
    there = grid_here(contest, asked_by_contest()[contest.pk])
    [row] = lists_reached([contest.pk])
    states = [str(each.lists[0].without) for each in (grid_of(contest), there)]
    return [*states, row.reached]


@pytest.mark.parametrize("of_candidate", [False, True])
def test_a_refusal_is_taken_back_by_another_line_and_may_come_again(staged, of_candidate):
    who = staged.second if of_candidate else None
    refuse(staged, who)
    refuse(staged, who, "willing")
    assert told(staged) == ("silent", "invited")
    assert shown(staged) == ["sealed", "sealed", "silent"]
    assert reminded() == ["aube@example.org", "second@example.org"]
    note_again(staged, who)
    assert told(staged) == (("silent", "refused") if of_candidate else ("refused", "invited"))


def note_again(staged, who):
    """On another day: the same line on the same day stands once."""
    note_approach(
        questionnaire=staged.questionnaire,
        row=staged.aube,
        candidacy=who,
        kind="refused",
        words="For good.",
        at=NOW,
        by=staged.alice,
        now=NOW,
    )


def test_anyone_reads_the_refusal_of_a_list(staged):
    refuse(staged)
    assert shown(staged) == ["refused", "refused", "refused"]


def test_a_list_that_could_not_be_reached_and_was_invited_since_is_not_unreachable(staged):
    Approach.objects.create(
        questionnaire=staged.questionnaire,
        list=staged.aube,
        kind="unreachable",
        words="No site.",
        at=NOW,
    )
    assert shown(staged) == ["unreachable", "unreachable", "unreachable"]
    Approach.objects.create(
        questionnaire=staged.questionnaire, list=staged.aube, kind="invited", at=NOW
    )
    assert shown(staged) == ["sealed", "sealed", "silent"]


def test_who_answered_on_stage_is_not_silent(staged):
    staged.confirm(staged.note())
    assert told(staged) == ("answered", "invited")
    assert reminded() == ["second@example.org"]
    assert not silent([staged.group.pk]).exists()
    assert invited_in([staged.contest.pk]) == {staged.contest.pk: (1, 1)}


def test_a_candidate_who_answered_on_stage_is_not_silent(staged):
    staged.confirm(staged.note(candidacy=staged.second))
    assert told(staged) == ("silent", "answered")
    assert reminded() == ["aube@example.org"]
    assert invited_in([staged.contest.pk]) == {staged.contest.pk: (1, 0)}


def test_what_was_noted_and_nobody_confirmed_is_no_answer(staged):
    staged.note()
    assert told(staged) == ("silent", "invited")


@pytest.mark.parametrize("of_candidate", [False, True])
def test_what_is_begun_is_kept_for_who_answered_on_stage_and_for_nobody_else(staged, of_candidate):
    for each in (staged.of_list, staged.own):
        AnswerDraft.objects.create(
            invitation=each, ask=staged.ask, words="Perhaps", language="en", saved_at=NOW
        )
    staged.confirm(staged.note(candidacy=staged.second if of_candidate else None))
    forget_drafts(now=staged.own.expires_at)
    kept = staged.own if of_candidate else staged.of_list
    assert [draft.invitation for draft in AnswerDraft.objects.all()] == [kept]
