"""Inviting people, and coming in by an invitation."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from socle.accounts.models import User
from socle.accounts.views.doors import sign_in_first
from socle.foundation.limits import too_many, within_limit
from socle.groups.actions.inviting import (
    CannotOpen,
    TooManyInvitations,
    accept_invitation,
    invite,
    make_link,
    revoke_invitation,
)
from socle.groups.actions.living import GroupIsArchived
from socle.groups.forms.inviting import InviteForm
from socle.groups.forms.joining import JoiningForm
from socle.groups.models import Invitation
from socle.groups.queries.invitations import invitation_of
from socle.groups.rules import Opening, is_member, open_group_to_manage, opening_of, who
from socle.groups.views.doors import act, asked_by, people_only, to_members
from socle.groups.views.joining import keep_name, welcome
from socle.groups.views.showing import posted, show_here


@people_only
def invite_people(request: HttpRequest, key: int) -> HttpResponse:
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    form = InviteForm(posted(request), initial={"language": group.language_codes[0]})
    if request.method == "POST" and form.is_valid():
        if not within_limit(request, "groups.invite", key=asked.user.email):
            return too_many(request)
        given = form.cleaned_data
        try:
            made = invite(group=group, by=asked.user, now=asked.now, **given)
        except TooManyInvitations:
            form.add_error("emails", _("Your group wrote to 200 people today. Go on tomorrow."))
        else:
            say_sent(request, len(made), len(given["emails"]))
            return to_members(group, "invitations")
    return show_here(request, "joining/invite", _("Invite people"), form, group=group)


def say_sent(request: HttpRequest, count: int, asked_for: int) -> None:
    words = ngettext("%(count)s invitation is sent.", "%(count)s invitations are sent.", count)
    if count:
        messages.success(request, words % {"count": count})
    if again := asked_for - count:
        words = ngettext(
            "%(count)s address was written to in the last 24 hours: not again.",
            "%(count)s addresses were written to in the last 24 hours: not again.",
            again,
        )
        messages.info(request, words % {"count": again})


@act
def link(request: HttpRequest, key: int) -> HttpResponse:
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    make_link(group=group, by=asked.user, now=asked.now)
    return to_members(group, "invitations")


@act
def revoke(request: HttpRequest, key: int, invitation: int) -> HttpResponse:
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    found = group.invitations.filter(pk=invitation).first()
    if found is None:
        raise Http404
    revoke_invitation(invitation=found, by=asked.user, now=asked.now)
    messages.success(request, _("The invitation is revoked: nobody comes in by it any more."))
    return to_members(group, "invitations")


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link leads: in, or to words that say what to do."""
    found = invitation_of(token)
    if found is None:
        return show_here(
            request, "joining/no_invitation", _("This link leads to no invitation"), status=404
        )
    now = timezone.now()
    asker = who(request.user, day=timezone.localdate(now))
    if is_member(asker, found.group):
        messages.info(request, _("You are in this group already."))
        return redirect("groups:group", found.group.slug)
    opening = opening_of(found, addresses=addresses_of(asker.user), now=now)
    if opening != Opening.OPEN:
        return closed(request, found, opening)
    if asker.user is None:
        return visited(request, found)
    form = JoiningForm(posted(request), user=asker.user, group=found.group)
    if request.method == "POST" and form.is_valid():
        return come_in(request, found, form)
    return show_here(
        request,
        "joining/invitation",
        _("You are invited to join"),
        form,
        group=found.group,
        invitation=found,
    )


def addresses_of(user: User | None) -> list[str] | None:
    return None if user is None else [user.email]


def visited(request: HttpRequest, found: Invitation) -> HttpResponse:
    """What one is invited to, before being asked who one is."""
    if request.method != "POST":
        return show_here(
            request,
            "joining/invitation",
            _("You are invited to join"),
            group=found.group,
            invitation=found,
        )
    group = found.group.name
    why = _("To join “%(group)s”, tell us your e-mail address.") % {"group": group}
    if found.email:
        why = _("To join “%(group)s”, sign in with the address that was invited.") % {
            "group": group
        }
    return sign_in_first(request, why)


def come_in(request: HttpRequest, found: Invitation, form: JoiningForm) -> HttpResponse:
    asked = asked_by(request)
    keep_name(asked.user, form)
    try:
        accept_invitation(
            invitation=found,
            user=asked.user,
            addresses=[asked.user.email],
            consents=form.consents(),
            now=asked.now,
        )
    except CannotOpen as reason:
        return closed(request, found, reason.opening)
    except GroupIsArchived:
        return closed(request, found, Opening.ARCHIVED)
    messages.success(request, welcome(found.group))
    return redirect("groups:group", found.group.slug)


def closed(request: HttpRequest, found: Invitation, opening: Opening) -> HttpResponse:
    """Why the door stays shut, and what to do: 404 for somebody else, 410 for what is over."""
    status = 404 if opening == Opening.SOMEBODY_ELSE else 410
    return show_here(
        request,
        "joining/closed",
        _("This invitation does not open"),
        status=status,
        group=found.group,
        invitation=found,
        opening=opening.value,
        sent_to=masked(found.email),
    )


def masked(address: str) -> str:
    """``a…@example.org``: enough to know one's own other address again."""
    name, _at, host = address.partition("@")
    return f"{name[:1]}…@{host}" if host else ""
