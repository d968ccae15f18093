"""What the worker does for the outbox."""

from django.utils import timezone

from socle.foundation import parts
from socle.foundation.actions import mail
from socle.foundation.queue import crontab, periodic, queue_job, registered_jobs, stopping

__all__ = ["forget_old_mail", "make_parts_ready", "registered_jobs", "send_due_mail"]


@periodic(crontab(minute="*"))
def send_due_mail() -> None:
    """Hand over the mail that is due: asked for after each commit, and every minute besides."""
    if mail.send_due(clock=timezone.now, stop=stopping.is_set):
        queue_job("foundation.send_due_mail")


@periodic(crontab(hour="3", minute="17"))
def forget_old_mail() -> None:
    """Delete messages handed over more than 30 days ago, and those given up 180 days ago."""
    mail.forget_old_mail(now=timezone.now())


@periodic(crontab(minute="*/5"))
def make_parts_ready() -> None:
    """Build the sections that many pages share where they are missing, as after midnight."""
    parts.make_ready(stop=stopping.is_set)
