"""How each list is reached, and inviting them: all at once, in the same words."""

import secrets
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.commitments.actions.asking import hold_questionnaire
from socle.commitments.actions.inviting_candidates import add_candidates
from socle.commitments.models import (
    Approach,
    Exclusion,
    Invitation,
    Questionnaire,
    Reminder,
)
from socle.commitments.queries.asking import asks_of
from socle.commitments.queries.lists import lists_of
from socle.commitments.rules import ASKS
from socle.elections.models import Contest, ElectoralList
from socle.foundation.actions.stamps import touch
from socle.foundation.queue import queue_job

# The shortest time to answer in, and how long a link still takes answers after the deadline.
AT_LEAST, GRACE = timedelta(days=7), 2
Channel, Kind = Invitation.Channel, Approach.Kind


class NoContact(Exception):
    """Neither where the list can be reached, with where that was published, nor what was tried."""


class LeftOut(Exception):
    """The rule does not invite that list."""


class OutAlready(Exception):
    """The list was invited: its link is sent again, or revoked."""


class NotReady(Exception):
    """``missing``: what still is, in the words of the steps (asks, rule, lists)."""

    def __init__(self, missing: list[str]) -> None:
        self.missing = missing
        super().__init__(", ".join(missing))


class BadDeadline(Exception):
    """Too soon to be fair, or not before the day of the vote."""


class NeverInvited(Exception):
    """There is no link to send again, or to revoke."""


def note_contact(
    *,
    questionnaire: Questionnaire,
    row: ElectoralList,
    channel: str,
    address: str,
    source: str,
    unreachable: str,
    language: str,
    by: User,
    now: datetime,
) -> Invitation:
    """Where a list can be reached and who published that, or what was tried. Invites nobody yet,
    unless the others were: then this list is too, with as many days as they had. Raises NoContact,
    LeftOut, OutAlready."""
    reached = bool(source.strip()) and (channel != Channel.EMAIL or bool(address))
    if not reached and not unreachable.strip():
        raise NoContact
    with transaction.atomic():
        held = hold_questionnaire(questionnaire.contest, now)
        if Exclusion.objects.filter(list=row).exists():
            raise LeftOut
        found = Invitation.objects.filter(list=row, candidacy=None).first()
        if found is not None and (found.sent_at or found.due_at):
            raise OutAlready
        found = found or Invitation(
            questionnaire=held, list=row, nonce=new_nonce(), made_at=now, expires_at=now
        )
        found.channel, found.language = channel, language
        found.address = address if reached and channel == Channel.EMAIL else ""
        found.address_source = source.strip()[:500] if reached else ""
        found.unreachable = "" if reached else unreachable.strip()[:500]
        found.save()
        record("commitments.contact.noted", now=now, by=by, target=row)
        if held.opened_at is not None:
            invite_late(found, held, by=by, now=now)
        touch([ASKS])
    return found


def new_nonce() -> str:
    return secrets.token_hex(16)


def invite(
    *,
    questionnaire: Questionnaire,
    deadline: datetime,
    remind_on: list[int],
    by: User | None,
    now: datetime,
) -> Questionnaire:
    """All lists that the rule invites, at once; the worker writes the messages. ``remind_on``: days
    before the deadline on which who is silent is reminded. Idempotent. Raises NotReady,
    BadDeadline."""
    with transaction.atomic():
        held = hold_questionnaire(questionnaire.contest, now)
        if held.opened_at is not None:
            return held
        if missing := missing_before(held):
            raise NotReady(missing)
        if not now + AT_LEAST <= deadline < vote_begins(held.contest):
            raise BadDeadline
        held.deadline, held.grace_days, held.opened_at = deadline, GRACE, now
        held.updated_at = now
        held.save()
        last = timezone.localdate(deadline)
        days = {last - timedelta(days=each) for each in remind_on}
        Reminder.objects.bulk_create(
            Reminder(questionnaire=held, day=day)
            for day in sorted(days)
            if timezone.localdate(now) < day < last
        )
        add_candidates(held, now=now)
        waiting = held.invitations.filter(sent_at=None, due_at=None)
        for invitation in waiting.exclude(list__exclusion__isnull=False):
            send_off(invitation, held, by=by, now=now)
        record("commitments.invitations.sent", now=now, by=by, target=held)
        touch([ASKS])
        transaction.on_commit(ask_to_write, robust=True)
    return held


