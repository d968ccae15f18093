"""The coalition itself: set up once, and written to by its groups."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.foundation.actions.mail import write_mail
from socle.groups.actions.living import hold, show_act
from socle.groups.actions.showing import show
from socle.groups.actions.starting import begin_with
from socle.groups.models import Group
from socle.groups.queries.coalition import the_coalition
from socle.groups.queries.mailboxes import mailboxes_of_coalition
from socle.groups.queries.people import name_of
from socle.groups.rules import sort_name


class CoalitionExists(Exception):
    """A site serves one coalition."""


class NobodyToTell(Exception):
    """No coalition was set up, or nobody coordinates it."""


def make_coalition(
    *,
    name: str,
    coordinator: User,
    now: datetime,
    by: User | None = None,
    languages: Sequence[str] = ("fr",),
    contact_email: str = "",
) -> Group:
    """Public at once; ``coordinator`` organises it. ``by`` is None from the command line.

    Raises CoalitionExists.
    """
    if the_coalition() is not None:
        raise CoalitionExists
    coalition = Group(
        kind=Group.Kind.COALITION,
        name=name,
        sort_name=sort_name(name),
        languages=" ".join(languages),
        contact_email=contact_email,
        joining=Group.Joining.ON_REQUEST,
        created_by=by,
        created_at=now,
        public_since=now,
        alive_at=now,
        updated_at=now,
    )
    with transaction.atomic():
        try:
            with transaction.atomic():
                coalition.save(force_insert=True)
        except IntegrityError:
            # Two at once.
            raise CoalitionExists from None
        begin_with(coalition, coordinator, now)
        record("groups.coalition.made", now=now, by=by, target=coalition)
        show([coalition])
    return coalition


def tell_the_coalition(*, group: Group, by: User, subject: str, words: str, now: datetime) -> None:
    """Mail it to the coalition's address, else to who coordinates; they answer ``by`` directly.

    A sign of life of the group. Raises NobodyToTell, GroupIsArchived.
    """
    with transaction.atomic():
        row = hold(group)
        mailboxes = mailboxes_of_coalition(day=timezone.localdate(now))
        if not mailboxes:
            raise NobodyToTell
        for mailbox in mailboxes:
            write_mail(
                to=mailbox.address,
                template="groups/mail/told",
                context={"group": row, "by": name_of(by), "about": subject, "words": words},
                language=mailbox.language,
                reply_to=by.email,
                now=now,
            )
        record("groups.coalition.told", now=now, by=by, target=row)
        show_act(row, by=by, now=now)
