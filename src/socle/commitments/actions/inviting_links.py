"""The link of an invitation is revoked, or another one sent, of a list as of a candidate."""

from datetime import datetime, timedelta

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.commitments.actions.inviting_one import TooLate, log, new_nonce, written_soon
from socle.commitments.models import Approach, Invitation
from socle.commitments.queries.links import is_open
from socle.commitments.rules import ASKS
from socle.foundation.actions.stamps import touch

# Who presses a button twice wants one link.
JUST_NOW = timedelta(minutes=1)


class NeverInvited(Exception):
    """There is no link to send again, or to revoke."""


def hold_invitation(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",))
    return rows.select_related("questionnaire__contest__election").get(pk=invitation.pk)


def revoke(*, invitation: Invitation, by: User, now: datetime) -> Invitation:
    """Its link opens no more. Idempotent. Raises NeverInvited."""
    with transaction.atomic():
        held = hold_invitation(invitation)
        if held.revoked_at is not None:
            return held
        if held.sent_at is None and held.due_at is None:
            raise NeverInvited
        held.revoked_at, held.due_at = now, None
        held.save()
        log(held, Approach.Kind.REVOKED, by=by, now=now)
        record("commitments.invitation.revoked", now=now, by=by, target=held)
        touch([ASKS])
    return held


def send_again(*, invitation: Invitation, by: User, now: datetime) -> Invitation:
    """Another link, in the same words; the one before opens no more. A letter is printed again.
    Pressed twice, one leaves. Raises NeverInvited, TooLate when it would open nothing."""
    with transaction.atomic():
        held = hold_invitation(invitation)
        if held.sent_at is None:
            raise NeverInvited
        if held.revoked_at is None and (held.due_at or now - held.sent_at < JUST_NOW):
            return held
        make_another(held, by=by, now=now)
        touch([ASKS])
    return held


def send_elsewhere(invitation: Invitation, *, by: User, now: datetime) -> None:
    """In the caller's transaction, once the address of what came back was changed; or nothing is
    known any more of how to reach them, which the log then says. Raises TooLate."""
    if invitation.unreachable:
        log(invitation, Approach.Kind.UNREACHABLE, by=by, now=now, words=invitation.unreachable)
    else:
        make_another(invitation, by=by, now=now)


def make_another(held: Invitation, *, by: User, now: datetime) -> None:
    if not is_open(held, now):
        raise TooLate
    held.nonce, held.revoked_at, held.due_at = new_nonce(), None, now
    held.save()
    record("commitments.invitation.again", now=now, by=by, target=held)
    written_soon()
