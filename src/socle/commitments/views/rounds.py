"""Coordinators ask the same of a whole level at once, and see how far it is."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from socle.commitments.actions.asking import DoesNotFit, NothingPublished
from socle.commitments.actions.rounds import (
    BadDays,
    NoContest,
    SomethingIsFrozen,
    StillBusy,
    ask_level,
    freeze_now,
    take_back_round,
)
from socle.commitments.forms.rounds import Chosen, DaysForm, LevelForm
from socle.commitments.models import AskRound
from socle.commitments.queries.asking import said_live
from socle.commitments.queries.councils import seats_asked
from socle.commitments.queries.rounds import (
    IN_WORDS,
    RoundPage,
    contests_of_level,
    plan_of,
    provisions_to_ask,
    round_page,
    rounds_listed,
)
from socle.commitments.rules import open_round, stands_in
from socle.demands.models import Demand, Provision
from socle.demands.queries.words import published
from socle.groups.queries.coalition import the_coalition
from socle.groups.views.coordinating import coordinators_only, places
from socle.groups.views.doors import Asked


def show(
    request: HttpRequest, template: str, here: str, form: Any = None, **context: Any
) -> HttpResponse:
    """A page of coordinators about what is asked of candidates; 422 when its form is wrong."""
    crumbs = [{"url": reverse("groups:coalition"), "label": _("Coalition")}]
    if template not in ("rounds", "coverage"):
        crumbs.append({"url": reverse("commitments:rounds"), "label": title()})
    if above := context.get("above"):
        crumbs.append(above)
    context |= {
        "form": form,
        "here": here,
        "breadcrumb": [*crumbs, {"url": "", "label": here}],
        "places": places(request),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, f"commitments/coalition/{template}.html", context, status=status)


def title() -> str:
    return pgettext("what candidates are asked", "Asks")


@coordinators_only
def rounds(request: HttpRequest, asked: Asked) -> HttpResponse:
    found = rounds_listed(request.GET.get("page"))
    return show(request, "rounds", title(), found=found, coalition=the_coalition())


@coordinators_only
def new(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What, at which election and where; then, by the same address, what would be done."""
    demand = demand_of(request.GET.get("demand", ""))
    given = request.GET if "provision" in request.GET else None
    form = LevelForm(given, provisions=provisions_to_ask(asked.day, demand), day=asked.day)
    if given is not None and form.is_valid():
        return check(request, asked, form.chosen)
    here = _("Ask a whole level at once")
    return show(request, "round_new", here, form, demand=demand)


def demand_of(key: str) -> Demand | None:
    return Demand.objects.filter(pk=key).first() if key.isascii() and key.isdigit() else None


def check(request: HttpRequest, asked: Asked, level: Chosen) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    days = DaysForm(sent, election=level.election, today=asked.day)
    plan = plan_of(level.provision, level.election, level.region)
    stands = stands_in(asked.user, plan.asked, day=asked.day)
    if sent is not None and stands is None and days.is_valid():
        made = make(asked, level, days)
        if made is not None:
            messages.success(request, _("Asked: it is being proposed in each contest."))
            return redirect("commitments:round", made.pk)
        days.add_error(None, _("It can no longer be asked: its words or its days changed."))
    return show(
        request,
        "round_check",
        _("Check before you ask"),
        days,
        level=level,
        plan=plan,
        left_out=[(contest, IN_WORDS[reason]) for contest, reason in plan.left_out],
        stands=stands,
        line=line_of(level.provision),
        seats=seats_asked(level.provision, plan.asked),
        back=f"{reverse('commitments:round-new')}?demand={level.provision.demand_id}",
    )


def make(asked: Asked, level: Chosen, days: DaysForm) -> AskRound | None:
    coalition = the_coalition()
    if coalition is None:
        return None
    try:
        return ask_level(
            provision=level.provision,
            election=level.election,
            region=level.region,
            group=coalition,
            by=asked.user,
            now=asked.now,
            **days.cleaned_data,
        )
    except (BadDays, NoContest, DoesNotFit, NothingPublished):
        return None


def line_of(provision: Provision) -> dict[str, Any]:
    """Its words as they are published now, and in which languages."""
    said = published([provision.text])
    words = said.of(provision.text)
    return {
        "words": said_live(words) if words else None,
        "languages": said.languages(provision.text),
    }


def told_to_step_aside(request: HttpRequest, asked: Asked, found: RoundPage) -> bool:
    """Who declared to stand in one of its contests leaves the whole to another coordinator."""
    level = found.round
    contests = contests_of_level(level.provision, level.election, level.region)
    stands = stands_in(asked.user, contests, day=asked.day)
    if stands is None:
        return False
    words = _(
        "You declared that you stand in %(place)s, or hold a mandate there. Another coordinator "
        "can ask."
    )
    messages.warning(request, words % {"place": stands.area.name})
    return True


@coordinators_only
def one(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    wanted = request.GET.get("stands", "")
    found = round_page(open_round(key), wanted=wanted, number=request.GET.get("page"))
    here = found.words.title if found.words else str(key)
    return show(request, "round", here, found=found, round=found.round, wanted=wanted)


@coordinators_only
def freeze(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    """Its words, read once more; then they are frozen in every contest."""
    found = round_page(open_round(key))
    if request.method == "POST":
        if told_to_step_aside(request, asked, found):
            return redirect("commitments:round", key)
        try:
            held = freeze_now(round=found.round, by=asked.user, now=asked.now)
        except StillBusy:
            messages.warning(
                request, _("It is still being proposed: wait until it stands everywhere.")
            )
        else:
            tell_frozen(request, held)
        return redirect("commitments:round", key)
    if found.round.state != AskRound.State.PROPOSED:
        return redirect("commitments:round", key)
    line = line_of(found.round.provision)
    return show(request, "round_freeze", _("Freeze its words now"), found=found, line=line)


def tell_frozen(request: HttpRequest, held: AskRound) -> None:
    if held.stopped_why:
        words = _("Nothing was frozen: %(why)s.")
        messages.warning(request, words % {"why": held.get_stopped_why_display()})
    else:
        messages.success(request, _("Its words are being frozen, in every contest."))


@coordinators_only
def take_back(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    found = round_page(open_round(key))
    if request.method == "POST":
        if told_to_step_aside(request, asked, found):
            return redirect("commitments:round", key)
        try:
            take_back_round(round=found.round, by=asked.user, now=asked.now)
            messages.success(request, _("Taken back: no contest is asked it any more."))
        except SomethingIsFrozen:
            messages.warning(
                request, _("Words are frozen: withdraw the ask in a contest, with a reason.")
            )
        return redirect("commitments:round", key)
    return show(request, "round_undo", _("Take it back everywhere"), found=found)
