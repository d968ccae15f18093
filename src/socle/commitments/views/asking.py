"""A group chooses what it asks in a contest, and freezes its words."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from socle.commitments.actions.asking import (
    AskedAlready,
    AskedMeanwhile,
    DoesNotFit,
    InvitationsAreOut,
    IsFrozen,
    NothingNew,
    NothingPublished,
    TooMany,
    freeze_asks,
    propose_ask,
    replace_ask,
    take_back_ask,
    withdraw_ask,
)
from socle.commitments.forms.asking import ChooseForm, WhyForm
from socle.commitments.queries.asking import (
    AskLine,
    Choice,
    asks_of,
    choices_of,
    contests_to_ask,
)
from socle.commitments.queries.councils import councils_of
from socle.commitments.queries.coverage import paged, place_lines
from socle.commitments.queries.way import way_of
from socle.commitments.rules import Asking, open_own_ask
from socle.commitments.views.doors import askers_act, askers_only, frame, title_of, to_way
from socle.elections.queries.titles import contest_title
from socle.groups.rules import open_group_to_manage
from socle.groups.views.doors import Asked, asked_by, people_only


@people_only
def contests(request: HttpRequest, key: int) -> HttpResponse:
    """Where the group may ask, and how far each contest is."""
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    rows = paged(contests_to_ask(group, day=asked.day), request.GET.get("page"))
    here = pgettext("what candidates are asked", "Asks")
    context = {
        "group": group,
        "here": here,
        "rows": rows,
        "lines": [(line, contest_title(line.contest)) for line in place_lines(rows)],
        "breadcrumb": [
            {"url": group.get_absolute_url(), "label": group.name},
            {"url": "", "label": here},
        ],
    }
    return render(request, "commitments/asking/contests.html", context)


@askers_only
def way(request: HttpRequest, asked: Asked, asking: Asking) -> HttpResponse:
    """From demands to answers: what is done, what is missing, who is silent."""
    found = way_of(asking, now=asked.now)
    return frame(
        request,
        asking,
        "way",
        title_of(asking),
        way=found,
        asks=found.asks,
        councils=councils_of(asking.contest),
    )


@askers_only
def choose(request: HttpRequest, asked: Asked, asking: Asking) -> HttpResponse:
    asks = asks_of(asking.questionnaire)
    choices = choices_of(asking.group, asking.contest, asks)
    data = request.POST if request.method == "POST" else None
    form = ChooseForm(data, choices=choices, left=asks.left)
    if data is not None and form.is_valid():
        problem = propose_all(form.cleaned_data["asks"], asked, asking)
        if not problem:
            messages.success(
                request, _("Proposed. The other groups see it; nothing is frozen yet.")
            )
            return to_way(asking, "asks")
        form.add_error("asks", problem)
    here = _("Choose what you ask")
    return frame(
        request,
        asking,
        "choose",
        here,
        form,
        asks=asks,
        choices=choices,
        councils=councils_of(asking.contest),
    )


def propose_all(chosen: list[Choice], asked: Asked, asking: Asking) -> str:
    """What went wrong, if anything; those before it stand."""
    for choice in chosen:
        try:
            propose_ask(
                contest=asking.contest,
                group=asking.group,
                provision=choice.provision,
                adaptation=choice.adaptation,
                by=asked.user,
                now=asked.now,
            )
        except AskedAlready:
            continue
        except TooMany:
            return _("Others proposed meanwhile: ten asks stand, which is the most.")
        except InvitationsAreOut:
            return _("The invitations are out: no other ask can be added.")
        except (DoesNotFit, NothingPublished):
            return _("“%(title)s” can no longer be asked.") % {"title": choice.words.title}
    return ""


@askers_act
def take_back(request: HttpRequest, asked: Asked, asking: Asking, ask: int) -> HttpResponse:
    try:
        take_back_ask(ask=open_own_ask(asking, ask), by=asked.user, now=asked.now)
        messages.success(request, _("Your group no longer proposes it."))
    except IsFrozen:
        messages.warning(request, _("Its words are frozen: it can be withdrawn with a reason."))
    return to_way(asking, "asks")


@askers_only
def freeze(request: HttpRequest, asked: Asked, asking: Asking) -> HttpResponse:
    """All asks of the contest, read once more; then those of the group are frozen."""
    asks = asks_of(asking.questionnaire)
    mine = [line for line in asks.proposed if line.is_frozen_by(asking.group)]
    if request.method == "POST" and asking.questionnaire is not None:
        try:
            frozen = freeze_asks(
                questionnaire=asking.questionnaire,
                group=asking.group,
                seen=keys_in(request.POST.get("seen", "")),
                by=asked.user,
                now=asked.now,
            )
        except AskedMeanwhile:
            words = _("Another group changed what it asks meanwhile: read the asks again.")
            return freeze_page(request, asking, mine, status=409, meanwhile=words)
        gone = len(mine) - len(frozen)
        if gone > 0:
            words = ngettext(
                "%(count)s ask was withdrawn meanwhile: it is not asked any more.",
                "%(count)s asks were withdrawn meanwhile: they are not asked any more.",
                gone,
            )
            messages.warning(request, words % {"count": gone})
        if frozen:
            count = len(frozen)
            words = ngettext("%(count)s ask is frozen.", "%(count)s asks are frozen.", count)
            messages.success(request, words % {"count": count})
        return to_way(asking, "asks")
    return freeze_page(request, asking, mine) if mine else to_way(asking, "asks")


def freeze_page(
    request: HttpRequest,
    asking: Asking,
    mine: list[AskLine],
    *,
    status: int = 200,
    meanwhile: str = "",
) -> HttpResponse:
    asks = asks_of(asking.questionnaire)
    here = _("Freeze our words")
    given = {"asks": asks, "mine": mine, "meanwhile": meanwhile}
    return frame(request, asking, "freeze", here, status=status, **given)


def keys_in(sent: str) -> list[int]:
    return [int(part) for part in sent.split(",") if part.isascii() and part.isdigit()]


@askers_only
def withdraw(request: HttpRequest, asked: Asked, asking: Asking, ask: int) -> HttpResponse:
    found = open_own_ask(asking, ask)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        withdraw_ask(ask=found, why=form.cleaned_data["why"], by=asked.user, now=asked.now)
        messages.success(request, _("The ask is withdrawn; its words can still be read."))
        return to_way(asking, "asks")
    line = line_of(asking, found.pk)
    return frame(request, asking, "withdraw", _("Withdraw this ask"), form, line=line)


@askers_only
def replace(request: HttpRequest, asked: Asked, asking: Asking, ask: int) -> HttpResponse:
    """Ask the same thing in the words published since."""
    found = open_own_ask(asking, ask)
    line = line_of(asking, found.pk)
    if request.method == "POST":
        try:
            replace_ask(ask=found, by=asked.user, now=asked.now)
            messages.success(request, _("Asked in the new words; who had answered is told."))
        except (NothingNew, NothingPublished):
            messages.warning(request, _("Its words did not change since they were frozen."))
        except (AskedAlready, InvitationsAreOut):
            messages.warning(request, _("It can no longer be asked in other words."))
        return to_way(asking, "asks")
    return frame(request, asking, "replace", _("Ask it in other words"), line=line)


def line_of(asking: Asking, key: int) -> AskLine:
    """Raises Http404 for what does not stand, or is not frozen."""
    for line in asks_of(asking.questionnaire).frozen:
        if line.ask.pk == key:
            return line
    raise Http404
