"""Whoever holds the link of an invitation saves what they type, sends it, corrects it, withdraws.

What is sent is sealed until the deadline: the ledger gets its digest at once, its words only when
``actions/publishing.py`` publishes it.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language

from socle.accounts.journal import record
from socle.commitments.actions.ledger import Entry, Seal, append, publish, receive, seal
from socle.commitments.models import Answer, AnswerDraft, Approach, Ask, Invitation
from socle.commitments.queries.answering import (
    Question,
    Said,
    is_sealed,
    last_day,
    mark_of,
    questions_for,
    respondent_name,
)
from socle.commitments.queries.links import is_open, link_for, token_of
from socle.commitments.queries.payloads import line_of, payload_of, subject_of, withdrawal_of
from socle.commitments.rules import ANSWERS
from socle.elections.queries.titles import contest_title
from socle.foundation.actions.mail import write_mail
from socle.foundation.actions.stamps import touch


class LinkIsClosed(Exception):
    """It was revoked, or its time is over, while the page stood open."""


class SomebodyElseSaved(Exception):
    """By the same link, since the page was opened; ``theirs`` is what stands there now."""

    def __init__(self, theirs: Said) -> None:
        self.theirs = theirs
        super().__init__()


class ChangedMeanwhile(Exception):
    """What would be sent is not what the page showed."""


class NothingToWithdraw(Exception):
    """No answer of theirs stands there."""


def hold_link(invitation: Invitation, now: datetime) -> Invitation:
    """Nobody else writes by this link until the end of the transaction. Raises LinkIsClosed."""
    rows = Invitation.objects.select_for_update(of=("self",), no_key=True).select_related(
        "questionnaire__contest__election",
        "questionnaire__contest__body",
        "questionnaire__contest__area",
        "list",
        "candidacy__person",
    )
    held = rows.get(pk=invitation.pk)
    is_same = held.revoked_at is None and held.nonce == invitation.nonce
    if not is_same or not is_open(held, now):
        raise LinkIsClosed
    return held


def save_draft(*, invitation: Invitation, ask: Ask, said: Said, seen: str, now: datetime) -> None:
    """Keep what is typed, for this link alone. ``seen``: the mark of what the page showed.

    Raises LinkIsClosed, SomebodyElseSaved.
    """
    with transaction.atomic():
        held = hold_link(invitation, now)
        there = now_there(held, ask)
        if there.mark not in {seen, said.mark}:
            raise SomebodyElseSaved(there)
        AnswerDraft.objects.update_or_create(
            invitation=held,
            ask=ask,
            defaults={
                "stance": said.stance,
                "condition": said.condition,
                "words": said.words,
                "language": said.language,
                "saved_at": now,
            },
        )
        if held.opened_at is None:
            Invitation.objects.filter(pk=held.pk).update(opened_at=now)


def now_there(invitation: Invitation, ask: Ask) -> Said:
    return next(
        (row.said for row in questions_for(invitation) if row.ask.pk == ask.pk),
        Said(),
    )


def send_answers(*, invitation: Invitation, seen: str, now: datetime) -> list[Answer]:
    """Send all that is typed and whole; pressed twice, the second time sends nothing.

    ``seen``: the mark of what the page showed. Raises LinkIsClosed, ChangedMeanwhile.
    """
    with transaction.atomic():
        held = hold_link(invitation, now)
        questions = [row for row in questions_for(held) if row.is_new]
        if not questions:
            return []
        if mark_of(questions) != seen:
            raise ChangedMeanwhile
        kind = Approach.Kind.CORRECTED if held.finished_at else Approach.Kind.ANSWERED
        before = hold_answers(held)
        answers = [answer_of(held, row, before.get(row.ask.pk), now) for row in questions]
        seals = [keep(answer) for answer in answers]
        AnswerDraft.objects.filter(pk__in=[row.draft.pk for row in questions if row.draft]).delete()
        Invitation.objects.filter(pk=held.pk, finished_at=None).update(finished_at=now)
        log_of(held, kind, now)
        record("commitments.answer.received", target=held, now=now)
        send_receipt(held, questions, seals, now)
        touch([ANSWERS])
        add_receipts(answers, seals, now)
    return answers


def hold_answers(respondent: Invitation | Answer) -> dict[int, Answer]:
    """The last answers to each ask, by its key, withdrawn or not: until the end of the transaction
    they are neither superseded nor published by anybody else. In one order, as everywhere."""
    rows = Answer.objects.filter(
        is_current=True, list=respondent.list_id, candidacy=respondent.candidacy_id
    )
    rows = rows.select_for_update(of=("self",), no_key=True).select_related("supersedes")
    return {row.ask_id: row for row in rows.order_by("pk")}


def answer_of(
    invitation: Invitation, question: Question, before: Answer | None, now: datetime
) -> Answer:
    """Not saved yet: the row that takes the place of the answer before it, if there is one."""
    said = question.said
    return Answer(
        ask=question.ask,
        list=invitation.list,
        candidacy=invitation.candidacy,
        stance=said.stance,
        condition=said.condition,
        words=said.words,
        language=said.language,
        via=Answer.Via.LINK,
        certainty=certainty_of(invitation),
        source=invitation.address_source,
        invitation=invitation,
        received_at=now,
        respondent_name=respondent_name(invitation),
        supersedes=before,
    )


def certainty_of(invitation: Invitation) -> str:
    """The head of a list, where the link of the list went to their own published address."""
    if invitation.candidacy_id is not None:
        return Answer.Certainty.PUBLISHED_ADDRESS
    heads = invitation.list.candidacies.filter(is_head=True)
    if invitation.address and heads.filter(email__iexact=invitation.address).exists():
        return Answer.Certainty.HEAD_OF_LIST
    return Answer.Certainty.PUBLISHED_ADDRESS


def keep(answer: Answer) -> Seal:
    """Save it, after the one it supersedes gave up its place."""
    sealed = seal(payload_of(answer))
    answer.salt = sealed.salt
    if answer.supersedes is not None:
        Answer.objects.filter(pk=answer.supersedes.pk).update(is_current=False)
    answer.save(force_insert=True)
    return sealed


def add_receipts(answers: Sequence[Answer], seals: Sequence[Seal], now: datetime) -> None:
    """The lines that prove when they came: the last thing but for the rows they belong to."""
    pairs = zip(answers, seals, strict=True)
    lines = append(
        [receive(sealed, subject=subject_of(answer)) for answer, sealed in pairs], now=now
    )
    for answer, line in zip(answers, lines, strict=True):
        answer.receipt = line
    Answer.objects.bulk_update(answers, ["receipt"])


def log_of(invitation: Invitation, kind: Approach.Kind, now: datetime) -> None:
    """The public log tells who answered, never what."""
    Approach.objects.create(
        questionnaire=invitation.questionnaire,
        list=invitation.list,
        candidacy=invitation.candidacy,
        kind=kind,
        channel=invitation.channel,
        at=now,
    )


def send_receipt(
    invitation: Invitation, questions: Sequence[Question], seals: Sequence[Seal], now: datetime
) -> None:
    """The exact words, to the address of the invitation, if it has one."""
    rows = [(row, sealed.digest) for row, sealed in zip(questions, seals, strict=True)]
    sealed = is_sealed(invitation.questionnaire, now)
    language = (get_language() or "")[:2]
    write(invitation, "receipt", now, language=language, rows=rows, is_sealed=sealed)


def write(
    invitation: Invitation, template: str, now: datetime, *, language: str = "", **context: object
) -> None:
    """In the language they are reading in, or were invited in."""
    if not invitation.address:
        return
    language = language or invitation.language
    with translation.override(language):
        check = reverse("commitments:answer-check", args=[token_of(invitation)])
        shared = {
            "invitation": invitation,
            "contest": contest_title(invitation.questionnaire.contest),
            "respondent": respondent_name(invitation),
            "deadline": invitation.questionnaire.deadline,
            "last_day": last_day(invitation),
            "link": link_for(invitation),
            "check": settings.SOCLE_BASE_URL + check,
        }
    write_mail(
        to=invitation.address,
        template=f"commitments/mail/{template}",
        context=shared | context,
        language=language,
        now=now,
        # The words are theirs: nothing of them stays in the outbox.
        forget=True,
    )


def withdraw_answer(*, invitation: Invitation, ask: Ask, now: datetime) -> Answer:
    """It is not published, or no longer stands, nor does what readers see while it waits; what was
    published of it stays in the ledger.

    Raises LinkIsClosed, NothingToWithdraw.
    """
    with transaction.atomic():
        held = hold_link(invitation, now)
        questions = [row for row in questions_for(held) if row.ask.pk == ask.pk and row.answer]
        answer = hold_answers(held).get(ask.pk) if questions else None
        if answer is None:
            raise NothingToWithdraw
        shown = shown_of(answer)
        gone = [answer.pk] if shown is None else [answer.pk, shown.pk]
        Answer.objects.filter(pk__in=gone).update(withdrawn_at=now)
        AnswerDraft.objects.filter(invitation=held, ask=ask).delete()
        log_of(held, Approach.Kind.CORRECTED, now)
        record("commitments.answer.withdrawn", target=answer, now=now)
        write(held, "withdrawn", now, language=(get_language() or "")[:2], question=questions[0])
        touch([ANSWERS])
        append(withdrawal_lines(shown, held, now), now=now)
    return answer


def shown_of(answer: Answer) -> Answer | None:
    """What stands in public on that ask: the last that was published, unless it was withdrawn."""
    rows = Answer.objects.public().filter(
        ask=answer.ask_id, list=answer.list_id, candidacy=answer.candidacy_id
    )
    last = rows.order_by("received_at", "pk").last()
    return last if last is not None and last.withdrawn_at is None else None


def withdrawal_lines(shown: Answer | None, invitation: Invitation, now: datetime) -> list[Entry]:
    """Nothing to say of what nobody could read yet: its receipt stays without an answer."""
    line = line_of(shown) if shown is not None else None
    if shown is None or line is None:
        return []
    shown.respondent_name = respondent_name(invitation)
    return [publish(withdrawal_of(shown, line, now), subject=subject_of(shown))]
