"""The page of a group, for everyone; archiving it, bringing it back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from socle.accounts.rules import NAMES
from socle.foundation.addresses import alternates
from socle.foundation.kept import kept_page
from socle.foundation.reading import moved_to, read_only
from socle.foundation.slots import stamps_in
from socle.groups.actions.archiving import CannotComeBack, archive_group, bring_back_group
from socle.groups.models import Group
from socle.groups.queries.coalition import the_coalition
from socle.groups.queries.pages import group_page
from socle.groups.rules import (
    GROUPS,
    Who,
    may_archive,
    may_be_written_to,
    may_bring_back,
    may_join,
    may_manage,
    may_see_inside,
    may_welcome,
    may_write_as,
    open_group,
    who,
)
from socle.groups.views.doors import asked_by, people_only, show
from socle.territories.rules import AREAS, TOPICS


@read_only
@kept_page(GROUPS, NAMES, AREAS, TOPICS, *stamps_in("group.aside"), *stamps_in("group.next"))
def group(request: HttpRequest, key: int) -> HttpResponse:
    """The same for every visitor, and kept; who is signed in sees besides what they may do."""
    day = timezone.localdate()
    asker = who(request.user, day=day)
    found = open_group(asker, key)
    here = found.get_absolute_url()
    if request.path != here:
        return moved_to(here) if found.public_since else redirect(here)
    context = {
        "page": group_page(found, day=day),
        "may": may(asker, found),
        "breadcrumb": trail(found),
        "alternates": alternates(found.get_absolute_url),
    }
    return render(request, "groups/group.html", context)


def may(asker: Who, group: Group) -> dict[str, bool]:
    """What the page offers to whoever looks at it."""
    return {
        "join": may_join(asker, group),
        "write": may_be_written_to(group),
        "inside": may_see_inside(asker, group),
        "tell": may_write_as(asker, group) and the_coalition() not in (None, group),
        "manage": may_manage(asker, group),
        "archive": may_archive(asker, group),
        "welcome": may_welcome(asker, group),
        "bring_back": may_bring_back(asker, group),
    }


def trail(*steps: Group | str) -> list[dict[str, Any]]:
    """The directory, the group, the page under it."""
    items = [{"url": reverse("groups:directory"), "label": _("Groups")}]
    for step in steps:
        if isinstance(step, Group):
            items.append({"url": step.get_absolute_url(), "label": step.name})
        else:
            items.append({"url": "", "label": step})
    return items


@people_only
def archive(request: HttpRequest, key: int) -> HttpResponse:
    asked = asked_by(request)
    found = open_group(asked.who, key)
    if not may_archive(asked.who, found):
        raise Http404
    if request.method == "POST":
        archive_group(group=found, by=asked.user, now=asked.now)
        messages.success(request, _("The group is archived."))
        return redirect("groups:group", found.slug)
    breadcrumb = trail(found, _("Archive"))
    return show(request, "archive", group=found, breadcrumb=breadcrumb)


@people_only
def bring_back(request: HttpRequest, key: int) -> HttpResponse:
    asked = asked_by(request)
    found = open_group(asked.who, key)
    if not may_bring_back(asked.who, found):
        raise Http404
    if request.method == "POST":
        try:
            bring_back_group(group=found, by=asked.user, now=asked.now)
            messages.success(request, _("The group is back."))
        except CannotComeBack:
            messages.error(request, _("There is another coalition now: this one stays archived."))
        return redirect("groups:group", found.slug)
    breadcrumb = trail(found, _("Bring back"))
    return show(request, "bring_back", group=found, breadcrumb=breadcrumb)
