"""One message for all that somebody follows, once a week or a month at most, when there is news."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from socle.accounts.actions.subscriptions import link_to
from socle.accounts.following import News, news_for
from socle.accounts.models import Subscription
from socle.foundation.actions.mail import write_mail

Frequency = Subscription.Frequency
# A little less than a week, so that a round later in the day does not skip a day each time.
APART = {
    Frequency.WEEKLY: timedelta(days=7) - timedelta(hours=2),
    Frequency.MONTHLY: timedelta(days=30) - timedelta(hours=2),
}
BATCH = 200


def send_digests(*, now: datetime, stop: Callable[[], bool] = lambda: False) -> int:
    """Write to whoever is due and has news. How many.

    Each message and the note of how far it told are one transaction: killed between two, the next
    round goes on with those that are left, and writes to nobody twice.
    """
    last, written = 0, 0
    while not stop():
        rows = list(due(now).filter(pk__gt=last)[:BATCH])
        if not rows:
            break
        last = rows[-1].pk
        for key, news in news_for(rows, now).items():
            written += write_digest(key, news, now=now)
    return written


def due(now: datetime) -> "QuerySet[Subscription]":
    """Confirmed, not told for long enough."""
    rows = Subscription.objects.exclude(confirmed_at=None).select_related("user")
    rows = rows.alias(told=Coalesce("told_until", "confirmed_at"))
    ripe = Q()
    for frequency, apart in APART.items():
        ripe |= Q(frequency=frequency, told__lte=now - apart)
    active = Q(user=None) | Q(user__is_active=True)
    return rows.filter(ripe & active).order_by("pk")


def write_digest(key: int, news: list[News], *, now: datetime) -> bool:
    with transaction.atomic():
        # Locked and asked again: two workers may be at it.
        subscription = due(now).select_for_update(of=["self"]).filter(pk=key).first()
        if subscription is None:
            return False
        subscription.told_until = now
        subscription.save(update_fields=["told_until"])
        leave = link_to(subscription, "leave-all")
        write_mail(
            to=subscription.user.email if subscription.user else subscription.email,
            template="accounts/mail/digest",
            context={
                "news": news,
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
    return True
