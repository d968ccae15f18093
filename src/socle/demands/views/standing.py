"""The coordinator's view: memorandums, and where each thing asked stands."""

import io
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from socle.demands.forms.standing import StandingForm
from socle.demands.queries.offers import waiting_offers
from socle.demands.queries.standing import Standing, provisions_of, standing_of
from socle.demands.queries.working import memorandums_kept, memorandums_withdrawn
from socle.demands.views.writing import language_here, of_coalition, page, writers_only
from socle.foundation.tables.write import write_csv
from socle.groups.queries.coalition import the_coalition
from socle.groups.rules import require_coordinator
from socle.groups.views.doors import Asked

A_PAGE = 20


@writers_only
def standing(request: HttpRequest, asked: Asked) -> HttpResponse:
    require_coordinator(asked.who)
    kept = memorandums_kept(language_here())
    form = StandingForm(request.GET, memorandums=kept)
    wanted = form.wanted()
    rows = Paginator(provisions_of(**wanted), A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return page(
        request,
        "coalition/demands",
        _("Demands"),
        above=of_coalition()[:1],
        kept=kept,
        withdrawn=memorandums_withdrawn(language_here()),
        filter=form,
        filtered=any(wanted.values()),
        page=rows,
        lines=lines_of(rows.object_list, asked),
        offers=waiting_offers().count(),
        coalition=the_coalition(),
        query=query.urlencode(),
    )


def lines_of(rows: Any, asked: Asked) -> list[Standing]:
    return standing_of(rows, language=language_here(), day=asked.day, now=asked.now)


@writers_only
def table(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What the page shows, all its pages, as a CSV."""
    require_coordinator(asked.who)
    form = StandingForm(request.GET, memorandums=memorandums_kept(language_here()))
    lines = lines_of(provisions_of(**form.wanted()), asked)
    file = io.StringIO(newline="")
    write_csv(file, headings(), cells(lines))
    response = HttpResponse(
        file.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8"
    )
    name = f"demands-{asked.day.isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def headings() -> list[str]:
    return [
        _("Demand"),
        _("Level of power"),
        _("Area"),
        _("What is asked"),
        _("Communes"),
        _("Adopted"),
        pgettext("several groups", "Reworded"),
        _("Updates waiting"),
        _("Waiting for more than 30 days"),
        pgettext("several updates", "Taken"),
        pgettext("several updates", "Kept"),
        _("Why they keep their words"),
        _("Suggestions open"),
        _("Competent level"),
    ]


def cells(lines: list[Standing]) -> Iterator[list[Any]]:
    for line in lines:
        provision = line.provision
        yield [
            line.demand_said.title if line.demand_said else "",
            provision.level.name,
            provision.area.name if provision.area else "",
            line.said.title if line.said else "",
            line.communes,
            line.adopted,
            line.reworded,
            line.waiting,
            line.ignored,
            line.taken,
            len(line.kept),
            " · ".join(f"{kept.group}: {kept.reason}" for kept in line.kept),
            line.suggestions,
            ", ".join(level.name for level in line.instead),
        ]
