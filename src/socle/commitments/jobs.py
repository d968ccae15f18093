"""What the worker does for the ledger and for answers."""

from django.utils import timezone

from socle.commitments.actions import (
    following,
    inviting_addresses,
    inviting_mail,
    letters,
    promises,
    publishing,
    reminding,
    replies,
    rounds,
    statements,
)
from socle.commitments.queries.rounds import due_rounds
from socle.foundation.queue import crontab, job, periodic, queue_job, stopping


@periodic(crontab(hour="5", minute="37"))
def send_ledger_heads() -> None:
    """Send the head of the ledger to those who asked for it, where it grew since the last one."""
    following.send_heads(now=timezone.now(), stop=stopping.is_set)


@periodic(crontab(minute="*"))
def publish_due_answers() -> None:
    """Publish sealed answers together once their deadline is past and their words are read."""
    publishing.publish_due(now=timezone.now(), stop=stopping.is_set)


@periodic(crontab(hour="4", minute="7"))
def forget_answers_begun() -> None:
    """Delete what was typed and never sent under links that open no more."""
    publishing.forget_drafts(now=timezone.now())


@periodic(crontab(hour="4", minute="11"))
def forget_scans() -> None:
    """Delete the scans of letters of votes that are half a year old."""
    letters.forget_scans(now=timezone.now())


@periodic(crontab(hour="4", minute="13"))
def forget_addresses() -> None:
    """Empty the addresses to which lists and candidates of votes half a year old were invited."""
    inviting_addresses.forget_addresses(now=timezone.now())


@periodic(crontab(minute="*"))
def write_due_invitations() -> None:
    """Put the invitations that are due in the outbox, and log the messages that came back."""
    inviting_mail.write_due(clock=timezone.now, stop=stopping.is_set)
    inviting_mail.log_bounces(now=timezone.now())


@periodic(crontab(minute="7", hour="8-18"))
def remind_silent_lists() -> None:
    """Write to the lists that did not answer, on the days that were set, once for each day."""
    inviting_mail.remind(now=timezone.now())


@job
def ask_level(key: int) -> None:
    """Propose what is asked of a whole level in each contest, or freeze its words there."""
    rounds.work_on(key, clock=timezone.now, stop=stopping.is_set)


@periodic(crontab(minute="*"))
def ask_due_levels() -> None:
    """Go on with what is asked of whole levels: its day has come, or a worker was stopped."""
    for key in due_rounds(timezone.localdate()):
        queue_job("commitments.ask_level", key)


@job
def gather_promises(key: int) -> None:
    """Make promises to follow of what the elected of one contest answered before the vote."""
    promises.gather(key=key, now=timezone.now())


@periodic(crontab(day_of_week="1", hour="8", minute="23"))
def write_to_holders() -> None:
    """Tell who promised, once a week, what was said of their promises, and ask for their reply."""
    replies.write_to_holders(now=timezone.now(), stop=stopping.is_set)


@periodic(crontab(minute="17"))
def show_due_statements() -> None:
    """Show the statements whose holder had their days to reply; gather what a stopped worker had
    not."""
    promises.gather_waiting(now=timezone.now())
    statements.show_due(now=timezone.now())


@periodic(crontab(hour="7", minute="41"))
def remind_followers() -> None:
    """Tell who follows promises whose day to look again has come, in one message a person."""
    reminding.remind_followers(now=timezone.now())
