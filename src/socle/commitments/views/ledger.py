"""The public ledger: what it is, its head, its last lines, all of it as a file."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from socle.commitments.queries.ledger import JSON_LINES, latest, whole_ledger
from socle.commitments.queries.saying import said_in_public
from socle.commitments.rules import LEDGER
from socle.elections.rules import ELECTIONS, LISTS
from socle.foundation.kept import kept_page
from socle.foundation.reading import may_be_kept_if_asked_about, read_only

SHOWN = 10


@read_only
@kept_page(LEDGER, LISTS, ELECTIONS)
def page(request: HttpRequest) -> HttpResponse:
    lines = said_in_public(latest(SHOWN), timezone.localdate())
    context = {"head": lines[0] if lines else None, "lines": lines}
    return render(request, "commitments/ledger.html", context)


@read_only
@may_be_kept_if_asked_about
def file(request: HttpRequest) -> StreamingHttpResponse:
    """In pieces as they are read: a million lines fill no memory."""
    headers = {"Content-Disposition": 'attachment; filename="ledger.jsonl"'}
    return StreamingHttpResponse(whole_ledger(), content_type=JSON_LINES, headers=headers)
