"""What goes by itself at the end of its time."""

from datetime import datetime

from django.db.models import Q

from socle.accounts.models import DataExport, EmailChange, Session, Subscription, User
from socle.accounts.personal import (
    EMAIL_CHANGE,
    EXPORT_LASTS,
    UNCONFIRMED_SUBSCRIPTION,
    UNUSED_SIGN_UP,
)


def forget_unused(*, now: datetime) -> dict[str, int]:
    """Remove what was begun and never used, and what has ended. How many of each."""
    sign_ups = User.objects.filter(last_login=None, joined_at__lt=now - UNUSED_SIGN_UP)
    # Who deploys makes people who have not come yet.
    sign_ups = sign_ups.filter(is_staff=False, is_superuser=False)
    unconfirmed = Q(confirmed_at=None, asked_at__lt=now - UNCONFIRMED_SUBSCRIPTION)
    gone = {
        "sign_ups": sign_ups,
        "subscriptions": Subscription.objects.filter(unconfirmed),
        "copies": DataExport.objects.filter(made_at__lt=now - EXPORT_LASTS),
        "email_changes": EmailChange.objects.filter(asked_at__lt=now - EMAIL_CHANGE),
        "sessions": Session.objects.filter(expire_date__lt=now),
    }
    return {name: rows.delete()[0] for name, rows in gone.items()}
