"""What lists answered in one contest, for the page of a place: one query, and none to know whether
there is anything."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils.translation import get_language, override

from socle.commitments.models import (
    Answer,
    Approach,
    Ask,
    AskWords,
    Exclusion,
    Invitation,
    Questionnaire,
)
from socle.commitments.queries.grid import AskAsked, Cell, Grid, ListAsked, Said, Without, shown
from socle.commitments.rules import ANSWERS, ASKS
from socle.elections.models import Contest, ElectoralList
from socle.foundation.kept import versions_told
from socle.groups.models import Group


@dataclass(frozen=True, slots=True)
class AskedThere:
    """How many asks stand in a contest, and how far it is."""

    asks: int
    opened_at: datetime | None
    deadline: datetime | None
    published_at: datetime | None


# As this process read them at the present version of asks, and of answers.
in_memory: dict[tuple[str, str], dict[int, AskedThere]] = {}


def asked_by_contest() -> dict[int, AskedThere]:
    told = versions_told([ASKS, ANSWERS])
    version = (told[ASKS], told[ANSWERS])
    found = in_memory.get(version)
    if found is None:
        standing = Q(asks__withdrawn_at=None, asks__frozen_at__isnull=False)
        standing &= ~Q(asks__replaced_by__frozen_at__isnull=False)
        rows = Questionnaire.objects.order_by().annotate(
            number=Count("asks", filter=standing, distinct=True)
        )
        asked: Iterable[tuple[Any, ...]] = rows.filter(number__gt=0).values_list(
            "contest", "number", "opened_at", "deadline", "published_at"
        )
        found = {contest: AskedThere(*rest) for contest, *rest in asked}
        in_memory.clear()
        in_memory[version] = found
    return found


# Of an ask and a list, in the query over both.
LIST = "questionnaire__contest__lists"
OF_LIST = OuterRef(LIST)


def some(rows: QuerySet[Any], **conditions: Any) -> Exists:
    return Exists(rows.filter(list=OF_LIST, candidacy=None, **conditions))


def words(field: str) -> Subquery:
    """In the language of the page, else in the first there are, French before all."""
    own = (get_language() or "")[:2]
    first = Case(
        When(language=own, then=Value(0)),
        When(language="fr", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = AskWords.objects.filter(ask=OuterRef("pk")).order_by(first, "language")
    return Subquery(rows.values(field)[:1], output_field=CharField())


def last_said(field: str) -> Subquery:
    rows = Answer.objects.public().filter(ask=OuterRef("pk"), list=OF_LIST, candidacy=None)
    return Subquery(rows.order_by("-received_at", "-pk").values(field)[:1])


# Stands in the question where the key of a contest goes.
SOME_CONTEST = -1


def cells_of(contest: int) -> QuerySet[Any, tuple[Any, ...]]:
    kind = Approach.Kind
    said = Approach.objects.all()
    return (
        shown()
        .filter(questionnaire__contest=contest)
        .order_by(
            "position", "pk", F(f"{LIST}__number").asc(nulls_last=True), f"{LIST}__name", LIST
        )
        .values_list(
            *("pk", words("title"), words("language"), "asked_by__name"),
            *(LIST, f"{LIST}__number", f"{LIST}__name", f"{LIST}__is_example"),
            *(last_said("stance"), last_said("withdrawn_at")),
            Exists(Exclusion.objects.filter(list=OF_LIST)),
            some(said.refusals()),
            some(said.unreached()),
            Exists(Invitation.objects.filter(list=OF_LIST, candidacy=None).exclude(unreachable="")),
            some(said, kind=kind.INVITED),
            some(Invitation.objects.all(), sent_at__isnull=False),
        )
    )


@lru_cache(maxsize=16)
def question_in(language: str) -> tuple[str, tuple[Any, ...]]:
    """As the database is asked: to put it together takes six times as long as to answer it."""
    with override(language):
        return cells_of(SOME_CONTEST).query.sql_with_params()


def read_cells(contest: int) -> list[tuple[Any, ...]]:
    """As ``cells_of``, dates and truths as the database itself says them."""
    sql, params = question_in(get_language() or "")
    with connection.cursor() as cursor:
        cursor.execute(sql, [contest if each == SOME_CONTEST else each for each in params])
        return cursor.fetchall()


def grid_here(contest: Contest, there: AskedThere) -> Grid:
    """The same as ``grid_of``, with what a table shows and nothing else; one query."""
    questionnaire = Questionnaire(
        opened_at=there.opened_at, deadline=there.deadline, published_at=there.published_at
    )
    lists: dict[int, ListAsked] = {}
    asks: dict[int, AskAsked] = {}
    rows = read_cells(contest.pk)
    for key, title, language, asker, place, number, name, invented, stance, gone, *why in rows:
        if key not in asks:
            said = AskWords(title=title or "", language=language or "")
            asks[key] = AskAsked(Ask(pk=key, asked_by=Group(name=asker)), said)
        if place is None:
            continue
        if place not in lists:
            row = ElectoralList(pk=place, number=number, name=name, is_example=invented)
            lists[place] = ListAsked(row, without(*why, out=there.published_at is not None))
        answer = Said(0, stance, gone is not None) if stance is not None else None
        asks[key].cells.append(Cell(lists[place], asks[key].row, answer))
    return Grid(contest, questionnaire, list(lists.values()), list(asks.values()))


def without(
    excluded: bool,
    refused: bool,
    unreached: bool,
    without_address: bool,
    invited: bool,
    sent: bool,
    *,
    out: bool,
) -> Without:
    """In the order of ``queries.grid.why_without``."""
    if excluded:
        return Without.NOT_INVITED
    if refused:
        return Without.REFUSED
    if unreached or without_address:
        return Without.UNREACHABLE
    if not (invited or sent):
        return Without.WAITING
    return Without.SILENT if out else Without.SEALED
