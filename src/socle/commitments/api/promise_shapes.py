"""Promises and what became of them, as the API shows them."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from ninja import Schema

from socle.commitments.api.shapes import LANGUAGE, AskedBy, key
from socle.commitments.models import Commitment, Holder, Statement
from socle.commitments.queries.grid import best_of
from socle.commitments.queries.promise_pages import promise_path
from socle.foundation.api import Page, Thing

AS_THEY_ARE = (
    *("status", "observed", "observed_on", "by_indicator", "reason", "reason_words"),
    *("reason_source", "conflict", "language", "method", "published_at", "corrects_why"),
)


class HolderOut(Schema):
    """``person`` null: the whole list."""

    id: str
    list: str
    person: str | None
    name: str


class StatementSourceOut(Schema):
    kind: str
    title: str
    url: str
    read_on: date
    quote: str


class ReplyOut(Schema):
    words: str
    language: str
    received_at: datetime
    line: int | None


class StatementOut(Schema):
    """``line``: of the ledger. ``corrects``: the id of the one whose place it takes."""

    id: str
    status: str
    observed: str
    observed_on: date
    by_indicator: bool
    reason: str
    reason_words: str
    reason_source: str
    conflict: str
    language: str
    method: int
    group: AskedBy
    published_at: datetime
    confirmed: bool
    corrects: str | None
    corrects_why: str
    line: int | None
    sources: list[StatementSourceOut]
    replies: list[ReplyOut]


class CommitmentOut(Thing):
    """``status`` is that of its last statement that stands; ``no_information`` while there is
    none."""

    contest: str
    area: str
    ask: str
    answer: str
    demand: str
    holder: HolderOut
    stance: str
    status: str
    status_since: datetime
    follower: AskedBy | None
    next_review: date | None


class CommitmentWhole(CommitmentOut):
    statements: list[StatementOut]


class CommitmentPage(Page):
    results: list[CommitmentOut]


def commitment(row: Commitment) -> dict[str, Any]:
    ask = row.answer.ask
    path = promise_path(row, best_of(ask.words.all(), LANGUAGE), LANGUAGE)
    follower = row.follower
    return {
        "id": str(row.pk),
        "url": settings.SOCLE_BASE_URL + path,
        "updated_at": row.updated_at,
        "contest": str(row.follow_up.contest_id),
        "area": row.area.code,
        "ask": str(ask.pk),
        "answer": str(row.answer_id),
        "demand": str(row.demand_id),
        "holder": holder(row.holder),
        "stance": row.answer.stance,
        "status": row.status,
        "status_since": row.status_since,
        "follower": {"id": str(follower.pk), "name": follower.name} if follower else None,
        "next_review": row.next_review,
    }


def holder(row: Holder) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "list": str(row.list_id),
        "person": key(row.person_id),
        "name": row.name,
    }


def whole(row: Commitment, statements: list[Statement]) -> dict[str, Any]:
    return commitment(row) | {"statements": [statement(each) for each in statements]}


def statement(row: Statement) -> dict[str, Any]:
    return {name: getattr(row, name) for name in AS_THEY_ARE} | {
        "id": str(row.pk),
        "group": {"id": str(row.group_id), "name": row.group.name},
        "confirmed": row.confirmed_at is not None,
        "corrects": key(row.corrects_id),
        "line": row.line_id,
        "sources": [
            {
                "kind": each.kind,
                "title": each.title,
                "url": each.url,
                "read_on": each.read_on,
                "quote": each.quote,
            }
            for each in row.sources.all()
        ],
        "replies": [
            {
                "words": each.words,
                "language": each.language,
                "received_at": each.received_at,
                "line": each.line_id,
            }
            for each in row.replies.all()
            if each.published_at is not None
        ],
    }
