"""Coordinators note that somebody agrees to stay named, or no longer does."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from socle.elections import rules
from socle.elections.actions.meanwhile import ChangedMeanwhile
from socle.elections.actions.persons import let_stay_named
from socle.elections.forms.persons import StaysNamedForm
from socle.elections.views.writing import CONFLICT, last_change, of_elections, page, sent
from socle.groups.views.coordinating import coordinators_only
from socle.groups.views.doors import Asked


@coordinators_only
def stays_named(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    """Of the human a row is about. Shown again once done: their own page may be no more."""
    person = rules.open_person(key)
    if person.merged_into_id is not None:
        return redirect("elections:person-named", person.standing_id)
    form = StaysNamedForm(sent(request), row=person)
    status, meanwhile = 200, None
    if request.method == "POST" and form.is_valid():
        try:
            let_stay_named(
                person=person,
                agrees=person.stays_named_at is None,
                reason=form.cleaned_data["reason"],
                by=asked.user,
                now=asked.now,
                seen=form.cleaned_data["seen"],
            )
        except ChangedMeanwhile:
            person, status, meanwhile = rules.open_person(key), CONFLICT, last_change(person)
            form = StaysNamedForm(row=person)
        else:
            messages.success(request, _("Saved."))
            return redirect("elections:person-named", person.pk)
    return page(
        request,
        "stays_named",
        person.name,
        form,
        above=of_elections(),
        status=status,
        human=person,
        meanwhile=meanwhile,
    )
