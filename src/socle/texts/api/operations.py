"""The addresses of this room in the API, and what may be asked at each.

Which texts are public is known by the rooms above alone: these answers are not kept, but carry an
ETag like every other.
"""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import Field

from socle.foundation.api import LANGUAGES, PROBLEMS, NoSense, Slice, page_of
from socle.foundation.reading import may_be_kept_if_asked_about
from socle.groups.rules import Who
from socle.texts.api import shapes
from socle.texts.models import Revision, Text
from socle.texts.queries.differences import may_stand_beside
from socle.texts.rules import may_read, open_text

router = Router(tags=["texts"])

# As large as a database counts.
Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
# The API asks as anybody.
ANYBODY = Who(user=None)


class RevisionsAsked(Slice):
    language: str = Field("", description="fr, nl, de or en: revisions in that language alone.")


@router.get(
    "/texts/{id}/revisions",
    response={200: shapes.RevisionPage, **PROBLEMS},
    summary="What was published of a text, the latest first",
)
@decorate_view(may_be_kept_if_asked_about)
def revisions(request: HttpRequest, id: Path[Key], asked: Query[RevisionsAsked]) -> Any:
    if asked.language and asked.language not in LANGUAGES:
        raise NoSense("language", f"is none of {', '.join(LANGUAGES)}")
    rows = shapes.revisions(text_read_by_all(id), asked.language)
    return page_of(request, rows, asked, shapes.revision)


def text_read_by_all(key: int) -> Text:
    text = open_text(ANYBODY, key)
    if not text.revisions.exists():
        raise Http404
    return text


class PairAsked(Schema):
    from_: Key = Field(alias="from", description="The id of a revision.")
    to: Key = Field(description="The id of another: of this text, its original or an adaptation.")


@router.get(
    "/texts/{id}/compare",
    response={200: shapes.Comparison, **PROBLEMS},
    by_alias=True,
    summary="Two revisions, word by word; two languages, block by block",
)
@decorate_view(may_be_kept_if_asked_about)
def compare(request: HttpRequest, id: Path[Key], asked: Query[PairAsked]) -> Any:
    text = text_read_by_all(id)
    before = revision_asked(text, "from", asked.from_)
    after = revision_asked(text, "to", asked.to)
    return shapes.comparison(text, before, after)


def revision_asked(text: Text, name: str, key: int) -> Revision:
    rows = Revision.objects.select_related("text__owner", "text__adapted_from")
    found = rows.filter(pk=key).first()
    if found is None or not may_stand_beside(text, found) or not may_read(ANYBODY, found.text):
        raise NoSense(name, "is no revision of this text, its original or an adaptation of it")
    return found
