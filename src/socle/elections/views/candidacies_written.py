"""Coordinators say who stands on a list."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from socle.elections import rules
from socle.elections.actions.candidacies import (
    MandateRests,
    PositionTaken,
    StandsElsewhere,
    add_candidacy,
    change_candidacy,
    remove_candidacy,
)
from socle.elections.actions.lists import SomethingRests
from socle.elections.actions.meanwhile import ChangedMeanwhile
from socle.elections.actions.persons import make_person
from socle.elections.forms.candidacies import CandidateForm, StandingForm
from socle.elections.forms.sourced import WhyForm
from socle.elections.models import Candidacy, ElectoralList
from socle.elections.queries.addresses import list_path
from socle.elections.queries.histories import told_of
from socle.elections.views.writing import (
    CONFLICT,
    it_rests,
    last_change,
    of_list,
    page,
    sent,
    sent_again,
)
from socle.groups.views.coordinating import coordinators_only
from socle.groups.views.doors import Asked


@coordinators_only
def new(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    row = rules.open_list(key)
    form = CandidateForm(sent(request), of=row)
    if request.method == "POST" and form.is_valid():
        try:
            made = add(form, row, asked)
        except StandsElsewhere as told:
            words = _("%(name)s stands in this contest already, on “%(list)s”.")
            said = {"name": told.candidacy.person.name, "list": told.candidacy.list}
            form.add_error("family_name", words % said)
        except PositionTaken as told:
            form.refuse(told)
        else:
            words = _("%(name)s stands on the list. Add who comes next, or go back to the list.")
            messages.success(request, words % {"name": made.person.name})
            return redirect("elections:candidacy-new", row.pk)
    return page(
        request,
        "candidate",
        _("Add a candidate"),
        form,
        above=of_list(row),
        row=row,
        back=list_path(row),
    )


def add(form: CandidateForm, row: ElectoralList, asked: Asked) -> Candidacy:
    """Raises StandsElsewhere, PositionTaken."""
    given = form.cleaned_data
    with transaction.atomic():
        person = form.person or make_person(
            given_name=given["given_name"],
            family_name=given["family_name"],
            now=asked.now,
            is_example=row.is_example,
        )
        return add_candidacy(
            row=row,
            person=person,
            source=form.source(),
            by=asked.user,
            now=asked.now,
            **form.place(),
        )


@coordinators_only
def edit(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    candidacy = rules.open_candidacy(key)
    form = StandingForm(sent(request), row=candidacy)
    if request.method != "POST" or not form.is_valid():
        return edit_page(request, candidacy, form)
    try:
        change_candidacy(
            candidacy=candidacy,
            by=asked.user,
            now=asked.now,
            source=form.source(),
            seen=form.cleaned_data["seen"],
            **form.place(),
        )
    except PositionTaken as told:
        form.refuse(told)
        return edit_page(request, candidacy, form)
    except ChangedMeanwhile:
        again = StandingForm(sent_again(request, candidacy), row=candidacy)
        return edit_page(request, candidacy, again, CONFLICT, meanwhile=last_change(candidacy))
    messages.success(request, _("Saved."))
    return redirect(list_path(candidacy.list))


def edit_page(
    request: HttpRequest, candidacy: Candidacy, form: Any, status: int = 200, **context: Any
) -> HttpResponse:
    return page(
        request,
        "candidate",
        candidacy.person.name,
        form,
        above=of_list(candidacy.list),
        status=status,
        row=candidacy.list,
        candidacy=candidacy,
        earlier=candidacy.earlier_sources.select_related("by"),
        history=told_of([candidacy]),
        back=list_path(candidacy.list),
        **context,
    )


@coordinators_only
def remove(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    candidacy = rules.open_candidacy(key)
    form = WhyForm(sent(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            remove_candidacy(candidacy=candidacy, reason=reason, by=asked.user, now=asked.now)
        except MandateRests:
            form.add_error(None, _("A mandate rests on this candidacy: it cannot be withdrawn."))
        except SomethingRests:
            form.add_error(None, it_rests())
        else:
            messages.success(request, _("The candidacy is withdrawn."))
            return redirect(list_path(candidacy.list))
    return page(
        request,
        "remove",
        _("Withdraw this candidacy?"),
        form,
        above=of_list(candidacy.list),
        what=f"{candidacy.person.name} · {candidacy.list}",
        back=list_path(candidacy.list),
    )
