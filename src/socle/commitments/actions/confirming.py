"""What one person enters, another confirms or sends back: answers on stage, by letter, by e-mail.

Until then the row is not the last word of anybody, and nothing of it is public. Sent back, it stays
as it is: another row mends it.
"""

from datetime import datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.commitments.models import Answer


class SamePerson(Exception):
    """Nobody confirms what they entered themselves."""


class SettledMeanwhile(Exception):
    """It was confirmed, sent back or taken back already."""


def hold_unconfirmed(answer: Answer, *, by: User) -> Answer:
    """As it is now, until the end of the transaction. Raises SettledMeanwhile, SamePerson."""
    rows = Answer.objects.unconfirmed().filter(pk=answer.pk)
    rows = rows.select_for_update(of=("self",), no_key=True).select_related(
        "ask__questionnaire__contest__election",
        "ask__questionnaire__contest__body",
        "ask__questionnaire__contest__area",
        "list",
        "candidacy__person",
        "stage",
    )
    found = rows.first()
    if found is None:
        raise SettledMeanwhile
    if found.entered_by_id == by.pk:
        raise SamePerson
    return found


def send_back(*, answer: Answer, why: str, by: User, now: datetime) -> None:
    """``why``: what differs from what this person heard or read; whoever entered it reads it.

    Raises SettledMeanwhile, SamePerson.
    """
    with transaction.atomic():
        held = hold_unconfirmed(answer, by=by)
        put_aside(held, why=why, by=by, now=now)
        record("commitments.answer.sent_back", target=held, by=by, now=now)


def put_aside(*answers: Answer, by: User | None, now: datetime, why: str = "") -> None:
    """They wait no more; the rows stay."""
    Answer.objects.unconfirmed().filter(pk__in=[answer.pk for answer in answers]).update(
        sent_back_at=now, sent_back_by=by, sent_back_why=why.strip()[:500]
    )
