"""For anyone: what was promised in a contest, and what became of each promise."""

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, pgettext

from socle.commitments.models import Commitment, FollowUp
from socle.commitments.queries.ledger import head
from socle.commitments.queries.paths import grid_path
from socle.commitments.queries.promise_pages import (
    OF_PROMISE,
    counted,
    promise_page,
    promises_by_ask,
    promises_of,
)
from socle.commitments.rules import ANSWERS, ASKS, LEDGER, PROMISES
from socle.elections.queries.titles import contest_title
from socle.elections.rules import ELECTIONS, LISTS, open_contest
from socle.elections.views.public import trail
from socle.foundation.addresses import alternates
from socle.foundation.kept import kept_page
from socle.foundation.reading import moved_to, read_only
from socle.groups.rules import GROUPS

SHOWN = (PROMISES, ANSWERS, ASKS, ELECTIONS, LISTS, GROUPS, LEDGER)


def open_promise(key: int) -> Commitment:
    """A public one. Raises Http404."""
    found = Commitment.objects.public().select_related(*OF_PROMISE).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    return render(request, f"commitments/promises/{template}.html", context)


@read_only
@kept_page(*SHOWN)
def promise(request: HttpRequest, key: int) -> HttpResponse:
    found = promise_page(open_promise(key), timezone.localdate())
    if request.path != found.path():
        return moved_to(found.path())
    contest = found.contest
    return page(
        request,
        "promise",
        page=found,
        promise=found.promise,
        contest=contest,
        title=found.title,
        head=head(),
        breadcrumb=[
            *trail(contest.election, contest),
            {"url": grid_path(contest, name="promises"), "label": promises_title()},
            {"url": "", "label": found.words.title if found.words else str(found.promise.pk)},
        ],
        alternates=alternates(found.path),
    )


def promises_title() -> str:
    return pgettext("of elected persons or lists", "Promises")


@read_only
@kept_page(*SHOWN)
def of_contest(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """There once the promises of the contest were published."""
    contest = open_contest(slug, code)
    followed = FollowUp.objects.filter(contest=contest).exclude(published_at=None).first()
    if followed is None:
        raise Http404
    rows = promises_of(contest)
    return page(
        request,
        "of_contest",
        contest=contest,
        follow_up=followed,
        title=contest_title(contest),
        asks=promises_by_ask(contest, rows, timezone.localdate()),
        counts=counted(Counter(row.status for row in rows)),
        total=len(rows),
        head=head(),
        breadcrumb=[
            *trail(contest.election, contest),
            {"url": grid_path(contest), "label": gettext("Answers")},
            {"url": "", "label": promises_title()},
        ],
        alternates=alternates(lambda language: grid_path(contest, language, "promises")),
    )
