"""Coordinators make elections and contests that did not come with the country."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from socle.elections import rules
from socle.elections.actions.elections import (
    CameWithTheCountry,
    ListsStand,
    SlugTaken,
    change_contest,
    change_election,
    make_contest,
    make_election,
    remove_contest,
)
from socle.elections.actions.lists import SomethingRests
from socle.elections.actions.meanwhile import ChangedMeanwhile
from socle.elections.forms.elections import ContestForm, ElectionForm
from socle.elections.forms.sourced import WhyForm
from socle.elections.models import Contest, Election
from socle.elections.queries.addresses import contest_path, election_path
from socle.elections.queries.listed import elections_listed
from socle.elections.queries.titles import contest_title
from socle.elections.views.writing import (
    CONFLICT,
    it_rests,
    last_change,
    of_contest,
    of_elections,
    page,
    sent,
    sent_again,
)
from socle.groups.views.coordinating import coordinators_only
from socle.groups.views.doors import Asked


@coordinators_only
def elections(request: HttpRequest, asked: Asked) -> HttpResponse:
    found = elections_listed(asked.day)
    return page(request, "elections", _("Elections"), above=[], found=found)


@coordinators_only
def new_election(request: HttpRequest, asked: Asked) -> HttpResponse:
    form = ElectionForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = make_election(slug=form.slug(), by=asked.user, now=asked.now, **form.facts())
        except SlugTaken:
            form.add_error("name_fr", _("An election of this year has this name already."))
        else:
            messages.success(request, _("The election is there. Now say what is voted for."))
            return redirect("elections:contest-new", made.slug)
    return page(request, "election", _("Make an election"), form, above=of_elections())


@coordinators_only
def edit_election(request: HttpRequest, asked: Asked, slug: str) -> HttpResponse:
    election = rules.open_election(slug)
    form = ElectionForm(sent(request), row=election)
    if request.method != "POST" or not form.is_valid():
        return edit_page(request, election, form)
    try:
        change_election(
            election=election,
            by=asked.user,
            now=asked.now,
            seen=form.cleaned_data["seen"],
            **form.facts(),
        )
    except CameWithTheCountry:
        return edit_page(request, election, form)
    except ChangedMeanwhile:
        again = ElectionForm(sent_again(request, election), row=election)
        return edit_page(request, election, again, CONFLICT, meanwhile=last_change(election))
    messages.success(request, _("Saved."))
    return redirect(election_path(election))


def edit_page(
    request: HttpRequest, election: Election, form: Any, status: int = 200, **context: Any
) -> HttpResponse:
    above = of_elections()
    context |= {"election": election}
    return page(request, "election", election.name, form, above=above, status=status, **context)


@coordinators_only
def new_contest(request: HttpRequest, asked: Asked, slug: str) -> HttpResponse:
    election = rules.open_election(slug)
    form = ContestForm(sent(request), day=election.day)
    if request.method == "POST" and form.is_valid():
        body, area = form.cleaned_data["body"], form.cleaned_data["area"]
        made = {"election": election, "code": form.code(), "body": body, "area": area}
        try:
            contest = make_contest(by=asked.user, now=asked.now, **made, **form.facts(area))
        except SlugTaken:
            form.add_error("area", _("This contest is there already."))
        else:
            messages.success(request, _("The contest is there. Now add its lists."))
            return redirect(contest_path(contest))
    above = [*of_elections(), (election_path(election), election.name)]
    return page(request, "contest", _("Add a contest"), form, above=above, election=election)


@coordinators_only
def edit_contest(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    contest = rules.open_contest_at(key)
    day = contest.election.day
    form = ContestForm(sent(request), day=day, row=contest)
    if request.method != "POST" or not form.is_valid():
        return contest_page(request, contest, form)
    try:
        change_contest(
            contest=contest,
            by=asked.user,
            now=asked.now,
            seen=form.cleaned_data["seen"],
            **form.facts(contest.area),
        )
    except CameWithTheCountry:
        return contest_page(request, contest, form)
    except ChangedMeanwhile:
        again = ContestForm(sent_again(request, contest), day=day, row=contest)
        return contest_page(request, contest, again, CONFLICT, meanwhile=last_change(contest))
    messages.success(request, _("Saved."))
    return redirect(contest_path(contest))


def contest_page(
    request: HttpRequest, contest: Contest, form: Any, status: int = 200, **context: Any
) -> HttpResponse:
    return page(
        request,
        "contest",
        _("Change this contest"),
        form,
        above=of_contest(contest),
        status=status,
        contest=contest,
        title=contest_title(contest),
        **context,
    )


@coordinators_only
def remove(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    """One made by hand in which no list stands yet."""
    contest = rules.open_contest_at(key)
    form = WhyForm(sent(request))
    if request.method == "POST" and form.is_valid():
        election, reason = contest.election, form.cleaned_data["reason"]
        try:
            remove_contest(contest=contest, by=asked.user, now=asked.now, reason=reason)
        except ListsStand:
            form.add_error(None, _("Lists stand in this contest: take them away first."))
        except CameWithTheCountry:
            form.add_error(None, _("It came with the country: it is changed in its files."))
        except SomethingRests:
            form.add_error(None, it_rests())
        else:
            messages.success(request, _("The contest is removed."))
            return redirect(election_path(election))
    return page(
        request,
        "remove",
        _("Remove this contest?"),
        form,
        above=of_contest(contest),
        what=f"{contest_title(contest)} · {contest.election.name}",
        back=contest_path(contest),
    )
