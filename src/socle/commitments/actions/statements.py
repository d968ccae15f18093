"""What became of a promise: a group says what it observed, somebody else looks, who promised is
heard, then it is shown.

Locks are taken in one order: the promise, then its statements, then the ledger.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.utils import timezone

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.commitments.actions.ledger import Entry, append, publish
from socle.commitments.kinds.traces import traces_in
from socle.commitments.models import Answer, Commitment, Reply, Statement, StatementSource
from socle.commitments.queries.statement_lines import (
    is_address,
    reply_payload,
    statement_payload,
    statement_subject,
)
from socle.commitments.queries.statements import last_statement, standing_status
from socle.commitments.rules import PROMISES
from socle.foundation.actions.stamps import touch
from socle.groups.models import Group

log = structlog.get_logger(__name__)


class NotPublic(Exception):
    """The promise is not published, or was withdrawn by who gave it."""


class WithoutSource(Exception):
    """Nothing says where it can be checked, or not by an address that the ledger takes."""


class NotYet(Exception):
    """Observed on a day to come, or before the vote."""


class SaidMeanwhile(Exception):
    """Somebody else said something of this promise since it was read."""


class LeadsToSomebody(Exception):
    """What is to be published holds an e-mail address or a telephone number."""


class SamePerson(Exception):
    """Nobody confirms what they observed themselves."""


class SettledMeanwhile(Exception):
    """It was confirmed, published or dropped already."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where it can be checked: ``quote`` holds the words that say so."""

    title: str
    url: str
    read_on: date
    quote: str = ""
    kind: str = StatementSource.Kind.LINK


@dataclass(frozen=True, slots=True)
class Observed:
    """What a group says of a promise. ``reason`` and what follows: of what is broken alone."""

    status: str
    words: str
    on: date
    language: str
    sources: Sequence[Source] = field(default_factory=tuple)
    by_indicator: bool = False
    reason: str = ""
    reason_words: str = ""
    reason_source: str = ""
    conflict: str = ""

    def columns(self) -> dict[str, object]:
        return {
            "status": self.status,
            "observed": self.words,
            "observed_on": self.on,
            "language": self.language,
            "by_indicator": self.by_indicator,
            "reason": self.reason,
            "reason_words": self.reason_words,
            "reason_source": self.reason_source,
            "conflict": self.conflict,
        }


def is_gone(answer: Answer) -> bool:
    return answer.withdrawn_at is not None or answer.removed_at is not None


def look_at(said: Observed, commitment: Commitment, now: datetime) -> None:
    """Raises NotPublic, WithoutSource, NotYet, LeadsToSomebody."""
    if commitment.follow_up.published_at is None or is_gone(commitment.answer):
        raise NotPublic
    if not said.sources or not all(is_address(each.url) for each in said.sources):
        raise WithoutSource
    today = timezone.localdate(now)
    if not commitment.follow_up.contest.election.day <= said.on <= today:
        raise NotYet
    if any(source.read_on > today for source in said.sources):
        raise NotYet
    words = [said.words, said.reason_words, said.conflict, *(each.quote for each in said.sources)]
    if any(traces_in(each) for each in words):
        raise LeadsToSomebody


def state(
    *,
    commitment: Commitment,
    said: Observed,
    group: Group,
    by: User,
    now: datetime,
    seen: int = 0,
    corrects: Statement | None = None,
    why: str = "",
    phone_id: UUID | None = None,
) -> Statement:
    """``seen``: the key of the last statement that was read, 0 for none. Sent again under the same
    ``phone_id``, it is written once.

    Raises NotPublic, WithoutSource, NotYet, LeadsToSomebody, SaidMeanwhile.
    """
    with transaction.atomic():
        held = hold_commitment(commitment)
        there = Statement.objects.filter(phone_id=phone_id).first() if phone_id else None
        if there is not None:
            return there
        look_at(said, held, now)
        last = last_statement(held)
        if seen != (last.pk if last else 0):
            raise SaidMeanwhile
        if corrects is not None and Statement.objects.filter(corrects=corrects).exists():
            raise SaidMeanwhile
        more = {"corrects": corrects, "corrects_why": why, "phone_id": phone_id}
        made = write(held, said, group=group, made_by=by, made_at=now, **more)
        record("commitments.statement.made", target=made, by=by, now=now)
        touch([PROMISES])
        show_if_ready(made, now)
    return made


