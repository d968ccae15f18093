"""What was suggested for the texts of a group, for those who answer."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from socle.groups.actions.living import GroupIsArchived
from socle.groups.queries.people import name_of
from socle.groups.rules import open_group_to_manage
from socle.groups.views.doors import Asked, asked_by, people_only
from socle.groups.views.pages import trail
from socle.texts.actions.answering import (
    SuggestionIsAnswered,
    TextMovedOn,
    accept_suggestion,
    decline_suggestion,
)
from socle.texts.actions.drafting import NotReady
from socle.texts.actions.publishing import TextIsWithdrawn
from socle.texts.forms.merging import ChoicesForm
from socle.texts.forms.suggesting import AcceptForm, DeclineForm, InboxForm
from socle.texts.kinds import kind_of
from socle.texts.models import Revision, Suggestion
from socle.texts.queries.merge_page import difference_of, shown_parts
from socle.texts.queries.revisions import words_of
from socle.texts.queries.suggestions import (
    ACCEPTED,
    State,
    inbox,
    latest_for,
    merge_of_suggestion,
    texts_in,
)
from socle.texts.queries.words import Words
from socle.texts.rules import may_write, open_suggestion
from socle.texts.views.doors import named

ON_A_PAGE = 20
CONFLICT = 409


@people_only
def inbox_of(request: HttpRequest, key: int) -> HttpResponse:
    asked = asked_by(request)
    group = open_group_to_manage(asked.who, key)
    form = InboxForm(request.GET, texts=texts_in(group))
    rows = asked_for(inbox(group), form)
    context = {
        "group": group,
        "form": form,
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "filtered": any(form.cleaned_data.values()),
        "breadcrumb": trail(group, _("Suggestions")),
    }
    return render(request, "texts/suggestions/inbox.html", context)


def asked_for(rows: QuerySet[Suggestion], form: InboxForm) -> QuerySet[Suggestion]:
    form.is_valid()
    state, text = form.cleaned_data.get("state"), form.cleaned_data.get("text")
    if state:
        rows = rows.filter(state__in=ACCEPTED if state == State.ACCEPTED else [state])
    return rows.filter(revision__text=text) if text else rows


@people_only
def suggestion(request: HttpRequest, pk: int) -> HttpResponse:
    asked = asked_by(request)
    found = open_suggestion(asked.who, pk)
    if found.state != State.OPEN or not may_write(asked.who, found.revision.text):
        return answered_page(request, found)
    if request.method == "POST":
        return answer(request, found, asked)
    return merge_page(request, found)


def frame_of(found: Suggestion) -> dict[str, Any]:
    revision, group = found.revision, found.revision.text.owner
    steps = trail(group)
    back = reverse("texts:suggestions", args=[group.slug])
    steps.append({"url": back, "label": _("Suggestions")})
    steps.append({"url": ""} | named(revision, revision.text))
    return {
        "suggestion": found,
        "revision": revision,
        "group": group,
        "kind": kind_of(revision.text),
        "author": author_of(found),
        "breadcrumb": steps,
    }


def author_of(found: Suggestion) -> str:
    """For those who answer: a visitor's name is forgotten some time after the answer."""
    if found.by is not None:
        return name_of(found.by)
    return found.name or _("a visitor")


def answered_page(request: HttpRequest, found: Suggestion) -> HttpResponse:
    context = frame_of(found) | {
        "by": name_of(found.answered_by),
        "parts": difference_of(
            words_of(found.revision),
            words_of(found),
            kind_of(found.revision.text),
            found.revision.language,
        ),
    }
    return render(request, "texts/suggestions/answered.html", context)


# --- answering ---


def answer(request: HttpRequest, found: Suggestion, asked: Asked) -> HttpResponse:
    act = request.POST.get("act", "")
    try:
        if act == "decline":
            return decline(request, found, asked)
        if act == "accept":
            return accept(request, found, asked)
        return choose(request, found)
    except SuggestionIsAnswered as told:
        return tell_who_did(request, told.suggestion)
    except (GroupIsArchived, TextIsWithdrawn):
        messages.error(request, _("The text was withdrawn meanwhile: nothing was published."))
        return redirect("texts:suggestions", found.revision.text.owner.slug)


