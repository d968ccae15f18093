"""Who speaks for an institution: naming somebody, and what the person named may do about it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from socle.accounts.actions.consents import give_consent, withdraw_consent
from socle.accounts.purposes import DELEGATION_SHOWN
from socle.accounts.queries import has_consent
from socle.groups.actions.delegating import AlreadySpeaks, end_delegation, give_delegation
from socle.groups.forms.roles import DelegationForm, ShownForm
from socle.groups.models import Delegation
from socle.groups.queries.people import name_of
from socle.groups.rules import may_delegate, may_end_delegation, open_group_to_manage
from socle.groups.views.doors import Asked, act, asked_by, people_only, to_members
from socle.groups.views.roles import open_person
from socle.groups.views.showing import posted, show_here


@people_only
def name(request: HttpRequest, key: int, person: int) -> HttpResponse:
    """Say that somebody speaks for the institution."""
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    if not may_delegate(asked.who, group):
        raise Http404
    user, _running = open_person(group, person, asked)
    here = _("Name %(name)s to speak for it") % {"name": name_of(user)}
    form = DelegationForm(posted(request), initial={"since": asked.day})
    if request.method == "POST" and form.is_valid():
        days = form.cleaned_data
        try:
            give_delegation(institution=group, user=user, by=asked.user, now=asked.now, **days)
        except AlreadySpeaks:
            form.add_error("since", _("They speak for it on some of these days already."))
        else:
            words = {"name": name_of(user), "group": group.name}
            messages.success(request, _("%(name)s speaks for “%(group)s”, and is told.") % words)
            return to_members(group, "delegates")
    return show_here(request, "inside/delegate", here, form, group=group, name=name_of(user))


def open_delegation(pk: int, asked: Asked) -> Delegation:
    """For the person themself, and for those who may end it."""
    rows = Delegation.objects.select_related("institution", "user", "given_by")
    found = rows.filter(pk=pk).first()
    if found is None or not may_end_delegation(asked.who, found):
        raise Http404
    return found


@people_only
def delegation(request: HttpRequest, pk: int) -> HttpResponse:
    """For the person named: see it, agree to be shown or no longer, refuse."""
    asked = asked_by(request)
    found = open_delegation(pk, asked)
    if found.user != asked.user:
        return to_members(found.institution, "delegates")
    institution = found.institution
    shown = has_consent(asked.user, DELEGATION_SHOWN, institution)
    form = ShownForm(posted(request), initial={"shown": shown})
    if request.method == "POST" and form.is_valid():
        say_shown(asked, found, form)
        messages.success(request, _("Your choice is kept."))
        return redirect("groups:delegation", pk)
    is_over = found.until is not None and found.until <= asked.day
    return show_here(
        request,
        "joining/delegation",
        _("You speak for this institution"),
        form,
        group=institution,
        delegation=found,
        is_over=is_over,
        is_shown=shown,
    )


def say_shown(asked: Asked, found: Delegation, form: ShownForm) -> None:
    what: dict[str, Any] = {
        "user": asked.user,
        "purpose": DELEGATION_SHOWN,
        "about": found.institution,
    }
    if form.cleaned_data["shown"]:
        words = str(form.fields["shown"].label)
        give_consent(**what, words=words, language=(get_language() or "fr")[:2], now=asked.now)
    else:
        withdraw_consent(**what, now=asked.now)


@act
def end(request: HttpRequest, pk: int) -> HttpResponse:
    asked = asked_by(request)
    found = open_delegation(pk, asked)
    end_delegation(delegation=found, by=asked.user, now=asked.now)
    words = {"name": name_of(found.user), "group": found.institution.name}
    if found.user == asked.user:
        messages.success(request, _("You no longer speak for “%(group)s”.") % words)
        return redirect("groups:group", found.institution.slug)
    messages.success(request, _("%(name)s no longer speaks for “%(group)s”.") % words)
    return to_members(found.institution, "delegates")
