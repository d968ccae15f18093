"""A group, or the coalition, begins a demand and says what it is about."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from socle.demands.actions.demanding import (
    DemandChangedMeanwhile,
    DemandIsWithdrawn,
    DemandMadeAlready,
    change_demand,
    make_demand,
)
from socle.demands.actions.memorandums import add_demand
from socle.demands.forms.demands import DemandForm, with_rows
from socle.demands.forms.words import new_secret
from socle.demands.models import Demand, Memorandum
from socle.demands.queries.offers import may_be_offered, waiting_offer
from socle.demands.queries.working import (
    last_begun_at,
    last_change,
    titles_of,
    what_it_asks,
    written,
)
from socle.demands.rules import (
    DEMAND,
    may_offer,
    may_withdraw_demand,
    may_write_memorandum,
    open_demand_to_write,
    open_group_to_ask,
)
from socle.demands.views.writing import (
    CONFLICT,
    above_demand,
    asks_preview,
    language_here,
    of_coalition,
    of_group,
    page,
    when_seen,
    write_url,
    writers_only,
    written_with,
)
from socle.groups.forms.editing import themes_with
from socle.groups.models import Group
from socle.groups.views.doors import Asked
from socle.texts.actions.drafting import save_draft
from socle.texts.queries.revisions import latest, words_of
from socle.texts.queries.words import Words

ROWS = ("add_source", "remove_source")


def asks_for_rows(request: HttpRequest) -> bool:
    """A button that only changes how many sources the form asks for: nothing is kept yet."""
    return any(name in request.POST for name in ROWS)


@writers_only
def new(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    group = open_group_to_ask(asked.who, key)
    memorandum = memorandum_asked(request, asked, group)
    if request.method != "POST":
        return new_page(request, asked, group, memorandum, DemandForm(language=language_here()))
    if asks_for_rows(request) or asks_preview(request):
        sent = with_rows(request.POST) if asks_for_rows(request) else request.POST
        form = DemandForm(sent, language=language_here())
        return new_page(request, asked, group, memorandum, form, keeps=False)
    form = DemandForm(request.POST, language=language_here())
    publishes = request.POST.get("act") != "draft"
    if form.is_valid() and publishes:
        form.require_published_parts()
    if form.errors:
        return new_page(request, asked, group, memorandum, form)
    try:
        demand = begin(form, asked, group, memorandum, publishes=publishes)
    except DemandMadeAlready as told:
        return made_already(request, asked, group, memorandum, told.demand, form)
    said = _("The demand is published.") if publishes else _("The demand is kept as a draft.")
    next_words = _("Now say what it asks of each level of power.")
    messages.success(request, f"{said} {next_words}")
    return redirect("demands:demand-edit", demand.pk)


def made_already(
    request: HttpRequest,
    asked: Asked,
    group: Group,
    memorandum: Memorandum | None,
    made: Demand,
    form: DemandForm,
) -> HttpResponse:
    """A second press leads to what the first one made. Other words are kept: pressed again, they
    are another demand."""
    said = latest(made.text) or made.text.drafts.first()
    if said is None or words_of(said) == form.words():
        return redirect("demands:demand-edit", made.pk)
    sent = request.POST.copy()
    sent["pressed"] = new_secret()
    messages.warning(
        request,
        _(
            "This page made a demand already. To keep these other words too, "
            "press the button again."
        ),
    )
    again = DemandForm(sent, language=language_here())
    return new_page(request, asked, group, memorandum, again, status=CONFLICT)


def memorandum_asked(request: HttpRequest, asked: Asked, group: Group) -> Memorandum | None:
    """The one of ``?memorandum=``, in which the coalition's demand is to stand."""
    key = request.GET.get("memorandum", "")
    if not key:
        return None
    usable = key.isascii() and key.isdigit() and len(key) < 9
    found = Memorandum.objects.select_related("text__owner").filter(pk=int(key) if usable else 0)
    memorandum = found.first()
    if memorandum is None or memorandum.text.owner_id != group.pk:
        raise Http404
    if not may_write_memorandum(asked.who, memorandum):
        raise Http404
    return memorandum


