"""Who said what in a contest: every list by every ask, all by the same rule, in ballot order."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language

from socle.commitments.models import (
    Answer,
    Approach,
    Ask,
    AskWords,
    Exclusion,
    Invitation,
    Questionnaire,
)
from socle.commitments.queries.paths import ask_path
from socle.commitments.queries.silence import has_refused, was_unreached
from socle.elections.models import Contest, ElectoralList
from socle.foundation.asking import put_once


class Without(StrEnum):
    """Why a list has no stance on an ask."""

    SEALED = "sealed"  # none is published yet
    SILENT = "silent"
    REFUSED = "refused"
    NOT_INVITED = "not_invited"  # by the rule of who asks
    UNREACHABLE = "unreachable"
    WAITING = "waiting"  # not invited yet
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"  # by a court, the law, whoever it was about


@dataclass(slots=True)
class ListAsked:
    """A list, and what was done so that it answers. ``reason``: why the rule leaves it out;
    ``tried``: what was done to reach it."""

    row: ElectoralList
    without: Without = Without.WAITING
    invited_at: datetime | None = None
    reminded: int = 0
    reason: str = ""
    tried: str = ""

    @property
    def is_invited(self) -> bool:
        return self.invited_at is not None


class Said(NamedTuple):
    """An answer as a cell shows it; its key is 0 where nobody asks for it, its stance empty once it
    was removed."""

    pk: int
    stance: str
    withdrawn: bool


@dataclass(slots=True)
class Cell:
    """``answer`` is the last one that was published, a withdrawn one too."""

    list: ListAsked
    ask: Ask
    answer: Said | None

    @property
    def state(self) -> str:
        """A stance, or why there is none."""
        if self.answer is None:
            return self.list.without
        if self.answer.withdrawn:
            return Without.WITHDRAWN
        return self.answer.stance or Without.REMOVED

    @property
    def stance(self) -> str | None:
        if self.answer is None or self.answer.withdrawn:
            return None
        return self.answer.stance or None


@dataclass
class AskAsked:
    """An ask in the language of the page, where its words were frozen in it too."""

    row: Ask
    words: AskWords | None
    cells: list[Cell] = field(default_factory=list)

    @cached_property
    def path(self) -> str:
        return ask_path(self.row, self.words)


@dataclass(frozen=True)
class Grid:
    contest: Contest
    questionnaire: Questionnaire | None
    lists: list[ListAsked]
    asks: list[AskAsked]

    def __bool__(self) -> bool:
        return bool(self.asks)

    @cached_property
    def by_list(self) -> list[tuple[ListAsked, list[tuple[AskAsked, Cell]]]]:
        """The same cells, one list after another."""
        return [
            (each, [(ask, ask.cells[number]) for ask in self.asks])
            for number, each in enumerate(self.lists)
        ]

    @property
    def is_example(self) -> bool:
        """Its lists are invented: those of the demo stand in real elections too."""
        return any(each.row.is_example for each in self.lists)

    @property
    def has_stances(self) -> bool:
        return any(cell.stance for ask in self.asks for cell in ask.cells)

    @property
    def is_sealed(self) -> bool:
        """Lists were invited, and their answers are not out yet."""
        found = self.questionnaire
        return found is not None and found.opened_at is not None and found.published_at is None


def grid_of(contest: Contest) -> Grid:
    """Seven queries, however many lists and asks."""
    questionnaire = next(iter(questionnaires_of(contest.pk)), None)
    if questionnaire is None:
        return Grid(contest, None, lists_asked(contest, None), [])
    lists = lists_asked(contest, questionnaire)
    asks = said_by_ask(words_shown(questionnaire.pk))
    said = last_by_cell(answers_shown(questionnaire.pk))
    for ask in asks:
        ask.cells = [Cell(each, ask.row, said.get((ask.row.pk, each.row.pk))) for each in lists]
    return Grid(contest, questionnaire, lists, asks)


@put_once
def questionnaires_of(contest: int) -> QuerySet[Questionnaire]:
    """One at most."""
    return Questionnaire.objects.filter(contest=contest).select_related("rule")


@put_once
def words_shown(questionnaire: int) -> QuerySet[AskWords]:
    return words_of(shown().filter(questionnaire=questionnaire))


@put_once
def answers_shown(questionnaire: int) -> QuerySet[Answer, tuple[Any, ...]]:
    asks = shown().filter(questionnaire=questionnaire).order_by()
    return published(Answer.objects.filter(ask__in=asks.values("pk")))


def asks_shown(questionnaire: Questionnaire) -> QuerySet[Ask]:
    return shown().filter(questionnaire=questionnaire)


def shown() -> QuerySet[Ask]:
    """Asks that stand; one is replaced once the words of the other are frozen."""
    rows = Ask.objects.frozen().filter(withdrawn_at=None)
    return rows.exclude(replaced_by__frozen_at__isnull=False)


def asks_in_words(rows: QuerySet[Ask]) -> list[AskAsked]:
    """In their order, which is by position. One that is frozen has words in some language."""
    return said_by_ask(words_of(rows))


def words_of(rows: QuerySet[Ask]) -> QuerySet[AskWords]:
    every = AskWords.objects.filter(ask__in=rows.order_by()).select_related("ask__asked_by")
    every = every.only("ask", "language", "title", "ask__asked_by", "ask__asked_by__name")
    return every.order_by("ask__position", "ask", "language")


def said_by_ask(rows: Iterable[AskWords]) -> list[AskAsked]:
    found: dict[int, list[AskWords]] = defaultdict(list)
    for words in rows:
        found[words.ask_id].append(words)
    return [AskAsked(words[0].ask, best_of(words)) for words in found.values()]


def best_of(words: Iterable[AskWords], language: str = "") -> AskWords | None:
    """In the language said, else of the page, else in the first of the site's that there is."""
    found = {each.language: each for each in words}
    order = [(language or get_language() or "")[:2], *dict(settings.LANGUAGES)]
    return next((found[language] for language in order if language in found), None)