def tell_who_did(request: HttpRequest, found: Suggestion) -> HttpResponse:
    if found.state == State.WITHDRAWN:
        messages.warning(request, _("Its author took it back meanwhile: nothing was published."))
    else:
        words = _("%(name)s has answered meanwhile: you published nothing.")
        messages.warning(request, words % {"name": name_of(found.answered_by)})
    return redirect("texts:suggestion", found.pk)


def decline(request: HttpRequest, found: Suggestion, asked: Asked) -> HttpResponse:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return merge_page(request, found, decline_form=form, status=422)
    decline_suggestion(
        suggestion=found, reason=form.cleaned_data["reason"], by=asked.user, now=asked.now
    )
    messages.success(request, _("It is declined. Its author reads your reason by mail."))
    return redirect("texts:suggestions", found.revision.text.owner.slug)


def choose(request: HttpRequest, found: Suggestion) -> HttpResponse:
    """Places that collide are decided first; then the words can be amended, and published."""
    onto = latest_for(found)
    form = choices_form(request.POST, found, onto)
    if not form.is_valid():
        return merge_page(request, found, form=form, status=422)
    return merge_page(request, found, form=form, words=form.result())


def accept(request: HttpRequest, found: Suggestion, asked: Asked) -> HttpResponse:
    kind, onto = kind_of(found.revision.text), latest_for(found)
    form = AcceptForm(request.POST, kind=kind, start=words_of(onto))
    if not form.is_valid():
        return merge_page(request, found, accept_form=form, status=422)
    seen = request.POST.get("seen", "")
    try:
        done = accept_suggestion(
            suggestion=found,
            words=form.words(),
            seen=int(seen) if seen.isascii() and seen.isdigit() else 0,
            answer=form.cleaned_data["answer"],
            by=asked.user,
            now=asked.now,
        )
    except TextMovedOn:
        return merge_page(request, found, accept_form=form, moved_on=True, status=CONFLICT)
    except NotReady as told:
        form.tell(told.faults)
        return merge_page(request, found, accept_form=form, status=422)
    words = _("Revision %(number)s is published, and the author of the suggestion is told.")
    number = done.result.number if done.result else ""
    messages.success(request, words % {"number": number})
    return redirect("texts:suggestion", found.pk)


def choices_form(data: Any, found: Suggestion, onto: Revision) -> ChoicesForm:
    return ChoicesForm(
        data,
        merged=merge_of_suggestion(found, onto),
        theirs=_("Words of the suggestion"),
        ours=_("Words of the text as it is now"),
    )


def merge_page(
    request: HttpRequest,
    found: Suggestion,
    *,
    form: ChoicesForm | None = None,
    words: Words | None = None,
    accept_form: AcceptForm | None = None,
    decline_form: DeclineForm | None = None,
    moved_on: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Without a place to decide, or once all are decided, the words stand in a form."""
    kind, onto = kind_of(found.revision.text), latest_for(found)
    form = form or choices_form(None, found, onto)
    merged = form.merged
    if words is None and merged.is_clean:
        words = merged.words()
    if accept_form is None and words is not None:
        accept_form = AcceptForm(kind=kind, start=words)
    asked = [each for each in (form, accept_form, decline_form) if each is not None]
    context = frame_of(found) | {
        "form": form,
        "accept_form": accept_form,
        "decline_form": decline_form or DeclineForm(),
        "wrong": next((each for each in asked if each.errors), None),
        "onto": onto,
        "is_older": onto.pk != found.revision_id,
        "count": len(merged.collisions),
        "parts": shown_parts(merged, kind, onto.language),
        "brings_nothing": words is not None and words == words_of(onto),
        "moved_on": moved_on,
    }
    return render(request, "texts/suggestions/suggestion.html", context, status=status)
