"""Coordinators say who holds which office, from a day to a day."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from socle.elections import rules
from socle.elections.actions.meanwhile import ChangedMeanwhile
from socle.elections.actions.powers import (
    SaidAlready,
    change_mandate,
    record_mandate,
    remove_mandate,
    seat_elected,
)
from socle.elections.forms.powers import MandateForm, SeatsForm
from socle.elections.forms.sourced import WhyForm
from socle.elections.models import Candidacy, Mandate, Person
from socle.elections.queries.histories import told_of
from socle.elections.queries.powers import seats_of
from socle.elections.queries.titles import contest_title
from socle.elections.views.writing import (
    CONFLICT,
    desk_path,
    last_change,
    of_contest,
    of_person,
    page,
    sent,
    sent_again,
)
from socle.groups.views.coordinating import coordinators_only
from socle.groups.views.doors import Asked


@coordinators_only
def seats(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    """Whom a contest elected: what they hold, and all those who hold nothing yet at once."""
    contest = rules.open_contest_at(key)
    found = seats_of(contest)
    form = SeatsForm(sent(request))
    if request.method == "POST" and form.is_valid():
        number = seat_elected(
            contest=contest,
            valid_from=form.cleaned_data["valid_from"],
            source=form.source(),
            by=asked.user,
            now=asked.now,
        )
        words = ngettext("%(n)d seat is taken.", "%(n)d seats are taken.", number)
        messages.success(request, words % {"n": number})
        return redirect("elections:contest-seats", contest.pk)
    return page(
        request,
        "seats",
        _("Who holds an office?"),
        form,
        above=of_contest(contest),
        contest=contest,
        title=contest_title(contest),
        found=found,
    )


@coordinators_only
def new(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    """Of anybody, whether they stood or not."""
    person = rules.open_person(key)
    if person.merged_into_id is not None:
        return redirect("elections:mandate-new", person.standing_id)
    return add(request, asked, person, None)


@coordinators_only
def through(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    """By a candidacy: a seat, or an office that comes with it."""
    candidacy = rules.open_candidacy(key)
    return add(request, asked, candidacy.person, candidacy)


def add(
    request: HttpRequest, asked: Asked, person: Person, candidacy: Candidacy | None
) -> HttpResponse:
    form = MandateForm(sent(request), day=asked.day, candidacy=candidacy)
    if request.method == "POST" and form.is_valid():
        try:
            record_mandate(
                person=person,
                said=form.said(),
                by=asked.user,
                now=asked.now,
                is_example=person.is_example,
            )
        except SaidAlready:
            form.refuse()
        else:
            messages.success(request, _("It stands on the page of this person."))
            return redirect(desk_path(person))
    return form_page(request, person, form, candidacy=candidacy)


def form_page(
    request: HttpRequest, person: Person, form: MandateForm, status: int = 200, **context: Any
) -> HttpResponse:
    return page(
        request,
        "mandate",
        _("Change this office") if "row" in context else _("Add an office"),
        form,
        above=of_person(person),
        status=status,
        human=person,
        back=desk_path(person),
        **context,
    )


@coordinators_only
def edit(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    row = rules.open_mandate(key)
    form = MandateForm(sent(request), day=asked.day, row=row)
    if request.method != "POST" or not form.is_valid():
        return edit_page(request, row, form)
    try:
        change_mandate(
            mandate=row,
            said=form.said(),
            reason=form.cleaned_data["reason"],
            by=asked.user,
            now=asked.now,
            seen=form.cleaned_data["seen"],
        )
    except SaidAlready:
        form.refuse()
        return edit_page(request, row, form)
    except ChangedMeanwhile:
        again = MandateForm(sent_again(request, row), day=asked.day, row=row)
        return edit_page(request, row, again, CONFLICT, meanwhile=last_change(row))
    messages.success(request, _("Saved."))
    return redirect(desk_path(row.person))


def edit_page(
    request: HttpRequest, row: Mandate, form: MandateForm, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"row": row, "candidacy": row.candidacy, "history": told_of([row])}
    return form_page(request, row.person, form, status, **context)


@coordinators_only
def remove(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    """What never was; who leaves has a last day."""
    row = rules.open_mandate(key)
    form = WhyForm(sent(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        remove_mandate(mandate=row, reason=reason, by=asked.user, now=asked.now)
        messages.success(request, _("The office is removed."))
        return redirect(desk_path(row.person))
    return page(
        request,
        "remove",
        _("Remove this office?"),
        form,
        above=of_person(row.person),
        what=f"{row.title or row.get_role_display()} · {row.body.name} · {row.area.name}",
        hint=_("Only what never was is removed. For who left an office, give its last day."),
        back=reverse("elections:mandate-edit", args=[row.pk]),
    )
