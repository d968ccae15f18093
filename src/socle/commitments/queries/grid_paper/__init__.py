"""The grid of a contest as a PDF to keep: lists by asks, then all in their own words."""

import hashlib
import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import get_language, gettext

from socle.commitments.models import Answer, Ask
from socle.commitments.queries.grid import AskAsked, Cell, Grid, ListAsked, grid_of
from socle.commitments.queries.ledger import Head, head
from socle.commitments.queries.paths import grid_path
from socle.commitments.queries.signs import picture_of, tint_of
from socle.commitments.queries.state_words import state_in_words
from socle.demands.queries.memorandums import publisher_of
from socle.elections.models import Contest
from socle.elections.queries.titles import contest_title
from socle.foundation.languages import name_of_language
from socle.foundation.printing import print_pdf
from socle.foundation.qr import qr_picture
from socle.foundation.templatetags.days import day_in_words

LAYOUT = Path(__file__).parent / "grid.typ"
KEPT_FOR = 7 * 24 * 3600
# Beside the questions, on a sheet that lies on its side; the others follow below.
LISTS_ABREAST = 12
Data = dict[str, Any]


def grid_pdf(contest: Contest, *, day: date) -> bytes:
    """As it stands on ``day``; made again when anything it shows has changed. Empty where nothing
    is asked."""
    grid = grid_of(contest)
    if not grid:
        return b""
    data = printed(grid, head(), day)
    layout = LAYOUT.read_bytes() + json.dumps(data, sort_keys=True).encode()
    name = f"commitments.pdf.{contest.pk}.{hashlib.sha256(layout).hexdigest()}"
    found = cache.get(name)
    if found is None:
        found = print_pdf(LAYOUT, data, at=datetime.combine(day, time(), tzinfo=UTC))
        cache.set(name, found, KEPT_FOR)
    return found


def printed(grid: Grid, top: Head, day: date) -> Data:
    """Everything the layout shows, as plain strings; one query more than the grid."""
    contest = grid.contest
    url = settings.SOCLE_BASE_URL + grid_path(contest)
    answers = words_said(grid)
    told = {"title": contest_title(contest), "election": contest.election.name}
    return {
        "language": (get_language() or settings.LANGUAGE_CODE)[:2],
        "title": gettext("What the lists answered: %(contest)s") % {"contest": told["title"]},
        "election": gettext("%(election)s, vote of %(day)s")
        % {"election": told["election"], "day": day_in_words(contest.election.day)},
        "example": gettext("Invented example") if grid.is_example else "",
        "state": state_of(grid),
        "as_of": gettext("As it stood on %(day)s") % {"day": day_in_words(day)},
        "ledger": gettext("Head of the public ledger, line %(line)s: %(hash)s")
        % {"line": top.seq, "hash": top.hash}
        if top.seq
        else "",
        "publisher": publisher_of_grid(grid),
        "url": url,
        "url_shown": url.split("://")[-1],
        "qr": qr_picture(url),
        "signs": {state: picture_of(state) for state in states_in(grid)},
        "tables": tables_of(grid),
        "asks": [ask_said(ask, answers) for ask in grid.asks],
        "rule": rule_of(grid),
        "say": said(),
    }


def publisher_of_grid(grid: Grid) -> str:
    """What is handed out in print names one, as the law asks."""
    asked = Ask.objects.filter(pk__in=[ask.row.pk for ask in grid.asks])
    name = publisher_of(asked.values("provision__demand"))
    if not name:
        return gettext("Responsible publisher, to be named before copies are handed out: …")
    return gettext("Responsible publisher: %(name)s") % {"name": name}


def said() -> dict[str, str]:
    """The words of the layout itself."""
    return {
        "question": gettext("Question"),
        "order": gettext(
            "The same questions to every list, in the same words. "
            "All lists are shown, in the order of the ballot."
        ),
        "own_words": gettext("In their own words"),
        "asked_by": gettext("Asked by"),
        "condition": gettext("On condition that:"),
        "rule": gettext("By what rule lists were invited"),
        "qr": gettext("QR code that leads to the page of these answers"),
    }


