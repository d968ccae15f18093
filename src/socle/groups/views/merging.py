"""Two groups become one: which, what passes, and the confirmation."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from socle.groups.actions.merging import merge_groups, what_passes
from socle.groups.models import Group
from socle.groups.queries.members import people_of
from socle.groups.queries.merging import groups_to_merge_with
from socle.groups.rules import may_archive, may_merge, open_group_to_manage
from socle.groups.views.doors import asked_by, people_only
from socle.groups.views.showing import show_here

MOST_FOUND = 20


@people_only
def choose(request: HttpRequest, key: int) -> HttpResponse:
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    if not may_archive(asked.who, group):
        raise Http404
    words = request.GET.get("q", "")[:100].replace("\0", "")
    found = groups_to_merge_with(group, asked.who, words, day=asked.day)
    return show_here(
        request,
        "inside/merge",
        _("Merge with another group"),
        group=group,
        query=words,
        found=found[:MOST_FOUND],
        is_coordinator=asked.who.is_coordinator,
    )


@people_only
def confirm(request: HttpRequest, key: int, other: int) -> HttpResponse:
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    into = Group.objects.filter(pk=other).first()
    if into is None or not may_merge(asked.who, group, into):
        raise Http404
    if request.method == "POST":
        merge_groups(group=group, into=into, by=asked.user, now=asked.now)
        words = {"old": group.name, "new": into.name}
        messages.success(request, _("“%(old)s” has merged into “%(new)s”.") % words)
        return redirect("groups:group", into.slug)
    mine = {person.user.pk for person in people_of(group, asked.day)}
    theirs = {person.user.pk for person in people_of(into, asked.day)}
    return show_here(
        request,
        "inside/merge_confirm",
        _("Merge two groups"),
        group=group,
        into=into,
        passes=what_passes(group),
        people=len(mine),
        in_both=len(mine & theirs),
    )