def ask_to_write() -> None:
    queue_job("commitments.write_due_invitations")


def missing_before(questionnaire: Questionnaire) -> list[str]:
    """What must be there before lists are invited."""
    asks = asks_of(questionnaire)
    lists = lists_of(questionnaire.contest, questionnaire)
    found = []
    if asks.proposed or not asks.frozen:
        found.append("asks")
    if lists.rule is None:
        found.append("rule")
    if lists.missing or not lists.lines:
        found.append("lists")
    return found


def vote_begins(contest: Contest) -> datetime:
    """Midnight between the eve and the day."""
    return timezone.make_aware(datetime.combine(contest.election.day, time.min))


def send_off(
    invitation: Invitation, questionnaire: Questionnaire, *, by: User | None, now: datetime
) -> None:
    """In the caller's transaction. A message waits for the worker, a letter for whoever posts it or
    hands it over; who cannot be reached is shown with what was tried."""
    deadline = questionnaire.deadline
    assert deadline is not None  # noqa: S101 -- opened with a deadline: the database says so
    invitation.expires_at = deadline + timedelta(days=questionnaire.grace_days)
    if invitation.unreachable:
        log(invitation, Kind.UNREACHABLE, by=by, now=now, words=invitation.unreachable)
    else:
        invitation.due_at = now
    invitation.save()


def invite_late(
    invitation: Invitation, questionnaire: Questionnaire, *, by: User, now: datetime
) -> None:
    """A list that became known after the others were invited has as many days. All answers come out
    together, so the deadline moves for everyone; never past the eve of the vote."""
    opened, deadline = questionnaire.opened_at, questionnaire.deadline
    assert opened is not None and deadline is not None  # noqa: S101 -- as above
    if not invitation.unreachable and questionnaire.published_at is None:
        last = vote_begins(questionnaire.contest) - timedelta(minutes=1)
        later = min(now + (deadline - opened), last)
        if later > deadline:
            questionnaire.deadline, questionnaire.updated_at = later, now
            questionnaire.save()
            questionnaire.invitations.update(
                expires_at=later + timedelta(days=questionnaire.grace_days)
            )
            record("commitments.deadline.moved", now=now, by=by, target=questionnaire)
    send_off(invitation, questionnaire, by=by, now=now)
    transaction.on_commit(ask_to_write, robust=True)


def log(
    invitation: Invitation,
    kind: str,
    *,
    now: datetime,
    by: User | None = None,
    words: str = "",
    channel: str = "",
) -> Approach:
    """A line of the public log, in the caller's transaction."""
    return Approach.objects.create(
        questionnaire_id=invitation.questionnaire_id,
        list_id=invitation.list_id,
        candidacy_id=invitation.candidacy_id,
        kind=kind,
        channel=channel,
        words=words,
        at=now,
        by=by,
    )


def revoke(*, invitation: Invitation, by: User, now: datetime) -> Invitation:
    """Its link opens no more. Idempotent. Raises NeverInvited."""
    with transaction.atomic():
        held = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if held.revoked_at is not None:
            return held
        if held.sent_at is None and held.due_at is None:
            raise NeverInvited
        held.revoked_at, held.due_at = now, None
        held.save()
        log(held, Kind.REVOKED, by=by, now=now)
        record("commitments.invitation.revoked", now=now, by=by, target=held)
        touch([ASKS])
    return held


def send_again(*, invitation: Invitation, by: User, now: datetime) -> Invitation:
    """Another link, in the same words; the one before opens no more. A letter is printed again.
    Raises NeverInvited."""
    with transaction.atomic():
        held = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if held.sent_at is None:
            raise NeverInvited
        held.nonce, held.revoked_at, held.due_at = new_nonce(), None, now
        held.save()
        record("commitments.invitation.again", now=now, by=by, target=held)
        touch([ASKS])
        transaction.on_commit(ask_to_write, robust=True)
    return held
