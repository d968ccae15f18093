"""Who said what in a contest, for anyone: the grid, and one ask of it."""

from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.clickjacking import xframe_options_exempt

from socle.commitments.models import Ask
from socle.commitments.queries.ask_pages import ask_page
from socle.commitments.queries.became_here import statuses_by_contest
from socle.commitments.queries.councils import councils_of
from socle.commitments.queries.embedding import frame_code, image_code
from socle.commitments.queries.grid import Grid, asks_in_words, asks_shown, grid_of
from socle.commitments.queries.ledger import head
from socle.commitments.queries.paths import grid_path
from socle.commitments.rules import ANSWERS, ASKS, LEDGER, PROMISES, open_ask
from socle.demands.queries.words import published
from socle.demands.rules import DEMANDS
from socle.elections.queries.titles import contest_title
from socle.elections.rules import ELECTIONS, LISTS, open_contest
from socle.elections.views.public import trail
from socle.foundation.addresses import alternates
from socle.foundation.kept import kept_page
from socle.foundation.reading import moved_to, read_only
from socle.groups.rules import GROUPS
from socle.territories.rules import AREAS, BODIES
from socle.texts.models import Revision

SHOWN = (ASKS, ANSWERS, ELECTIONS, LISTS, GROUPS, AREAS, BODIES)


def show(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    return render(request, f"commitments/{template}.html", context)


@read_only
@kept_page(*SHOWN, LEDGER, PROMISES)
def grid(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """All lists by all asks."""
    contest = open_contest(slug, code)
    found = grid_of(contest)
    return show(
        request,
        "grid",
        grid=found,
        contest=contest,
        title=contest_title(contest),
        head=head(),
        followed=contest.pk in statuses_by_contest(),
        api_url=f"/api/v1/contests/{contest.pk}/grid",
        frame_code=frame_code(contest),
        image_code=image_code(found),
        breadcrumb=trail(contest.election, contest, gettext("Answers")),
        alternates=alternates(lambda language: grid_path(contest, language)),
    )


@read_only
@kept_page(*SHOWN, LEDGER)
def compare(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One's own answers beside those of every list; what is chosen never leaves the browser."""
    contest = open_contest(slug, code)
    return show(
        request,
        "compare",
        grid=grid_of(contest),
        contest=contest,
        title=contest_title(contest),
        head=head(),
        breadcrumb=[
            *trail(contest.election, contest),
            {"url": grid_path(contest), "label": gettext("Answers")},
            {"url": "", "label": gettext("Compare")},
        ],
        alternates=alternates(lambda language: grid_path(contest, language, "compare")),
    )


@read_only
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@kept_page(*SHOWN, LEDGER)
def embed(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The grid alone, for an ``<iframe>`` on any site: no script, no cookie, links open outside."""
    contest = open_contest(slug, code)
    return show(
        request,
        "embed",
        grid=grid_of(contest),
        contest=contest,
        title=contest_title(contest),
        head=head(),
    )


def words_of_demand(ask: Ask) -> Revision | None:
    text = ask.provision.demand.text
    return published([text]).of(text)


@read_only
@kept_page(*SHOWN, DEMANDS, LEDGER)
def ask(request: HttpRequest, key: int) -> HttpResponse:
    """One ask: who said what, in their own words."""
    found = open_ask(key)
    contest = found.questionnaire.contest
    others = asks_in_words(asks_shown(found.questionnaire))
    page = ask_page(found, others=others, day=timezone.localdate())
    if request.path != page.path():
        return moved_to(page.path())
    return show(
        request,
        "ask",
        page=page,
        demand=words_of_demand(found),
        state=Grid(contest, found.questionnaire, [], others),
        contest=contest,
        councils=councils_of(contest),
        title=contest_title(contest),
        head=head(),
        breadcrumb=[
            *trail(contest.election, contest),
            {"url": grid_path(contest), "label": gettext("Answers")},
            {"url": "", "label": page.words.title if page.words else str(found.pk)},
        ],
        alternates=alternates(page.path),
    )
