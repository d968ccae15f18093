"""What the worker writes: invitations that are due, reminders on their days, what came back."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.db import connection, transaction
from django.db.models import F, Max, QuerySet
from django.utils import timezone

from socle.commitments.models import Approach, Invitation, Questionnaire, Reminder
from socle.commitments.queries.asking import asks_of_many
from socle.commitments.queries.links import last_moment, links_in
from socle.commitments.queries.paper import words_of_invitation
from socle.commitments.queries.silence import silent
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
IN_ORDER = ("questionnaire_id", "language", "expires_at")
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
            rows = list(held.order_by(*IN_ORDER, "pk")[:BATCH])
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
    """The same words to all who are asked the same in one language until the same day; each row is
    given its message. When the next may leave."""
    shared = Questionnaire.objects.select_related(*SHARED).in_bulk(
        {row.questionnaire_id for row in rows}
    )
    asked = asks_of_many(shared)
    names = names_of(rows)

    def read(row: Invitation) -> tuple[int, str, datetime | None]:
        return row.questionnaire_id, row.language, last_moment(row, shared[row.questionnaire_id])

    for (key, language, ends), same in groupby(rows, read):
        invited, link_of = list(same), links_in(language)
        mails = write_copies(
            copies=[
                Copy(row.address, {"link": link_of(row), "who": names[row.pk]}) for row in invited
            ],
            template=f"commitments/mail/{template}",
            context=words_of_invitation(shared[key], asked[key], language, ends),
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
    """Write to who is silent, on the days that were set; each day once, and once for all days that
    a stopped worker left. How many."""
    today = timezone.localdate(now)
    due = Reminder.objects.filter(day__lte=today, sent_at=None).order_by("pk")
    count = 0
    for key in sorted(set(due.values_list("questionnaire", flat=True))):
        with transaction.atomic():
            rows = due.filter(questionnaire=key).select_for_update(of=("self",))
            reminders = list(rows.select_related("questionnaire"))
            if not reminders:
                continue
            silent_ones = list(to_remind(reminders[0].questionnaire, now))
            write_letters(silent_ones, "reminder", starts=last_to_leave(now), now=now)
            keep_mails(silent_ones)
            Approach.objects.bulk_create(line(row, Kind.REMINDED, now) for row in silent_ones)
            due.filter(pk__in=[each.pk for each in reminders]).update(sent_at=now)
            touch([ASKS])
        count += len(silent_ones)
    return count


def to_remind(questionnaire: Questionnaire, now: datetime) -> QuerySet[Invitation]:
    """Invited by a message, silent, and with days left to answer in."""
    grace = timedelta(days=questionnaire.grace_days)
    rows = questionnaire.invitations.filter(due_at=None, expires_at__gte=now + grace)
    return silent(rows).exclude(address="").order_by(*IN_ORDER, "pk")


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
