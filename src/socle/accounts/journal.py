"""The append-only record of who did what. Written by actions, read by everyone."""

from datetime import datetime

from django.db import models

from socle.accounts.models import JournalEntry, User
from socle.accounts.verbs import VERBS

KNOWN = frozenset(verb for verb, _words in VERBS)


class UnknownVerb(Exception):
    """The verb is not in the closed list of ``accounts/verbs.py``."""


def record(
    verb: str,
    *,
    now: datetime,
    by: User | None = None,
    target: models.Model | str = "",
    reason: str = "",
) -> JournalEntry:
    """Add a line, in the transaction of the change it tells of.

    ``target`` is a row, kept as ``"app.model:pk"``, or a name of the same shape.
    ``by`` is None when nobody was signed in: a command, a job, a signed link.
    """
    if verb not in KNOWN:
        raise UnknownVerb(verb)
    if isinstance(target, models.Model):
        target = f"{target._meta.label_lower}:{target.pk}"
    return JournalEntry.objects.create(verb=verb, at=now, by=by, target=target, reason=reason)
