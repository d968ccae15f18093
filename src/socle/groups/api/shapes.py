"""Groups as the API shows them. No address of theirs, no person of theirs."""

from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from ninja import Schema

from socle.foundation.api import Names, Page, Thing, names
from socle.groups.models import CharterAcceptance, Group
from socle.groups.queries.links import part_of, parts_of
from socle.groups.queries.whereabouts import with_areas
from socle.territories.addresses import absolute
from socle.territories.models import Topic

# The page an object of the API leads to; from there a person changes language.
LANGUAGE = "fr"


class GroupBrief(Thing):
    kind: str
    name: str


class AreaNamed(Schema):
    id: str
    name: Names


class CharterOut(Schema):
    """The release it accepted, and the SHA-256 of the words it read."""

    release: int
    language: str
    digest: str
    accepted_at: datetime


class GroupOut(GroupBrief):
    """``presentation`` is Markdown. ``is_new``: the coalition has not welcomed it yet."""

    presentation: str
    place: str
    what_next: str
    languages: list[str]
    areas: list[AreaNamed]
    topics: list[str]
    website: str
    joining: str
    is_new: bool
    is_example: bool
    created_at: datetime
    archived_at: datetime | None
    charter: CharterOut | None


class WholeGroup(GroupOut):
    merged_into: GroupBrief | None
    part_of: list[GroupBrief]
    parts: list[GroupBrief]


class GroupPage(Page):
    results: list[GroupOut]


def fetched() -> list[Any]:
    """What each group is shown with."""
    topics = Prefetch("topics", queryset=Topic.objects.order_by("position"))
    acceptances = CharterAcceptance.objects.order_by("-release")
    return [with_areas(), topics, Prefetch("charter_acceptances", queryset=acceptances)]


def whole(rows: QuerySet[Group]) -> QuerySet[Group]:
    return rows.prefetch_related(*fetched())


def brief(row: Group) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "url": absolute(row.get_absolute_url(LANGUAGE)),
        "updated_at": row.updated_at,
        "kind": row.kind,
        "name": row.name,
    }


def group(row: Group) -> dict[str, Any]:
    plain = ("presentation", "place", "what_next", "website", "joining", "is_new", "is_example")
    return (
        brief(row)
        | {name: getattr(row, name) for name in plain}
        | {
            "languages": row.language_codes,
            "areas": [{"id": area.code, "name": names(area)} for area in row.areas.all()],
            "topics": [topic.code for topic in row.topics.all()],
            "created_at": row.created_at,
            "archived_at": row.archived_at,
            "charter": next(map(charter, row.charter_acceptances.all()), None),
        }
    )


def charter(row: CharterAcceptance) -> dict[str, Any]:
    said = ("release", "language", "digest", "accepted_at")
    return {name: getattr(row, name) for name in said}


def whole_group(row: Group, day: date) -> dict[str, Any]:
    prefetch_related_objects([row], *fetched())
    return group(row) | {
        "merged_into": brief(row.merged_into) if row.merged_into else None,
        "part_of": [brief(other) for other in part_of(row, day)],
        "parts": [brief(other) for other in parts_of(row, day)],
    }
