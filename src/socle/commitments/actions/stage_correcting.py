"""A group corrects the name, the place or the day of a meeting: seen, never silent.

What was published by then is corrected in the ledger too, line by line, with the reason in public.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.commitments.actions.ledger import Entry, append, publish
from socle.commitments.actions.stage import LeadsToSomebody, hold_stage
from socle.commitments.kinds.traces import traces_in
from socle.commitments.models import Answer, Approach, Questionnaire, StageCorrection, StageEvent
from socle.commitments.queries.answering import respondent_name
from socle.commitments.queries.payloads import correction_of, line_of, subject_of
from socle.commitments.rules import ANSWERS, ASKS
from socle.foundation.actions.stamps import touch


class NothingChanges(Exception):
    """It says just this already."""


class NoReason(Exception):
    """Answers given there are public: whoever read them is told why this changes."""


class NotYet(Exception):
    """Answers were noted there: its day is not still to come."""


def correct_stage(
    *,
    stage: StageEvent,
    name: str,
    place: str,
    day: date,
    why: str,
    by: User,
    now: datetime,
) -> StageEvent:
    """Raises LeadsToSomebody, NothingChanges, NoReason, NotYet."""
    why = why.strip()
    if any(traces_in(words) for words in (name, place, why)):
        raise LeadsToSomebody
    with transaction.atomic():
        held = hold_stage(stage)
        if (held.name, held.place, held.day) == (name, place, day):
            raise NothingChanges
        # Nobody publishes, supersedes or withdraws an answer of the contest meanwhile.
        Questionnaire.objects.select_for_update(no_key=True).get(pk=held.questionnaire_id)
        answers = answers_at(held)
        if answers and day > timezone.localdate(now):
            raise NotYet
        public = [row for row in answers if row.published_at is not None]
        if public and not why:
            raise NoReason
        StageCorrection.objects.create(
            stage=held, name=held.name, place=held.place, day=held.day, why=why, at=now
        )
        shift = day - held.day
        StageEvent.objects.filter(pk=held.pk).update(name=name, place=place, day=day)
        move(answers, place, shift)
        log_correction(held, public, f"{name}, {place}. {why}", now)
        record("commitments.stage.corrected", target=held, by=by, now=now, reason=why)
        touch([ANSWERS, ASKS])
        append(lines_of(public), now=now)
    return StageEvent.objects.get(pk=stage.pk)


def answers_at(stage: StageEvent) -> list[Answer]:
    rows = stage.answers.select_for_update(of=("self",), no_key=True).select_related(
        "ask__questionnaire__contest__election", "list", "candidacy__person"
    )
    return list(rows.order_by("pk"))


def move(answers: list[Answer], place: str, shift: timedelta) -> None:
    """To that place, and as many days on or back, at the same hour."""
    for answer in answers:
        answer.place = place
        answer.received_at += shift
        if answer.said_at is not None:
            answer.said_at += shift
    Answer.objects.bulk_update(answers, ["place", "received_at", "said_at"])


def log_correction(stage: StageEvent, public: list[Answer], words: str, now: datetime) -> None:
    """In the public log of each list that was heard there."""
    heard = {(row.list_id, row.candidacy_id): row for row in public}
    Approach.objects.bulk_create(
        Approach(
            questionnaire_id=stage.questionnaire_id,
            list_id=row.list_id,
            candidacy_id=row.candidacy_id,
            kind=Approach.Kind.AMENDED,
            words=words[:500],
            at=now,
        )
        for row in heard.values()
    )


def lines_of(public: list[Answer]) -> list[Entry]:
    """Of answers that stand with their words: the place and the hour of their lines are others."""
    found = []
    for answer in public:
        line = line_of(answer) if answer.is_current and answer.shows_words else None
        if line is not None:
            answer.respondent_name = respondent_name(answer)
            found.append(publish(correction_of(answer, line), subject=subject_of(answer)))
    return found
