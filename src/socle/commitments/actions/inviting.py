"""How each list is reached, and inviting them: all at once, in the same words."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.commitments.actions.asking import hold_questionnaire
from socle.commitments.actions.inviting_candidates import add_candidates
from socle.commitments.actions.inviting_late import invite_late
from socle.commitments.actions.inviting_links import send_elsewhere
from socle.commitments.actions.inviting_one import new_nonce, send_off, written_soon
from socle.commitments.models import Exclusion, Invitation, Questionnaire, Reminder
from socle.commitments.queries.asking import asks_of
from socle.commitments.queries.links import vote_begins_in
from socle.commitments.queries.lists import lists_of
from socle.commitments.queries.silence import came_back
from socle.commitments.rules import ASKS
from socle.elections.models import ElectoralList
from socle.foundation.actions.stamps import touch

# The shortest time to answer in, and how long a link still takes answers after the deadline.
AT_LEAST, GRACE = timedelta(days=7), 2
Channel = Invitation.Channel


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
    unless the others were: then this list is too, with as many days as they had. Once invited it
    changes only where a message came back. Raises NoContact, LeftOut, OutAlready, TooLate."""
    reached = bool(source.strip()) and (channel != Channel.EMAIL or bool(address))
    if not reached and not unreachable.strip():
        raise NoContact
    with transaction.atomic():
        held = hold_questionnaire(questionnaire.contest, now)
        if Exclusion.objects.filter(list=row).exists():
            raise LeftOut
        found = Invitation.objects.filter(list=row, candidacy=None).first()
        if found is not None and (found.sent_at or found.due_at) and not came_back(found):
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
        if found.sent_at is not None:
            send_elsewhere(found, by=by, now=now)
        elif held.opened_at is not None:
            invite_late(found, held, by=by, now=now)
        touch([ASKS])
    return found


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
        if not now + AT_LEAST <= deadline < vote_begins_in(held.contest):
            raise BadDeadline
        held.deadline = held.first_deadline = deadline
        held.grace_days, held.opened_at, held.updated_at = GRACE, now, now
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
            send_off(invitation, held, ends=deadline, by=by, now=now)
        record("commitments.invitations.sent", now=now, by=by, target=held)
        touch([ASKS])
        written_soon()
    return held


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
