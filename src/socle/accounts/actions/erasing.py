"""Erasing a person: what is theirs goes, the public record stays without their name."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation

from socle.accounts.journal import record
from socle.accounts.models import Subscription, User
from socle.accounts.personal import erase_in_rooms
from socle.accounts.rules import NAMES
from socle.foundation.actions.mail import write_mail
from socle.foundation.actions.stamps import touch
from socle.foundation.models import OutgoingMail

SALT = "accounts.erasure"
# Long enough to open one's mail, short enough that a forgotten page erases nobody.
LINK_LASTS = timedelta(hours=1)


class LinkTooOld(Exception):
    """The link that confirms an erasure is an hour old, or was changed on its way."""


def ask_for_erasure(*, user: User, now: datetime) -> None:
    """Nothing is erased yet: a message with the link that confirms goes to their address."""
    token = signing.dumps([user.pk, now.timestamp()], salt=SALT)
    with translation.override(user.language):
        link = reverse("accounts:confirm-erasure", query={"key": token})
    with transaction.atomic():
        write_mail(
            to=user.email,
            template="accounts/mail/erasure_asked",
            context={
                "link": settings.SOCLE_BASE_URL + link,
                "minutes": LINK_LASTS // timedelta(minutes=1),
            },
            language=user.language,
            now=now,
            forget=True,
        )


def read_erasure(token: str, *, now: datetime) -> int:
    """The key of the person whom a link would erase. Raises LinkTooOld."""
    try:
        key, asked = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise LinkTooOld from None
    if now.timestamp() - asked > LINK_LASTS.total_seconds():
        raise LinkTooOld
    return int(key)


def erase_person(*, key: int, now: datetime) -> bool:
    """In one transaction, at once; a last message says that it is done, and is not kept.

    False when nobody is there any more: the link was opened twice.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().filter(pk=key).first()
        if user is None:
            return False
        email, name, language = user.email, user.name, user.language
        erase_in_rooms(user, now=now)
        Subscription.objects.filter(email=email.lower()).delete()
        record("accounts.person.erased", now=now)
        user.delete()
        forget_in_mail(email, name)
        write_mail(
            to=email,
            template="accounts/mail/erased",
            context={},
            language=language,
            now=now,
            forget=True,
        )
        touch([NAMES])
    return True


def forget_in_mail(email: str, name: str) -> None:
    """Messages to the person go; so do those to others that name them, once they were handed over.

    A name that is also a word takes more messages along than it should: sent, they are of no use.
    """
    OutgoingMail.objects.filter(Q(to__iexact=email) | Q(reply_to__iexact=email)).delete()
    named = Q()
    for words in filter(None, [email, name]):
        named |= Q(subject__contains=words) | Q(text__contains=words)
    # Nobody asks for the words of messages here: only their keys leave the database.
    keys = list(OutgoingMail.objects.filter(named).values_list("pk", flat=True))
    told = OutgoingMail.objects.filter(pk__in=keys)
    told.filter(Q(sent_at__isnull=False) | Q(given_up_at__isnull=False)).delete()
    told.update(forget=True)
