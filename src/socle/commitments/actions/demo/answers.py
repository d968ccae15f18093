"""What was answered, and the lines of the ledger that say so, in the order of time."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from socle.commitments.actions.demo.history import Event, write_history
from socle.commitments.actions.demo.promises import follow_up_events, give_lines
from socle.commitments.actions.demo.shelf import Row, Shelf, place_of
from socle.commitments.actions.ledger import (
    Entry,
    Seal,
    publish,
    receive,
    seal,
)
from socle.commitments.chain.lines import RECEIPT
from socle.commitments.kinds import Payload
from socle.commitments.models import Answer, Approach, LedgerLine, StageEvent
from socle.commitments.queries.answering import respondent_name
from socle.commitments.queries.payloads import (
    hold_of,
    line_of,
    payload_of,
    subject_of,
    withdrawal_of,
)
from socle.elections.models import Candidacy

Via, Certainty = Answer.Via, Answer.Certainty
CERTAIN = {
    Via.LINK: Certainty.PUBLISHED_ADDRESS,
    Via.EMAIL: Certainty.PUBLISHED_ADDRESS,
    Via.STAGE: Certainty.WITNESSES,
    Via.LETTER: Certainty.SIGNATURE,
    Via.IMPORT: Certainty.SOURCE,
}
MEETING = {
    "fr": "Les listes répondent en public",
    "nl": "De lijsten antwoorden in het openbaar",
    "de": "Die Listen antworten öffentlich",
    "en": "The lists answer in public",
}
# The second witness confirms so long after; a moderator reads a correction so long after it came.
CONFIRMED, READ = timedelta(minutes=6), timedelta(hours=2)


@dataclass(slots=True)
class Told:
    """An answer on its way: ``name`` is what it is sealed under."""

    answer: Answer
    name: str
    withdrawn: datetime | None
    payload: Payload | None = None
    sealed: Seal | None = None

    def seal(self) -> Seal:
        self.answer.respondent_name = self.name
        self.payload = payload_of(self.answer)
        self.sealed = seal(self.payload)
        self.answer.salt = self.sealed.salt
        if self.answer.published_at is not None:
            self.answer.respondent_name = ""
        return self.sealed

    @property
    def received_at(self) -> datetime:
        """On stage, it is an answer once the second witness said so."""
        return self.answer.confirmed_at or self.answer.received_at


def load_answers(shelf: Shelf) -> int:
    """How many are public or wait for their deadline."""
    told = list(answers_of(shelf))
    first = [each for each in told if each.answer.supersedes is None]
    later = [each for each in told if each.answer.supersedes is not None]
    for each in first:
        each.seal()
    Answer.objects.bulk_create([each.answer for each in first], batch_size=200)
    events = [event for each in first + later for event in events_of(each)]
    write_history(events + follow_up_events(shelf))
    give_receipts()
    give_lines()
    Approach.objects.bulk_create(line for each in told for line in changes_of(each))
    return len(told)


def changes_of(each: Told) -> Iterator[Approach]:
    """The public log says that they corrected it, or took it back."""
    answer = each.answer
    moments = [answer.received_at] if answer.supersedes is not None else []
    for at in [*moments, *([each.withdrawn] if each.withdrawn else [])]:
        yield Approach(
            questionnaire=answer.ask.questionnaire,
            list=answer.list,
            candidacy=answer.candidacy,
            kind=Approach.Kind.CORRECTED,
            channel=answer.invitation.channel if answer.invitation else "",
            at=at,
        )


# --- rows ---


def answers_of(shelf: Shelf) -> Iterator[Told]:
    """In the order in which they came: one to the same ask takes the place of the one before."""
    people = shelf.candidacies()
    last: dict[tuple[int, int, int | None], Answer] = {}
    rows = [row for row in shelf.files.answers if (place_of(row), row["ask"]) in shelf.asks]
    for row in sorted(rows, key=lambda row: shelf.moment(row["at"])):
        person = people[shelf.list_of(row).pk, row["person"]] if row["person"] else None
        answer = answer_of(shelf, row, person)
        key = (answer.ask_id, answer.list_id, answer.candidacy_id)
        if before := last.get(key):
            before.is_current, answer.supersedes = False, before
        last[key] = answer
        yield Told(answer, respondent_name(answer), shelf.at(row["withdrawn"]))


def answer_of(shelf: Shelf, row: Row, person: Candidacy | None) -> Answer:
    ask, at = shelf.asks[place_of(row), row["ask"]], shelf.moment(row["at"])
    place = shelf.list_of(row)
    by_link = row["via"] == Via.LINK
    invitation = shelf.invitations[place.pk, person.pk if person else None]
    is_head = by_link and person is None and invitation.address.startswith("head-")
    answer = Answer(
        ask=ask,
        list=place,
        candidacy=person,
        stance=row["stance"],
        condition=row["condition"],
        words=row["words"],
        language=row["language"],
        via=row["via"],
        certainty=Certainty.HEAD_OF_LIST if is_head else CERTAIN[Via(row["via"])],
        source=row["source"] or (invitation.address_source if by_link else ""),
        invitation=invitation if by_link else None,
        received_at=at,
        place=row["place"],
        withdrawn_at=shelf.at(row["withdrawn"]),
    )
    if not by_link:
        answer.entered_by = shelf.organiser(ask.asked_by)
        answer.confirmed_by, answer.confirmed_at = shelf.second(ask.asked_by), at + CONFIRMED
    if row["via"] == Via.STAGE:
        answer.said_at, answer.stage = at, stage_of(shelf, answer)
    come_out(answer, row["held"])
    return answer


def stage_of(shelf: Shelf, answer: Answer) -> StageEvent:
    """The meeting where it was said: one for each contest."""
    held = answer.ask.questionnaire
    found = shelf.stages.get((held.pk, answer.place))
    if found is None:
        found = StageEvent.objects.create(
            questionnaire=held,
            group=answer.ask.asked_by,
            name=MEETING[answer.language],
            place=answer.place,
            day=timezone.localdate(answer.received_at),
            nonce=secrets.token_hex(16),
            opened_at=answer.received_at - timedelta(days=1),
            opened_by=answer.entered_by,
        )
        shelf.stages[held.pk, answer.place] = found
    return found


def come_out(answer: Answer, held: str) -> None:
    """What is said on stage at once; the others together, or one by one once they are."""
    together = answer.ask.questionnaire.published_at
    if answer.via == Via.STAGE:
        answer.published_at = answer.confirmed_at
    elif together is not None:
        answer.published_at = max(together, answer.received_at + READ)
    if answer.published_at is not None:
        answer.read_at = answer.published_at
    if held and answer.published_at is not None:
        answer.held_why, answer.held_by = held, answer.ask.frozen_by
        answer.held_at = answer.read_at = answer.published_at - READ


# --- lines ---


def events_of(each: Told) -> Iterator[Event]:
    answer = each.answer
    yield Event(each.received_at, lambda: received(each), answer.supersedes is not None)
    if answer.published_at is not None:
        yield Event(answer.published_at, lambda: published(each), answer.held_at is not None)
    if each.withdrawn is not None:
        yield Event(each.withdrawn, lambda: withdrawn(each), looks_back=True)


def received(each: Told) -> Entry:
    """A correction names the line it corrects: it is sealed, and kept, once that stands."""
    sealed = each.sealed or each.seal()
    if each.answer.pk is None:
        each.answer.save(force_insert=True)
    return receive(sealed, subject=subject_of(each.answer))


def published(each: Told) -> Entry:
    answer = each.answer
    subject = subject_of(answer)
    if answer.held_at is not None:
        answer.receipt = LedgerLine.objects.get(kind=RECEIPT, subject=subject)
        answer.respondent_name = each.name
        return publish(hold_of(answer), subject=subject)
    payload = cast(Payload, each.payload)
    return publish(payload, subject=subject, sealed=each.sealed)


def withdrawn(each: Told) -> Entry:
    line = cast(LedgerLine, line_of(each.answer))
    each.answer.respondent_name = each.name
    said = withdrawal_of(each.answer, line, each.withdrawn)
    return publish(said, subject=subject_of(each.answer))


def give_receipts() -> None:
    """To each answer the line that proves when it came; one query."""
    subject = Concat(Value("answer:"), Cast(OuterRef("pk"), CharField()))
    lines = LedgerLine.objects.filter(kind=RECEIPT, subject=subject)
    rows = Answer.objects.filter(receipt=None, list__is_example=True)
    rows.update(receipt=Subquery(lines.values("pk")[:1]))
