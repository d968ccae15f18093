"""Sending the head of the ledger to who asked for it, on each day it grew."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation

from socle.accounts.actions.subscriptions import link_to
from socle.accounts.models import Subscription
from socle.commitments.models import LedgerFollow
from socle.commitments.queries.ledger import Head, head
from socle.commitments.rules import LEDGER_KEY
from socle.foundation.actions.mail import write_mail

# A little less than a day, so that a round somewhat later does not skip one.
APART = timedelta(hours=22)
BATCH = 200


def follow_ledger(subscription: Subscription, thing: str, *, now: datetime) -> None:
    """Followed already, it stays as it was."""
    LedgerFollow.objects.get_or_create(subscription=subscription, defaults={"since": now})


def stop_ledger(subscription: Subscription, thing: str) -> None:
    LedgerFollow.objects.filter(subscription=subscription).delete()


def send_heads(*, now: datetime, stop: Callable[[], bool] = lambda: False) -> int:
    """Write the same head to all who were not told of it. How many.

    Each message and the note that it was written are one transaction: killed between two, the next
    round goes on with those that are left, and writes to nobody twice.
    """
    found, last, written = head(), 0, 0
    while not stop():
        keys = list(due(found, now).filter(pk__gt=last).values_list("pk", flat=True)[:BATCH])
        if not keys:
            break
        last = keys[-1]
        written += sum(write_head(key, found, now=now) for key in keys)
    return written


def due(found: Head, now: datetime) -> "QuerySet[LedgerFollow]":
    """Confirmed, told of an older head, not today."""
    active = Q(subscription__user=None) | Q(subscription__user__is_active=True)
    rested = Q(told_at=None) | Q(told_at__lte=now - APART)
    rows = LedgerFollow.objects.filter(active & rested, told_seq__lt=found.seq)
    return rows.exclude(subscription__confirmed_at=None).order_by("pk")


def write_head(key: int, found: Head, *, now: datetime) -> bool:
    with transaction.atomic():
        # Locked and asked again: two workers may be at it.
        rows = due(found, now).select_related("subscription__user")
        follow = rows.select_for_update(of=["self"]).filter(pk=key).first()
        if follow is None:
            return False
        follow.told_seq, follow.told_at = found.seq, now
        follow.save(update_fields=["told_seq", "told_at"])
        tell(follow.subscription, found, now=now)
    return True


def tell(subscription: Subscription, found: Head, *, now: datetime) -> None:
    leave = link_to(subscription, "leave-all", only=LEDGER_KEY)
    with translation.override(subscription.language):
        page = reverse("commitments:ledger")
    write_mail(
        to=subscription.user.email if subscription.user else subscription.email,
        template="commitments/mail/head",
        context={
            "head": found,
            "page": page,
            "following": link_to(subscription, "following"),
            "leave": leave,
        },
        language=subscription.language,
        now=now,
        headers={
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