def write(commitment: Commitment, said: Observed, **columns: Any) -> Statement:
    """The row, with its sources."""
    made = Statement.objects.create(commitment=commitment, **said.columns(), **columns)
    StatementSource.objects.bulk_create(
        StatementSource(
            statement=made,
            kind=each.kind,
            title=each.title,
            url=each.url,
            read_on=each.read_on,
            quote=each.quote,
        )
        for each in said.sources
    )
    return made


def hold_commitment(commitment: Commitment) -> Commitment:
    rows = Commitment.objects.select_for_update(of=("self",), no_key=True)
    beside = ("follow_up__contest__election", "answer", "holder__list", "holder__person")
    return rows.select_related(*beside).get(pk=commitment.pk)


def hold_statement(statement: Statement) -> Statement:
    """With its promise. Raises SettledMeanwhile."""
    hold_commitment(statement.commitment)
    rows = Statement.objects.waiting().select_for_update(of=("self",), no_key=True)
    found = rows.select_related("commitment__holder", "group").filter(pk=statement.pk).first()
    if found is None:
        raise SettledMeanwhile
    return found


def confirm(*, statement: Statement, by: User, now: datetime) -> Statement:
    """A second pair of eyes found the same. Raises SettledMeanwhile, SamePerson."""
    with transaction.atomic():
        held = hold_statement(statement)
        if not held.needs_second or held.confirmed_at is not None:
            raise SettledMeanwhile
        if held.made_by_id == by.pk:
            raise SamePerson
        held.confirmed_by, held.confirmed_at = by, now
        held.save()
        record("commitments.statement.confirmed", target=held, by=by, now=now)
        touch([PROMISES])
        show_if_ready(held, now)
    return held


def drop(*, statement: Statement, why: str, by: User, now: datetime) -> None:
    """Before it is shown: whoever looked again sees it otherwise. Raises SettledMeanwhile."""
    with transaction.atomic():
        held = hold_statement(statement)
        held.dropped_at, held.dropped_why = now, why
        held.corrects, held.corrects_why = None, ""
        held.save()
        record("commitments.statement.dropped", target=held, by=by, now=now, reason=why)
        touch([PROMISES])


def is_ready(statement: Statement, now: datetime) -> bool:
    """Seen by two where it must be, and who promised had their days."""
    if statement.needs_second and statement.confirmed_at is None:
        return False
    if not statement.awaits_reply:
        return True
    return statement.reply_until is not None and statement.reply_until <= now


def show_if_ready(statement: Statement, now: datetime) -> None:
    """The last act of its transaction."""
    if is_ready(statement, now):
        show(statement, now)


def show(statement: Statement, now: datetime) -> None:
    """Under the lock of its promise."""
    statement.published_at = now
    statement.save()
    commitment = statement.commitment
    status, since = standing_status(commitment)
    Commitment.objects.filter(pk=commitment.pk).update(
        status=status, status_since=since, updated_at=now
    )
    record("commitments.statement.published", target=statement, now=now)
    touch([PROMISES])
    line = append([line_of(statement)], now=now)[0]
    Statement.objects.filter(pk=statement.pk).update(line=line)
    statement.line = line
    show_replies(statement, now)


def line_of(statement: Statement) -> Entry:
    return publish(statement_payload(statement), subject=statement_subject(statement))


def show_replies(statement: Statement, now: datetime) -> None:
    """Those that wait for it."""
    waiting = list(statement.replies.filter(published_at=None))
    for reply in waiting:
        show_reply(reply, statement, now)


def show_reply(reply: Reply, statement: Statement, now: datetime) -> None:
    payload = reply_payload(reply, statement)
    line = append([publish(payload, subject=statement_subject(statement))], now=now)[0]
    Reply.objects.filter(pk=reply.pk).update(published_at=now, line=line)


def show_due(*, now: datetime) -> int:
    """Those whose holder had their days, each in a transaction of its own. How many."""
    rows = Statement.objects.waiting().filter(reply_until__lte=now).select_related("commitment")
    shown = 0
    for row in rows.order_by("pk"):
        try:
            shown += show_one(row, now)
        except ValueError as error:
            # One that the ledger does not take keeps back no other.
            log.error("statement not shown", statement=row.pk, error=type(error).__name__)
    return shown


def show_one(row: Statement, now: datetime) -> bool:
    with transaction.atomic():
        try:
            held = hold_statement(row)
        except SettledMeanwhile:
            return False
        if is_ready(held, now):
            show(held, now)
            return True
    return False
