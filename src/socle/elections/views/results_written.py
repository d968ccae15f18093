"""Coordinators say who was elected in a contest, or that nobody knows any more."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from socle.elections import rules
from socle.elections.actions.meanwhile import ChangedMeanwhile
from socle.elections.actions.results import (
    SeatsRest,
    forget_results,
    results_of,
    tell_results,
)
from socle.elections.forms.results import ResultsForm
from socle.elections.forms.sourced import WhyForm
from socle.elections.models import Contest
from socle.elections.queries.addresses import contest_path
from socle.elections.queries.titles import contest_title
from socle.elections.views.writing import CONFLICT, of_contest, page, sent, sent_again
from socle.groups.views.coordinating import coordinators_only
from socle.groups.views.doors import Asked


@coordinators_only
def elected(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    contest = rules.open_contest_at(key)
    form = ResultsForm(sent(request), contest=contest)
    status, meanwhile = 200, False
    if request.method == "POST" and form.is_valid():
        try:
            tell_results(
                contest=contest,
                elected=form.elected(),
                source=form.source(),
                by=asked.user,
                now=asked.now,
                seen=form.cleaned_data["seen"],
            )
        except SeatsRest as told:
            form.add_error(None, words_of(told))
        except ChangedMeanwhile:
            again = sent_again(request, contest, results_of)
            form = ResultsForm(again, contest=contest)
            status, meanwhile = CONFLICT, True
        else:
            tell(request, contest, len(form.elected()))
            return redirect(contest_path(contest))
    return page(
        request,
        "elected",
        _("Who was elected?"),
        form,
        above=of_contest(contest),
        status=status,
        changed=meanwhile,
        contest=contest,
        title=contest_title(contest),
        counted=contest.candidacies.filter(elected__isnull=False).exists(),
    )


def tell(request: HttpRequest, contest: Contest, number: int) -> None:
    words = ngettext("Saved: %(n)d was elected.", "Saved: %(n)d were elected.", number)
    messages.success(request, words % {"n": number})
    if contest.seats and number > contest.seats:
        words = _("That is more than the %(seats)d seats of this contest: check it.")
        messages.warning(request, words % {"seats": contest.seats})


def words_of(told: SeatsRest) -> str:
    names = ", ".join(row.person.name for row in told.candidacies)
    said = _("Elected, these people have a mandate: %(names)s. Remove it first if it is wrong.")
    return said % {"names": names}


@coordinators_only
def forget(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    contest = rules.open_contest_at(key)
    form = WhyForm(sent(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            forget_results(contest=contest, reason=reason, by=asked.user, now=asked.now)
        except SeatsRest as told:
            form.add_error(None, words_of(told))
        else:
            messages.success(request, _("Nobody is said to be elected there any more."))
            return redirect(contest_path(contest))
    return page(
        request,
        "remove",
        _("Take the result back?"),
        form,
        above=of_contest(contest),
        what=f"{contest_title(contest)} · {contest.election.name}",
        act=_("Take the result back"),
        back=reverse("elections:contest-elected", args=[contest.pk]),
    )
