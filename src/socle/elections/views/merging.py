"""Coordinators say whether two persons are one human, or one is two; and take that back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from socle.elections import rules
from socle.elections.actions.merging import (
    AlreadyOne,
    SamePerson,
    StandTwice,
    TakenBackAlready,
    ask_again,
    merge_persons,
    tell_apart,
    undo_merge,
)
from socle.elections.actions.persons import NotTheirs, split_person
from socle.elections.forms.persons import MergeForm, SplitForm
from socle.elections.forms.sourced import WhyForm
from socle.elections.models import Person
from socle.elections.queries.doubles import doubles, in_pages
from socle.elections.queries.person_desk import apart_of, person_desk, sides
from socle.elections.queries.person_search import persons_called
from socle.elections.views.writing import (
    desk_path,
    of_person,
    page,
    sent,
)
from socle.groups.views.coordinating import coordinators_only
from socle.groups.views.doors import Asked

PER_PAGE = 20


def typed_in(request: HttpRequest) -> str:
    return request.GET.get("q", "")[:100].replace("\0", "")


@coordinators_only
def persons(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Looked for by name; else those of one name who may be one human."""
    typed = typed_in(request)
    context: dict[str, Any] = {"asked": typed}
    if typed.strip():
        context["called"] = persons_called(typed)
    else:
        found = Paginator(doubles(), PER_PAGE).get_page(request.GET.get("page"))
        context |= {"doubles": found, "lines": in_pages(found)}
    return page(request, "persons", _("Persons"), above=[], **context)


def open_standing(key: int) -> Person:
    """One that is not another's second row."""
    person = rules.open_person(key)
    if person.merged_into_id is not None:
        raise Http404
    return person


@coordinators_only
def same(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    """Who else is this? Looked for by family name until something else is typed."""
    person = open_standing(key)
    typed = typed_in(request) or person.family_name
    return page(
        request,
        "same",
        _("The same person as…"),
        above=of_person(person),
        human=person,
        asked=typed,
        called=persons_called(typed, but=person.pk),
    )


@coordinators_only
def merge(request: HttpRequest, asked: Asked, key: int, other: int) -> HttpResponse:
    """Side by side, then one."""
    people = [open_standing(key), open_standing(other)]
    if key == other:
        raise Http404
    form = MergeForm(sent(request), people=people)
    if request.method == "POST" and form.is_valid():
        gone, kept = form.pair()
        try:
            merge_persons(
                gone=gone,
                kept=kept,
                reason=form.cleaned_data["reason"],
                source=form.source(),
                by=asked.user,
                now=asked.now,
            )
        except StandTwice as told:
            form.add_error(None, words_of(told))
        except AlreadyOne:
            return redirect(desk_path(rules.open_person(key)))
        else:
            messages.success(request, _("They are one person now. It can be taken back below."))
            return redirect(desk_path(kept))
    return page(
        request,
        "merge",
        _("One person?"),
        form,
        above=of_person(people[0]),
        people=people,
        sides=sides(*people, day=asked.day),
        apart=apart_of(*people),
    )


def words_of(told: StandTwice) -> str:
    lists = ", ".join(f"{row.person.name}: {row.list}" for row in told.candidacies)
    said = _("Both stand in one contest (%(lists)s): they are two people, or a list is wrong.")
    return said % {"lists": lists}


@coordinators_only
def apart(request: HttpRequest, asked: Asked, key: int, other: int) -> HttpResponse:
    """They are two; or, once that is said, nobody knows again."""
    people = [open_standing(key), open_standing(other)]
    if key == other:
        raise Http404
    told = apart_of(*people)
    form = WhyForm(sent(request))
    if request.method == "POST" and told is not None:
        ask_again(told=told, by=asked.user, now=asked.now)
        messages.success(request, _("Whether they are one is open again."))
        return redirect("elections:person-merge", key, other)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            tell_apart(one=people[0], other=people[1], reason=reason, by=asked.user, now=asked.now)
        except SamePerson:
            return redirect(desk_path(people[0]))
        messages.success(request, _("They are two people: it is not asked again."))
        return redirect("elections:persons")
    return page(
        request, "apart", _("Two people?"), form, above=of_person(people[0]), people=people,
        told=told,
    )  # fmt: skip


@coordinators_only
def undo(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    merged = rules.open_merge(key)
    if merged.undone_at is not None:
        return redirect(desk_path(merged.gone))
    form = WhyForm(sent(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            undo_merge(merge=merged, reason=reason, by=asked.user, now=asked.now)
        except TakenBackAlready:
            return redirect(desk_path(merged.gone))
        messages.success(request, _("They are two persons again, each with what was theirs."))
        return redirect(desk_path(rules.open_person(merged.gone_id)))
    return page(
        request,
        "remove",
        _("Two persons again?"),
        form,
        above=of_person(merged.kept),
        what=f"{merged.gone.name} / {merged.kept.name}",
        hint=_("Each has again exactly what was theirs before: nothing was moved."),
        act=_("Take this back"),
        back=desk_path(merged.kept),
    )


@coordinators_only
def split(request: HttpRequest, asked: Asked, key: int) -> HttpResponse:
    person = open_standing(key)
    found = person_desk(person, day=asked.day)
    form = SplitForm(sent(request), rows=found.own)
    if request.method == "POST" and form.is_valid():
        try:
            other = split_person(
                person=person,
                candidacies=form.cleaned_data["candidacies"],
                reason=form.cleaned_data["reason"],
                by=asked.user,
                now=asked.now,
            )
        except NotTheirs:
            return redirect("elections:person-split", person.pk)
        messages.success(request, _("This is the other person. Merging both takes it back."))
        return redirect(desk_path(other))
    return page(
        request,
        "split",
        _("Two people of one name"),
        form,
        above=of_person(person),
        found=found,
        back=desk_path(person),
    )
