"""A demand is withdrawn, or merged into another; and brought back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from socle.demands.actions.demanding import DemandIsWithdrawn
from socle.demands.actions.withdrawing import (
    CannotComeBack,
    CannotMerge,
    bring_demand_back,
    withdraw_demand,
)
from socle.demands.forms.answers import WithdrawForm
from socle.demands.models import Demand
from socle.demands.queries.withdrawals import (
    groups_that_took,
    nothing_came_of,
    others_to_merge_into,
)
from socle.demands.queries.working import titles_of, titles_of_demands
from socle.demands.rules import open_demand_to_bring_back, open_demand_to_withdraw
from socle.demands.views.writing import above_demand, language_here, page, writers_only
from socle.groups.views.doors import Asked


@writers_only
def withdraw(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    demand = open_demand_to_withdraw(asked.who, key)
    others = others_to_merge_into(demand)
    form = WithdrawForm(
        request.POST if request.method == "POST" else None,
        others=others,
        titles=titles_of_demands(others, language_here()),
    )
    if request.method != "POST" or not form.is_valid():
        return withdraw_page(request, asked, demand, form)
    given = form.cleaned_data
    try:
        withdraw_demand(
            demand=demand, why=given["why"], into=given["into"], by=asked.user, now=asked.now
        )
    except CannotMerge:
        form.add_error("into", _("That demand no longer stands: choose another one."))
        return withdraw_page(request, asked, demand, form)
    except DemandIsWithdrawn:
        # A second press of the button.
        return redirect("demands:demand-restore", demand.pk)
    said = _("The demand is merged.") if given["into"] else _("The demand is withdrawn.")
    messages.success(request, said)
    return redirect("demands:demand-restore", demand.pk)


def withdraw_page(
    request: HttpRequest, asked: Asked, demand: Demand, form: WithdrawForm
) -> HttpResponse:
    title = titles_of([demand.text_id], language_here())[demand.text_id]
    return page(
        request,
        "writing/demand_withdraw",
        _("Withdraw this demand"),
        form,
        above=[
            *above_demand(demand, asked),
            (reverse("demands:demand-edit", args=[demand.pk]), title),
        ],
        group=demand.text.owner,
        demand=demand,
        title=title,
        groups=groups_that_took(demand),
    )


@writers_only
def restore(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    """What was withdrawn, and the way back while nothing came of it."""
    demand = open_demand_to_bring_back(asked.who, key)
    if request.method == "POST":
        try:
            bring_demand_back(demand=demand, by=asked.user, now=asked.now)
        except CannotComeBack:
            messages.warning(request, _("It can no longer be brought back: see why below."))
            return redirect("demands:demand-restore", demand.pk)
        messages.success(request, _("The demand stands again, as it was."))
        return redirect("demands:demand-edit", demand.pk)
    texts = [demand.text_id, *([demand.merged_into.text_id] if demand.merged_into else [])]
    titles = titles_of(texts, language_here())
    return page(
        request,
        "writing/demand_restore",
        titles[demand.text_id],
        above=above_demand(demand, asked),
        group=demand.text.owner,
        demand=demand,
        into=titles[demand.merged_into.text_id] if demand.merged_into else "",
        may_undo=nothing_came_of(demand),
        groups=groups_that_took(demand),
    )
