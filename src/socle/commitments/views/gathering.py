"""Coordinators gather what was promised in a contest after its vote, read it, publish it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from socle.commitments.actions.promises import (
    IsPublished,
    NobodyElectedYet,
    NothingGathered,
    ask_to_gather,
    publish_promises,
    say_agreement,
    take_back_promises,
)
from socle.commitments.forms.promises import AgreementForm
from socle.commitments.models import Commitment, FollowUp
from socle.commitments.queries.gathering import voted_contests
from socle.commitments.queries.promise_pages import promises_by_ask
from socle.commitments.views.promises import promises_title
from socle.elections.models import Contest
from socle.elections.queries.titles import contest_title
from socle.groups.views.coordinating import coordinators_only, places
from socle.groups.views.doors import Asked
from socle.groups.views.showing import posted

A_PAGE = 50


def show(
    request: HttpRequest,
    template: str,
    here: str,
    form: AgreementForm | None = None,
    **context: object,
) -> HttpResponse:
    crumbs = [{"url": reverse("groups:coalition"), "label": _("Coalition")}]
    if template != "contests":
        crumbs.append({"url": reverse("commitments:gathering"), "label": promises_title()})
    context |= {
        "form": form,
        "here": here,
        "breadcrumb": [*crumbs, {"url": "", "label": here}],
        "places": places(request),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, f"commitments/gathering/{template}.html", context, status=status)


@coordinators_only
def contests(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Every contest that was voted and in which lists had answered."""
    found = Paginator(voted_contests(asked.day), A_PAGE).get_page(request.GET.get("page"))
    return show(request, "contests", promises_title(), found=found)


def open_voted(key: int, asked: Asked) -> Contest:
    found = voted_contests(asked.day).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def followed_in(contest: Contest) -> FollowUp | None:
    return FollowUp.objects.filter(contest=contest).select_related("contest").first()


@coordinators_only
def contest(request: HttpRequest, asked: Asked, contest: int) -> HttpResponse:
    """What was gathered, to be read before it is published."""
    found = open_voted(contest, asked)
    followed = followed_in(found)
    form = AgreementForm(posted(request), initial={"read_on": timezone.localdate()})
    if followed is not None and form.is_bound and form.is_valid():
        say_agreement(follow_up=followed, by=asked.user, now=asked.now, **form.cleaned_data)
        messages.success(request, _("Noted."))
        return redirect("commitments:gathered", contest)
    rows = Commitment.objects.filter(follow_up=followed) if followed else Commitment.objects.none()
    rows = rows.select_related("answer__ask", "holder__list", "holder__person").order_by(
        "holder__list__number", "holder__person__sort_name", "pk"
    )
    return show(
        request,
        "contest",
        contest_title(found),
        form,
        contest=found,
        follow_up=followed,
        asks=promises_by_ask(found, rows, asked.day),
    )


@require_POST
@coordinators_only
def act(request: HttpRequest, asked: Asked, contest: int, act: str) -> HttpResponse:
    """``gather``, ``publish`` or ``take-back``: what a button of that page does."""
    found = open_voted(contest, asked)
    if act == "gather":
        gather(request, found, asked)
        return redirect("commitments:gathered", contest)
    followed = followed_in(found)
    if followed is None or act not in {"publish", "take-back"}:
        raise Http404
    try:
        if act == "publish":
            publish_promises(follow_up=followed, by=asked.user, now=asked.now)
            messages.success(request, _("Published: each promise is followed from now on."))
        else:
            take_back_promises(follow_up=followed, by=asked.user, now=asked.now)
            messages.success(request, _("Taken back: nothing was shown."))
    except NothingGathered:
        messages.warning(request, _("Nothing is gathered yet."))
    except IsPublished:
        messages.warning(request, _("It was published meanwhile: it can no longer be taken back."))
    return redirect("commitments:gathered", contest)


def gather(request: HttpRequest, contest: Contest, asked: Asked) -> None:
    try:
        ask_to_gather(contest=contest, by=asked.user, now=asked.now)
        messages.success(request, _("It is being gathered: come back in a moment."))
    except NobodyElectedYet:
        messages.warning(request, _("Nobody said yet who was elected there."))
