"""What the worker writes: invitations that are due, reminders on their days, what came back."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.db import connection, transaction
from django.db.models import Exists, F, Max, OuterRef, QuerySet
from django.utils import timezone

from socle.commitments.models import Approach, Invitation, Questionnaire, Reminder
from socle.commitments.queries.asking import asks_of_many
from socle.commitments.queries.links import links_in
from socle.commitments.queries.paper import words_of_invitation
from socle.commitments.rules import ASKS
from socle.elections.models import ElectoralList, Person
from socle.foundation.actions.mail import Copy, write_copies
from socle.foundation.actions.stamps import touch
from socle.foundation.models import OutgoingMail

# A transaction writes so many; a server is handed ten a second.
BATCH = 1_000
EVERY = timedelta(milliseconds=100)
Kind, BY_MAIL = Approach.Kind, Invitation.Channel.EMAIL
# What all messages of a contest need of its questionnaire.
SHARED = ("contest__election", "contest__body", "contest__area")


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
            due = Invitation.objects.filter(due_at__lte=now, revoked_at=None, channel=BY_MAIL)
            held = due.select_for_update(of=("self",), skip_locked=True)
            rows = list(held.order_by("questionnaire_id", "language", "pk")[:BATCH])
            if not rows:
                return count
            starts = max(starts, now)
            starts = write_letters(rows, "invitation", starts=starts, now=now)
            Approach.objects.bulk_create(
                line(row, Kind.SENT_AGAIN if row.sent_at else Kind.INVITED, now) for row in rows
            )
            keep_mails(rows)
            keys = [row.pk for row in rows]
            Invitation.objects.filter(pk__in=keys).update(sent_at=now, due_at=None)
            touch([ASKS])
        count += len(rows)
    return count


def keep_mails(rows: Iterable[Invitation]) -> None:
    """The message of each, by plain SQL: ``bulk_update`` builds a case for every row, which takes
    as long as all the rest."""
    table = connection.ops.quote_name(Invitation._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET mail_id = %s WHERE id = %s",  # noqa: S608 -- a name of ours
            [(row.mail_id, row.pk) for row in rows],
        )


def last_to_leave(now: datetime) -> datetime:
    """When the last of those that wait in the outbox leaves, so that others come after it."""
    waiting = OutgoingMail.objects.filter(sent_at=None, given_up_at=None, attempts=0)
    last = waiting.filter(due_at__gt=now).aggregate(last=Max("due_at"))["last"]
    return last + EVERY if last else now


def write_letters(
    rows: Sequence[Invitation], template: str, *, starts: datetime, now: datetime
) -> datetime:
    """The same words to all who are asked the same in one language; each row is given its message.
    When the next may leave."""
    shared = Questionnaire.objects.select_related(*SHARED).in_bulk(
        {row.questionnaire_id for row in rows}
    )
    asked = asks_of_many(shared)
    names = names_of(rows)
    for (key, language), same in groupby(rows, lambda row: (row.questionnaire_id, row.language)):
        invited, link_of = list(same), links_in(language)
        mails = write_copies(
            copies=[
                Copy(row.address, {"link": link_of(row), "who": names[row.pk]}) for row in invited
            ],
            template=f"commitments/mail/{template}",
            context=words_of_invitation(shared[key], asked[key], language),
            language=language,
            starts=starts,
            every=EVERY,
            now=now,
        )
        for row, mail in zip(invited, mails, strict=True):
            row.mail = mail
        starts += EVERY * len(invited)
    return starts


def names_of(rows: Sequence[Invitation]) -> dict[int, str]:
    """By key of the invitation: a candidate by their name, a list by its number and name."""
    lists = ElectoralList.objects.in_bulk({row.list_id for row in rows})
    stands = [row.candidacy_id for row in rows if row.candidacy_id]
    persons = Person.objects.annotate(stands_as=F("candidacies")).filter(candidacies__in=stands)
    candidates = {person.stands_as: person.name for person in persons}
    return {
        row.pk: candidates[row.candidacy_id] if row.candidacy_id else str(lists[row.list_id])
        for row in rows
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
            rows = list(silent_of(reminder.questionnaire_id))
            write_letters(rows, "reminder", starts=last_to_leave(now), now=now)
            keep_mails(rows)
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