def state_of(grid: Grid) -> str:
    asked = grid.questionnaire
    if asked is None or asked.opened_at is None:
        return gettext("The lists are not invited to answer yet.")
    if asked.published_at is None:
        day = day_in_words(asked.deadline)
        return gettext("Answers appear together after %(day)s") % {"day": day}
    return gettext("Published together on %(day)s.") % {"day": day_in_words(asked.published_at)}


def states_in(grid: Grid) -> list[str]:
    return sorted({str(cell.state) for ask in grid.asks for cell in ask.cells})


def tables_of(grid: Grid) -> list[Data]:
    """One below the other where there are more lists than a sheet is wide."""
    starts = range(0, max(len(grid.lists), 1), LISTS_ABREAST)
    return [table_of(grid, slice(start, start + LISTS_ABREAST)) for start in starts]


def table_of(grid: Grid, some: slice) -> Data:
    return {
        "lists": [list_in(each) for each in grid.lists[some]],
        "rows": [
            {**ask_in(ask), "cells": [cell_in(cell) for cell in ask.cells[some]]}
            for ask in grid.asks
        ],
    }


def list_in(each: ListAsked) -> Data:
    return {"number": str(each.row.number or ""), "name": each.row.name}


def ask_in(ask: AskAsked) -> Data:
    words = ask.words
    return {
        "title": words.title if words else "",
        "language": words.language if words else "",
        "asked_by": ask.row.asked_by.name,
    }


def cell_in(cell: Cell) -> Data:
    state = str(cell.state)
    return {"state": state, "words": state_in_words(state), "tint": tint_of(state)}


def words_said(grid: Grid) -> dict[tuple[int, int], Answer]:
    """The answers that the cells show, whole."""
    keys = [cell.answer.pk for ask in grid.asks for cell in ask.cells if cell.answer]
    return {(row.ask_id, row.list_id): row for row in Answer.objects.filter(pk__in=keys)}


def ask_said(ask: AskAsked, answers: dict[tuple[int, int], Answer]) -> Data:
    lists = [
        {**list_in(cell.list), **cell_in(cell), **own_words(cell, answers)} for cell in ask.cells
    ]
    return {**ask_in(ask), "lists": lists}


def own_words(cell: Cell, answers: dict[tuple[int, int], Answer]) -> Data:
    """``more``: why there are none, or when and how they came."""
    row = answers.get((cell.ask.pk, cell.list.row.pk))
    if row is None:
        return {"condition": "", "paragraphs": [], "more": cell.list.reason or cell.list.tried}
    day = day_in_words(row.said_at or row.received_at)
    more = [day, row.place, row.how_sure, row.address_published_at]
    shown = row.shows_words
    if row.removed_at is not None:
        more.append(gettext("Removed: %(why)s.") % {"why": row.get_removed_why_display()})
    elif row.held_at is not None and row.withdrawn_at is None:
        why = row.get_held_why_display()
        more.append(gettext("Their words are held back by a moderator: %(why)s.") % {"why": why})
    if row.language != (get_language() or "")[:2]:
        more.append(gettext("in %(language)s") % {"language": name_of_language(row.language)})
    return {
        "said_in": row.language,
        "condition": row.condition if shown else "",
        "paragraphs": row.words.split("\n") if shown and row.words else [],
        "more": " · ".join(filter(None, more)),
    }


def rule_of(grid: Grid) -> Data:
    rule = grid.questionnaire.rule if grid.questionnaire and has_rule(grid) else None
    if rule is None:
        return {}
    kind = str(rule.get_kind_display())
    return {"kind": kind[:1].upper() + kind[1:], "words": rule.words, "language": rule.language}


def has_rule(grid: Grid) -> bool:
    return getattr(grid.questionnaire, "rule", None) is not None
