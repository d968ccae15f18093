"""Groups in groups: asking, answering, ending."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from socle.foundation.limits import too_many, within_limit
from socle.groups.actions.linking import (
    AlreadyAnswered,
    AlreadyLinked,
    GoesRound,
    accept_link,
    ask_to_be_part,
    decline_link,
    end_link,
)
from socle.groups.forms.joining import ReasonForm
from socle.groups.models import Group, GroupLink
from socle.groups.queries.links import groups_to_join
from socle.groups.rules import may_link, may_manage, open_group_to_manage
from socle.groups.views.doors import Asked, act, asked_by, people_only, to_members
from socle.groups.views.showing import posted, show_here

MOST_FOUND = 20


@people_only
def ask(request: HttpRequest, key: int) -> HttpResponse:
    """Find the group it is to be part of, and ask."""
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    if not may_link(asked.who, group):
        raise Http404
    if request.method == "POST":
        return ask_whole(request, group, asked)
    words = request.GET.get("q", "")[:100].replace("\0", "")
    found = groups_to_join(group, words)[:MOST_FOUND]
    return show_here(
        request, "inside/link", _("Be part of another group"), group=group, query=words, found=found
    )


def ask_whole(request: HttpRequest, group: Group, asked: Asked) -> HttpResponse:
    key = request.POST.get("whole", "")
    found = Group.objects.living().filter(pk=key) if key.isascii() and key.isdigit() else None
    whole = found.first() if found is not None else None
    if whole is None:
        raise Http404
    both = may_manage(asked.who, whole)
    if not both and not within_limit(request, "groups.ask", key=asked.user.email):
        return too_many(request)
    try:
        ask_to_be_part(part=group, whole=whole, by=asked.user, now=asked.now, answers_too=both)
    except AlreadyLinked:
        messages.info(request, _("This was asked already."))
    except GoesRound:
        messages.error(
            request,
            _("“%(whole)s” is itself part of “%(part)s”: end that first.")
            % {"whole": whole.name, "part": group.name},
        )
    else:
        words = {"whole": whole.name, "part": group.name}
        done = _("“%(part)s” is now part of “%(whole)s”.") % words
        sent = _("The organisers of “%(whole)s” are asked.") % words
        messages.success(request, done if both else sent)
    return to_members(group, "links")


def open_link_of(group: Group, pk: int) -> GroupLink:
    rows = GroupLink.objects.select_related("part", "whole")
    found = rows.filter(pk=pk).first()
    if found is None or group not in (found.part, found.whole):
        raise Http404
    return found


@act
def accept(request: HttpRequest, key: int, link: int) -> HttpResponse:
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    found = open_link_of(group, link)
    if group != found.whole:
        raise Http404
    try:
        accept_link(link=found, by=asked.user, now=asked.now)
        words = {"part": found.part.name, "whole": group.name}
        messages.success(request, _("“%(part)s” is now part of “%(whole)s”.") % words)
    except AlreadyAnswered:
        messages.info(request, _("Somebody else answered meanwhile."))
    except GoesRound:
        messages.error(request, _("Your group is part of the other one: end that first."))
    return to_members(group, "links")


@people_only
def decline(request: HttpRequest, key: int, link: int) -> HttpResponse:
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    found = open_link_of(group, link)
    if group != found.whole or found.since is not None:
        raise Http404
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            decline_link(link=found, by=asked.user, reason=reason, now=asked.now)
            messages.success(request, _("Your answer is sent."))
        except AlreadyAnswered:
            messages.info(request, _("Somebody else answered meanwhile."))
        return to_members(group, "links")
    return show_here(
        request, "inside/decline", _("Decline kindly"), form, group=group, name=found.part.name
    )


@act
def end(request: HttpRequest, key: int, link: int) -> HttpResponse:
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    end_link(link=open_link_of(group, link), ended_by=group, by=asked.user, now=asked.now)
    messages.success(request, _("The two groups are no longer linked."))
    return to_members(group, "links")
