"""The grid of a contest taken away: as a PDF, and as a picture for other sites."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from socle.commitments.queries.embedding import alt_of, title_of
from socle.commitments.queries.grid import grid_of
from socle.commitments.queries.grid_paper import grid_pdf, state_of
from socle.commitments.queries.paths import grid_path
from socle.commitments.queries.picture import Picture
from socle.commitments.views.grid import SHOWN
from socle.elections.rules import open_contest
from socle.foundation.kept import kept_page
from socle.foundation.reading import read_only


@read_only
def pdf(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """In the language of the page, as it stands today."""
    contest = open_contest(slug, code)
    content = grid_pdf(contest, day=timezone.localdate())
    if not content:
        raise Http404
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{code}-{slug}.pdf"'
    return answer


@read_only
@kept_page(*SHOWN)
def image(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """As SVG, for an ``<img>`` on any site: no script, no style, nothing fetched."""
    contest = open_contest(slug, code)
    grid = grid_of(contest)
    if not grid:
        raise Http404
    shown = {
        "picture": Picture(grid),
        "contest": contest,
        "name": title_of(contest),
        "alt": alt_of(grid),
        "state": state_of(grid),
        "address": (settings.SOCLE_BASE_URL + grid_path(contest)).split("://")[-1],
        "day": timezone.localdate(),
        "language": get_language(),
    }
    return render(request, "commitments/grid.svg", shown, content_type="image/svg+xml")
