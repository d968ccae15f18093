"""Coordinators' overview: what is due, which groups need a word; welcoming them; setting up."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from socle.accounts.actions.signing_in import person_at
from socle.groups.actions.coalition import CoalitionExists, make_coalition
from socle.groups.actions.welcoming import name_mentor, welcome_group
from socle.groups.forms.coalition import MentorForm, SetUpForm, WelcomeForm
from socle.groups.models import Group, Stage
from socle.groups.queries.coalition import the_coalition
from socle.groups.queries.local_groups import (
    groups_without_organiser,
    mentors_of,
    new_groups,
    organisers_by_group,
    quiet_groups,
)
from socle.groups.queries.pipeline import counts_by_stage, due_until, end_of_week
from socle.groups.rules import may_welcome, open_group
from socle.groups.views.coordinating import coordinators_only, frame
from socle.groups.views.doors import Asked, asked_by, people_only

ON_OVERVIEW = 8
A_PAGE = 25
SHOWN = ("new", "quiet", "alone")


@coordinators_only
def overview(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What needs somebody of the coalition, the most pressing first."""
    coalition = the_coalition()
    if coalition is None:
        return redirect("groups:coalition-setup")
    due = due_until(end_of_week(asked.day))
    lists = lists_of(asked)
    groups = {name: list(rows[:ON_OVERVIEW]) for name, rows in lists.items()}
    shown = [group for rows in groups.values() for group in rows]
    prefetch_related_objects(shown, "areas")
    stages = counts_by_stage()
    return frame(
        request,
        "home",
        coalition.name,
        coalition=coalition,
        due=list(due[:ON_OVERVIEW]),
        due_count=due.count(),
        lists=groups,
        counts={name: rows.count() for name, rows in lists.items()},
        organisers=organisers_by_group(shown, asked.day),
        stages=[(Stage(stage), count) for stage, count in stages.items()],
        total=sum(stages.values()),
        today=asked.day,
    )


def lists_of(asked: Asked) -> dict[str, Any]:
    return {
        "new": new_groups(),
        "quiet": quiet_groups(asked.now),
        "alone": groups_without_organiser(asked.day),
    }


@coordinators_only
def groups(request: HttpRequest, asked: Asked) -> HttpResponse:
    """One of the three lists, whole."""
    name = request.GET.get("show", SHOWN[0])
    if name not in SHOWN:
        raise Http404
    lists = lists_of(asked)
    page = Paginator(lists[name].prefetch_related("areas"), A_PAGE).get_page(
        request.GET.get("page")
    )
    return frame(
        request,
        "groups",
        _("Local groups"),
        page=page,
        shown=name,
        counts={key: rows.count() for key, rows in lists.items()},
        organisers=organisers_by_group(page.object_list, asked.day),
        today=asked.day,
    )


@coordinators_only
def welcome(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    """A local group as the coalition cares for it: a word to a new one, a mentor to any."""
    group = open_group(asked.who, key)
    if not may_welcome(asked.who, group):
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = (WelcomeForm if group.is_new else MentorForm)(sent, day=asked.day)
    if sent is not None and form.is_valid():
        return take_care(request, asked, group, form)
    return frame(
        request,
        "welcome",
        group.name,
        form,
        above=(reverse("groups:coalition-groups"), _("Local groups")),
        group=group,
        areas=list(group.areas.all()),
        organisers=organisers_by_group([group], asked.day).get(group.pk, []),
        mentors=mentors_of(group, asked.day),
        today=asked.day,
    )


def take_care(request: HttpRequest, asked: Asked, group: Group, form: Any) -> HttpResponse:
    given = form.cleaned_data
    mentor = given["mentor"]
    if group.is_new:
        welcome_group(
            group=group, by=asked.user, words=given["words"], mentor=mentor, now=asked.now
        )
        words = _("“%(name)s” is welcomed: its organisers get your words by mail.")
        messages.success(request, words % {"name": group.name})
    elif mentor is not None:
        name_mentor(group=group, user=mentor, by=asked.user, now=asked.now)
        messages.success(request, _("The mentor is named, and told."))
    return redirect("groups:welcome", group.slug)


@people_only
def set_up(request: HttpRequest) -> HttpResponse:
    """For an administrator, on a site that has no coalition yet."""
    asked = asked_by(request)
    if not asked.who.is_administrator or the_coalition() is not None:
        raise Http404
    first = {"email": asked.user.email, "language": (get_language() or "")[:2]}
    form = SetUpForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method != "POST" or not form.is_valid():
        return frame(request, "set_up", _("Set up the coalition"), form)
    try:
        made = begin(form.cleaned_data, asked)
    except CoalitionExists:
        raise Http404 from None
    messages.success(request, _("“%(name)s” is set up.") % {"name": made.name})
    return redirect("groups:coalition")


def begin(given: dict[str, Any], asked: Asked) -> Group:
    with transaction.atomic():
        return make_coalition(
            name=given["name"],
            coordinator=person_at(email=given["email"], language=given["language"]),
            by=asked.user,
            languages=[given["language"]],
            contact_email=given["contact_email"],
            now=asked.now,
        )
