"""A list that becomes known once the others were invited: as many days as they had, and its
candidates with it."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from socle.accounts.models import JournalEntry
from socle.commitments.actions.candidate_contacts import invite_who_is_ready
from socle.commitments.actions.inviting import invite, note_contact
from socle.commitments.actions.inviting_links import send_again
from socle.commitments.actions.inviting_mail import remind, write_due
from socle.commitments.actions.inviting_one import TooLate
from socle.commitments.actions.inviting_rule import publish_rule
from socle.commitments.models import Invitation
from socle.commitments.queries.links import Dead, invitation_of, token_of
from socle.commitments.tests.campaign import contest_in, group_in, organiser_of, provision_of
from socle.commitments.tests.rows import AskFactory, QuestionnaireFactory
from socle.elections.tests.factories import CandidacyFactory, ElectoralListFactory
from socle.foundation.models import OutgoingMail
from socle.groups.tests.factories import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
DAY = timedelta(days=1)
DEADLINE = NOW + 21 * DAY


@pytest.fixture
def gembloux():
    return group_in()


@pytest.fixture
def alice(gembloux):
    return organiser_of(gembloux)


@pytest.fixture
def asked(gembloux, alice):
    """Tilleuls is invited with its head, with three weeks to answer."""
    questionnaire = QuestionnaireFactory(contest=contest_in(), deadline=None, opened_at=None)
    AskFactory(questionnaire=questionnaire, asked_by=gembloux, provision=provision_of())
    publish_rule(
        contest=questionnaire.contest,
        group=gembloux,
        kind="all",
        reach="candidates",
        words="",
        language="en",
        adopted_on=TODAY,
        by=None,
        now=NOW,
    )
    contact(questionnaire, list_in(questionnaire, "Tilleuls", 1), alice)
    invite(questionnaire=questionnaire, deadline=DEADLINE, remind_on=[7, 2], by=alice, now=NOW)
    write_due(clock=lambda: NOW)
    questionnaire.refresh_from_db()
    return questionnaire


def list_in(asked, name, number, *candidates):
    row = ElectoralListFactory(contest=asked.contest, name=name, number=number)
    for place, address in enumerate(candidates, 1):
        CandidacyFactory(list=row, position=place, is_head=place == 1, email=address)
    return row


def contact(asked, row, by, now=NOW, **more):
    given = {
        "channel": "email",
        "address": f"{row.name.lower()}@example.org",
        "source": "https://list.example/contact",
        "unreachable": "",
        "language": "en",
    }
    found = note_contact(questionnaire=asked, row=row, by=by, now=now, **(given | more))
    write_due(clock=lambda: now)
    asked.refresh_from_db()
    return found


UNREACHED = {"address": "", "source": "", "unreachable": "No site, no poster."}


def written_since(moment):
    return sorted(OutgoingMail.objects.filter(created_at__gte=moment).values_list("to", flat=True))


def eve_of(asked):
    """The last minute before the day of the vote."""
    day = asked.contest.election.day
    return timezone.make_aware(datetime.combine(day, time.min)) - timedelta(minutes=1)


class TestBeforeTheDeadline:
    def test_the_deadline_moves_for_all_by_the_days_of_the_first_invitation(self, asked, alice):
        """And not by those that an earlier late list already added."""
        contact(asked, list_in(asked, "Saules", 2), alice, now=NOW + 5 * DAY)
        assert asked.deadline == NOW + 26 * DAY
        contact(asked, list_in(asked, "Ormes", 3), alice, now=NOW + 10 * DAY)
        assert (asked.deadline, asked.first_deadline) == (NOW + 31 * DAY, DEADLINE)
        assert set(Invitation.objects.values_list("expires_at", flat=True)) == {NOW + 33 * DAY}

    def test_days_of_reminders_move_with_it_those_that_are_past_too(self, asked, alice):
        assert remind(now=DEADLINE - 7 * DAY) == 1
        contact(asked, list_in(asked, "Saules", 2), alice, now=DEADLINE - 6 * DAY)
        last = timezone.localdate(asked.deadline)
        assert list(asked.reminders.order_by("day").values_list("day", "sent_at")) == [
            (last - 7 * DAY, None),
            (last - 2 * DAY, None),
        ]
        assert remind(now=asked.deadline - 7 * DAY) == 2

    def test_reminders_of_days_that_stay_past_are_not_sent_again(self, asked, alice):
        remind(now=DEADLINE - 2 * DAY)
        row = list_in(asked, "Saules", 2)
        contact(asked, row, alice, now=NOW + DAY)
        assert asked.deadline == DEADLINE + DAY
        Invitation.objects.filter(list=row).update(finished_at=NOW + DAY)
        assert remind(now=DEADLINE - 3 * DAY) == 1

    def test_its_candidates_are_invited_the_same_day(self, asked, alice):
        row = list_in(asked, "Saules", 2, "head@example.org", "second@example.org", "")
        contact(asked, row, alice, now=NOW + 5 * DAY, language="fr")
        assert written_since(NOW + 5 * DAY) == [
            "head@example.org",
            "saules@example.org",
            "second@example.org",
        ]
        own = Invitation.objects.exclude(candidacy=None)
        assert {(row.language, row.expires_at) for row in own} == {("fr", NOW + 28 * DAY)}

    def test_those_of_a_list_that_nobody_reached_too(self, asked, alice):
        row = list_in(asked, "Saules", 2, "head@example.org")
        contact(asked, row, alice, now=NOW + 5 * DAY, **UNREACHED)
        assert written_since(NOW + 5 * DAY) == ["head@example.org"]
        assert asked.deadline == NOW + 26 * DAY

    def test_a_list_that_nobody_reached_moves_nothing(self, asked, alice):
        contact(asked, list_in(asked, "Saules", 2), alice, now=NOW + 5 * DAY, **UNREACHED)
        assert asked.deadline == DEADLINE


class TestAfterTheDeadline:
    @pytest.mark.parametrize("is_out", [False, True])
    def test_it_has_days_of_its_own_and_those_of_the_others_are_over(self, asked, alice, is_out):
        """Moderators read, or everybody did: what is sealed does not open again."""
        later = DEADLINE + timedelta(hours=3)
        if is_out:
            asked.published_at = later
            asked.save()
        first = Invitation.objects.get()
        row = list_in(asked, "Saules", 2, "head@example.org")
        contact(asked, row, alice, now=later)
        assert asked.deadline == DEADLINE
        own = Invitation.objects.filter(list=row)
        assert {each.expires_at for each in own} == {later + 23 * DAY}
        first.refresh_from_db()
        assert first.expires_at == DEADLINE + 2 * DAY
        assert not JournalEntry.objects.filter(verb="commitments.deadline.moved").exists()

    def test_it_reads_its_own_last_day_and_that_nothing_is_sealed_any_more(self, asked, alice):
        later = DEADLINE + timedelta(hours=3)
        contact(asked, list_in(asked, "Saules", 2), alice, now=later)
        text = OutgoingMail.objects.get(to="saules@example.org").text
        last = timezone.localdate(later + 21 * DAY)
        assert f"until the end of {last:%-d %B %Y}" in text
        assert ("come out together" in text, "other lists" in text) == (False, True)

    def test_it_is_reminded_as_the_others_were_and_they_are_not_again(self, asked, alice):
        later = DEADLINE + timedelta(hours=3)
        remind(now=DEADLINE - DAY)
        contact(asked, list_in(asked, "Saules", 2), alice, now=later)
        days = [later + n * DAY for n in (13, 14, 19, 20)]
        assert [remind(now=day) for day in days] == [0, 1, 1, 0]
        to = list(OutgoingMail.objects.order_by("pk").values_list("to", flat=True))
        assert to[2:] == ["saules@example.org"] * 3

    def test_days_that_a_stopped_worker_left_make_one_reminder(self, asked, alice):
        assert remind(now=DEADLINE) == 1
        assert remind(now=DEADLINE) == 0

    def test_never_past_the_eve_of_the_vote(self, asked, alice):
        eve = eve_of(asked)
        found = contact(asked, list_in(asked, "Saules", 2), alice, now=eve - 3 * DAY)
        token = token_of(found)
        assert invitation_of(token, now=eve) == found
        assert invitation_of(token, now=eve + timedelta(minutes=1)) == Dead.EXPIRED

    def test_on_the_day_of_the_vote_nobody_is_invited_and_what_was_tried_is_told(
        self, asked, alice
    ):
        vote, row = eve_of(asked) + timedelta(minutes=1), list_in(asked, "Saules", 2)
        with pytest.raises(TooLate):
            contact(asked, row, alice, now=vote)
        contact(asked, row, alice, now=vote, **UNREACHED)
        assert [line.kind for line in row.approaches.all()] == ["unreachable"]


class TestAnotherLink:
    def test_is_not_sent_where_it_would_open_nothing(self, asked, alice):
        invitation = Invitation.objects.get()
        send_again(invitation=invitation, by=alice, now=invitation.expires_at - DAY)
        write_due(clock=lambda: invitation.expires_at - DAY)
        with pytest.raises(TooLate):
            send_again(invitation=invitation, by=alice, now=invitation.expires_at)

    def test_pressed_twice_one_leaves(self, asked, alice):
        for seconds in (0, 1, 2):
            at = NOW + DAY + timedelta(seconds=seconds)
            send_again(invitation=Invitation.objects.get(), by=alice, now=at)
            write_due(clock=lambda at=at: at)
        assert written_since(NOW + DAY) == ["tilleuls@example.org"]

    def test_who_answered_gets_one_until_the_eve_of_the_vote(self, asked, alice):
        Invitation.objects.update(finished_at=NOW + DAY)
        invitation = Invitation.objects.get()
        assert send_again(invitation=invitation, by=alice, now=eve_of(asked)).due_at


class TestCandidatesKnownLate:
    def test_are_invited_all_at_once_while_seven_days_are_left(self, asked, alice):
        row = asked.contest.lists.get()
        for place, address in enumerate(["head@example.org", "second@example.org", ""], 1):
            CandidacyFactory(list=row, position=place, email=address)
        with pytest.raises(TooLate):
            invite_who_is_ready(questionnaire=asked, row=row, by=alice, now=DEADLINE - 6 * DAY)
        at = NOW + DAY
        assert invite_who_is_ready(questionnaire=asked, row=row, by=alice, now=at) == 2
        assert invite_who_is_ready(questionnaire=asked, row=row, by=alice, now=at) == 0
        write_due(clock=lambda: at)
        assert written_since(at) == ["head@example.org", "second@example.org"]
        assert asked.deadline == DEADLINE

    def test_of_a_list_with_days_of_its_own_by_those(self, asked, alice):
        later = DEADLINE + timedelta(hours=3)
        row = list_in(asked, "Saules", 2)
        contact(asked, row, alice, now=later)
        CandidacyFactory(list=row, position=1, email="head@example.org")
        assert invite_who_is_ready(questionnaire=asked, row=row, by=alice, now=later + DAY) == 1
        assert set(row.invitations.values_list("expires_at", flat=True)) == {later + 23 * DAY}
