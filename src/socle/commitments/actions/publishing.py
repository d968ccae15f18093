"""At the deadline answers come out together: once moderators read their words, or a day later."""

from collections.abc import Callable, Iterable
from datetime import datetime

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation

from socle.accounts.journal import record
from socle.commitments.actions.ledger import Entry, Seal, SealBroken, append, publish
from socle.commitments.models import Answer, AnswerDraft, Questionnaire
from socle.commitments.queries.payloads import hold_of, payload_of, subject_of
from socle.commitments.queries.sealed import (
    READING,
    due_questionnaires,
    is_read,
    readers_of,
    ready_among,
    waiting_in,
)
from socle.commitments.queries.silence import of_the_same
from socle.commitments.rules import ANSWERS
from socle.elections.queries.titles import contest_title
from socle.foundation.actions.mail import write_mail
from socle.foundation.actions.stamps import touch

log = structlog.get_logger(__name__)


def publish_due(*, now: datetime, stop: Callable[[], bool] = lambda: False) -> None:
    """Each contest in a transaction of its own: a worker killed on the way leaves it as it was, and
    the next round does the rest. Nothing is published twice."""
    for key in due_questionnaires(now):
        if stop():
            return
        publish_answers(key=key, now=now)


def publish_answers(*, key: int, now: datetime) -> list[Answer]:
    """What is ready of the questionnaire of that key, all of it or nothing."""
    with transaction.atomic():
        rows = Questionnaire.objects.select_for_update(of=("self",), no_key=True)
        held = rows.select_related("contest__area", "contest__body").get(pk=key)
        waiting = list(hold_waiting(held))
        ready = ready_among(held, waiting, now)
        if ready is None:
            tell_readers(held, waiting, now)
            return []
        lines, published = lines_of(ready)
        if published:
            Answer.objects.filter(pk__in=[answer.pk for answer in published]).update(
                published_at=now, respondent_name=""
            )
        if held.published_at is None:
            Questionnaire.objects.filter(pk=held.pk).update(published_at=now, updated_at=now)
            record("commitments.answers.published", target=held, now=now)
        touch([ANSWERS])
        append(lines, now=now)
    return published


def hold_waiting(questionnaire: Questionnaire) -> Iterable[Answer]:
    """Nobody supersedes, holds or withdraws them until the end of the transaction."""
    rows = waiting_in(questionnaire).select_for_update(of=("self",), no_key=True)
    return rows.select_related(
        "ask__questionnaire__contest__election", "receipt", "supersedes__supersedes"
    )


def lines_of(answers: Iterable[Answer]) -> tuple[list[Entry], list[Answer]]:
    """Their lines, and those that have one: a seal that does not fit keeps back no other."""
    lines, published = [], []
    for answer in answers:
        try:
            lines.append(line_of(answer))
        except (SealBroken, ValueError) as error:
            log.error("answer not published", answer=answer.pk, error=type(error).__name__)
        else:
            published.append(answer)
    return lines, published


def line_of(answer: Answer) -> Entry:
    if answer.held_at is not None:
        return publish(hold_of(answer), subject=subject_of(answer))
    sealed = Seal(answer.salt, answer.receipt.payload_digest) if answer.receipt else None
    return publish(payload_of(answer), subject=subject_of(answer), sealed=sealed)


def tell_readers(questionnaire: Questionnaire, waiting: list[Answer], now: datetime) -> None:
    """Once a contest."""
    unread = sum(not is_read(answer) for answer in waiting)
    if questionnaire.readers_told_at is not None or not unread or questionnaire.deadline is None:
        return
    Questionnaire.objects.filter(pk=questionnaire.pk).update(readers_told_at=now)
    for person in readers_of(questionnaire, now):
        with translation.override(person.language):
            link = reverse("commitments:reading", args=[questionnaire.pk])
            contest = contest_title(questionnaire.contest)
        write_mail(
            to=person.email,
            template="commitments/mail/words_wait",
            context={
                "contest": contest,
                "count": unread,
                "until": questionnaire.deadline + READING,
                "link": settings.SOCLE_BASE_URL + link,
            },
            language=person.language,
            now=now,
        )


def forget_drafts(*, now: datetime) -> None:
    """Of links that open no more."""
    # Who answered otherwise than by the link corrects by it, as is_open says.
    otherwise = of_the_same(Answer.objects.current(), "invitation__")
    over = Q(~otherwise, invitation__finished_at=None, invitation__expires_at__lte=now)
    voted = Q(invitation__questionnaire__contest__election__day__lte=now.date())
    gone = Q(invitation__revoked_at__isnull=False)
    AnswerDraft.objects.filter(over | voted | gone).delete()
