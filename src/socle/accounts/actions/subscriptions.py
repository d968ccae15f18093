"""Following things by e-mail: asked for, confirmed, changed, left in one go."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from socle.accounts.following import KINDS, Followable, followed_by
from socle.accounts.models import Subscription, User
from socle.foundation.actions.mail import write_mail

CONFIRM, MANAGE = "accounts.follow", "accounts.subscription"
# Then the row that waits is forgotten besides.
CONFIRM_WITHIN = timedelta(days=7)


class DeadLink(Exception):
    """The link was cut, is too old, or what it led to was left since."""


def new_nonce() -> str:
    return secrets.token_urlsafe(18)


def follow_as(*, user: User, kind: Followable, thing: Any, frequency: str, now: datetime) -> None:
    """For who is signed in: nothing to confirm. ``frequency`` holds for all they follow."""
    with transaction.atomic():
        subscription, _is_new = Subscription.objects.get_or_create(
            user=user,
            defaults={
                "language": user.language,
                "nonce": new_nonce(),
                "asked_at": now,
                "confirmed_at": now,
            },
        )
        change_frequency(subscription=subscription, frequency=frequency)
        kind.follow(subscription, thing, now=now)


def ask_to_follow(
    *, email: str, language: str, kind: Followable, thing: Any, frequency: str, now: datetime
) -> None:
    """For a mere address: nothing is followed before the link in a message is opened.

    The message is the same whether the address is known or not.
    """
    with transaction.atomic():
        subscription, _is_new = Subscription.objects.get_or_create(
            email=email.lower(),
            defaults={"language": language, "nonce": new_nonce(), "asked_at": now},
        )
        parts = [subscription.pk, subscription.nonce, kind.kind, kind.key(thing), frequency]
        token = signing.dumps([*parts, language, now.timestamp()], salt=CONFIRM)
        with translation.override(language):
            link = reverse("accounts:confirm-follow", query={"key": token})
            name = kind.name(thing)
        write_mail(
            to=subscription.email,
            template="accounts/mail/follow_asked",
            context={
                "name": name,
                "link": settings.SOCLE_BASE_URL + link,
                "days": CONFIRM_WITHIN.days,
            },
            language=language,
            now=now,
            forget=True,
        )


def open_confirmation(token: str, *, now: datetime) -> tuple[Subscription, Followable, Any, str]:
    """The subscription, what would be followed and how often. Raises DeadLink."""
    try:
        pk, nonce, name, key, frequency, _language, asked = signing.loads(token, salt=CONFIRM)
    except (signing.BadSignature, ValueError):
        raise DeadLink from None
    subscription = Subscription.objects.filter(pk=pk, nonce=nonce).first()
    kind = KINDS.get(name)
    thing = kind.open(key) if kind else None
    too_old = now.timestamp() - asked > CONFIRM_WITHIN.total_seconds()
    if subscription is None or kind is None or thing is None or too_old:
        raise DeadLink
    return subscription, kind, thing, frequency


def confirm_follow(*, token: str, now: datetime) -> Subscription:
    with transaction.atomic():
        subscription, kind, thing, frequency = open_confirmation(token, now=now)
        if subscription.confirmed_at is None:
            subscription.confirmed_at = now
            subscription.save(update_fields=["confirmed_at"])
        change_frequency(subscription=subscription, frequency=frequency)
        kind.follow(subscription, thing, now=now)
    return subscription


def change_frequency(*, subscription: Subscription, frequency: str) -> None:
    if frequency in Subscription.Frequency.values and frequency != subscription.frequency:
        subscription.frequency = frequency
        subscription.save(update_fields=["frequency"])


def stop_following(*, subscription: Subscription, kind: str, key: str) -> None:
    """One thing; whatever is not followed is left as it is."""
    followable = KINDS.get(kind)
    if followable is None:
        return
    for thing in [followable.of(row) for row in followable.rows(subscription)]:
        if followable.key(thing) == key:
            followable.stop(subscription, thing)


def leave_one(*, subscription: Subscription, kind: str, key: str) -> None:
    """One thing, by the link in its own message; an address that follows nothing is forgotten."""
    with transaction.atomic():
        stop_following(subscription=subscription, kind=kind, key=key)
        if subscription.user_id is None and not followed_by(subscription):
            leave_all(subscription=subscription)


def leave_all(*, subscription: Subscription) -> None:
    """Nothing is followed any more, and the address is forgotten."""
    subscription.delete()


def link_to(subscription: Subscription, name: str, *, only: str = "") -> str:
    """The whole address of a page that needs no sign-in: ``"following"`` or ``"leave-all"``; with
    ``only`` (``"kind:key"``) it leaves that one thing."""
    token = signing.Signer(salt=MANAGE).sign_object([subscription.pk, subscription.nonce])
    query = {"key": token, "only": only} if only else {"key": token}
    with translation.override(subscription.language):
        return settings.SOCLE_BASE_URL + reverse(f"accounts:{name}", query=query)


def open_subscription(token: str) -> Subscription:
    """Raises DeadLink."""
    try:
        pk, nonce = signing.Signer(salt=MANAGE).unsign_object(token)
    except (signing.BadSignature, ValueError):
        raise DeadLink from None
    subscription = Subscription.objects.filter(pk=pk, nonce=nonce).select_related("user").first()
    if subscription is None:
        raise DeadLink
    return subscription


def adopt_subscription(*, user: User, now: datetime) -> None:
    """What their address followed becomes theirs, once they sign in with it."""
    with transaction.atomic():
        of_address = Subscription.objects.filter(email=user.email.lower()).first()
        if of_address is None:
            return
        own = Subscription.objects.filter(user=user).first()
        if own is None:
            of_address.user, of_address.email = user, ""
            of_address.confirmed_at = of_address.confirmed_at or now
            of_address.save(update_fields=["user", "email", "confirmed_at"])
            return
        for kind in KINDS.values():
            for row in kind.rows(of_address):
                kind.follow(own, kind.of(row), now=now)
        of_address.delete()
