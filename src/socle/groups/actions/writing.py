"""A message to a group: it reaches its people, and shows no address but the sender's to them."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from socle.foundation.actions.mail import write_mail
from socle.groups.models import Group
from socle.groups.queries.mailboxes import mailboxes_for_messages


class NobodyToReach(Exception):
    """Neither the group nor the coalition has an address or an organiser."""


def write_to_group(
    *,
    group: Group,
    name: str,
    email: str,
    message: str,
    language: str,
    now: datetime,
    copy: bool,
) -> int:
    """Pass the message on, and let its sender know; the answer goes to ``email``.

    ``language`` is the sender's. With ``copy`` they get their own words back: only where the
    address is known to be theirs, so that nobody has us write to somebody else what they please.
    How many it went to. Raises NobodyToReach.
    """
    context = {"group": group, "name": name, "email": email, "message": message, "copy": copy}
    with transaction.atomic():
        mailboxes = mailboxes_for_messages(group, day=timezone.localdate(now))
        if not mailboxes:
            raise NobodyToReach(group.pk)
        for mailbox in mailboxes:
            write_mail(
                to=mailbox.address,
                template="groups/mail/message",
                context=context,
                language=mailbox.language,
                reply_to=email,
                now=now,
            )
        write_mail(
            to=email,
            template="groups/mail/message_passed_on",
            context=context,
            language=language,
            now=now,
        )
    return len(mailboxes)
