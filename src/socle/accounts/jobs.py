"""What the worker does for people's data."""

from django.utils import timezone

from socle.accounts.actions import digests, exporting, retention
from socle.accounts.models import DataExport
from socle.foundation.queue import crontab, job, periodic, stopping


@job
def make_copy(export_id: int) -> None:
    """Make the copy of their data that a person asked for."""
    exporting.make_copy(export_id, now=timezone.now())


@periodic(crontab(minute="*/5"))
def make_copies_due() -> None:
    """Make the copies that a worker was making when it was stopped."""
    for export_id in DataExport.objects.filter(made_at=None).values_list("pk", flat=True):
        if stopping.is_set():
            return
        exporting.make_copy(export_id, now=timezone.now())


@periodic(crontab(hour="3", minute="27"))
def forget_unused() -> None:
    """Delete sign-ups and subscriptions never confirmed, copies after a week, ended sessions."""
    retention.forget_unused(now=timezone.now())


@periodic(crontab(hour="5", minute="7"))
def send_digests() -> None:
    """Write what is new to those who follow it: once a week or a month at most."""
    digests.send_digests(now=timezone.now(), stop=stopping.is_set)
