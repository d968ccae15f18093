"""Elections, contests, lists and persons, for anyone."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from socle.elections import rules
from socle.elections.models import Contest, Election
from socle.elections.queries.addresses import (
    contest_path,
    election_path,
    list_path,
    person_path,
)
from socle.elections.queries.contests import contest_page, list_page
from socle.elections.queries.listed import election_page, elections_listed
from socle.elections.queries.person_pages import person_page
from socle.elections.queries.titles import contest_title
from socle.elections.rules import ELECTIONS, LISTS
from socle.foundation.addresses import alternates
from socle.foundation.kept import kept_page
from socle.foundation.reading import moved_to, read_only
from socle.foundation.slots import stamps_in
from socle.groups.rules import who
from socle.territories.rules import AREAS, BODIES


def show(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """``may_write``: whether what coordinators do there is offered."""
    context["may_write"] = rules.may_write(who(request.user, day=timezone.localdate()))
    return render(request, f"elections/{template}.html", context)


def trail(*steps: Election | Contest | str) -> list[dict[str, str]]:
    """Elections, the election, the contest; the page itself is a name alone."""
    items = [{"url": reverse("elections:elections"), "label": _("Elections")}]
    for step in steps:
        if isinstance(step, Election):
            items.append({"url": election_path(step), "label": step.name})
        elif isinstance(step, Contest):
            items.append({"url": contest_path(step), "label": contest_title(step)})
        else:
            items.append({"url": "", "label": step})
    return items


@read_only
@kept_page(ELECTIONS, BODIES)
def elections(request: HttpRequest) -> HttpResponse:
    return show(request, "elections", page=elections_listed(timezone.localdate()))


@read_only
@kept_page(ELECTIONS, LISTS, AREAS, BODIES, asks={"q", "page"})
def election(request: HttpRequest, slug: str) -> HttpResponse:
    found = rules.open_election(slug)
    asked = request.GET.get("q", "")[:100].replace("\0", "")
    return show(
        request,
        "election",
        page=election_page(found, name=asked, number=request.GET.get("page")),
        asked=asked,
        breadcrumb=trail(found.name),
        alternates=alternates(lambda language: election_path(found, language)),
    )


@read_only
@kept_page(ELECTIONS, LISTS, AREAS, BODIES, *stamps_in("election.said"))
def contest(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """All its lists, in ballot order, by the same rule for all."""
    found = rules.open_contest(slug, code)
    return show(
        request,
        "contest",
        page=contest_page(found, day=timezone.localdate()),
        title=contest_title(found),
        breadcrumb=trail(found.election, contest_title(found)),
        alternates=alternates(lambda language: contest_path(found, language)),
    )


@read_only
@kept_page(ELECTIONS, LISTS, AREAS, BODIES, *stamps_in("election.said"))
def electoral_list(request: HttpRequest, key: int) -> HttpResponse:
    found = rules.open_list(key)
    if request.path != list_path(found):
        return moved_to(list_path(found))
    return show(
        request,
        "list",
        page=list_page(found, day=timezone.localdate()),
        title=contest_title(found.contest),
        breadcrumb=trail(found.contest.election, found.contest, found.name),
        alternates=alternates(lambda language: list_path(found, language)),
    )


@read_only
@kept_page(ELECTIONS, LISTS, AREAS, BODIES, *stamps_in("election.said"))
def person(request: HttpRequest, key: int) -> HttpResponse:
    """Where somebody stood and what they were elected to; nothing once no name may be shown."""
    found = rules.open_person(key)
    if found.merged_into_id is not None:
        return moved_to(person_path(found))
    page = person_page(found, day=timezone.localdate())
    if not page:
        raise Http404
    return show(
        request,
        "person",
        page=page,
        breadcrumb=trail(found.name),
        alternates=alternates(lambda language: person_path(found, language)),
    )
