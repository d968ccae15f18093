"""Coordinators see which contests, demands and families of lists are covered, and take it away."""

import io
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from socle.commitments.forms.coverage import BY_FAMILY, BY_PROVISION, CoverageForm
from socle.commitments.queries.coverage import (
    Counted,
    by_family,
    by_place,
    by_provision,
    list_lines,
    lists_of_family,
    paged,
)
from socle.commitments.views.rounds import show
from socle.elections.models import Election, Party
from socle.elections.queries.titles import contest_title
from socle.foundation.tables.write import write_csv
from socle.groups.queries.coalition import the_coalition
from socle.groups.views.coordinating import coordinators_only
from socle.groups.views.doors import Asked


@coordinators_only
def page(request: HttpRequest, asked: Asked) -> HttpResponse:
    form = CoverageForm(request.GET, day=asked.day)
    query = request.GET.copy()
    query.pop("page", None)
    kept = query.copy()
    for name in ("by", "family"):
        kept.pop(name, None)
    shown = shown_of(request, form) if form.chosen else {}
    return show(
        request,
        "coverage",
        _("Coverage"),
        filter=form,
        by=form.by,
        query=query.urlencode(),
        kept=kept.urlencode(),
        filtered=any(name in request.GET for name in ("region", "phase", "election")),
        **shown,
    )


def shown_of(request: HttpRequest, form: CoverageForm) -> dict[str, Any]:
    """What the page shows, by how it is told."""
    election, region, number = chosen(form), form.where, request.GET.get("page")
    if form.by == BY_PROVISION:
        return {"lines": by_provision(election, region)}
    if form.by == BY_FAMILY and form.family:
        rows = paged(lists_of_family(election, region, form.family), number)
        party = Party.objects.filter(pk=form.family).first() if form.family != "local" else None
        return {"page": rows, "lines": list_lines(rows), "party": party, "family": form.family}
    if form.by == BY_FAMILY:
        return {"lines": by_family(election, region)}
    rows = paged(by_place(election, region, form.how_far), number)
    return {"page": rows, "lines": list(rows), "coalition": the_coalition()}


def chosen(form: CoverageForm) -> Election:
    found = form.chosen
    assert found is not None  # noqa: S101 -- asked for where there is one
    return found


@coordinators_only
def table(request: HttpRequest, asked: Asked) -> HttpResponse:
    """All that the page shows, on all its pages; by family, a row a list with its source."""
    form = CoverageForm(request.GET, day=asked.day)
    headings, rows = table_of(form) if form.chosen else ([], iter([]))
    file = io.StringIO(newline="")
    write_csv(file, headings, rows)
    response = HttpResponse(
        file.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8"
    )
    name = f"coverage-{form.by}-{asked.day.isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def table_of(form: CoverageForm) -> tuple[list[str], Iterator[list[Any]]]:
    if form.by == BY_PROVISION:
        return provision_headings(), provision_cells(form)
    if form.by == BY_FAMILY:
        return family_headings(), family_cells(form)
    return place_headings(), place_cells(form)


def place_headings() -> list[str]:
    asks = pgettext("what candidates are asked", "Asks")
    return [_("Contest"), _("How far it is"), asks, _("Words frozen"), *list_headings()]


def list_headings() -> list[str]:
    return [
        _("Lists"),
        _("Lists invited"),
        _("Lists that answered"),
        _("No answer so far"),
        _("Refused to answer"),
        _("Could not be reached"),
        _("Not invited, by the rule"),
        _("Not invited yet"),
    ]


def list_cells(counted: Counted) -> list[int]:
    return [
        counted.total,
        counted.invited,
        counted.answered,
        counted.silent,
        counted.refused,
        counted.unreachable,
        counted.not_invited,
        counted.waiting,
    ]


def place_cells(form: CoverageForm) -> Iterator[list[Any]]:
    for line in by_place(chosen(form), form.where, form.how_far):
        title = contest_title(line.contest)
        yield [
            title,
            str(line.phase_in_words),
            line.asks,
            line.frozen,
            *list_cells(line.counted),
        ]


def provision_headings() -> list[str]:
    return [
        _("What is asked"),
        _("Level of power"),
        _("Area"),
        _("Contests"),
        _("Words frozen"),
        _("Lists invited"),
        _("Answers published"),
    ]


def provision_cells(form: CoverageForm) -> Iterator[list[Any]]:
    for line in by_provision(chosen(form), form.where):
        yield [
            line.words.title if line.words else "",
            line.provision.level.name,
            line.provision.area.name if line.provision.area else "",
            line.contests,
            line.frozen,
            line.lists,
            line.answers,
        ]


def family_headings() -> list[str]:
    return [
        _("Family"),
        _("Contest"),
        _("Number"),
        _("List"),
        _("Source of the link"),
        _("How far it is"),
    ]


def family_cells(form: CoverageForm) -> Iterator[list[Any]]:
    rows = lists_of_family(chosen(form), form.where, form.family)
    for line in list_lines(rows):
        yield [
            line.row.party.name if line.row.party else _("Local list"),
            contest_title(line.row.contest),
            line.row.number or "",
            line.row.name,
            line.row.party_source,
            str(line.in_words),
        ]
