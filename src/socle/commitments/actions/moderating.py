"""Between deadline and publication a moderator reads what was written, and lets it through or not.

Nobody changes a word: what is held is shown as held, with the reason, and its author mends it.
"""

from datetime import datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.commitments.actions.answering import write
from socle.commitments.models import Answer
from socle.commitments.queries.answering import words_for
from socle.commitments.queries.links import invitation_of_author


class NoLongerWaits(Exception):
    """It was read, published, withdrawn or superseded meanwhile."""


def hold_answer(answer: Answer) -> Answer:
    """As it is now, until the end of the transaction. Raises NoLongerWaits."""
    rows = Answer.objects.current().filter(pk=answer.pk, published_at=None, read_at=None)
    rows = rows.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("ask", "list", "candidacy__person").first()
    if found is None:
        raise NoLongerWaits
    return found


def let_through(*, answer: Answer, by: User, now: datetime) -> None:
    with transaction.atomic():
        held = hold_answer(answer)
        Answer.objects.filter(pk=held.pk).update(read_at=now)
        record("commitments.answer.read", target=held, by=by, now=now)


def read_again(*, answer: Answer, by: User, now: datetime) -> None:
    """It was let through by mistake, and is not published yet: it waits to be read. Raises
    NoLongerWaits."""
    with transaction.atomic():
        rows = Answer.objects.current().filter(pk=answer.pk, published_at=None, held_at=None)
        held = rows.exclude(read_at=None).select_for_update(of=("self",), no_key=True).first()
        if held is None:
            raise NoLongerWaits
        Answer.objects.filter(pk=held.pk).update(read_at=None)
        record("commitments.answer.read_again", target=held, by=by, now=now)


def hold_words(*, answer: Answer, reason: str, by: User, now: datetime) -> None:
    """Its stance is published, its words are not; whoever wrote them is told why."""
    with transaction.atomic():
        held = hold_answer(answer)
        Answer.objects.filter(pk=held.pk).update(
            read_at=now, held_at=now, held_why=reason, held_by=by
        )
        record("commitments.answer.held", target=held, by=by, now=now, reason=reason)
        tell_author(held, reason, now)


def tell_author(answer: Answer, reason: str, now: datetime) -> None:
    """By the address they were invited at; whoever answered otherwise may have one too."""
    invitation = invitation_of_author(answer)
    if invitation is None:
        return
    said = words_for([answer.ask], [invitation.language])[answer.ask_id]
    why = Answer.HeldWhy(reason).label
    write(invitation, "held", now, said=said, why=why, answer=answer)
