"""Asks once their words are frozen, answers once they are published, and the grid of a contest."""

from typing import Annotated, Any

from django.db.models import Model, Q
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router
from ninja.decorators import decorate_view
from pydantic import Field

from socle.commitments.api import shapes
from socle.commitments.models import Answer, Ask
from socle.commitments.queries.grid import grid_of
from socle.commitments.rules import ANSWERS, ASKS
from socle.demands.models import Demand
from socle.demands.rules import public_demands
from socle.elections.models import Candidacy, Contest, ElectoralList
from socle.elections.queries.persons import named
from socle.elections.rules import ELECTIONS, LISTS
from socle.foundation.api import PROBLEMS, NoSense, Slice, page_of
from socle.foundation.kept import kept_page
from socle.groups.rules import GROUPS

router = Router(tags=["commitments"])

# As large as a database counts.
Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
SHOWN = (ASKS, ANSWERS, ELECTIONS, LISTS, GROUPS)


def require(parameter: str, model: type[Model], key: int, *conditions: Q) -> int:
    if not model._default_manager.filter(*conditions, pk=key).exists():
        raise NoSense(parameter, f"there is no such {parameter}")
    return key


class AsksAsked(Slice):
    contest: Key | None = Field(None, description="The id of a contest.")
    demand: Key | None = Field(None, description="The id of a demand.")


@router.get(
    "/asks",
    response={200: shapes.AskPage, **PROBLEMS},
    summary="What lists are asked, in frozen words; what was withdrawn or replaced too",
)
@decorate_view(kept_page(*SHOWN, asks=AsksAsked.model_fields))
def asks(request: HttpRequest, asked: Query[AsksAsked]) -> Any:
    rows = Ask.objects.frozen().select_related(
        "questionnaire", "provision", "asked_by", "replaced_by"
    )
    if asked.contest is not None:
        rows = rows.filter(questionnaire__contest=require("contest", Contest, asked.contest))
    if asked.demand is not None:
        key = require("demand", Demand, asked.demand, public_demands())
        rows = rows.filter(provision__demand=key)
    rows = rows.prefetch_related("words").order_by("questionnaire", "position", "pk")
    return page_of(request, rows, asked, shapes.ask)


class AnswersAsked(Slice):
    ask: Key | None = Field(None, description="The id of an ask.")
    list: Key | None = Field(None, description="The id of a list: its own and its candidates'.")
    candidacy: Key | None = Field(None, description="The id of a candidacy.")


@router.get(
    "/answers",
    response={200: shapes.AnswerPage, **PROBLEMS},
    summary="Published answers, those that a later one supersedes too",
)
@decorate_view(kept_page(*SHOWN, asks=AnswersAsked.model_fields))
def answers(request: HttpRequest, asked: Query[AnswersAsked]) -> Any:
    """Of candidates, those who may be named."""
    people = named(Candidacy.objects.order_by(), timezone.localdate())
    rows = Answer.objects.public().filter(Q(candidacy=None) | Q(candidacy__in=people.values("pk")))
    if asked.ask is not None:
        rows = rows.filter(ask=require("ask", Ask, asked.ask, ~Q(frozen_at=None)))
    if asked.list is not None:
        rows = rows.filter(list=require("list", ElectoralList, asked.list))
    if asked.candidacy is not None:
        rows = rows.filter(candidacy=require("candidacy", Candidacy, asked.candidacy))
    rows = rows.select_related("ask").order_by("ask", "list", "received_at", "pk")
    return page_of(request, rows, asked, shapes.answer)


@router.get(
    "/contests/{id}/grid",
    response={200: shapes.GridOut, **PROBLEMS},
    summary="Who said what in a contest: a cell for each list and ask",
)
@decorate_view(kept_page(*SHOWN))
def grid(request: HttpRequest, id: Path[Key]) -> Any:
    contest = Contest.objects.select_related("election").filter(pk=id).first()
    if contest is None:
        raise Http404
    return shapes.grid(grid_of(contest))
