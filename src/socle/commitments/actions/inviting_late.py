"""A list that became known after the others were invited, and its candidates: as many days as they
had ([decision 10](../../../../docs/decisions/0010-late-lists.md))."""

from datetime import datetime, timedelta

from django.utils import timezone

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.commitments.actions.inviting_candidates import add_candidates
from socle.commitments.actions.inviting_one import TooLate, send_off, written_soon
from socle.commitments.models import Invitation, Questionnaire, Reminder
from socle.commitments.queries.late import late_days


def invite_late(
    invitation: Invitation, questionnaire: Questionnaire, *, by: User, now: datetime
) -> None:
    """In the caller's transaction. Until the deadline it moves for everyone: all answers come out
    together. Then it stays, since what was sealed is read: this list has days of its own. Raises
    TooLate."""
    add_candidates(questionnaire, row=invitation.list, now=now)
    waiting = questionnaire.invitations.filter(list=invitation.list_id, revoked_at=None)
    rows = list(waiting.filter(sent_at=None, due_at=None).order_by("pk"))
    ends = questionnaire.deadline
    assert ends is not None  # noqa: S101 -- opened with a deadline: the database says so
    if not all(row.unreachable for row in rows):
        ends = give_days(questionnaire, by=by, now=now)
    for row in rows:
        send_off(row, questionnaire, ends=ends, by=by, now=now)
    written_soon()


def give_days(questionnaire: Questionnaire, *, by: User, now: datetime) -> datetime:
    days = late_days(questionnaire, now)
    if days is None:
        raise TooLate
    if days.moves_all:
        move_deadline(questionnaire, days.ends, by=by, now=now)
    elif questionnaire.deadline != days.ends:
        remind_besides(questionnaire, days.ends, now=now)
    return days.ends


def move_deadline(
    questionnaire: Questionnaire, later: datetime, *, by: User, now: datetime
) -> None:
    """For every list and candidate, with the days on which who is silent is reminded."""
    shift = days_between(questionnaire.deadline, later)
    questionnaire.deadline, questionnaire.updated_at = later, now
    questionnaire.save()
    questionnaire.invitations.update(expires_at=later + timedelta(days=questionnaire.grace_days))
    # The last day first: no two reminders ever have one day.
    for reminder in questionnaire.reminders.order_by("-day"):
        reminder.day += shift
        if reminder.day > timezone.localdate(now):
            reminder.sent_at = None
        reminder.save()
    record("commitments.deadline.moved", now=now, by=by, target=questionnaire)


def remind_besides(questionnaire: Questionnaire, ends: datetime, *, now: datetime) -> None:
    """As many days before the end of its own days as the others were."""
    deadline = questionnaire.deadline
    assert deadline is not None  # noqa: S101 -- as above
    shift = days_between(deadline, ends)
    days = questionnaire.reminders.filter(day__lt=timezone.localdate(deadline))
    Reminder.objects.bulk_create(
        [
            Reminder(questionnaire=questionnaire, day=day + shift)
            for day in days.values_list("day", flat=True)
            if day + shift > timezone.localdate(now)
        ],
        ignore_conflicts=True,
    )


def days_between(first: datetime | None, last: datetime) -> timedelta:
    return timezone.localdate(last) - timezone.localdate(first)
