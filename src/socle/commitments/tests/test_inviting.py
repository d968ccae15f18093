"""Alice's group publishes its rule, says how each list is reached, and invites them all at once."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from socle.commitments.actions import inviting_mail
from socle.commitments.actions.inviting import (
    BadDeadline,
    LeftOut,
    NoContact,
    NotReady,
    OutAlready,
    invite,
    note_contact,
)
from socle.commitments.actions.inviting_links import revoke, send_again
from socle.commitments.actions.inviting_log import LeadsToSomebody, NotByHand, note_approach
from socle.commitments.actions.inviting_mail import log_bounces, remind, write_due
from socle.commitments.actions.inviting_rule import (
    Invited,
    InvitesAll,
    NoWords,
    RuleStands,
    leave_out,
    publish_rule,
    take_in,
)
from socle.commitments.models import Approach, Invitation, Reminder
from socle.commitments.queries.links import Dead, invitation_of, token_of
from socle.commitments.queries.lists import State, lists_of
from socle.commitments.tests.campaign import contest_in, group_in, organiser_of, provision_of
from socle.commitments.tests.rows import AskFactory, QuestionnaireFactory
from socle.elections.tests.factories import ElectoralListFactory
from socle.foundation.models import OutgoingMail
from socle.groups.tests.factories import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
LATER = NOW + timedelta(days=1)
DEADLINE = NOW + timedelta(days=21)


@pytest.fixture
def gembloux():
    return group_in()


@pytest.fixture
def alice(gembloux):
    return organiser_of(gembloux)


@pytest.fixture
def asked(gembloux):
    """A questionnaire with a frozen ask, before any rule."""
    questionnaire = QuestionnaireFactory(contest=contest_in(), deadline=None, opened_at=None)
    AskFactory(questionnaire=questionnaire, asked_by=gembloux, provision=provision_of())
    return questionnaire


def rule_of(asked, group, kind="all", words="", now=NOW):
    return publish_rule(
        contest=asked.contest,
        group=group,
        kind=kind,
        words=words,
        language="en",
        adopted_on=TODAY,
        by=None,
        now=now,
    )


def lists_in(asked, *names):
    return [
        ElectoralListFactory(contest=asked.contest, name=name, number=number)
        for number, name in enumerate(names, start=1)
    ]


def contact(asked, row, by, now=NOW, **more):
    given = {
        "channel": "email",
        "address": f"list-{row.pk}@example.org",
        "source": "https://list.example/contact",
        "unreachable": "",
        "language": "en",
    }
    return note_contact(questionnaire=asked, row=row, by=by, now=now, **(given | more))


UNREACHED = {"address": "", "source": "", "unreachable": "No site, no poster; nobody answers."}


def invited(asked, alice, group, *names, now=NOW, remind_on=(7, 2)):
    rule_of(asked, group)
    rows = lists_in(asked, *names)
    for row in rows:
        contact(asked, row, alice)
    invite(questionnaire=asked, deadline=DEADLINE, remind_on=list(remind_on), by=alice, now=now)
    asked.refresh_from_db()
    write_due(clock=lambda: now)
    return rows


def states(asked):
    return [(line.row.name, line.state) for line in lists_of(asked.contest, asked).lines]


def log_of(row):
    return list(row.approaches.order_by("at", "pk").values_list("kind", "channel"))


class TestTheRule:
    def test_it_is_published_before_lists_are_known_and_says_so(self, asked, gembloux):
        rule = rule_of(asked, gembloux)
        assert (rule.kind, rule.lists_known) == ("all", False)
        again = rule_of(asked, gembloux, "own", "Those that answer our letter.", now=LATER)
        assert (again.pk, again.kind) == (rule.pk, "own")

    def test_published_after_it_says_that_lists_were_known(self, asked, gembloux):
        lists_in(asked, "Tilleuls")
        assert rule_of(asked, gembloux).lists_known

    def test_once_lists_are_known_it_changes_no_more(self, asked, gembloux):
        rule_of(asked, gembloux)
        lists_in(asked, "Tilleuls")
        with pytest.raises(RuleStands):
            rule_of(asked, gembloux, "own", "Our friends.")

    def test_a_rule_of_ones_own_is_said_in_words(self, asked, gembloux):
        with pytest.raises(NoWords):
            rule_of(asked, gembloux, "rights")

    def test_a_list_is_left_out_by_the_rule_with_a_reason_and_taken_in_again(
        self, asked, gembloux, alice
    ):
        rule_of(asked, gembloux, "rights", "Those that accept the equality of all.")
        [row] = lists_in(asked, "Tilleuls")
        leave_out(row=row, questionnaire=asked, why="Its programme, p. 3.", by=alice, now=NOW)
        assert states(asked) == [("Tilleuls", State.EXCLUDED)]
        with pytest.raises(LeftOut):
            contact(asked, row, alice)
        take_in(row=row, by=alice, now=NOW)
        assert states(asked) == [("Tilleuls", State.MISSING)]

    def test_all_lists_is_all_lists(self, asked, gembloux, alice):
        rule_of(asked, gembloux)
        [row] = lists_in(asked, "Tilleuls")
        with pytest.raises(InvitesAll):
            leave_out(row=row, questionnaire=asked, why="We do not like it.", by=alice, now=NOW)

    def test_who_was_invited_is_not_left_out_afterwards(self, asked, gembloux, alice):
        rule_of(asked, gembloux, "own", "Those that publish a programme.")
        [row] = lists_in(asked, "Tilleuls")
        contact(asked, row, alice)
        invite(questionnaire=asked, deadline=DEADLINE, remind_on=[], by=alice, now=NOW)
        with pytest.raises(Invited):
            leave_out(row=row, questionnaire=asked, why="Late idea.", by=alice, now=NOW)


class TestBeforeInviting:
    def test_what_is_missing_is_named(self, asked, gembloux, alice):
        def missing():
            with pytest.raises(NotReady) as told:
                invite(questionnaire=asked, deadline=DEADLINE, remind_on=[], by=alice, now=NOW)
            return told.value.missing

        assert missing() == ["rule", "lists"]
        rule_of(asked, gembloux)
        rows = lists_in(asked, "Tilleuls", "Peupliers")
        contact(asked, rows[0], alice)
        assert missing() == ["lists"]

    def test_a_list_has_a_contact_with_its_source_or_what_was_tried(self, asked, alice):
        [row] = lists_in(asked, "Tilleuls")
        for lacking in ({"source": ""}, {"address": ""}):
            with pytest.raises(NoContact):
                contact(asked, row, alice, **lacking)
        contact(asked, row, alice, **UNREACHED)
        assert states(asked) == [("Tilleuls", State.UNREACHABLE)]
        contact(asked, row, alice)
        assert states(asked) == [("Tilleuls", State.READY)]

    @pytest.mark.parametrize("days", [6, 200])
    def test_the_deadline_is_neither_too_soon_nor_after_the_vote(
        self, asked, gembloux, alice, days
    ):
        rule_of(asked, gembloux)
        contact(asked, lists_in(asked, "Tilleuls")[0], alice)
        with pytest.raises(BadDeadline):
            invite(
                questionnaire=asked,
                deadline=NOW + timedelta(days=days),
                remind_on=[],
                by=alice,
                now=NOW,
            )


class TestInviting:
    def test_all_at_once_in_the_same_words_one_message_each_with_its_own_link(
        self, asked, gembloux, alice
    ):
        invited(asked, alice, gembloux, "Tilleuls", "Peupliers & Cie")
        mails = list(OutgoingMail.objects.order_by("pk"))
        invitations = list(Invitation.objects.order_by("pk"))
        assert [mail.to for mail in mails] == [each.address for each in invitations]
        texts = []
        for mail, each in zip(mails, invitations, strict=True):
            link, name = token_of(each), str(each.list)
            assert (link in mail.text, link in mail.html, name in mail.text) == (True, True, True)
            texts.append(mail.text.replace(link, "LINK").replace(name, "NAME"))
        assert texts[0] == texts[1]
        assert "2 Peupliers &amp; Cie" in mails[1].html
        assert [mail.due_at - mails[0].due_at for mail in mails] == [
            timedelta(0),
            timedelta(milliseconds=100),
        ]

    def test_the_link_opens_until_the_deadline_and_its_grace(self, asked, gembloux, alice):
        invited(asked, alice, gembloux, "Tilleuls")
        each = Invitation.objects.get()
        assert each.expires_at == DEADLINE + timedelta(days=2)
        last = each.expires_at - timedelta(seconds=1)
        assert invitation_of(token_of(each), now=last) == each
        assert invitation_of(token_of(each), now=each.expires_at) == Dead.EXPIRED

    def test_twice_is_once(self, asked, gembloux, alice):
        invited(asked, alice, gembloux, "Tilleuls")
        invite(questionnaire=asked, deadline=LATER, remind_on=[], by=alice, now=LATER)
        assert write_due(clock=lambda: LATER) == 0
        assert OutgoingMail.objects.count() == 1

    def test_the_log_says_for_every_list_what_was_done(self, asked, gembloux, alice):
        rule_of(asked, gembloux)
        by_mail, by_letter, by_none = lists_in(asked, "Tilleuls", "Peupliers", "Saules")
        contact(asked, by_mail, alice)
        contact(asked, by_letter, alice, channel="letter", address="", source="Poster")
        contact(asked, by_none, alice, **UNREACHED)
        invite(questionnaire=asked, deadline=DEADLINE, remind_on=[], by=alice, now=NOW)
        write_due(clock=lambda: NOW)
        # A letter is in the log on the day on which it is posted.
        assert [log_of(row) for row in (by_mail, by_letter, by_none)] == [
            [("invited", "email")],
            [],
            [("unreachable", "")],
        ]
        assert by_none.approaches.get().words == UNREACHED["unreachable"]

    def test_a_worker_stopped_between_two_batches_leaves_none_out_and_writes_none_twice(
        self, asked, gembloux, alice, monkeypatch
    ):
        monkeypatch.setattr(inviting_mail, "BATCH", 2)
        rule_of(asked, gembloux)
        for row in lists_in(asked, *"ABCDE"):
            contact(asked, row, alice)
        invite(questionnaire=asked, deadline=DEADLINE, remind_on=[], by=alice, now=NOW)
        Invitation.objects.update(due_at=NOW, sent_at=None, mail=None)
        OutgoingMail.objects.all().delete()
        Approach.objects.all().delete()
        stops = iter([False, True])
        assert write_due(clock=lambda: NOW, stop=lambda: next(stops)) == 2
        assert write_due(clock=lambda: NOW) == 3
        assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == sorted(
            Invitation.objects.values_list("address", flat=True)
        )

    def test_a_batch_that_fails_half_way_leaves_everything_as_it_was(
        self, asked, gembloux, alice, monkeypatch
    ):
        invited(asked, alice, gembloux, "Tilleuls")
        Invitation.objects.update(due_at=LATER)

        def killed(names):
            raise KeyboardInterrupt

        monkeypatch.setattr(inviting_mail, "touch", killed)
        with pytest.raises(KeyboardInterrupt):
            write_due(clock=lambda: LATER)
        assert OutgoingMail.objects.count() == 1
        assert Invitation.objects.get().due_at == LATER


class TestAfterwards:
    def test_a_list_known_late_has_as_many_days_and_the_deadline_moves_for_all(
        self, asked, gembloux, alice
    ):
        invited(asked, alice, gembloux, "Tilleuls")
        late = ElectoralListFactory(contest=asked.contest, name="Saules", number=9)
        after = NOW + timedelta(days=5)
        contact(asked, late, alice, now=after)
        asked.refresh_from_db()
        assert asked.deadline == after + timedelta(days=21)
        assert set(Invitation.objects.values_list("expires_at", flat=True)) == {
            asked.deadline + timedelta(days=2)
        }

    def test_never_past_the_eve_of_the_vote(self, asked, gembloux, alice):
        invited(asked, alice, gembloux, "Tilleuls")
        late = ElectoralListFactory(contest=asked.contest, name="Saules", number=9)
        day = asked.contest.election.day
        begins = timezone.make_aware(datetime.combine(day, time.min))
        asked.deadline = begins - timedelta(days=2)
        asked.save()
        contact(asked, late, alice, now=begins - timedelta(days=3))
        asked.refresh_from_db()
        assert asked.deadline == begins - timedelta(minutes=1)

    def test_who_is_silent_is_reminded_on_the_set_days_and_nobody_twice(
        self, asked, gembloux, alice
    ):
        silent, answered, refused = invited(asked, alice, gembloux, "A", "B", "C")
        Invitation.objects.filter(list=answered).update(finished_at=LATER)
        note(asked, refused, alice, "refused")
        day = DEADLINE - timedelta(days=7)
        assert [remind(now=at) for at in (day - timedelta(days=1), day, day, DEADLINE)] == [
            0,
            1,
            0,
            1,
        ]
        assert log_of(silent) == [
            ("invited", "email"),
            ("reminded", "email"),
            ("reminded", "email"),
        ]
        assert not Reminder.objects.filter(sent_at=None).exists()
        assert states(asked) == [
            ("A", State.SILENT),
            ("B", State.ANSWERED),
            ("C", State.REFUSED),
        ]

    def test_a_message_that_came_back_is_logged_once(self, asked, gembloux, alice):
        [row] = invited(asked, alice, gembloux, "Tilleuls")
        OutgoingMail.objects.update(given_up_at=LATER)
        assert [log_bounces(now=LATER), log_bounces(now=LATER)] == [1, 0]
        assert log_of(row) == [("invited", "email"), ("bounced", "email")]

    def test_a_link_is_revoked_and_another_one_sent(self, asked, gembloux, alice):
        [row] = invited(asked, alice, gembloux, "Tilleuls")
        first = Invitation.objects.get()
        before = token_of(first)
        revoke(invitation=first, by=alice, now=LATER)
        assert invitation_of(before, now=LATER) == Dead.REVOKED
        send_again(invitation=first, by=alice, now=LATER)
        write_due(clock=lambda: LATER)
        second = Invitation.objects.get()
        assert invitation_of(before, now=LATER) == Dead.REVOKED
        assert invitation_of(token_of(second), now=LATER) == second
        assert [kind for kind, _channel in log_of(row)] == ["invited", "revoked", "sent_again"]

    def test_an_address_is_not_changed_once_its_list_was_invited(self, asked, gembloux, alice):
        [row] = invited(asked, alice, gembloux, "Tilleuls")
        with pytest.raises(OutAlready):
            contact(asked, row, alice)


def note(asked, row, by, kind="called", words="Nobody picked up."):
    return note_approach(
        questionnaire=asked, row=row, kind=kind, words=words, at=LATER, by=by, now=LATER
    )


class TestTheLogByHand:
    def test_a_call_stands_in_it(self, asked, alice):
        [row] = lists_in(asked, "Tilleuls")
        note(asked, row, alice)
        assert log_of(row) == [("called", "")]

    def test_pressed_twice_it_stands_once(self, asked, alice):
        [row] = lists_in(asked, "Tilleuls")
        assert note(asked, row, alice) == note(asked, row, alice)
        note(asked, row, alice, words="Again.")
        assert log_of(row) == [("called", ""), ("called", "")]

    def test_it_holds_no_number_and_no_address(self, asked, alice):
        [row] = lists_in(asked, "Tilleuls")
        with pytest.raises(LeadsToSomebody):
            note(asked, row, alice, words="Called 0470 12 34 56 in vain.")

    def test_what_the_program_writes_is_not_written_by_hand(self, asked, alice):
        [row] = lists_in(asked, "Tilleuls")
        with pytest.raises(NotByHand):
            note(asked, row, alice, kind="answered")


@pytest.mark.parametrize("count", [1, 10])
def test_ten_lists_cost_as_many_queries_as_one(
    asked, gembloux, alice, count, django_assert_num_queries
):
    invited(asked, alice, gembloux, *[f"List {number}" for number in range(count)])
    contest = asked.contest
    with django_assert_num_queries(5):
        assert len(lists_of(contest, asked).lines) == count
