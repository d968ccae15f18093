"""The addresses of this room in the API, and what may be asked at each."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router
from ninja.decorators import decorate_view
from pydantic import Field

from socle.demands.api import shapes
from socle.demands.models import Demand, Memorandum, MemorandumDemand, Provision, Release
from socle.demands.queries.adopted import adopted_of, tally_of
from socle.demands.queries.levels import AREAS_FIRST
from socle.demands.rules import ADAPTATIONS, DEMANDS, public_demands
from socle.foundation.api import PROBLEMS, NoSense, Slice, next_address
from socle.foundation.kept import kept_page
from socle.groups.rules import GROUPS
from socle.territories.models import Level, Topic
from socle.territories.queries.areas import area_by_code, ids_above
from socle.territories.queries.competences import topic_by_code
from socle.territories.queries.history import area_in_force
from socle.territories.rules import AREAS, BODIES, TOPICS

router = Router(tags=["demands"])

# As large as a database counts.
Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
SHOWN = (DEMANDS, GROUPS, AREAS, BODIES, TOPICS)


def page_of_many(
    request: HttpRequest,
    rows: QuerySet[Any],
    part: Slice,
    shape: Callable[[Iterable[Any]], list[dict[str, Any]]],
) -> dict[str, Any]:
    """The asked part of a list, its rows shaped together."""
    count, end = rows.count(), part.offset + part.limit
    return {
        "count": count,
        "next": next_address(request, end) if end < count else None,
        "results": shape(rows[part.offset : end]),
    }


def read_memorandums() -> QuerySet[Memorandum]:
    """Those withdrawn too."""
    places = MemorandumDemand.objects.select_related("demand").order_by("position", "pk")
    rows = Memorandum.objects.exclude(status=Memorandum.Status.DRAFT)
    rows = rows.filter(text__revisions__isnull=False).distinct()
    return (
        rows.select_related("text__owner")
        .prefetch_related("carried_by", "releases", Prefetch("places", places))
        .order_by("pk")
    )


@router.get(
    "/memorandums",
    response={200: shapes.MemorandumPage, **PROBLEMS},
    summary="Memorandums that stand",
)
@decorate_view(kept_page(*SHOWN, asks=Slice.model_fields))
def memorandums(request: HttpRequest, asked: Query[Slice]) -> Any:
    rows = read_memorandums().filter(withdrawn_at=None)
    return page_of_many(request, rows, asked, shapes.memorandums)


@router.get(
    "/memorandums/{id}",
    response={200: shapes.MemorandumOut, **PROBLEMS},
    summary="One memorandum, a withdrawn one too, with its releases",
)
@decorate_view(kept_page(*SHOWN))
def memorandum(request: HttpRequest, id: Path[Key]) -> Any:
    row = read_memorandums().filter(pk=id).first()
    if row is None:
        raise Http404
    return shapes.memorandums([row])[0]


class DemandsAsked(Slice):
    topic: str = Field("", description="The id of a topic, or of a theme for all its topics.")
    level: str = Field("", description="The id of a level: demands that ask something of it.")
    area: str = Field(
        "",
        description="The id of an area: demands that ask something of it, or of what it stands in.",
    )


@router.get(
    "/demands",
    response={200: shapes.DemandPage, **PROBLEMS},
    summary="Public demands that stand, with what each asks of each level of power",
)
@decorate_view(kept_page(*SHOWN, asks=DemandsAsked.model_fields))
def demands(request: HttpRequest, asked: Query[DemandsAsked]) -> Any:
    rows = demands_asked(whole().filter(public_demands(), withdrawn_at=None), asked)
    return page_of_many(request, rows.order_by("pk"), asked, shapes.demands)


def whole() -> QuerySet[Demand]:
    provisions = Provision.objects.filter(withdrawn_at=None).order_by(
        "level__position", AREAS_FIRST, "pk"
    )
    provisions = provisions.select_related("level", "area", "competent", "text")
    places = MemorandumDemand.objects.select_related("memorandum").order_by("memorandum_id")
    topics = Topic.objects.order_by("position")
    return Demand.objects.select_related("text__owner", "born_in").prefetch_related(
        "carried_by",
        Prefetch("topics", topics),
        Prefetch("provisions", provisions),
        Prefetch("places", places),
    )


def demands_asked(rows: QuerySet[Demand], asked: DemandsAsked) -> QuerySet[Demand]:
    """Those the question is about, or which parameter makes no sense."""
    if asked.topic:
        topic = topic_by_code("" if "\0" in asked.topic else asked.topic)
        if topic is None:
            raise NoSense("topic", "there is no such topic")
        links = Demand.topics.through.objects.filter(Q(topic=topic) | Q(topic__parent=topic))
        rows = rows.filter(pk__in=links.values("demand"))
    provisions = Provision.objects.filter(withdrawn_at=None)
    if asked.level:
        level = Level.objects.filter(code="" if "\0" in asked.level else asked.level).first()
        if level is None:
            raise NoSense("level", "there is no such level")
        provisions = provisions.filter(level=level)
    if asked.area:
        rows = rows.filter(pk__in=asked_in(provisions, asked.area).values("demand"))
    elif asked.level:
        rows = rows.filter(pk__in=provisions.values("demand"))
    return rows


def asked_in(provisions: QuerySet[Provision], code: str) -> QuerySet[Provision]:
    """What is asked of the levels that govern in the area; one that is no more stands for the one
    it passed into."""
    found = area_by_code(code)
    if found is None:
        raise NoSense("area", "there is no such area")
    present = area_in_force(found, timezone.localdate())
    if present is None:
        raise NoSense("area", "it was divided among several, or is not yet")
    here = Q(area=present) | Q(area__in=ids_above(present))
    return provisions.filter(Q(area=None) | here, level__position__gte=present.level.position)


def public_demand(key: int) -> Demand:
    """One that was withdrawn too: it says why, and where it went."""
    row = whole().filter(public_demands(), pk=key).first()
    if row is None:
        raise Http404
    return row


@router.get(
    "/demands/{id}",
    response={200: shapes.WholeDemand, **PROBLEMS},
    summary="One demand, withdrawn ones too, with the releases it is in and where it was adopted",
)
@decorate_view(kept_page(*SHOWN, ADAPTATIONS))
def demand(request: HttpRequest, id: Path[Key]) -> Any:
    row = public_demand(id)
    releases = Release.objects.filter(words__demand=row).distinct().order_by("at", "pk")
    return shapes.whole_demand(row, releases, tally_of(adopted_of(row), timezone.localdate()))


@router.get(
    "/demands/{id}/adaptations",
    response={200: shapes.AdaptationPage, **PROBLEMS},
    summary="What local groups adopted of a demand, in their words",
)
@decorate_view(kept_page(*SHOWN, ADAPTATIONS, asks=Slice.model_fields))
def adaptations(request: HttpRequest, id: Path[Key], asked: Query[Slice]) -> Any:
    rows = adopted_of(public_demand(id)).select_related(
        "area__level", "text__owner", "text__base", "text__adapted_from", "provision__level"
    )
    day = timezone.localdate()
    return page_of_many(
        request, rows.order_by("pk"), asked, lambda some: shapes.adaptations(some, day)
    )
