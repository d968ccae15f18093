"""A group offers its demand upward; coordinators take it, or answer why not."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from socle.demands.actions.demanding import DemandIsWithdrawn
from socle.demands.actions.memorandums import ChangedMeanwhile
from socle.demands.actions.offering import (
    AnsweredAlready,
    CannotBeOffered,
    OfferedAlready,
    decline_offer,
    offer_demand,
    take_offer,
    withdraw_offer,
)
from socle.demands.forms.answers import DeclineForm, OfferForm, TakeForm
from socle.demands.models import Demand, Offer
from socle.demands.queries.kind_words import KIND_WORDS
from socle.demands.queries.offers import (
    answered_offers,
    may_be_offered,
    memorandums_to_write,
    waiting_offer,
    waiting_offers,
)
from socle.demands.queries.working import titles_of, what_it_asks, written
from socle.demands.rules import open_demand_to_offer, open_offer
from socle.demands.views.writing import (
    language_here,
    of_coalition,
    of_group,
    page,
    writers_only,
)
from socle.groups.rules import require_coordinator
from socle.groups.views.doors import Asked

A_PAGE = 25


@writers_only
def offer(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    """For the group: offer it, see what became of that, take it back."""
    demand = open_demand_to_offer(asked.who, key)
    if request.method != "POST":
        return offer_page(request, demand, OfferForm())
    if "withdraw" in request.POST:
        return take_back(request, asked, demand)
    form = OfferForm(request.POST)
    if not may_be_offered(demand) or not form.is_valid():
        return offer_page(request, demand, form)
    try:
        offer_demand(demand=demand, words=form.cleaned_data["words"], by=asked.user, now=asked.now)
    except OfferedAlready:
        pass
    except (CannotBeOffered, DemandIsWithdrawn):
        messages.warning(request, _("This demand can no longer be offered."))
        return redirect("demands:demand-offer", demand.pk)
    messages.success(request, _("The demand is offered: the coordinators are told."))
    return redirect("demands:demand-offer", demand.pk)


def take_back(request: HttpRequest, asked: Asked, demand: Demand) -> HttpResponse:
    waiting = waiting_offer(demand)
    if waiting is not None:
        try:
            withdraw_offer(offer=waiting, by=asked.user, now=asked.now)
            messages.success(request, _("The offer is taken back. You can offer it again."))
        except AnsweredAlready:
            messages.warning(request, _("The coalition answered meanwhile: see below."))
    return redirect("demands:demand-offer", demand.pk)


def offer_page(request: HttpRequest, demand: Demand, form: OfferForm) -> HttpResponse:
    title = titles_of([demand.text_id], language_here())[demand.text_id]
    above = (reverse("demands:demand-edit", args=[demand.pk]), title)
    last = demand.offers.select_related("made_by", "answered_by").first()
    return page(
        request,
        "writing/demand_offer",
        _("Offer it to the coalition"),
        form,
        above=[*of_group(demand.text.owner), above],
        group=demand.text.owner,
        demand=demand,
        title=title,
        last=last,
        may_offer=may_be_offered(demand),
        is_placed=demand.memorandums.exists(),
    )


@writers_only
def offers(request: HttpRequest, asked: Asked) -> HttpResponse:
    """For coordinators: those that wait, then those they answered."""
    require_coordinator(asked.who)
    waiting = list(waiting_offers())
    answered = Paginator(answered_offers(), A_PAGE).get_page(request.GET.get("page"))
    texts = [row.demand.text_id for row in [*waiting, *answered.object_list]]
    words = written(texts, language_here())
    return page(
        request,
        "coalition/offers",
        _("Demands that groups offer"),
        above=of_coalition(),
        waiting=[(row, words[row.demand.text_id]) for row in waiting],
        answered=[(row, words[row.demand.text_id]) for row in answered.object_list],
        page=answered,
    )


@writers_only
def answer(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    """For coordinators: one offer, to take or to answer."""
    found = open_offer(asked.who, key)
    if request.method != "POST" or found.state != Offer.State.WAITING:
        return answer_page(request, asked, found, take_form(), decline_form(request))
    takes = request.POST.get("act") == "take"
    take, decline = take_form(request.POST if takes else None), decline_form(request)
    if not takes:
        decline = DeclineForm(request.POST)
    form = take if takes else decline
    if not form.is_valid():
        return answer_page(request, asked, found, take, decline, form)
    try:
        close(found, form, asked, takes=takes)
    except AnsweredAlready:
        messages.warning(request, _("Somebody answered this offer meanwhile: see below."))
    except DemandIsWithdrawn:
        messages.warning(request, _("Its group withdrew the demand meanwhile."))
    except ChangedMeanwhile:
        messages.warning(request, _("That memorandum no longer stands: choose another one."))
    else:
        said = _("The demand stands in the memorandum, and its group is told.")
        messages.success(request, said if takes else _("Your answer is sent to the group."))
    return redirect("demands:offer", found.pk)


def close(found: Offer, form: Any, asked: Asked, *, takes: bool) -> None:
    given = form.cleaned_data
    if takes:
        take_offer(
            offer=found,
            memorandum=given["memorandum"],
            answer=given["answer"],
            by=asked.user,
            now=asked.now,
        )
    else:
        decline_offer(offer=found, answer=given["answer"], by=asked.user, now=asked.now)


def take_form(data: Any = None) -> TakeForm:
    rows = memorandums_to_write()
    titles = titles_of(rows.values_list("text_id", flat=True), language_here())
    return TakeForm(data, memorandums=rows, titles=titles)


def decline_form(request: HttpRequest) -> DeclineForm:
    """With the ready-made words that were asked for."""
    words = KIND_WORDS.get(request.GET.get("words", ""))
    return DeclineForm(answer=str(words.words) if words else "")


def answer_page(
    request: HttpRequest,
    asked: Asked,
    found: Offer,
    take: TakeForm,
    decline: DeclineForm,
    form: Any = None,
) -> HttpResponse:
    demand = found.demand
    words = written([demand.text_id], language_here())[demand.text_id]
    placed = list(demand.memorandums.order_by("pk"))
    titles = titles_of([row.text_id for row in placed], language_here())
    return page(
        request,
        "coalition/offer",
        words.title,
        form,
        above=[*of_coalition(), (reverse("demands:offers"), _("Offers"))],
        offer=found,
        demand=demand,
        words=words,
        asks=what_it_asks(demand, language_here(), day=asked.day),
        take=take,
        decline=decline,
        kind_words=KIND_WORDS,
        placed=[(row, titles[row.text_id]) for row in placed],
        has_memorandums=memorandums_to_write().exists(),
    )
