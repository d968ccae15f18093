"""One person in a group: their roles, then and now; handing over; removing."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from socle.accounts.models import User
from socle.groups.actions.roles import (
    LastOrganiser,
    NotInGroup,
    end_role,
    give_role,
    hand_over,
    remove_member,
)
from socle.groups.forms.joining import ReasonForm
from socle.groups.forms.roles import HandOverForm, RoleForm
from socle.groups.models import Group, Membership
from socle.groups.queries.declarations import declarations_by
from socle.groups.queries.members import roles_ever
from socle.groups.queries.people import name_of, organisers_of, running_in
from socle.groups.rules import (
    may_delegate,
    may_end_role,
    may_give_role,
    may_remove,
    open_group_to_manage,
)
from socle.groups.views.doors import Asked, act, asked_by, people_only, to_members
from socle.groups.views.showing import hand_over_first, posted, show_here


def open_person(group: Group, pk: int, asked: Asked) -> tuple[User, list[Membership]]:
    """Somebody who has a role there today, and each of these."""
    rows = running_in(group, asked.day).filter(user=pk).select_related("user", "group")
    roles = list(rows)
    if not roles:
        raise Http404
    return roles[0].user, roles


def roles_open_to(asked: Asked, group: Group, running: list[Membership]) -> list[str]:
    """What the person may be given besides."""
    has_organiser = organisers_of(group, asked.day).exists()
    has = {row.role for row in running}
    return [
        role
        for role in Membership.Role.values
        if role not in has and may_give_role(asked.who, group, role, has_organiser=has_organiser)
    ]


@people_only
def person(request: HttpRequest, key: int, person: int) -> HttpResponse:
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    user, running = open_person(group, person, asked)
    roles = [row.role for row in running]
    is_self = user == asked.user
    return show_here(
        request,
        "inside/person",
        name_of(user),
        RoleForm(roles=roles_open_to(asked, group, running)),
        group=group,
        somebody=user,
        is_self=is_self,
        running=[(row, may_end_role(asked.who, group, row)) for row in running],
        history=roles_ever(group, user),
        declarations=declarations_by([user.pk]).get(user.pk, []),
        hands_over=asked.who.organises(group) and not is_self,
        delegates=may_delegate(asked.who, group),
        removes=may_remove(asked.who, group, user.pk, roles),
    )


@act
def give(request: HttpRequest, key: int, person: int) -> HttpResponse:
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    user, running = open_person(group, person, asked)
    role = request.POST.get("role", "")
    if role not in roles_open_to(asked, group, running):
        raise Http404
    given = give_role(group=group, user=user, role=role, by=asked.user, now=asked.now)
    words = {"name": name_of(user), "role": given.get_role_display()}
    messages.success(request, _("%(name)s has a new role: %(role)s.") % words)
    return redirect("groups:member", group.slug, user.pk)


@act
def end(request: HttpRequest, key: int, person: int) -> HttpResponse:
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    user, running = open_person(group, person, asked)
    role = next((row for row in running if str(row.pk) == request.POST.get("role")), None)
    if role is None or not may_end_role(asked.who, group, role):
        raise Http404
    try:
        end_role(membership=role, by=asked.user, now=asked.now)
    except LastOrganiser:
        return hand_over_first(request, group, status=422)
    words = {"name": name_of(user), "role": role.get_role_display()}
    messages.success(request, _("%(name)s no longer has this role: %(role)s.") % words)
    return to_members(group)


@people_only
def remove(request: HttpRequest, key: int, person: int) -> HttpResponse:
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    user, running = open_person(group, person, asked)
    if not may_remove(asked.who, group, user.pk, [row.role for row in running]):
        raise Http404
    here = _("Remove %(name)s from the group") % {"name": name_of(user)}
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        remove_member(group=group, user=user, by=asked.user, reason=reason, now=asked.now)
        name = name_of(user)
        messages.success(
            request, _("%(name)s is no longer in the group, and was told why.") % {"name": name}
        )
        return to_members(group)
    return show_here(request, "inside/remove", here, form, group=group, name=name_of(user))


@people_only
def pass_on(request: HttpRequest, key: int, person: int) -> HttpResponse:
    """Hand over: somebody else organises the group; who does it may leave in the same act."""
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    user, _running = open_person(group, person, asked)
    if not asked.who.organises(group) or user == asked.user:
        raise Http404
    here = _("Hand over to %(name)s") % {"name": name_of(user)}
    form = HandOverForm(posted(request))
    if request.method == "POST" and form.is_valid():
        then = form.cleaned_data["then"]
        try:
            hand_over(group=group, user=asked.user, to=user, then=then, now=asked.now)
        except NotInGroup:
            raise Http404 from None
        name = name_of(user)
        messages.success(request, _("%(name)s organises the group now.") % {"name": name})
        return redirect("groups:group", group.slug) if then == "leave" else to_members(group)
    return show_here(request, "inside/hand_over", here, form, group=group, name=name_of(user))
