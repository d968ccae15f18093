"""The ledger in the API: its head, and its lines a thousand at a time.

Not kept: a page of lines is as long as a book and asked for once. An ETag it has like every answer.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view

from socle.commitments.queries.ledger import JSON_LINES, head, lines_after, written
from socle.foundation.api import PROBLEMS
from socle.foundation.reading import may_be_kept_if_asked_about

router = Router(tags=["commitments"])

MOST_LINES = 1_000
AS_LINES = {
    "responses": {
        200: {
            "description": "One JSON object a line; a Link header leads to the lines that follow.",
            "content": {JSON_LINES: {"schema": {"type": "string"}}},
        }
    }
}


class LinesAsked(Schema):
    after: int = Field(0, ge=0, le=2**63 - 1, description="The number of a line: those after it.")


class Head(Schema):
    """``seq`` 0 and 64 zeros for a ledger without lines; ``url`` is its page for people."""

    seq: int
    hash: str
    at: datetime | None
    url: str


@router.get(
    "/ledger",
    response={422: PROBLEMS[422]},
    operation_id="socle_commitments_api_ledger",
    openapi_extra=AS_LINES,
    summary="Lines of the public ledger, a thousand at most",
)
@decorate_view(may_be_kept_if_asked_about)
def ledger(request: HttpRequest, asked: Query[LinesAsked]) -> HttpResponse:
    lines = list(lines_after(asked.after)[: MOST_LINES + 1])
    response = HttpResponse(b"".join(written(lines[:MOST_LINES])), content_type=JSON_LINES)
    if len(lines) > MOST_LINES:
        onwards = f"{settings.SOCLE_BASE_URL}{request.path}?after={lines[MOST_LINES - 1].seq}"
        response.headers["Link"] = f'<{onwards}>; rel="next"'
    return response


@router.get(
    "/ledger/head",
    response={200: Head},
    operation_id="socle_commitments_api_ledger_head",
    summary="The last line, by its hash",
)
@decorate_view(may_be_kept_if_asked_about)
def ledger_head(request: HttpRequest) -> Any:
    found = head()
    url = settings.SOCLE_BASE_URL + reverse("commitments:ledger")
    return {"seq": found.seq, "hash": found.hash, "at": found.at, "url": url}
