"""Changing one's address: asked for here, done once both addresses have confirmed."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation

from socle.accounts.journal import record
from socle.accounts.models import EmailChange, User
from socle.foundation.actions.mail import write_mail

SALT = "accounts.email-change"
GOOD_FOR = timedelta(days=1)
OLD, NEW = "old", "new"
# Who deploys makes people who have not come yet: those are somebody.
UNUSED = Q(last_login=None, is_staff=False, is_superuser=False)


class DeadLink(Exception):
    """Not one of our links; or too old, or replaced by another, or it has done its work."""


class AddressTaken(Exception):
    """Somebody else signs in with the new address by now."""


def ask_email_change(*, user: User, new_email: str, now: datetime) -> EmailChange:
    """Write to both addresses. A request made before is forgotten, and its links die.

    Nobody is told on the site whether somebody has the new address: a message to it says so.
    """
    address = new_email.strip().lower()
    with transaction.atomic():
        EmailChange.objects.filter(user=user).delete()
        change = EmailChange.objects.create(
            user=user, new_email=address, nonce=secrets.token_urlsafe(18), asked_at=now
        )
        write_to(change, OLD, "accounts/mail/email-change-old", now=now)
        taken = is_taken(change)
        write_to(change, NEW, f"accounts/mail/email-{'taken' if taken else 'change-new'}", now=now)
    return change


def is_taken(change: EmailChange) -> bool:
    """Whether somebody who has signed in has the address; an unused sign-up does not hold it."""
    others = User.objects.at(change.new_email).exclude(pk=change.user_id)
    return others.exclude(UNUSED).exists()


def write_to(change: EmailChange, side: str, template: str, *, now: datetime) -> None:
    user = change.user
    with translation.override(user.language):
        sign_in = settings.SOCLE_BASE_URL + reverse("account_login")
    context = {
        "old": user.email,
        "new": change.new_email,
        "link": link_for(change, side),
        "sign_in": sign_in,
    }
    write_mail(
        to=user.email if side == OLD else change.new_email,
        template=template,
        context=context,
        language=user.language,
        now=now,
    )


def link_for(change: EmailChange, side: str) -> str:
    """The address of the page to confirm on; the key stands where proxies do not log it."""
    key = signing.dumps([change.pk, change.nonce, side], salt=SALT)
    with translation.override(change.user.language):
        return settings.SOCLE_BASE_URL + reverse("accounts:confirm-email", query={"key": key})


def open_link(key: str, *, now: datetime, to_change_it: bool = False) -> tuple[EmailChange, str]:
    """The change a link is about, and which side holds it. Raises ``DeadLink``."""
    try:
        pk, nonce, side = signing.loads(key, salt=SALT)
    except signing.BadSignature:
        raise DeadLink from None
    changes = EmailChange.objects.select_related("user").filter(pk=pk, nonce=nonce)
    change = (changes.select_for_update(of=["self"]) if to_change_it else changes).first()
    if change is None or now - change.asked_at > GOOD_FOR:
        raise DeadLink
    return change, side


def confirm_email_change(*, key: str, now: datetime) -> bool:
    """Confirm from one side; True when it was the second, and the address is changed."""
    with transaction.atomic():
        change, side = open_link(key, now=now, to_change_it=True)
        setattr(change, f"{side}_confirmed_at", now)
        change.save(update_fields=[f"{side}_confirmed_at"])
        if not (change.old_confirmed_at and change.new_confirmed_at):
            return False
        carry_out(change, now=now)
    return True


def carry_out(change: EmailChange, *, now: datetime) -> None:
    if is_taken(change):
        raise AddressTaken
    user, old = change.user, change.user.email
    # A code was asked for with the new address and never used: that was they themselves.
    User.objects.at(change.new_email).filter(UNUSED).exclude(pk=user.pk).delete()
    user.email = change.new_email
    user.save(update_fields=["email"])
    change.delete()
    record("accounts.email.changed", now=now, by=user, target=user)
    for address in (old, user.email):
        write_mail(
            to=address,
            template="accounts/mail/email-changed",
            context={"old": old, "new": user.email},
            language=user.language,
            now=now,
        )


def stop_email_change(*, change: EmailChange) -> None:
    change.delete()
