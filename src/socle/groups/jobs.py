"""What the worker does for groups by the clock."""

from django.utils import timezone

from socle.foundation.queue import crontab, periodic
from socle.groups.actions import reminding, retention, uploads

__all__ = ["forget_old_doors", "forget_old_uploads", "remind_followers"]


@periodic(crontab(minute="12", hour="4-18"))
def remind_followers() -> None:
    """Write to who follows up organisations on the day something is due, once for each day."""
    reminding.remind_followers(now=timezone.now())


@periodic(crontab(minute="41"))
def forget_old_uploads() -> None:
    """Delete tables sent to be imported more than a day ago and never confirmed."""
    uploads.forget_old_uploads(now=timezone.now())


@periodic(crontab(hour="3", minute="37"))
def forget_old_doors() -> None:
    """Delete invitations that ended 30 days ago, and requests to join answered 180 days ago."""
    retention.forget_old_doors(now=timezone.now())
