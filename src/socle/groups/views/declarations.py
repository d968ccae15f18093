"""Saying whether one stands in an election or holds a mandate."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from socle.groups.actions.declaring import declare
from socle.groups.forms.declaring import DeclarationForm
from socle.groups.queries.declarations import declarations_by, in_force
from socle.groups.views.doors import Asked, act, asked_by, people_only
from socle.groups.views.showing import posted, show_here


@people_only
def declaration(request: HttpRequest) -> HttpResponse:
    """What one said so far, and saying something else; the place is found before the council."""
    asked = asked_by(request)
    form = DeclarationForm(posted(request), day=asked.day)
    if "find" in request.POST:
        # What else is missing is said when it is kept.
        for name in set(form.errors) - {"typed"}:
            del form.errors[name]
        return page(request, asked, form)
    if request.method == "POST" and form.is_valid():
        declare(user=asked.user, now=asked.now, **form.declaration())
        messages.success(request, _("Thank you. The people of your groups see what you said."))
        return redirect("groups:declaration")
    return page(request, asked, form)


def page(request: HttpRequest, asked: Asked, form: DeclarationForm) -> HttpResponse:
    said = declarations_by([asked.user.pk]).get(asked.user.pk, [])
    here = _("Elections and mandates: what about you?")
    return show_here(request, "joining/declaration", here, form, current=in_force(said), said=said)


@act
def take_back(request: HttpRequest) -> HttpResponse:
    """No longer so, for one area and body."""
    asked = asked_by(request)
    said = declarations_by([asked.user.pk]).get(asked.user.pk, [])
    found = next((row for row in in_force(said) if str(row.pk) == request.POST.get("row")), None)
    if found is None:
        raise Http404
    declare(
        user=asked.user,
        stands=False,
        holds=False,
        area=found.area,
        body=found.body,
        now=asked.now,
    )
    messages.success(request, _("It is noted that this no longer holds."))
    return redirect("groups:declaration")
