"""Promises that somebody's groups follow; the definitions; what was corrected."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache

from socle.accounts.views.doors import sign_in_first
from socle.commitments.models import Status
from socle.commitments.models.statements import METHOD
from socle.commitments.queries.statements import corrections_shown
from socle.commitments.queries.to_follow import to_follow as promises_to_follow
from socle.commitments.rules import ANSWERS, ASKS, PROMISES
from socle.elections.rules import ELECTIONS, LISTS
from socle.foundation.addresses import alternates
from socle.foundation.kept import kept_page
from socle.foundation.reading import read_only
from socle.groups.rules import GROUPS
from socle.groups.views.doors import asked_by

A_PAGE = 50


@never_cache
def to_follow(request: HttpRequest) -> HttpResponse:
    """For organisers and witnesses: what is due, what waits, what they follow, what nobody does."""
    if not request.user.is_authenticated:
        return sign_in_first(request, _("To see the promises that your groups follow, sign in."))
    asked = asked_by(request)
    found = promises_to_follow(asked.who, asked.now, request.GET.get("page"))
    context = {"found": found, "user": asked.user, "here": _("Promises to follow")}
    return render(request, "commitments/promises/to_follow.html", context)


def path_in(language: str, name: str) -> str:
    with override(language):
        return reverse(f"commitments:{name}")


@read_only
@kept_page()
def method(request: HttpRequest) -> HttpResponse:
    """What each status means, by version: definitions never change backwards."""
    context = {
        "version": METHOD,
        "statuses": list(Status.values),
        "alternates": alternates(lambda language: path_in(language, "method")),
    }
    return render(request, "commitments/promises/method.html", context)


@read_only
@kept_page(PROMISES, GROUPS, ASKS, ANSWERS, ELECTIONS, LISTS, asks=["page"])
def corrections(request: HttpRequest) -> HttpResponse:
    """Everything that was said of promises and corrected since, the latest first."""
    page = Paginator(corrections_shown(), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "alternates": alternates(lambda language: path_in(language, "corrections")),
    }
    return render(request, "commitments/promises/corrections.html", context)
