"""The addresses of this room in the API, and what may be asked at each."""

from typing import Annotated, Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router
from ninja.decorators import decorate_view
from pydantic import Field

from socle.elections.api import shapes
from socle.elections.models import Candidacy, Contest, Election, ElectoralList, Person
from socle.elections.queries.person_pages import person_page
from socle.elections.queries.persons import with_naming
from socle.elections.queries.voted import contests_lying_in
from socle.elections.rules import ELECTIONS, LISTS
from socle.foundation.api import PROBLEMS, NoSense, Slice, page_of
from socle.foundation.kept import kept_page
from socle.territories.models import Area
from socle.territories.queries.areas import area_by_code
from socle.territories.rules import AREAS, BODIES

router = Router(tags=["elections"])

# As large as a database counts.
Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
SHOWN = (ELECTIONS, LISTS, AREAS, BODIES)


@router.get(
    "/elections", response={200: shapes.ElectionPage, **PROBLEMS}, summary="Elections, latest first"
)
@decorate_view(kept_page(*SHOWN, asks=Slice.model_fields))
def elections(request: HttpRequest, asked: Query[Slice]) -> Any:
    return page_of(request, Election.objects.order_by("-day", "slug"), asked, shapes.election)


class ContestsAsked(Slice):
    election: str = Field("", description="The id of an election.")
    area: str = Field(
        "",
        description="The id of an area: what people there vote for, and what those of the communes "
        "that became it voted for.",
    )


def whole_contests() -> QuerySet[Contest]:
    codes = Area.objects.order_by("code").only("code")
    rows = Contest.objects.select_related("election", "body", "area", "voting")
    return rows.prefetch_related(Prefetch("areas", codes)).order_by(
        "-election__day", "body__level__position", "body__position", "code", "pk"
    )


@router.get(
    "/contests",
    response={200: shapes.ContestPage, **PROBLEMS},
    summary="Contests: seats of a council that one constituency fills at an election",
)
@decorate_view(kept_page(*SHOWN, asks=ContestsAsked.model_fields))
def contests(request: HttpRequest, asked: Query[ContestsAsked]) -> Any:
    rows = whole_contests()
    if asked.election:
        slug = "" if "\0" in asked.election else asked.election
        found = Election.objects.filter(slug=slug).first()
        if found is None:
            raise NoSense("election", "there is no such election")
        rows = rows.filter(election=found)
    if asked.area:
        area = area_by_code(asked.area)
        if area is None:
            raise NoSense("area", "there is no such area")
        rows = rows.filter(pk__in=contests_lying_in(area))
    return page_of(request, rows, asked, shapes.contest)


@router.get("/contests/{id}", response={200: shapes.ContestOut, **PROBLEMS}, summary="One contest")
@decorate_view(kept_page(*SHOWN))
def contest(request: HttpRequest, id: Path[Key]) -> Any:
    row = whole_contests().filter(pk=id).first()
    if row is None:
        raise Http404
    return shapes.contest(row)


class OfContest(Slice):
    contest: Key | None = Field(None, description="The id of a contest.")


def require_contest(key: int | None) -> dict[str, int]:
    if key is None:
        return {}
    if not Contest.objects.filter(pk=key).exists():
        raise NoSense("contest", "there is no such contest")
    return {"contest": key}


@router.get(
    "/lists",
    response={200: shapes.ListPage, **PROBLEMS},
    summary="Lists; those of a contest in the order of the ballot",
)
@decorate_view(kept_page(*SHOWN, asks=OfContest.model_fields))
def lists(request: HttpRequest, asked: Query[OfContest]) -> Any:
    rows = ElectoralList.objects.filter(**require_contest(asked.contest)).select_related("party")
    order = ["contest", *rows.in_ballot_order().query.order_by]
    return page_of(request, rows.order_by(*order), asked, shapes.electoral_list)


@router.get(
    "/candidacies",
    response={200: shapes.CandidacyPage, **PROBLEMS},
    summary="Candidacies, by contest and list; names of who was not elected leave in time",
)
@decorate_view(kept_page(*SHOWN, asks=OfContest.model_fields))
def candidacies(request: HttpRequest, asked: Query[OfContest]) -> Any:
    rows = Candidacy.objects.filter(**require_contest(asked.contest))
    rows = with_naming(rows.select_related("list", "person"), timezone.localdate())
    order = ("contest", "list", "position", "substitute_position", "pk")
    return page_of(request, rows.order_by(*order), asked, shapes.candidacy)


@router.get(
    "/persons/{id}",
    response={200: shapes.PersonOut, **PROBLEMS},
    summary="One person across elections, while they may be named",
)
@decorate_view(kept_page(*SHOWN))
def person(request: HttpRequest, id: Path[Key]) -> Any:
    """A row merged into another answers as that other."""
    row = Person.objects.select_related("merged_into").filter(pk=id).first()
    if row is None:
        raise Http404
    page = person_page(row.merged_into or row, day=timezone.localdate())
    if not page:
        raise Http404
    return shapes.person(page)
