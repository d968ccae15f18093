"""What the worker writes: invitations that are due, reminders on their days, what came back."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone

from socle.commitments.models import Approach, Invitation, Questionnaire, Reminder
from socle.commitments.queries.asking import Asks, asks_of
from socle.commitments.queries.links import link_for
from socle.commitments.rules import ASKS
from socle.elections.queries.titles import contest_title
from socle.foundation.actions.mail import Copy, write_copies
from socle.foundation.actions.stamps import touch
from socle.foundation.models import OutgoingMail

# A transaction writes so many; a server is handed ten a second.
BATCH = 1_000
EVERY = timedelta(milliseconds=100)
Kind = Approach.Kind
# What the message needs of an invitation, asked with it.
BESIDE = (
    "list",
    "candidacy__person",
    "questionnaire__contest__election",
    "questionnaire__contest__body",
    "questionnaire__contest__area",
)


def write_due(*, clock: Callable[[], datetime], stop: Callable[[], bool] = lambda: False) -> int:
    """Put the invitations that are due in the outbox, one message each, at a steady rate. How many.

    Each batch is one transaction with what says it was done: a worker that is killed leaves its
    batch as it was, and another one begins there.
    """
    starts = last_to_leave(clock())
    count = 0
    while not stop():
        now = clock()
        with transaction.atomic():
            due = Invitation.objects.filter(due_at__lte=now, revoked_at=None)
            held = due.select_for_update(of=("self",), skip_locked=True).select_related(*BESIDE)
            rows = list(held.order_by("questionnaire_id", "language", "pk")[:BATCH])
            if not rows:
                return count
            starts = max(starts, now)
            starts = write_letters(rows, "invitation", starts=starts, now=now)
            Approach.objects.bulk_create(
                line(row, Kind.SENT_AGAIN if row.sent_at else Kind.INVITED, now) for row in rows
            )
            for row in rows:
                row.sent_at, row.due_at = now, None
            Invitation.objects.bulk_update(rows, ["sent_at", "due_at", "mail"], batch_size=500)
            touch([ASKS])
        count += len(rows)
    return count


def last_to_leave(now: datetime) -> datetime:
    """When the last of those that wait in the outbox leaves, so that others come after it."""
    waiting = OutgoingMail.objects.filter(sent_at=None, given_up_at=None, attempts=0)
    last = waiting.filter(due_at__gt=now).aggregate(last=Max("due_at"))["last"]
    return last + EVERY if last else now


def write_letters(
    rows: Iterable[Invitation], template: str, *, starts: datetime, now: datetime
) -> datetime:
    """The same words to all who are asked the same in one language; each row is given its message.
    When the next may leave."""
    asked: dict[int, Asks] = {}
    for (key, language), same in groupby(rows, lambda row: (row.questionnaire_id, row.language)):
        invited = list(same)
        questionnaire = invited[0].questionnaire
        if key not in asked:
            asked[key] = asks_of(questionnaire)
        mails = write_copies(
            copies=[Copy(row.address, own_words(row)) for row in invited],
            template=f"commitments/mail/{template}",
            context=letter(questionnaire, asked[key], language),
            language=language,
            starts=starts,
            every=EVERY,
            now=now,
        )
        for row, mail in zip(invited, mails, strict=True):
            row.mail = mail
        starts += EVERY * len(invited)
    return starts


def own_words(row: Invitation) -> dict[str, str]:
    """What differs between two who are asked the same."""
    name = row.candidacy.person.name if row.candidacy else str(row.list)
    return {"link": link_for(row), "who": name}


def letter(questionnaire: Questionnaire, asks: Asks, language: str) -> dict[str, Any]:
    """What everyone who is asked in a contest reads."""
    return {
        "contest": contest_title(questionnaire.contest, language),
        "election": questionnaire.contest.election,
        "deadline": questionnaire.deadline,
        "asks": asks.in_language(language),
        "groups": sorted({line.ask.asked_by.name for line in asks.frozen}),
    }


def line(row: Invitation, kind: str, now: datetime) -> Approach:
    return Approach(
        questionnaire_id=row.questionnaire_id,
        list_id=row.list_id,
        candidacy_id=row.candidacy_id,
        kind=kind,
        channel=row.channel,
        at=now,
    )


def remind(*, now: datetime) -> int:
    """Write to who is silent, on the days that were set; each day once. How many."""
    today = timezone.localdate(now)
    due = Reminder.objects.filter(day__lte=today, sent_at=None, questionnaire__published_at=None)
    count = 0
    for key in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            reminder = due.select_for_update(of=("self",)).filter(pk=key).first()
            if reminder is None:
                continue
            rows = list(silent_of(reminder.questionnaire_id).select_related(*BESIDE))
            write_letters(rows, "reminder", starts=last_to_leave(now), now=now)
            Invitation.objects.bulk_update(rows, ["mail"])
            Approach.objects.bulk_create(line(row, Kind.REMINDED, now) for row in rows)
            reminder.sent_at = now
            reminder.save()
            touch([ASKS])
        count += len(rows)
    return count


def silent_of(questionnaire_id: int) -> QuerySet[Invitation]:
    """Invited by a message, and neither answered nor refused."""
    refused = Approach.objects.filter(
        questionnaire=OuterRef("questionnaire"),
        list=OuterRef("list"),
        candidacy=None,
        kind=Kind.REFUSED,
    )
    rows = Invitation.objects.standing().filter(
        ~Exists(refused), questionnaire=questionnaire_id, finished_at=None, due_at=None
    )
    return rows.exclude(sent_at=None).exclude(address="").order_by("questionnaire_id", "language")


def log_bounces(*, now: datetime) -> int:
    """Say in the log which messages the outbox gave up. How many."""
    gone = Invitation.objects.filter(mail__given_up_at__isnull=False)
    keys = list(gone.values_list("pk", flat=True))
    with transaction.atomic():
        rows = list(gone.filter(pk__in=keys).select_for_update(of=("self",)))
        Approach.objects.bulk_create(line(row, Kind.BOUNCED, now) for row in rows)
        # Told once: the message is looked at no more.
        Invitation.objects.filter(pk__in=[row.pk for row in rows]).update(mail=None)
        if rows:
            touch([ASKS])
    return len(rows)
