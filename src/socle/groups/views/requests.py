"""Answering those who ask to join."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from socle.groups.actions.joining import AlreadyDecided, accept_request, decline_request
from socle.groups.forms.joining import ReasonForm
from socle.groups.models import Group, JoinRequest
from socle.groups.queries.people import name_of
from socle.groups.rules import open_group_to_manage
from socle.groups.views.doors import act, asked_by, people_only, to_members
from socle.groups.views.showing import posted, show_here


def open_request(group: Group, pk: int) -> JoinRequest:
    found = group.join_requests.select_related("user", "group").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@act
def accept(request: HttpRequest, key: int, join: int) -> HttpResponse:
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    found = open_request(group, join)
    try:
        accept_request(request=found, by=asked.user, now=asked.now)
        name = name_of(found.user)
        messages.success(request, _("%(name)s is a member now, and was told.") % {"name": name})
    except AlreadyDecided:
        say_settled(request)
    return to_members(group)


@people_only
def decline(request: HttpRequest, key: int, join: int) -> HttpResponse:
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    found = open_request(group, join)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            decline_request(
                request=found, by=asked.user, reason=form.cleaned_data["reason"], now=asked.now
            )
            messages.success(request, _("Your answer is sent."))
        except AlreadyDecided:
            say_settled(request)
        return to_members(group)
    return show_here(
        request, "inside/decline", _("Decline kindly"), form, group=group, name=name_of(found.user)
    )


def say_settled(request: HttpRequest) -> None:
    messages.info(request, _("Somebody else answered meanwhile, or the request was withdrawn."))
