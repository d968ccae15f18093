"""The desk of one person, for coordinators: all that is known, the name, whether it may stay."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from socle.elections import rules
from socle.elections.actions.meanwhile import ChangedMeanwhile
from socle.elections.actions.persons import let_stay_named, rename_person
from socle.elections.forms.persons import NameForm, StaysNamedForm
from socle.elections.queries.person_desk import person_desk
from socle.elections.views.writing import (
    CONFLICT,
    desk_path,
    last_change,
    of_person,
    of_persons,
    page,
    sent,
    sent_again,
)
from socle.groups.views.coordinating import coordinators_only
from socle.groups.views.doors import Asked


@coordinators_only
def desk(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    """Of the human a row is about, whether their name may be shown or not."""
    person = rules.open_person(key)
    if person.merged_into_id is not None:
        return redirect(desk_path(person))
    found = person_desk(person, day=asked.day)
    return page(request, "person", person.name, above=of_persons(), found=found)


@coordinators_only
def rename(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    """Of one row: another way in which ballots wrote the name has a row of its own."""
    person = rules.open_person(key)
    form = NameForm(sent(request), row=person)
    status, meanwhile = 200, None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            rename_person(
                person=person,
                given_name=given["given_name"],
                family_name=given["family_name"],
                reason=given["reason"],
                by=asked.user,
                now=asked.now,
                seen=given["seen"],
            )
        except ChangedMeanwhile:
            form = NameForm(sent_again(request, person), row=person)
            status, meanwhile = CONFLICT, last_change(person)
        else:
            messages.success(request, _("Saved."))
            return redirect(desk_path(person))
    return page(
        request,
        "rename",
        _("Correct the name"),
        form,
        above=of_person(person),
        status=status,
        human=person,
        meanwhile=meanwhile,
        back=desk_path(person),
    )


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
        _("May this name stay?"),
        form,
        above=of_person(person),
        status=status,
        human=person,
        meanwhile=meanwhile,
        back=desk_path(person),
    )