def begin(
    form: DemandForm,
    asked: Asked,
    group: Group,
    memorandum: Memorandum | None,
    *,
    publishes: bool,
) -> Demand:
    language, words = form.cleaned_data["language"], form.words()
    with transaction.atomic():
        demand = make_demand(
            owner=group,
            language=language,
            words=words if publishes else None,
            by=asked.user,
            now=asked.now,
            pressed=form.pressed_once(),
            **form.about(),
        )
        if not publishes:
            keep_draft(demand, language, words, asked)
        if memorandum is not None:
            add_demand(memorandum=memorandum, demand=demand, by=asked.user, now=asked.now)
    return demand


def keep_draft(demand: Demand, language: str, words: Words, asked: Asked) -> None:
    save_draft(
        text=demand.text, language=language, words=words, seen=0, by=asked.user, now=asked.now
    )


def new_page(
    request: HttpRequest,
    asked: Asked,
    group: Group,
    memorandum: Memorandum | None,
    form: DemandForm,
    *,
    keeps: bool = True,
    status: int = 200,
) -> HttpResponse:
    is_coalition = group.kind == Group.Kind.COALITION
    if not keeps:
        # What is still missing is said when the demand is kept, not when a row is asked for.
        form.errors.clear()
    title = memorandum and titles_of([memorandum.text_id], language_here())[memorandum.text_id]
    return page(
        request,
        "writing/demand_new",
        _("Write a demand"),
        form,
        above=of_coalition() if is_coalition else of_group(group),
        status=status,
        group=group,
        themes=themes_with(form),
        memorandum=memorandum,
        title=title,
        is_coalition=is_coalition,
        saved_at=last_begun_at(group, DEMAND, asked.user),
        **written_with(request, group, DEMAND, language_here()),
    )


@writers_only
def edit(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    demand = open_demand_to_write(asked.who, key)
    if request.method != "POST":
        return edit_page(request, demand, asked, DemandForm(demand=demand))
    if asks_for_rows(request):
        form = DemandForm(with_rows(request.POST), demand=demand)
        form.errors.clear()
        return edit_page(request, demand, asked, form)
    form = DemandForm(request.POST, demand=demand)
    if not form.is_valid():
        return edit_page(request, demand, asked, form)
    try:
        change_demand(
            demand=demand,
            by=asked.user,
            now=asked.now,
            seen=when_seen(form.cleaned_data["seen"]),
            **form.about(),
        )
    except DemandIsWithdrawn:
        return redirect("demands:demand", demand.pk)
    except DemandChangedMeanwhile:
        sent = request.POST.copy()
        sent["seen"] = Demand.objects.get(pk=demand.pk).updated_at.isoformat()
        again = DemandForm(sent, demand=demand)
        meanwhile = last_change(demand)
        return edit_page(request, demand, asked, again, status=CONFLICT, meanwhile=meanwhile)
    messages.success(request, _("Saved."))
    return redirect("demands:demand-edit", demand.pk)


def edit_page(
    request: HttpRequest,
    demand: Demand,
    asked: Asked,
    form: DemandForm,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    words = written([demand.text_id], language_here())[demand.text_id]
    memorandums = list(demand.memorandums.filter(withdrawn_at=None).order_by("pk"))
    titles = titles_of([row.text_id for row in memorandums], language_here())
    may_offer_it = may_offer(asked.who, demand)
    return page(
        request,
        "writing/demand_edit",
        words.title or _("A demand without a title yet"),
        form,
        above=above_demand(demand, asked),
        status=status,
        group=demand.text.owner,
        demand=demand,
        words=words,
        write_url=write_url(demand.text),
        asks=what_it_asks(demand, language_here(), day=asked.day),
        evidence=demand.evidence.all(),
        themes=themes_with(form),
        memorandums=[(row, titles[row.text_id]) for row in memorandums],
        offer=waiting_offer(demand) if may_offer_it else None,
        last_offer=demand.offers.first() if may_offer_it else None,
        may_offer=may_offer_it and may_be_offered(demand),
        may_withdraw=may_withdraw_demand(asked.who, demand),
        demand_url=reverse("demands:demand-edit", args=[demand.pk]),
        **context,
    )
