"""Telling the coalition something, in the name of a group."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from socle.foundation.limits import too_many, within_limit
from socle.groups.actions.coalition import NobodyToTell, tell_the_coalition
from socle.groups.forms.coalition import TellForm
from socle.groups.queries.coalition import the_coalition
from socle.groups.rules import may_write_as, open_group
from socle.groups.views.doors import asked_by, people_only
from socle.groups.views.showing import posted, show_here


@people_only
def tell(request: HttpRequest, key: int) -> HttpResponse:
    asked = asked_by(request)
    group = open_group(asked.who, key)
    coalition = the_coalition()
    if not may_write_as(asked.who, group) or coalition is None or coalition == group:
        raise Http404
    form = TellForm(posted(request))
    if form.is_valid():
        if not within_limit(request, "groups.tell", key=asked.user.email):
            return too_many(request)
        given = form.cleaned_data
        try:
            tell_the_coalition(group=group, by=asked.user, now=asked.now, **given)
            messages.success(request, _("Your message is on its way to the coalition."))
            return redirect("groups:group", group.slug)
        except NobodyToTell:
            form.add_error(None, _("Nobody coordinates the coalition yet: nothing was sent."))
    here = _("Tell the coalition")
    return show_here(request, "tell", here, form, group=group, coalition=coalition, me=asked.user)
