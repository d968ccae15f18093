"""What originals bring to the adaptations of a group: all of it, and one, to be decided on."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from socle.groups.actions.living import GroupIsArchived
from socle.groups.queries.people import name_of
from socle.groups.rules import open_group_inside
from socle.groups.views.doors import Asked, asked_by, people_only
from socle.groups.views.pages import trail
from socle.texts.actions.drafting import NotReady
from socle.texts.actions.publishing import TextIsWithdrawn
from socle.texts.actions.updating import (
    AlreadyAnswered,
    OurWordsChanged,
    keep_our_words,
    take_update,
    theirs_of,
)
from socle.texts.forms.merging import ChoicesForm, KeepForm, OriginalForm, tell
from socle.texts.kinds import kind_of
from socle.texts.models import Update
from socle.texts.queries.differences import compared
from socle.texts.queries.merge_page import shown_parts
from socle.texts.queries.merging import MergedWords
from socle.texts.queries.updates import (
    Ours,
    State,
    later_than,
    made_another,
    may_be_taken,
    measured_from,
    merge_of,
    ours_of,
    updates_of,
)
from socle.texts.queries.words import Words
from socle.texts.rules import may_write, open_update
from socle.texts.views.doors import named

ON_A_PAGE = 20
# Somebody else was quicker, or the words moved on: what was chosen stands against what is there.
CONFLICT = 409


@people_only
def list_updates(request: HttpRequest, key: int) -> HttpResponse:
    asked = asked_by(request)
    group = open_group_inside(asked.who, key)
    rows = updates_of(group)
    open_states = [State.WAITING, State.DUE]
    answered = Paginator(rows.exclude(state__in=open_states), ON_A_PAGE)
    context = {
        "group": group,
        "waiting": Paginator(rows.filter(state__in=open_states), ON_A_PAGE).get_page(
            request.GET.get("waiting")
        ),
        "answered": answered.get_page(request.GET.get("page")),
        "breadcrumb": trail(group, _("Updates of originals")),
    }
    return render(request, "texts/updates/list.html", context)


@people_only
def update(request: HttpRequest, pk: int) -> HttpResponse:
    asked = asked_by(request)
    found = open_update(asked.who, pk)
    if found.state == State.OVERTAKEN:
        return to_the_newer(request, found)
    if not may_be_taken(found) or not may_write(asked.who, found.text):
        return show_answered(request, found)
    if request.method == "POST":
        return decide(request, found, asked)
    if request.GET.get("act") == "original":
        return original_page(request, found)
    return merge_page(request, found)


def to_the_newer(request: HttpRequest, found: Update) -> HttpResponse:
    newer = later_than(found)
    if newer is None:
        messages.info(request, _("That update no longer stands."))
        return redirect("texts:updates", found.text.owner.slug)
    messages.info(request, _("The original was published again since: here is all that changed."))
    return redirect("texts:update", newer.pk)


def show_answered(request: HttpRequest, found: Update) -> HttpResponse:
    asker = asked_by(request).who
    context = frame_of(found) | {
        "by": name_of(found.answered_by),
        "former": found.result.made_from if found.result else None,
        "may_write": may_write(asker, found.text),
    }
    return render(request, "texts/updates/answered.html", context)


def frame_of(found: Update) -> dict[str, Any]:
    """What every page of an update says: whose, of what, when, and what they said of it."""
    group = found.text.owner
    steps = trail(group)
    updates = reverse("texts:updates", args=[group.slug])
    steps.append({"url": updates, "label": _("Updates of originals")})
    steps.append({"url": ""} | named(found.revision, found.text))
    return {
        "update": found,
        "group": group,
        "revision": found.revision,
        "source": found.revision.text.owner,
        "kind": kind_of(found.text),
        "before": measured_from(found),
        "another": made_another(found),
        "breadcrumb": steps,
    }


# --- deciding ---


def decide(request: HttpRequest, found: Update, asked: Asked) -> HttpResponse:
    act = request.POST.get("act", "")
    try:
        if act == "keep":
            return keep(request, found, asked)
        if act == "original":
            return take_original(request, found, asked)
        return choose(request, found, asked, only_look=act != "take")
    except AlreadyAnswered as told:
        return tell_who_did(request, told.update)
    except (GroupIsArchived, TextIsWithdrawn):
        messages.error(request, _("The text was withdrawn meanwhile: nothing more is decided."))
        return redirect("texts:updates", found.text.owner.slug)


def tell_who_did(request: HttpRequest, found: Update) -> HttpResponse:
    if found.state != State.OVERTAKEN:
        words = _("%(name)s has answered meanwhile. Nothing you chose was published.")
        messages.warning(request, words % {"name": name_of(found.answered_by)})
    return redirect("texts:update", found.pk)


def keep(request: HttpRequest, found: Update, asked: Asked) -> HttpResponse:
    form = KeepForm(request.POST)
    if not form.is_valid():
        return merge_page(request, found, keep_form=form, status=422)
    reason = form.cleaned_data["reason"]
    keep_our_words(update=found, reason=reason, by=asked.user, now=asked.now)
    words = _("Your words stay. We say nothing more of it until the original is published again.")
    messages.success(request, words)
    return redirect("texts:updates", found.text.owner.slug)


def choose(request: HttpRequest, found: Update, asked: Asked, *, only_look: bool) -> HttpResponse:
    ours = ours_of(found.text)
    form = choices_form(request.POST, found, ours)
    if request.POST.get("mark") != ours.mark:
        return merge_page(request, found, form=form, moved_on=True, status=CONFLICT)
    if not form.is_valid():
        return merge_page(request, found, form=form, status=422)
    if only_look:
        return merge_page(request, found, form=form, result=form.result())
    try:
        return take(request, found, form.result(), asked)
    except OurWordsChanged:
        form = choices_form(request.POST, found, ours_of(found.text))
        return merge_page(request, found, form=form, moved_on=True, status=CONFLICT)
    except NotReady as told:
        tell(form, told.faults, kind_of(found.text))
        return merge_page(request, found, form=form, status=422)


def take_original(request: HttpRequest, found: Update, asked: Asked) -> HttpResponse:
    try:
        return take(request, found, theirs_of(found), asked)
    except OurWordsChanged:
        return original_page(request, found, moved_on=True, status=CONFLICT)
    except NotReady as told:
        form = OriginalForm(request.POST)
        tell(form, told.faults, kind_of(found.text))
        return original_page(request, found, form=form, status=422)


def take(request: HttpRequest, found: Update, words: Words, asked: Asked) -> HttpResponse:
    """Raises OurWordsChanged, NotReady."""
    result = take_update(
        update=found, words=words, seen=request.POST.get("mark", ""), by=asked.user,
        note=found.revision.note, now=asked.now,
    )  # fmt: skip
    published = _("The update is taken: a new revision of your text is published.")
    drafted = _("The update is taken: it is in your draft, which is not published yet.")
    messages.success(request, published if hasattr(result, "number") else drafted)
    return redirect("texts:update", found.pk)


def original_page(
    request: HttpRequest, found: Update, *, form: OriginalForm | None = None,
    moved_on: bool = False, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """Looked at once more before one's own words give way: what goes, what comes."""
    ours = ours_of(found.text)
    context = frame_of(found) | {
        "form": form or OriginalForm(),
        "mark": ours.mark,
        "ours": ours,
        "compared": compared(
            ours.words, theirs_of(found), kind_of(found.text), found.revision.language
        ),
        "moved_on": moved_on,
    }
    return render(request, "texts/updates/original.html", context, status=status)


def choices_form(data: Any, found: Update, ours: Ours) -> ChoicesForm:
    theirs = _("Words of the original (%(name)s)") % {"name": found.revision.text.owner.name}
    own = _("Our words (%(name)s)") % {"name": found.text.owner.name}
    return ChoicesForm(data, merged=merge_of(found, ours), theirs=theirs, ours=own)


def merge_page(
    request: HttpRequest,
    found: Update,
    *,
    form: ChoicesForm | None = None,
    keep_form: KeepForm | None = None,
    result: Words | None = None,
    moved_on: bool = False,
    status: int = 200,
) -> HttpResponse:
    ours = ours_of(found.text)
    form = form or choices_form(None, found, ours)
    merged: MergedWords = form.merged
    context = frame_of(found) | {
        "form": form,
        "keep_form": keep_form or KeepForm(),
        "wrong": keep_form if keep_form is not None and keep_form.errors else form,
        "mark": ours.mark,
        "parts": shown_parts(merged, kind_of(found.text), found.revision.language),
        "merged": merged,
        "count": len(merged.collisions),
        "ours": ours,
        "result": result,
        "moved_on": moved_on,
        "is_kept": found.state == State.KEPT,
    }
    return render(request, "texts/updates/update.html", context, status=status)
