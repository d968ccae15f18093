"""The addresses of this room in the API, and what may be asked at each."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router
from ninja.decorators import decorate_view
from pydantic import Field

from socle.foundation.api import LANGUAGES, PROBLEMS, NoSense, Slice, page_of
from socle.foundation.kept import kept_page
from socle.groups.api import shapes
from socle.groups.models import Group
from socle.groups.queries.directory import Asked, groups_asked, published
from socle.groups.rules import GROUPS
from socle.territories.models import Topic
from socle.territories.queries.areas import area_by_code, keys_inside
from socle.territories.queries.competences import topic_by_code
from socle.territories.queries.history import area_in_force
from socle.territories.rules import AREAS, TOPICS

router = Router(tags=["groups"])

# As large as a database counts.
Key = Annotated[int, Field(ge=1, le=2**63 - 1)]


class GroupsAsked(Slice):
    q: str = Field("", description="Words of the name, whole or not.")
    kind: str = Field("", description="coalition, organisation, local or working.")
    area: str = Field(
        "", description="The id of an area: groups there, in what stands in it or merged into it."
    )
    topic: str = Field("", description="The id of a topic, or of a theme for all its topics.")
    language: str = Field("", description="fr, nl, de or en: groups that speak it.")


@router.get("/groups", response={200: shapes.GroupPage, **PROBLEMS}, summary="Living groups")
@decorate_view(kept_page(GROUPS, AREAS, TOPICS, asks=GroupsAsked.model_fields))
def groups(request: HttpRequest, asked: Query[GroupsAsked]) -> Any:
    rows = groups_asked(understood(asked))
    return page_of(request, shapes.whole(rows), asked, shapes.group)


def understood(asked: GroupsAsked) -> Asked:
    """The question in our own terms, or which parameter makes no sense."""
    if asked.kind and asked.kind not in Group.Kind.values:
        raise NoSense("kind", f"is none of {', '.join(Group.Kind.values)}")
    if asked.language and asked.language not in LANGUAGES:
        raise NoSense("language", f"is none of {', '.join(LANGUAGES)}")
    return Asked(
        name=asked.q.replace("\0", ""),
        kind=asked.kind,
        inside=area_asked(asked.area) if asked.area else None,
        topic=topic_asked(asked.topic) if asked.topic else None,
        language=asked.language,
    )


def area_asked(code: str) -> tuple[int, ...]:
    """A commune that is no more stands for the one it passed into."""
    found, day = area_by_code(code), timezone.localdate()
    if found is None:
        raise NoSense("area", "there is no such area")
    present = area_in_force(found, day)
    if present is None:
        raise NoSense("area", "it was divided among several, or is not yet")
    return keys_inside(present, day)


def topic_asked(code: str) -> Topic:
    found = topic_by_code("" if "\0" in code else code)
    if found is None:
        raise NoSense("topic", "there is no such topic")
    return found


@router.get(
    "/groups/{id}",
    response={200: shapes.WholeGroup, **PROBLEMS},
    summary="One group, archived ones too, with what it is part of and what is part of it",
)
@decorate_view(kept_page(GROUPS, AREAS, TOPICS))
def group(request: HttpRequest, id: Path[Key]) -> Any:
    row = published(id)
    if row is None:
        raise Http404
    return shapes.whole_group(row, timezone.localdate())
