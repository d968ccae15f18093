"""Writing to a group."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from socle.accounts.models import User
from socle.foundation.limits import too_many, within_limit
from socle.groups.actions.writing import NobodyToReach, write_to_group
from socle.groups.forms.writing import WriteForm
from socle.groups.models import Group
from socle.groups.rules import may_be_written_to, open_group, who
from socle.groups.views.doors import show
from socle.groups.views.pages import trail


@never_cache
def write(request: HttpRequest, key: int) -> HttpResponse:
    group = group_to_write_to(request, key)
    user = request.user if isinstance(request.user, User) else None
    form = WriteForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        if form.is_from_a_program:
            return redirect("groups:sent", group.slug)
        if not within_limit(request, "groups.write", key=form.cleaned_data["email"]):
            return too_many(request)
        return send(request, group, form, user)
    breadcrumb = trail(group, _("Write"))
    return show(request, "write", form, group=group, breadcrumb=breadcrumb)


def group_to_write_to(request: HttpRequest, key: int) -> Group:
    group = open_group(who(request.user, day=timezone.localdate()), key)
    if not may_be_written_to(group):
        raise Http404
    return group


def send(request: HttpRequest, group: Group, form: WriteForm, user: User | None) -> HttpResponse:
    given = form.cleaned_data
    try:
        write_to_group(
            group=group,
            name=given["name"],
            email=given["email"],
            message=given["message"],
            language=(get_language() or "")[:2],
            copy=user is not None and user.email.casefold() == given["email"].casefold(),
            now=timezone.now(),
        )
    except NobodyToReach:
        form.add_error(None, _("Nobody can be reached there yet. Your message was not sent."))
        return show(request, "write", form, group=group, breadcrumb=trail(group, _("Write")))
    return redirect("groups:sent", group.slug)


@never_cache
def sent(request: HttpRequest, key: int) -> HttpResponse:
    group = group_to_write_to(request, key)
    return show(request, "sent", group=group, breadcrumb=trail(group, _("Write")))
