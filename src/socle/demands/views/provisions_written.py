"""What a demand asks of a level of power is written, changed, withdrawn."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from socle.demands.actions.demanding import (
    AlreadyAsked,
    DemandChangedMeanwhile,
    DemandIsWithdrawn,
    ask_of_level,
    change_provision,
    withdraw_provision,
)
from socle.demands.forms.answers import NoLongerAskForm
from socle.demands.forms.demands import ProvisionForm
from socle.demands.models import Demand, Provision
from socle.demands.queries.powers import competent_instead
from socle.demands.queries.withdrawals import groups_that_took_provision
from socle.demands.queries.working import groups_that_adopted, titles_of
from socle.demands.rules import is_another_ask, open_demand_to_write, open_provision_to_write
from socle.demands.views.provision_pages import (
    There,
    above_provision,
    form_of,
    form_page,
    words_there,
)
from socle.demands.views.provisions_together import both_versions, resolve
from socle.demands.views.writing import (
    asks_preview,
    language_here,
    page,
    too_late,
    when_seen,
    writers_only,
)
from socle.groups.views.doors import Asked
from socle.texts.actions.drafting import DraftChangedMeanwhile, save_draft
from socle.texts.actions.publishing import NothingNew, publish


class WordsChangedMeanwhile(Exception):
    """Somebody published, or saved, other words since the page was opened."""


@writers_only
def new(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    demand = open_demand_to_write(asked.who, key)
    language = demand.text.source_language
    form = ProvisionForm(
        request.POST if request.method == "POST" else None,
        demand=demand,
        day=asked.day,
        language=language,
    )
    publishes = request.POST.get("act") != "draft"
    if not is_to_keep(request, form, publishes):
        return form_page(request, asked, demand, None, form)
    try:
        made = ask(form, demand, asked, publishes=publishes)
    except AlreadyAsked as told:
        say_asked_already(form, told)
        return form_page(request, asked, demand, None, form)
    except DemandIsWithdrawn:
        return too_late(request, asked, demand)
    tell_saved(request, made, asked, publishes=publishes)
    return to_demand(demand, made)


def is_to_keep(request: HttpRequest, form: ProvisionForm, publishes: bool) -> bool:
    """It was sent to be kept, and is filled in right."""
    if asks_preview(request):
        form.errors.clear()
        return False
    if form.is_valid() and publishes:
        form.require_published_parts()
    return form.is_bound and not form.errors


def ask(form: ProvisionForm, demand: Demand, asked: Asked, *, publishes: bool) -> Provision:
    words, language = form.words(), form.cleaned_data["language"]
    with transaction.atomic():
        made = ask_of_level(
            demand=demand,
            words=words if publishes else None,
            language=language,
            by=asked.user,
            now=asked.now,
            **form.about(),
        )
        if not publishes:
            save_draft(
                text=made.text, language=language, words=words, seen=0, by=asked.user, now=asked.now
            )
    return made


def say_asked_already(form: ProvisionForm, told: AlreadyAsked) -> None:
    form.add_error(
        "level",
        _("This demand asks something of that level there already: change that one instead."),
    )


def tell_saved(
    request: HttpRequest, provision: Provision, asked: Asked, *, publishes: bool
) -> None:
    messages.success(request, _("Published.") if publishes else _("Kept as a draft."))
    instead = competent_instead(provision, day=asked.day)
    if instead:
        words = _(
            "For what this demand is about, the competent level is not “%(level)s” but: "
            "%(competent)s. You may leave it so."
        )
        names = ", ".join(level.name for level in instead)
        whose = (provision.area or provision.level).name
        messages.warning(request, words % {"level": whose, "competent": names})


def to_demand(demand: Demand, provision: Provision) -> HttpResponse:
    return redirect(reverse("demands:demand-edit", args=[demand.pk]) + f"#p{provision.pk}")


@writers_only
def edit(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    provision = open_provision_to_write(asked.who, key)
    if "ours-title" in request.POST:
        return resolve(request, asked, provision)
    there = words_there(provision)
    sent = request.POST if request.method == "POST" else None
    form = form_of(sent, asked, provision, there)
    publishes = request.POST.get("act") != "draft"
    if not is_to_keep(request, form, publishes):
        return form_page(request, asked, provision.demand, provision, form, there=there)
    groups = groups_that_adopted(provision)
    knows = form.cleaned_data["another_ask"] or not groups
    if publishes and not knows and is_another_ask(there.said, form.words()):
        form.warn_of_another_ask()
        return form_page(
            request, asked, provision.demand, provision, form, there=there, groups=groups
        )
    try:
        save(form, provision, there, asked, publishes=publishes)
    except (WordsChangedMeanwhile, DraftChangedMeanwhile, DemandChangedMeanwhile):
        return both_versions(request, asked, provision, form)
    except AlreadyAsked as told:
        say_asked_already(form, told)
        return form_page(request, asked, provision.demand, provision, form, there=there)
    except DemandIsWithdrawn:
        return too_late(request, asked, provision.demand)
    provision.refresh_from_db()
    tell_saved(request, provision, asked, publishes=publishes)
    return to_demand(provision.demand, provision)


def save(
    form: ProvisionForm, provision: Provision, there: There, asked: Asked, *, publishes: bool
) -> None:
    given, text = form.cleaned_data, provision.text
    language, by, now = text.source_language, asked.user, asked.now
    if given["number"] != there.seen:
        raise WordsChangedMeanwhile
    with transaction.atomic():
        seen = when_seen(given["seen"])
        change_provision(provision=provision, seen=seen, by=by, now=now, **form.about())
        if not publishes:
            version = there.draft.version if there.draft else 0
            save_draft(
                text=text, language=language, words=form.words(), seen=version, by=by, now=now
            )
            return
        try:
            publish(
                text=text,
                language=language,
                words=form.words(),
                note=form.said_why(),
                by=by,
                now=now,
            )
        except NothingNew:
            return


@writers_only
def withdraw(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    provision = open_provision_to_write(asked.who, key)
    demand = provision.demand
    form = NoLongerAskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        withdraw_provision(provision=provision, why=why, by=asked.user, now=asked.now)
        messages.success(request, _("It is no longer asked. What groups adopted stays theirs."))
        return redirect("demands:demand-edit", demand.pk)
    return page(
        request,
        "writing/provision_withdraw",
        _("No longer ask this?"),
        form,
        above=above_provision(demand, asked),
        group=demand.text.owner,
        demand=demand,
        provision=provision,
        title=titles_of([provision.text_id], language_here())[provision.text_id],
        took=groups_that_took_provision(provision),
    )
