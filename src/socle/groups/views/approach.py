"""One organisation of the pipeline: its page, what is known of it, its stage; adding one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from socle.groups.actions.approaching import (
    ApproachChanged,
    NoteIsFull,
    add_organisation,
    change_approach,
    new_organisation,
)
from socle.groups.actions.stages import MovedMeanwhile, NotReachable, move_stage
from socle.groups.forms.approaching import (
    AddForm,
    ContactForm,
    FollowUpForm,
    MoveForm,
    OfApproach,
    put_together,
)
from socle.groups.models import Approach
from socle.groups.queries.approach import history_of, last_change
from socle.groups.queries.charter import current_release, latest_acceptance
from socle.groups.queries.known_groups import duplicates_of
from socle.groups.rules import open_approach
from socle.groups.views.coordinating import (
    above_of,
    coordinators_act,
    coordinators_only,
    frame,
    of_pipeline,
    page_of,
)
from socle.groups.views.doors import Asked
from socle.groups.views.pipeline import tell_moved

# Somebody else was quicker: what was sent stands against what is there now.
CONFLICT = 409


@coordinators_only
def approach(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    """Its page; what comes next is said right there."""
    found = open_approach(asked.who, key)
    if request.method != "POST":
        form = FollowUpForm(approach=found, day=asked.day)
        return approach_page(request, asked, found, form)
    form = FollowUpForm(request.POST, approach=found, day=asked.day)
    if not form.is_valid():
        return approach_page(request, asked, found, form)
    return save(request, asked, found, form)


def approach_page(
    request: HttpRequest,
    asked: Asked,
    found: Approach,
    form: Any,
    *,
    move: MoveForm | None = None,
    **more: Any,
) -> HttpResponse:
    acceptance = latest_acceptance(found.group)
    return frame(
        request,
        "approach",
        found.group.name,
        form,
        above=of_pipeline(),
        approach=found,
        group=found.group,
        areas=list(found.group.areas.all()),
        history=history_of(found),
        acceptance=acceptance,
        is_current=acceptance is not None and acceptance.release == current_release(),
        move=move or MoveForm(stage=found.stage),
        today=asked.day,
        **more,
    )


def save(request: HttpRequest, asked: Asked, found: Approach, form: OfApproach) -> HttpResponse:
    """Write what was touched; the second of two to save is told, and keeps what they typed."""
    try:
        change_approach(
            approach=found,
            by=asked.user,
            seen=form.cleaned_data["version"],
            words=form.touched(),
            happened=form.cleaned_data.get("happened", ""),
            now=asked.now,
        )
    except ApproachChanged as told:
        return both_versions(request, asked, told.approach, form)
    except NoteIsFull:
        words = _("The note is full: shorten it first, with “Change the contact or the note”.")
        form.add_error("happened", words)
        return form_page(request, asked, found, form)
    messages.success(request, _("Saved."))
    return redirect(page_of(found))


def both_versions(
    request: HttpRequest, asked: Asked, found: Approach, form: OfApproach
) -> HttpResponse:
    now = type(form)(approach=found, day=asked.day)
    merged, differences = put_together(form, request.POST, now)
    again = type(form)(merged, approach=found, day=asked.day)
    meanwhile = {"change": last_change(found), "differences": differences}
    return form_page(request, asked, found, again, status=CONFLICT, meanwhile=meanwhile)


def form_page(
    request: HttpRequest, asked: Asked, found: Approach, form: OfApproach, **more: Any
) -> HttpResponse:
    if isinstance(form, FollowUpForm):
        return approach_page(request, asked, found, form, **more)
    here = _("Contact and note")
    return frame(
        request,
        "contact",
        here,
        form,
        above=above_of(found),
        approach=found,
        group=found.group,
        **more,
    )


@coordinators_only
def contact(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    found = open_approach(asked.who, key)
    sent = request.POST if request.method == "POST" else None
    form = ContactForm(sent, approach=found, day=asked.day)
    if sent is not None and form.is_valid():
        return save(request, asked, found, form)
    return form_page(request, asked, found, form)


@coordinators_act
def move(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    found = open_approach(asked.who, key)
    form = MoveForm(request.POST, stage=found.stage)
    if not form.is_valid():
        if "to" in form.errors or "seen" in form.errors:
            raise Http404
        follow_up = FollowUpForm(approach=found, day=asked.day)
        return approach_page(request, asked, found, follow_up, move=form, status=422)
    given = form.cleaned_data
    try:
        moved = move_stage(
            approach=found,
            to=given["to"],
            by=asked.user,
            now=asked.now,
            seen=given["seen"],
            reason=given["reason"],
        )
        tell_moved(request, moved)
    except MovedMeanwhile as told:
        words = _("Somebody moved it meanwhile: it is “%(stage)s” now.")
        messages.warning(request, words % {"stage": told.approach.get_stage_display()})
    except NotReachable:
        raise Http404 from None
    return redirect(page_of(found))


@coordinators_only
def add(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Those that may be the same are shown before another is made."""
    sent: QueryDict | None = request.POST if request.method == "POST" else None
    form = AddForm(sent, day=asked.day, by=asked.user)
    here = _("Add an organisation")
    if sent is None or not form.is_valid():
        return frame(request, "add", here, form, above=of_pipeline())
    given = form.cleaned_data
    same = list(duplicates_of(given["name"], given["contact_email"]))
    if same and sent.get("another") != ",".join(str(group.pk) for group in same):
        return frame(request, "add", here, form, above=of_pipeline(), same=same, status=409)
    group = new_organisation(by=asked.user, now=asked.now, **form.of_group())
    made = add_organisation(
        group=group,
        by=asked.user,
        now=asked.now,
        areas=given["areas"],
        stage=given["stage"],
        **form.of_approach(),
    )
    messages.success(request, _("“%(name)s” is in the pipeline.") % {"name": group.name})
    return redirect(page_of(made))
