"""The order of the demands of a memorandum: by buttons, by numbers, without a mouse or a script."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from socle.demands.actions.arranging import move_demand, put_in_order, take_out
from socle.demands.actions.memorandums import ChangedMeanwhile, add_demand
from socle.demands.forms.memorandums import AddForm
from socle.demands.models import Memorandum
from socle.demands.queries.working import demands_to_add, last_change, places_of, titles_of_demands
from socle.demands.rules import open_memorandum_to_write
from socle.demands.views.memorandums_written import above, words_of_it
from socle.demands.views.writing import CONFLICT, language_here, page, writers_only
from socle.groups.views.doors import Asked

MOVES = {"up": -1, "down": 1}


def number(sent: str) -> int | None:
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else None


@writers_only
def arrange(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    memorandum = open_memorandum_to_write(asked.who, key)
    if request.method != "POST":
        return arrange_page(request, memorandum, add_form(memorandum))
    try:
        return change(request, asked, memorandum)
    except ChangedMeanwhile:
        fresh = Memorandum.objects.select_related("text__owner").get(pk=memorandum.pk)
        return arrange_page(
            request, fresh, add_form(fresh), status=CONFLICT, meanwhile=last_change(memorandum)
        )


def change(request: HttpRequest, asked: Asked, memorandum: Memorandum) -> HttpResponse:
    """What one of the buttons asks."""
    sent = request.POST
    given: dict[str, Any] = {
        "memorandum": memorandum,
        "by": asked.user,
        "now": asked.now,
        "seen": number(sent.get("version", "")) or 0,
    }
    for name, places in MOVES.items():
        if demand := number(sent.get(name, "")):
            move_demand(demand=demand, by_places=places, **given)
            # No part of the page is named: the button that was pressed gets the focus back.
            return back(memorandum, f"?{name}={demand}")
    if demand := number(sent.get("out", "")):
        if take_out(demand=demand, **given):
            messages.success(
                request, _("The demand is taken out. It stands as it is, and can be added again.")
            )
        return back(memorandum)
    if "add" in sent:
        form = add_form(memorandum, sent)
        if not form.is_valid():
            return arrange_page(request, memorandum, form)
        added = form.cleaned_data["demand"]
        add_demand(demand=added, **given)
        messages.success(request, _("The demand is added, at the end."))
        return back(memorandum, f"#d{added.pk}")
    if put_in_order(positions=positions(sent), **given):
        messages.success(request, _("The order is saved."))
    return back(memorandum)


def positions(sent: QueryDict) -> dict[int, int]:
    """``place-12``: where the demand of that key should stand."""
    found = {}
    for name, value in sent.items():
        demand, place = number(name.removeprefix("place-")), number(str(value).strip())
        if name.startswith("place-") and demand is not None and place is not None:
            found[demand] = place
    return found


def back(memorandum: Memorandum, part: str = "") -> HttpResponse:
    return redirect(reverse("demands:memorandum-arrange", args=[memorandum.pk]) + part)


def add_form(memorandum: Memorandum, data: QueryDict | None = None) -> AddForm:
    demands = demands_to_add(memorandum)
    titles = titles_of_demands(demands, language_here())
    return AddForm(data, demands=demands, titles=titles)


def arrange_page(
    request: HttpRequest, memorandum: Memorandum, form: AddForm, status: int = 200, **context: Any
) -> HttpResponse:
    title = words_of_it(memorandum).title
    return page(
        request,
        "writing/memorandum_arrange",
        _("Its demands, in their order"),
        form,
        above=above(memorandum, title),
        status=status,
        memorandum=memorandum,
        title=title,
        rows=places_of(memorandum, language_here()),
        moved={name: number(request.GET.get(name, "")) for name in MOVES},
        may_add=form.fields["demand"].queryset.exists(),  # type: ignore[attr-defined]
        **context,
    )
