"""Coordinators add the lists of a contest, change them, number them."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from socle.elections import rules
from socle.elections.actions.lists import (
    NumberTaken,
    SomethingRests,
    StillStands,
    add_list,
    change_list,
    make_party,
    number_lists,
    numbers_of,
    remove_list,
)
from socle.elections.actions.meanwhile import ChangedMeanwhile
from socle.elections.forms.lists import ListForm, NumbersForm
from socle.elections.forms.sourced import WhyForm
from socle.elections.models import ElectoralList, Party
from socle.elections.queries.addresses import contest_path, list_path
from socle.elections.queries.histories import told_of
from socle.elections.queries.titles import contest_title
from socle.elections.views.writing import (
    CONFLICT,
    it_rests,
    last_change,
    of_contest,
    of_list,
    page,
    sent,
    sent_again,
)
from socle.groups.views.coordinating import coordinators_only
from socle.groups.views.doors import Asked


def party_of(form: ListForm, asked: Asked) -> Party | None:
    """The party chosen, or the one named, known from what links the list to it."""
    name = form.cleaned_data["new_party"]
    if not name:
        found: Party | None = form.cleaned_data["party"]
        return found
    return make_party(name=name, source=form.source_of_party(), by=asked.user, now=asked.now)


@coordinators_only
def new(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    contest = rules.open_contest_at(key)
    form = ListForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                said = form.said(party_of(form, asked))
                made = add_list(contest=contest, said=said, by=asked.user, now=asked.now)
        except NumberTaken as told:
            form.refuse(told)
        else:
            messages.success(request, _("The list stands on the page of the contest."))
            return redirect(list_path(made))
    return page(
        request,
        "list",
        _("Add a list"),
        form,
        above=of_contest(contest),
        title=contest_title(contest),
        contest=contest,
        back=contest_path(contest),
    )


@coordinators_only
def edit(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    row = rules.open_list(key)
    form = ListForm(sent(request), row=row)
    if request.method != "POST" or not form.is_valid():
        return edit_page(request, row, form)
    try:
        with transaction.atomic():
            change_list(
                row=row,
                said=form.said(party_of(form, asked)),
                by=asked.user,
                now=asked.now,
                seen=form.cleaned_data["seen"],
            )
    except NumberTaken as told:
        form.refuse(told)
        return edit_page(request, row, form)
    except ChangedMeanwhile:
        again = ListForm(sent_again(request, row), row=row)
        return edit_page(request, row, again, CONFLICT, meanwhile=last_change(row))
    messages.success(request, _("Saved."))
    return redirect(list_path(rules.open_list(key)))


def edit_page(
    request: HttpRequest, row: ElectoralList, form: Any, status: int = 200, **context: Any
) -> HttpResponse:
    return page(
        request,
        "list",
        row.name,
        form,
        above=of_contest(row.contest),
        status=status,
        row=row,
        title=contest_title(row.contest),
        contest=row.contest,
        earlier=row.earlier_sources.select_related("by"),
        history=told_of([row]),
        back=list_path(row),
        **context,
    )


@coordinators_only
def numbers(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    contest = rules.open_contest_at(key)
    form = NumbersForm(sent(request), contest=contest)
    status, meanwhile = 200, False
    if request.method == "POST" and form.is_valid():
        try:
            number_lists(
                contest=contest,
                numbers=form.numbers(),
                by=asked.user,
                now=asked.now,
                seen=form.cleaned_data["seen"],
            )
        except ChangedMeanwhile:
            again = sent_again(request, contest, numbers_of)
            # Lists that came meanwhile were not on the page.
            for row in contest.lists.all():
                again.setdefault(f"list_{row.pk}", row.number or "")
            form = NumbersForm(again, contest=contest)
            status, meanwhile = CONFLICT, True
        else:
            messages.success(request, _("Saved."))
            return redirect(contest_path(contest))
    return page(
        request,
        "numbers",
        _("Number the lists"),
        form,
        above=of_contest(contest),
        status=status,
        changed=meanwhile,
        contest=contest,
        title=contest_title(contest),
    )


@coordinators_only
def remove(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    row = rules.open_list(key)
    form = WhyForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            remove_list(row=row, reason=reason, by=asked.user, now=asked.now)
        except StillStands:
            words = _("Somebody stands on this list, or it governs: it cannot be removed.")
            form.add_error(None, words)
        except SomethingRests:
            form.add_error(None, it_rests())
        else:
            messages.success(request, _("The list is removed."))
            return redirect(contest_path(row.contest))
    return page(
        request,
        "remove",
        _("Remove this list?"),
        form,
        above=of_list(row),
        what=f"{row} · {contest_title(row.contest)}",
        back=reverse("elections:list-edit", args=[row.pk]),
    )
