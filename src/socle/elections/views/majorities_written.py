"""Coordinators say which lists govern a council together."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from socle.elections import rules
from socle.elections.actions.meanwhile import ChangedMeanwhile
from socle.elections.actions.powers import (
    SaidAlready,
    change_majority,
    record_majority,
    remove_majority,
)
from socle.elections.forms.powers import MajorityForm
from socle.elections.forms.sourced import WhyForm
from socle.elections.models import Contest, Majority
from socle.elections.queries.addresses import contest_path
from socle.elections.queries.histories import told_of
from socle.elections.queries.titles import contest_title
from socle.elections.views.writing import (
    CONFLICT,
    last_change,
    of_contest,
    page,
    sent,
    sent_again,
)
from socle.groups.views.coordinating import coordinators_only
from socle.groups.views.doors import Asked


@coordinators_only
def new(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    contest = rules.open_contest_at(key)
    form = MajorityForm(sent(request), contest=contest)
    if request.method == "POST" and form.is_valid():
        try:
            record_majority(
                body=contest.body,
                area=contest.area,
                said=form.said(),
                by=asked.user,
                now=asked.now,
            )
        except SaidAlready:
            form.refuse()
        else:
            messages.success(request, _("Who governs stands on the page of the contest."))
            return redirect(contest_path(contest))
    return form_page(request, contest, form)


def form_page(
    request: HttpRequest, contest: Contest, form: MajorityForm, status: int = 200, **context: Any
) -> HttpResponse:
    return page(
        request,
        "majority",
        _("Who governs?"),
        form,
        above=of_contest(contest),
        status=status,
        contest=contest,
        title=contest_title(contest),
        **context,
    )


@coordinators_only
def edit(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    row = rules.open_majority(key)
    contest = contest_of(row)
    form = MajorityForm(sent(request), contest=contest, row=row)
    if request.method != "POST" or not form.is_valid():
        return edit_page(request, row, form)
    try:
        change_majority(
            majority=row,
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
        again = MajorityForm(sent_again(request, row), contest=contest, row=row)
        return edit_page(request, row, again, CONFLICT, meanwhile=last_change(row))
    messages.success(request, _("Saved."))
    return redirect(contest_path(contest))


def edit_page(
    request: HttpRequest, row: Majority, form: MajorityForm, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"row": row, "history": told_of([row])}
    return form_page(request, contest_of(row), form, status, **context)


def contest_of(row: Majority) -> Contest:
    """That in which its lists stood; of one whose lists are gone, the last for its council before
    it began, else the first after."""
    for each in row.lists.all():
        return each.contest
    rows = Contest.objects.filter(body=row.body, area=row.area).select_related(
        "election", "body__level", "area__level"
    )
    before = rows.filter(election__day__lte=row.valid_from).order_by("election__day").last()
    found = before or rows.order_by("election__day").first()
    if found is None:
        raise Http404
    return found


@coordinators_only
def remove(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    """What never was; a majority that falls has a last day."""
    row = rules.open_majority(key)
    contest = contest_of(row)
    form = WhyForm(sent(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        remove_majority(majority=row, reason=reason, by=asked.user, now=asked.now)
        messages.success(request, _("The majority is removed."))
        return redirect(contest_path(contest))
    return page(
        request,
        "remove",
        _("Remove this majority?"),
        form,
        above=of_contest(contest),
        what=" + ".join(each.name for each in row.lists.all()),
        hint=_("Only what never was is removed. For one that fell, give its last day."),
        back=reverse("elections:majority-edit", args=[row.pk]),
    )
