"""The pipeline as a board, as a list, as a table to take away."""

import io
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from socle.foundation.tables import write_csv
from socle.groups.actions.living import GroupIsArchived
from socle.groups.actions.stages import MovedMeanwhile, NotReachable, move_stage
from socle.groups.forms.approaching import FilterForm, areas_of
from socle.groups.models import Approach, Stage
from socle.groups.queries.exported import headings, table_rows
from socle.groups.queries.pipeline import (
    ON_BOARD,
    Wanted,
    board,
    counts_by_stage,
    wanted_approaches,
)
from socle.groups.rules import NEEDS_A_REASON, OPEN_STAGES, open_approach, stages_from
from socle.groups.views.coordinating import (
    coordinators_act,
    coordinators_only,
    frame,
    page_of,
)
from socle.groups.views.doors import Asked

A_PAGE = 50
COLUMNS = (*OPEN_STAGES, Stage.MEMBER)
# One press moves a card on; everything else is done on its page.
NEXT = {Stage.TO_CONTACT: Stage.CONTACTED, Stage.CONTACTED: Stage.INTERESTED}


def wanted_in(request: HttpRequest, day: date) -> tuple[FilterForm, Wanted]:
    """What cannot be understood is told, and all is shown."""
    form = FilterForm(request.GET or None, day=day)
    if not form.is_valid():
        return form, Wanted()
    given = form.cleaned_data
    return form, Wanted(
        words=given["q"],
        stage=given["stage"],
        follower=given["follower"],
        due=given["due"],
        language=given["language"],
        area=areas_of(form),
    )


@coordinators_only
def show_board(request: HttpRequest, asked: Asked) -> HttpResponse:
    form, wanted = wanted_in(request, asked.day)
    rows = wanted_approaches(wanted, asked.day)
    counts, cards = counts_by_stage(rows), board(rows)
    query = request.GET.copy()
    query.pop("moved", None)
    columns = [column(stage, cards[stage], counts[stage], query) for stage in COLUMNS]
    ended = [column(stage, [], counts[stage], query) for stage in NEEDS_A_REASON]
    return frame(
        request,
        "board",
        _("Organisations"),
        form,
        columns=columns,
        ended=ended,
        total=sum(counts.values()),
        today=asked.day,
        query=query.urlencode(),
        undo=way_back(request.GET.get("moved", ""), cards),
        **choices(form, wanted, asked),
    )


def way_back(moved: str, cards: dict[str, list[Approach]]) -> dict[str, Any]:
    """``12.contacted``: the card that was just moved, and where it stood; empty for none."""
    key, _dot, before = moved.partition(".")
    for approach in chain.from_iterable(cards.values()):
        if str(approach.group_id) == key and before in stages_from(approach.stage):
            return {"key": approach.group_id, "to": before}
    return {}


def choices(form: FilterForm, wanted: Wanted, asked: Asked) -> dict[str, Any]:
    """What the filter shows as chosen."""
    return {
        "filtered": wanted != Wanted(),
        "more_filters": bool(form.errors) or replace(wanted, words="") != Wanted(),
        "wanted": wanted,
        "me": str(asked.user.pk),
    }


def column(stage: Stage, cards: list[Approach], count: int, query: QueryDict) -> dict[str, Any]:
    query = query.copy()
    query["stage"] = stage.value
    return {
        "stage": stage,
        "next": NEXT.get(stage),
        "cards": cards,
        "count": count,
        "more": max(0, count - ON_BOARD),
        "url": f"{reverse('groups:pipeline-list')}?{query.urlencode()}",
    }


@coordinators_act
def move_card(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The button of a card says ``12.contacted.interested``: which, from where, to where."""
    key, _dot, rest = request.POST.get("move", "").partition(".")
    seen, _dot, to = rest.partition(".")
    if not (key.isascii() and key.isdigit() and len(key) < 10):
        raise Http404
    approach = open_approach(asked.who, int(key))
    try:
        moved = move_stage(approach=approach, to=to, by=asked.user, now=asked.now, seen=seen)
        tell_moved(request, moved)
    except MovedMeanwhile as told:
        words = _("“%(name)s” was moved meanwhile: it is “%(stage)s” now.")
        values = {"name": approach.group.name, "stage": told.approach.get_stage_display()}
        messages.warning(request, words % values)
    except (NotReachable, GroupIsArchived):
        raise Http404 from None
    query = request.GET.copy()
    query["moved"] = f"{approach.group_id}.{seen}"
    back = f"{reverse('groups:pipeline')}?{query.urlencode()}"
    return redirect(f"{back}#card-{approach.group_id}")


def tell_moved(request: HttpRequest, approach: Approach) -> None:
    words = _("“%(name)s” is now “%(stage)s”.")
    values = {"name": approach.group.name, "stage": approach.get_stage_display()}
    messages.success(
        request,
        format_html(
            '{} <a href="{}">{}</a>', words % values, page_of(approach), _("Say what comes next")
        ),
    )


@coordinators_only
def show_list(request: HttpRequest, asked: Asked) -> HttpResponse:
    form, wanted = wanted_in(request, asked.day)
    rows = wanted_approaches(wanted, asked.day).prefetch_related("group__areas")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return frame(
        request,
        "list",
        _("List of organisations"),
        form,
        page=page,
        today=asked.day,
        query=query.urlencode(),
        **choices(form, wanted, asked),
    )


@coordinators_only
def table(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What the list shows, all its pages, as a CSV that comes back in as it left."""
    _form, wanted = wanted_in(request, asked.day)
    file = io.StringIO(newline="")
    write_csv(file, headings(), table_rows(wanted_approaches(wanted, asked.day)))
    response = HttpResponse(
        file.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8"
    )
    name = f"organisations-{asked.day.isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