def published(rows: QuerySet[Answer]) -> QuerySet[Answer, tuple[Any, ...]]:
    """What lists said by their head, the last one last."""
    rows = rows.public().filter(candidacy=None)  # type: ignore[attr-defined]
    shown = rows.order_by("received_at", "pk")
    return shown.values_list("ask", "list", "pk", "stance", "withdrawn_at")


def last_by_cell(rows: Iterable[tuple[Any, ...]]) -> dict[tuple[int, int], Said]:
    """By ask and list."""
    return {
        (ask, of): Said(key, stance, withdrawn is not None)
        for ask, of, key, stance, withdrawn in rows
    }


def lists_asked(contest: Contest, questionnaire: Questionnaire | None) -> list[ListAsked]:
    """All of them, whoever was invited."""
    lists = [ListAsked(row) for row in lists_of(contest.pk)]
    for each in lists:
        each.row.contest = contest
    if questionnaire is None:
        return lists
    invitations = {row.list_id: row for row in invitations_in(questionnaire.pk)}
    excluded = dict(excluded_from(questionnaire.pk))
    approaches: dict[int, list[Approach]] = defaultdict(list)
    for row in approaches_in(questionnaire.pk):
        approaches[row.list_id].append(row)
    for each in lists:
        tell(each, invitations.get(each.row.pk), approaches[each.row.pk])
        each.reason = excluded.get(each.row.pk, "")
        each.without = why_without(each, approaches[each.row.pk], questionnaire)
    return lists


@put_once
def lists_of(contest: int) -> QuerySet[ElectoralList]:
    return ElectoralList.objects.filter(contest=contest).in_ballot_order()


@put_once
def invitations_in(questionnaire: int) -> QuerySet[Invitation]:
    rows = Invitation.objects.filter(questionnaire=questionnaire, candidacy=None)
    return rows.only("list", "sent_at", "unreachable")


@put_once
def excluded_from(questionnaire: int) -> QuerySet[Exclusion, tuple[int, str]]:
    rows = Exclusion.objects.filter(rule__questionnaire=questionnaire)
    return rows.values_list("list", "reason")


@put_once
def approaches_in(questionnaire: int) -> QuerySet[Approach]:
    rows = Approach.objects.filter(questionnaire=questionnaire, candidacy=None)
    return rows.only("list", "kind", "at", "words")


def tell(each: ListAsked, invitation: Invitation | None, approaches: list[Approach]) -> None:
    invited = [row.at for row in approaches if row.kind == Approach.Kind.INVITED]
    each.reminded = sum(row.kind == Approach.Kind.REMINDED for row in approaches)
    each.invited_at = invited[0] if invited else None
    if invitation is not None:
        each.invited_at = invitation.sent_at or each.invited_at
        each.tried = invitation.unreachable
    unreached = [row.words for row in approaches if row.kind == Approach.Kind.UNREACHABLE]
    if was_unreached(approaches):
        each.tried = next((words for words in reversed(unreached) if words), each.tried)


def why_without(
    each: ListAsked, approaches: list[Approach], questionnaire: Questionnaire
) -> Without:
    if each.reason:
        return Without.NOT_INVITED
    if has_refused(approaches):
        return Without.REFUSED
    if each.tried or was_unreached(approaches):
        return Without.UNREACHABLE
    if not each.is_invited:
        return Without.WAITING
    return Without.SILENT if questionnaire.published_at else Without.SEALED
