"""Asks, answers and the grid of a contest as the API shows them."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import override
from ninja import Schema

from socle.commitments.models import Answer, Ask
from socle.commitments.queries.grid import Cell, Grid, best_of
from socle.commitments.queries.paths import ask_path, grid_path
from socle.foundation.api import Page, Thing

# The page an object of the API leads to; from there a person changes language.
LANGUAGE = "fr"


class AskedBy(Schema):
    id: str
    name: str


class AskWordsOut(Schema):
    """Markdown; ``indicator`` is by what anyone can tell that it was done."""

    language: str
    title: str
    decision: str
    indicator: str


class AskOut(Thing):
    """``digest``: SHA-256 of the canonical JSON (RFC 8785) of its words by language."""

    contest: str
    demand: str
    provision: str
    asked_by: AskedBy
    position: int
    frozen_at: datetime
    deadline: datetime | None
    digest: str
    words: list[AskWordsOut]
    replaces: str | None
    replaced_by: str | None
    withdrawn_at: datetime | None
    withdrawn_why: str


class AskPage(Page):
    results: list[AskOut]


class AnswerOut(Thing):
    """``candidacy`` null: by the head of the list. Words that are held or withdrawn are empty; of
    an answer that was removed the stance is empty too, and ``removed_why`` says why."""

    ask: str
    list: str
    candidacy: str | None
    stance: str
    condition: str
    words: str
    language: str
    channel: str
    sureness: str
    source: str
    received_at: datetime
    said_at: datetime | None
    place: str
    video_url: str
    published_at: datetime
    supersedes: str | None
    withdrawn_at: datetime | None
    held_at: datetime | None
    held_why: str
    removed_at: datetime | None
    removed_why: str


class AnswerPage(Page):
    results: list[AnswerOut]


class CellOut(Schema):
    """``stance`` null: none is public, and ``invited`` says whether the list was asked at all."""

    list: str
    ask: str
    stance: str | None
    answer: str | None
    invited: bool


class GridOut(Thing):
    """``lists`` in the order of the ballot, ``asks`` in theirs; a cell for each pair."""

    deadline: datetime | None
    published_at: datetime | None
    lists: list[str]
    asks: list[str]
    cells: list[CellOut]


def key(value: int | None) -> str | None:
    return str(value) if value is not None else None


def ask(row: Ask) -> dict[str, Any]:
    words = list(row.words.all())
    with override(LANGUAGE):
        url = settings.SOCLE_BASE_URL + ask_path(row, best_of(words, LANGUAGE), LANGUAGE)
    later: Ask | None = getattr(row, "replaced_by", None)
    return {
        "id": str(row.pk),
        "url": url,
        "updated_at": row.updated_at,
        "contest": str(row.questionnaire.contest_id),
        "demand": str(row.provision.demand_id),
        "provision": str(row.provision_id),
        "asked_by": {"id": str(row.asked_by_id), "name": row.asked_by.name},
        "position": row.position,
        "frozen_at": row.frozen_at,
        "deadline": row.questionnaire.deadline,
        "digest": row.digest,
        "words": [
            {
                "language": each.language,
                "title": each.title,
                "decision": each.decision,
                "indicator": each.indicator,
            }
            for each in words
        ],
        "replaces": key(row.replaces_id),
        "replaced_by": key(later.pk) if later is not None and later.frozen_at else None,
        "withdrawn_at": row.withdrawn_at,
        "withdrawn_why": row.withdrawn_why,
    }


def answer(row: Answer) -> dict[str, Any]:
    shown = row.shows_words
    where = ask_path(row.ask, language=LANGUAGE)
    changed = [row.published_at, row.withdrawn_at, row.held_at, row.removed_at]
    return {
        "id": str(row.pk),
        "url": f"{settings.SOCLE_BASE_URL}{where}#list-{row.list_id}",
        "updated_at": max(at for at in changed if at is not None),
        "ask": str(row.ask_id),
        "list": str(row.list_id),
        "candidacy": key(row.candidacy_id),
        "stance": row.stance,
        "condition": row.condition if shown else "",
        "words": row.words if shown else "",
        "language": row.language,
        "channel": row.via,
        "sureness": row.certainty,
        "source": row.public_source,
        "received_at": row.received_at,
        "said_at": row.said_at,
        "place": row.place,
        "video_url": row.video_url,
        "published_at": row.published_at,
        "supersedes": key(row.supersedes_id),
        "withdrawn_at": row.withdrawn_at,
        "held_at": row.held_at,
        "held_why": row.held_why,
        "removed_at": row.removed_at,
        "removed_why": row.removed_why,
    }


def grid(found: Grid) -> dict[str, Any]:
    asked, contest = found.questionnaire, found.contest
    return {
        "id": str(contest.pk),
        "url": settings.SOCLE_BASE_URL + grid_path(contest, LANGUAGE),
        "updated_at": asked.updated_at if asked else contest.updated_at,
        "deadline": asked.deadline if asked else None,
        "published_at": asked.published_at if asked else None,
        "lists": [str(each.row.pk) for each in found.lists],
        "asks": [str(each.row.pk) for each in found.asks],
        "cells": [cell(each) for ask in found.asks for each in ask.cells],
    }


def cell(each: Cell) -> dict[str, Any]:
    return {
        "list": str(each.list.row.pk),
        "ask": str(each.ask.pk),
        "stance": each.stance,
        "answer": key(each.answer.pk) if each.answer is not None else None,
        "invited": each.list.is_invited,
    }
