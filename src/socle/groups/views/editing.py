"""Changing the page of a group."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from socle.groups.actions.changing import ChangedMeanwhile, change_group
from socle.groups.forms.editing import EditForm, themes_with, values_of, with_place
from socle.groups.forms.meanwhile import Difference, put_together
from socle.groups.models import Group
from socle.groups.queries.editing import last_change
from socle.groups.rules import open_group_to_manage
from socle.groups.views.doors import Asked, asked_by, people_only, show
from socle.groups.views.pages import trail

# Somebody else was quicker: what was sent stands against what is there now.
CONFLICT = 409


@people_only
def edit(request: HttpRequest, key: int) -> HttpResponse:
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    if request.method != "POST":
        return form_page(request, EditForm(group=group, day=asked.day), group)
    adds_a_place = "find" in request.POST and request.POST.get("typed", "").strip()
    sent = with_place(request.POST, asked.day)
    form = EditForm(sent, group=group, day=asked.day)
    if adds_a_place:
        form.speak_of_places_only()
        return form_page(request, form, group)
    if not form.is_valid():
        return form_page(request, form, group)
    return save(request, form, group, asked, sent)


def save(
    request: HttpRequest, form: EditForm, group: Group, asked: Asked, sent: QueryDict
) -> HttpResponse:
    given = form.cleaned_data
    try:
        changed = change_group(
            group=group,
            by=asked.user,
            seen=given["version"],
            words=form.words(),
            areas=given["areas"],
            topics=given["topics"],
            now=asked.now,
        )
    except ChangedMeanwhile as told:
        return both_versions(request, told.group, asked, sent)
    messages.success(request, _("The page is saved."))
    return redirect("groups:group", changed.slug)


def both_versions(
    request: HttpRequest, group: Group, asked: Asked, sent: QueryDict
) -> HttpResponse:
    """The second to save keeps what they typed, and is told what the first one did."""
    merged, found = put_together(sent, group)
    form = EditForm(merged, group=group, day=asked.day)
    meanwhile = {
        "change": last_change(group),
        "differences": [shown(form, difference, group) for difference in found],
    }
    return form_page(request, form, group, status=CONFLICT, meanwhile=meanwhile)


def shown(form: EditForm, difference: Difference, group: Group) -> dict[str, Any]:
    """The label of the field, and what it says now, in words."""
    field = form.fields[difference.name]
    value = values_of(group)[difference.name]
    if difference.name in {"areas", "topics"}:
        words = ", ".join(row.name for row in getattr(group, difference.name).all())
    elif choices := dict(getattr(field, "choices", [])):
        chosen = value if isinstance(value, list) else [value]
        words = ", ".join(str(choices[code]) for code in chosen)
    else:
        words = value
    return {"label": field.label, "words": words, "collides": difference.collides}


def form_page(
    request: HttpRequest, form: EditForm, group: Group, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"group": group, "themes": themes_with(form), "breadcrumb": trail(group, _("Edit"))}
    return show(request, "edit", form, status=status, **context, **more)
