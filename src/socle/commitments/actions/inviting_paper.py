"""Invitations on paper: who has no e-mail address is sent a letter, or handed it, by hand."""

from datetime import datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.commitments.actions.inviting_one import log
from socle.commitments.models import Approach, Invitation
from socle.commitments.rules import ASKS
from socle.foundation.actions.stamps import touch

Kind = Approach.Kind


class NothingToPost(Exception):
    """No letter of theirs waits: it was noted already, or its link was revoked."""


def note_printed(*, invitation: Invitation, by: User, now: datetime) -> None:
    """The journal says who saw the link: whoever has it can answer."""
    with transaction.atomic():
        record("commitments.letter.printed", now=now, by=by, target=invitation)


def note_posted(*, invitation: Invitation, at: datetime, by: User, now: datetime) -> Invitation:
    """The letter left, or was handed over: the public log says on which day. Raises NothingToPost.

    The day is neither to come nor before the letter could be printed.
    """
    with transaction.atomic():
        held = Invitation.objects.select_for_update(of=("self",), no_key=True).get(pk=invitation.pk)
        if held.due_at is None or not held.waits_on_paper:
            raise NothingToPost
        when = min(max(at, held.due_at), now)
        kind = Kind.SENT_AGAIN if held.sent_at else Kind.INVITED
        held.sent_at, held.due_at = when, None
        held.save()
        log(held, kind, by=by, now=when, channel=held.channel)
        record("commitments.letter.posted", now=now, by=by, target=held)
        touch([ASKS])
    return held
