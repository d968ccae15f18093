"""Joining a group, asking to, and leaving it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from socle.accounts.actions.people import describe_self
from socle.accounts.models import User
from socle.accounts.views.doors import sign_in_first
from socle.foundation.limits import too_many, within_limit
from socle.groups.actions.joining import (
    AlreadyDecided,
    AlreadyIn,
    NotOpen,
    ask_to_join,
    join_group,
    withdraw_request,
)
from socle.groups.actions.roles import LastOrganiser, leave_group
from socle.groups.forms.joining import JoiningForm
from socle.groups.models import Group
from socle.groups.queries.members import request_of
from socle.groups.queries.people import is_only_organiser
from socle.groups.rules import is_member, may_join, may_leave, open_group, who
from socle.groups.views.doors import Asked, act, asked_by, people_only
from socle.groups.views.showing import hand_over_first, posted, show_here


@never_cache
def join(request: HttpRequest, key: int) -> HttpResponse:
    """A visitor signs in on the way, and comes back to this page."""
    asker = who(request.user, day=timezone.localdate())
    group = open_group(asker, key)
    if is_member(asker, group):
        messages.info(request, _("You are in this group already."))
        return redirect("groups:group", group.slug)
    if not may_join(asker, group):
        raise Http404
    if asker.user is None:
        why = _("To join “%(group)s”, tell us your e-mail address.") % {"group": group.name}
        return sign_in_first(request, why)
    waiting = request_of(asker.user, group)
    if waiting is not None:
        return show_here(
            request, "joining/waiting", _("Your request is waiting"), group=group, asked=waiting
        )
    on_request = group.joining == Group.Joining.ON_REQUEST
    form = JoiningForm(posted(request), user=asker.user, group=group, with_words=on_request)
    if request.method == "POST" and form.is_valid():
        return come_in(request, group, asked_by(request), form)
    here = _("Ask to join") if on_request else _("Join this group")
    return show_here(request, "joining/join", here, form, group=group, on_request=on_request)


def come_in(request: HttpRequest, group: Group, asked: Asked, form: JoiningForm) -> HttpResponse:
    asks = group.joining != Group.Joining.OPEN
    if asks and not within_limit(request, "groups.ask", key=asked.user.email):
        return too_many(request)
    keep_name(asked.user, form)
    consents = form.consents()
    try:
        if not asks:
            join_group(group=group, user=asked.user, consents=consents, now=asked.now)
            messages.success(request, welcome(group))
        else:
            words = form.cleaned_data["words"]
            ask_to_join(group=group, user=asked.user, words=words, consents=consents, now=asked.now)
            messages.success(request, _("Your request is sent. You get the answer by mail."))
    except (AlreadyIn, NotOpen):
        # Somebody was quicker: this page says what holds now.
        return redirect("groups:join", group.slug)
    return redirect("groups:group", group.slug)


def keep_name(user: User, form: JoiningForm) -> None:
    if name := form.cleaned_data.get("name"):
        describe_self(user=user, name=name, language=user.language)


def welcome(group: Group) -> SafeString:
    """That it is done, and what one can do next."""
    return format_html(
        '{} <a href="{}">{}</a>',
        _("Welcome! You are a member of “%(group)s”.") % {"group": group.name},
        reverse("groups:members", args=[group.slug]),
        _("See who is in it."),
    )


@act
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    asked = asked_by(request)
    group = open_group(asked.who, key)
    waiting = request_of(asked.user, group)
    if waiting is None:
        raise Http404
    try:
        withdraw_request(request=waiting, now=asked.now)
        messages.success(request, _("Your request is withdrawn."))
    except AlreadyDecided:
        messages.info(request, _("Your request was answered meanwhile: see your mail."))
    return redirect("groups:group", group.slug)


@people_only
def leave(request: HttpRequest, key: int) -> HttpResponse:
    """Asks for a confirmation; the only organiser is told how to hand over or to archive."""
    asked = asked_by(request)
    group = open_group(asked.who, key)
    if not may_leave(asked.who, group):
        raise Http404
    if request.method == "POST":
        try:
            leave_group(group=group, user=asked.user, now=asked.now)
        except LastOrganiser:
            return hand_over_first(request, group, status=422)
        messages.success(request, _("You left “%(group)s”.") % {"group": group.name})
        return redirect("groups:group", group.slug) if group.public_since else redirect("/")
    if is_only_organiser(asked.user, group, asked.day):
        return hand_over_first(request, group)
    here = _("Leave this group")
    return show_here(request, "joining/leave", here, group=group, roles=asked.who.roles_in(group))
