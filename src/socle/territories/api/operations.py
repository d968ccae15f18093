"""The addresses of this room in the API, and what may be asked at each."""

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router
from ninja.decorators import decorate_view
from pydantic import AfterValidator, Field

from socle.foundation.api import PROBLEMS, Day, NoSense, Slice, page_of
from socle.foundation.kept import kept_page
from socle.territories.api import shapes
from socle.territories.models import Area, Topic
from socle.territories.queries.areas import ancestors_of, area_by_code, areas_at
from socle.territories.queries.competences import competences, competences_for, topic_by_code
from socle.territories.queries.competences import topics as every_topic
from socle.territories.queries.history import History
from socle.territories.queries.levels import level_by_code
from socle.territories.queries.levels import levels as every_level
from socle.territories.queries.places import suggest
from socle.territories.queries.postcodes import areas_for_postcode, postcodes_of
from socle.territories.rules import AREAS, BODIES, COMPETENCES, TOPICS, known_since

router = Router(tags=["territories"])

# As many as any query is likely to mean.
MOST_MATCHES = 1_000


def since_known(day: date) -> date:
    since = known_since()
    if day < since:
        raise ValueError(f"is before {since.isoformat()}, the first day these facts know about")
    return day


KnownDay = Annotated[
    Day,
    AfterValidator(since_known),
    Field(description="A day such as 2019-05-26; today when absent."),
]


class AreasAsked(Slice):
    q: str = Field("", description="A name as people type it, or a postcode; best match first.")
    postcode: str = Field("", description="A postcode, whole.")
    level: str = Field("", description="The id of a level.")
    at: KnownDay | None = None


class CompetencesAsked(Slice):
    area: str = Field("", description="The id of an area: what holds there.")
    topic: str = Field("", description="The id of a topic, or of a theme for all its topics.")
    at: KnownDay | None = None


@router.get("/levels", response={200: shapes.LevelPage, **PROBLEMS}, summary="Levels of power")
@decorate_view(kept_page(AREAS, asks=Slice.model_fields))
def levels(request: HttpRequest, part: Query[Slice]) -> Any:
    return page_of(request, every_level(), part, shapes.level)


@router.get("/topics", response={200: shapes.TopicPage, **PROBLEMS}, summary="Themes and topics")
@decorate_view(kept_page(TOPICS, asks=Slice.model_fields))
def topics(request: HttpRequest, part: Query[Slice]) -> Any:
    return page_of(request, every_topic(), part, shapes.topic)


@router.get(
    "/areas", response={200: shapes.AreaPage, **PROBLEMS}, summary="Areas in force on a day"
)
@decorate_view(kept_page(AREAS, asks=AreasAsked.model_fields))
def areas(request: HttpRequest, asked: Query[AreasAsked]) -> Any:
    day = asked.at or timezone.localdate()
    if asked.level and level_by_code(shapes.clean(asked.level)) is None:
        raise NoSense("level", "there is no such level")
    if not asked.q.strip() and not asked.postcode.strip():
        rows = areas_at(day, asked.level or None)
        return page_of(request, rows, asked, shapes.area)
    return page_of(request, found(asked, day), asked, shapes.area)


def found(asked: AreasAsked, day: date) -> list[Area]:
    """Areas that a name, a postcode or both lead to."""
    rows: list[Area] | None = None
    if asked.postcode.strip():
        rows = areas_for_postcode(asked.postcode.strip(), day)
    if asked.q.strip():
        there = None if rows is None else {area.pk for area in rows}
        matches = suggest(asked.q, "fr", day, MOST_MATCHES)
        rows = [match.area for match in matches if there is None or match.area.pk in there]
    return [area for area in rows or [] if not asked.level or area.level.code == asked.level]


@router.get(
    "/areas/{code}",
    response={200: shapes.WholeArea, **PROBLEMS},
    summary="One area, what it stands in, what it was and became",
)
@decorate_view(kept_page(AREAS, asks=["at"]))
def area(request: HttpRequest, code: str, at: Query[KnownDay | None] = None) -> Any:
    row = area_by_code(code)
    if row is None:
        raise Http404
    day = at or timezone.localdate()
    history = History.around(row)
    return shapes.whole_area(row, day, ancestors_of(row, day), history, postcodes_of(row))


@router.get(
    "/competences",
    response={200: shapes.CompetencePage, **PROBLEMS},
    summary="Who decides, funds, carries out or advises on what",
)
@decorate_view(kept_page(AREAS, TOPICS, COMPETENCES, BODIES, asks=CompetencesAsked.model_fields))
def competences_asked(request: HttpRequest, asked: Query[CompetencesAsked]) -> Any:
    day = asked.at or timezone.localdate()
    topic = topic_asked(asked.topic) if asked.topic else None
    if asked.area:
        place = area_by_code(asked.area)
        if place is None:
            raise NoSense("area", "there is no such area")
        rows = competences_for(place, topic, day=day)
    else:
        rows = competences(day, topic)
    return page_of(request, rows, asked, shapes.competence)


def topic_asked(code: str) -> Topic:
    topic = topic_by_code(shapes.clean(code))
    if topic is None:
        raise NoSense("topic", "there is no such topic")
    return topic
