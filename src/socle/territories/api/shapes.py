"""The rows of this room as the API shows them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from ninja import Schema

from socle.foundation.api import Names, Page, Thing, names
from socle.territories.addresses import absolute, area_path, topic_path, topics_path
from socle.territories.models import Area, AreaChange, Competence, Level, Postcode, Topic
from socle.territories.queries.history import History, in_force

# The page an object of the API leads to; from there a person changes language.
LANGUAGE = "fr"


class LevelOut(Thing):
    position: int
    has_council: bool
    name: Names
    plural: Names
    about: Names


class TopicOut(Thing):
    parent: str | None
    position: int
    name: Names


class AreaBrief(Thing):
    level: str
    name: Names


class AreaStep(AreaBrief):
    """Where a change led to, or came from: kind is merge, absorb or recode."""

    day: date
    kind: str


class AreaOut(AreaBrief):
    languages: list[str]
    latitude: float | None
    longitude: float | None
    population: int | None
    population_year: int | None
    valid_from: date | None
    valid_to: date | None


class PostcodeOut(Schema):
    postcode: str
    locality: str
    main: bool


class WholeArea(AreaOut):
    in_force: bool
    parents: list[AreaBrief]
    successors: list[AreaStep]
    predecessors: list[AreaStep]
    postcodes: list[PostcodeOut]


class BodyBrief(Schema):
    id: str
    name: Names


class SourceOut(Schema):
    title: str
    article: str
    url: str
    checked: bool


class CompetenceOut(Thing):
    """Holds in ``area``, or everywhere when null, but not in ``except_area``."""

    topic: str
    level: str
    area: str | None
    except_area: str | None
    body: BodyBrief | None
    verb: str
    words: Names
    source: SourceOut
    valid_from: date | None
    valid_to: date | None


class LevelPage(Page):
    results: list[LevelOut]


class TopicPage(Page):
    results: list[TopicOut]


class AreaPage(Page):
    results: list[AreaOut]


class CompetencePage(Page):
    results: list[CompetenceOut]


def clean(code: str) -> str:
    """A code to be looked up: PostgreSQL refuses to look for a NUL, and no code holds one."""
    return "" if "\0" in code else code


def level(row: Level) -> dict[str, Any]:
    return {
        "id": row.code,
        "url": absolute(f"{topics_path(LANGUAGE)}#{row.code}"),
        "updated_at": row.updated_at,
        "position": row.position,
        "has_council": row.has_council,
        "name": names(row),
        "plural": names(row, "plural"),
        "about": names(row, "about"),
    }


def topic(row: Topic) -> dict[str, Any]:
    return {
        "id": row.code,
        "url": absolute(topic_path(row, LANGUAGE)),
        "updated_at": row.updated_at,
        "parent": row.parent.code if row.parent else None,
        "position": row.position,
        "name": names(row),
    }


def brief(row: Area) -> dict[str, Any]:
    return {
        "id": row.code,
        "url": absolute(area_path(row, LANGUAGE)),
        "updated_at": row.updated_at,
        "level": row.level.code,
        "name": names(row),
    }


def area(row: Area) -> dict[str, Any]:
    return brief(row) | {
        "languages": row.language_codes,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "population": row.population,
        "population_year": row.population_year,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
    }


def whole_area(
    row: Area, day: date, above: Iterable[Area], history: History, postcodes: Iterable[Postcode]
) -> dict[str, Any]:
    return area(row) | {
        "in_force": in_force(row, day),
        "parents": [brief(parent) for parent in above],
        "successors": [step(change, change.after) for change in history.after(row.pk)],
        "predecessors": [step(change, change.before) for change in history.before(row.pk)],
        "postcodes": [
            {"postcode": found.code, "locality": found.locality, "main": found.main}
            for found in postcodes
        ],
    }


def step(change: AreaChange, other: Area) -> dict[str, Any]:
    return brief(other) | {"day": change.day, "kind": change.kind}


def competence(row: Competence) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "url": absolute(f"{topic_path(row.topic, LANGUAGE)}#competence-{row.pk}"),
        "updated_at": row.updated_at,
        "topic": row.topic.code,
        "level": row.level.code,
        "area": row.area.code if row.area else None,
        "except_area": row.except_area.code if row.except_area else None,
        "body": {"id": row.body.code, "name": names(row.body)} if row.body else None,
        "verb": row.verb,
        "words": names(row, "words"),
        "source": {
            "title": row.source_title,
            "article": row.source_article,
            "url": row.source_url,
            "checked": row.checked,
        },
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
    }
