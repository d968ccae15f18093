"""What a demand asks of a level of power is written, changed, withdrawn."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
from socle.demands.forms.words import number_seen
from socle.demands.models import Demand, Provision
from socle.demands.queries.powers import competent_instead
from socle.demands.queries.withdrawals import groups_that_took_provision
from socle.demands.queries.working import (
    groups_that_adopted,
    last_asked_at,
    last_change,
    titles_of,
)
from socle.demands.rules import is_another_ask, open_demand_to_write, open_provision_to_write
from socle.demands.views.writing import (
    CONFLICT,
    above_demand,
    language_here,
    page,
    too_late,
    when_seen,
    write_url,
    writers_only,
)
from socle.groups.views.doors import Asked
from socle.texts.actions.drafting import DraftChangedMeanwhile, save_draft
from socle.texts.actions.publishing import NothingNew, publish
from socle.texts.models import Draft, Revision
from socle.texts.queries.merging import merge_words
from socle.texts.queries.revisions import latest, words_of
from socle.texts.queries.words import FIELDS, Words


class WordsChangedMeanwhile(Exception):
    """Somebody published, or saved, other words since the page was opened."""


@dataclass(frozen=True, slots=True)
class There:
    """The words of a provision in the language it is written in: published, being written."""

    said: Revision | None = None
    draft: Draft | None = None

    @property
    def saved_at(self) -> datetime | None:
        times = [self.draft.saved_at] if self.draft else []
        times += [self.said.published_at] if self.said else []
        return max(times, default=None)

    @property
    def words(self) -> Words | None:
        row = self.draft or self.said
        return words_of(row) if row else None

    @property
    def seen(self) -> int:
        """Changes with each saving and each publishing."""
        return number_seen(self.said) * 10_000 + (self.draft.version if self.draft else 0)


def words_there(provision: Provision) -> There:
    text = provision.text
    draft = text.drafts.filter(language=text.source_language).first()
    return There(latest(text), draft)


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
    if request.method != "POST" or not is_complete(form, publishes):
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


def is_complete(form: ProvisionForm, publishes: bool) -> bool:
    if form.is_valid() and publishes:
        form.require_published_parts()
    return not form.errors


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
    there = words_there(provision)
    form = ProvisionForm(
        request.POST if request.method == "POST" else None,
        demand=provision.demand,
        day=asked.day,
        provision=provision,
        said=there.words,
        published=there.said,
        number=there.seen,
    )
    publishes = request.POST.get("act") != "draft"
    if request.method != "POST" or not is_complete(form, publishes):
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


def both_versions(
    request: HttpRequest, asked: Asked, provision: Provision, typed: ProvisionForm
) -> HttpResponse:
    """The second to save gets both put together, with their own words where both changed the same
    ones, and is told what the first one did."""
    rows = Provision.objects.select_related("demand__text__owner", "text", "level", "area")
    fresh = rows.get(pk=provision.pk)
    there = words_there(fresh)
    sent = request.POST.copy()
    sent["number"], sent["seen"] = str(there.seen), fresh.updated_at.isoformat()
    theirs = there.words or typed.was()
    merged = merge_words(typed.was(), typed.words(), theirs, fresh.text.source_language)
    both = merged.words(["ours"] * len(merged.collisions))
    for name in FIELDS:
        sent[name], sent[f"was-{name}"] = getattr(both, name), getattr(theirs, name)
    form = ProvisionForm(
        sent,
        demand=fresh.demand,
        day=asked.day,
        provision=fresh,
        said=there.words,
        published=there.said,
        number=there.seen,
    )
    return form_page(
        request,
        asked,
        fresh.demand,
        fresh,
        form,
        there=there,
        status=CONFLICT,
        meanwhile=last_change(fresh),
        merged=merged,
    )


def form_page(
    request: HttpRequest,
    asked: Asked,
    demand: Demand,
    provision: Provision | None,
    form: ProvisionForm,
    *,
    there: There | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    title = titles_of([demand.text_id], language_here())[demand.text_id]
    above = (reverse("demands:demand-edit", args=[demand.pk]), title)
    here = _("Change what it asks") if provision else _("What it asks of a level of power")
    instead = provision and competent_instead(provision, day=asked.day)
    return page(
        request,
        "writing/provision",
        here,
        form,
        above=[*above_demand(demand, asked), above],
        status=status,
        group=demand.text.owner,
        demand=demand,
        title=title,
        provision=provision,
        there=there,
        saved_at=there.saved_at if there else last_asked_at(demand),
        instead=instead,
        write_url=write_url(provision.text) if provision else "",
        adopted_by=groups_that_adopted(provision) if provision else 0,
        **context,
    )


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
    titles = titles_of([demand.text_id, provision.text_id], language_here())
    above = (reverse("demands:demand-edit", args=[demand.pk]), titles[demand.text_id])
    return page(
        request,
        "writing/provision_withdraw",
        _("No longer ask this?"),
        form,
        above=[*above_demand(demand, asked), above],
        group=demand.text.owner,
        demand=demand,
        provision=provision,
        title=titles[provision.text_id],
        took=groups_that_took_provision(provision),
    )
