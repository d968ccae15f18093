"""Promises that are followed, and what became of each, with its whole history."""

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router
from ninja.decorators import decorate_view
from pydantic import Field

from socle.commitments.api import promise_shapes as shapes
from socle.commitments.api.answers import Key, require
from socle.commitments.models import Commitment, Holder, Statement
from socle.commitments.queries.promise_pages import area_and_before
from socle.commitments.rules import ANSWERS, ASKS, PROMISES
from socle.demands.models import Demand
from socle.demands.rules import public_demands
from socle.elections.rules import ELECTIONS, LISTS
from socle.foundation.api import PROBLEMS, NoSense, Slice, page_of
from socle.foundation.kept import kept_page
from socle.groups.rules import GROUPS
from socle.territories.models import Area

router = Router(tags=["commitments"])
SHOWN = (PROMISES, ASKS, ANSWERS, ELECTIONS, LISTS, GROUPS)

Status = Literal[
    "no_information", "not_started", "in_progress", "kept", "partly_kept", "broken", "unverifiable"
]
BESIDE = ("answer__ask", "area", "follow_up", "follower", "holder__list", "holder__person")


class PromisesAsked(Slice):
    area: Annotated[str, Field(max_length=40)] | None = Field(
        None, description="The code of an area: of its council, of those merged into it too."
    )
    demand: Key | None = Field(None, description="The id of a demand.")
    status: Status | None = Field(None, description="What became of it.")
    holder: Key | None = Field(None, description="The id of who promised.")


@router.get(
    "/commitments",
    response={200: shapes.CommitmentPage, **PROBLEMS},
    summary="What the elected promised before a vote, and what became of it",
)
@decorate_view(kept_page(*SHOWN, asks=PromisesAsked.model_fields))
def commitments(request: HttpRequest, asked: Query[PromisesAsked]) -> Any:
    rows = (
        Commitment.objects.public().select_related(*BESIDE).prefetch_related("answer__ask__words")
    )
    if asked.area is not None:
        area = Area.objects.filter(code=asked.area).order_by("pk").last()
        if area is None:
            raise NoSense("area", "there is no such area")
        rows = rows.filter(area__in=area_and_before(area))
    if asked.demand is not None:
        rows = rows.filter(demand=require("demand", Demand, asked.demand, public_demands()))
    if asked.status is not None:
        rows = rows.filter(status=asked.status)
    if asked.holder is not None:
        rows = rows.filter(holder=require("holder", Holder, asked.holder))
    return page_of(request, rows.order_by("pk"), asked, shapes.commitment)


@router.get(
    "/commitments/{id}",
    response={200: shapes.CommitmentWhole, **PROBLEMS},
    summary="One promise, with all that was said of it, what was corrected too",
)
@decorate_view(kept_page(*SHOWN))
def one(request: HttpRequest, id: Path[Key]) -> Any:
    rows = Commitment.objects.public().select_related(*BESIDE)
    found = rows.prefetch_related("answer__ask__words").filter(pk=id).first()
    if found is None:
        raise Http404
    said = Statement.objects.public().filter(commitment=found).select_related("group")
    said = said.prefetch_related("sources", "replies").order_by("observed_on", "pk")
    return shapes.whole(found, list(said))
