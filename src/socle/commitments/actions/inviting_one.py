"""One invitation: its secret, its line of the public log, the moment it leaves."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from socle.accounts.models import User
from socle.commitments.models import Approach, Invitation, Questionnaire
from socle.foundation.queue import queue_job

Kind = Approach.Kind


class TooLate(Exception):
    """No days are left to answer in, or too few to be fair."""


def new_nonce() -> str:
    return secrets.token_hex(16)


def ask_to_write() -> None:
    queue_job("commitments.write_due_invitations")


def written_soon() -> None:
    """The worker looks once the transaction is over."""
    transaction.on_commit(ask_to_write, robust=True)


def send_off(
    invitation: Invitation,
    questionnaire: Questionnaire,
    *,
    ends: datetime,
    by: User | None,
    now: datetime,
) -> None:
    """In the caller's transaction. A message waits for the worker, a letter for whoever posts it or
    hands it over; who cannot be reached is shown with what was tried. ``ends``: the last moment of
    its days to answer, before those of grace."""
    invitation.expires_at = ends + timedelta(days=questionnaire.grace_days)
    if invitation.unreachable:
        log(invitation, Kind.UNREACHABLE, by=by, now=now, words=invitation.unreachable)
    else:
        invitation.due_at = now
    invitation.save()


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
