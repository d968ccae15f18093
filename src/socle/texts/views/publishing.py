"""The last look before a draft is published, or thrown away."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from socle.groups.actions.living import GroupIsArchived
from socle.groups.views.doors import Asked, asked_by, people_only
from socle.texts.actions.drafting import (
    DraftChangedMeanwhile,
    NoNote,
    NotReady,
    PublishedMeanwhile,
    Seen,
    publish_draft,
    throw_draft_away,
)
from socle.texts.actions.publishing import NothingNew, NoTitle, SourceIsMissing, TextIsWithdrawn
from socle.texts.forms.publishing import PublishForm
from socle.texts.kinds import kind_of
from socle.texts.queries.checking import Fault, faults_of
from socle.texts.queries.differences import compared
from socle.texts.queries.hinting import hints_for
from socle.texts.queries.revisions import words_of
from socle.texts.queries.writing import Opened, opened
from socle.texts.rules import open_text_to_write
from socle.texts.views.doors import known_language, read_at, show, to_write
from socle.texts.views.writing import CONFLICT, around


@people_only
def publish(request: HttpRequest, key: int, language: str) -> HttpResponse:
    asked = asked_by(request)
    text = open_text_to_write(asked.who, key)
    found = opened(text, known_language(language))
    form = form_of(request, found)
    if request.method == "POST":
        return press(request, asked, found, form)
    if found.draft is None:
        messages.info(request, _("There is no draft: what is published is up to date."))
        return to_write(text, language)
    if found.last and found.draft.base_id != found.last.pk:
        # The page to write shows both, and puts them together.
        return to_write(text, language)
    return page(request, found, form)


def form_of(request: HttpRequest, found: Opened) -> PublishForm:
    seen = Seen.of(found.draft)
    initial = {"draft": seen.key, "seen": seen.version}
    sent = request.POST if request.method == "POST" else None
    return PublishForm(sent, is_first=found.last is None, initial=initial)


def press(request: HttpRequest, asked: Asked, found: Opened, form: PublishForm) -> HttpResponse:
    """Publish; a second press of the button finds it done."""
    text, language = found.text, found.language
    if found.draft is None and found.last is not None:
        messages.info(request, _("It is published."))
        return redirect(read_at(text, language))
    if not form.is_valid():
        return page(request, found, form)
    note = form.cleaned_data.get("note", "")
    try:
        publish_draft(
            text=text, language=language, seen=form.as_seen, note=note, by=asked.user, now=asked.now
        )
    except NothingNew:
        drop_it(found, form.as_seen)
        messages.info(
            request, _("Nothing was left to publish: these words are the published ones.")
        )
    except (DraftChangedMeanwhile, PublishedMeanwhile):
        return changed_meanwhile(request, opened(text, language), note)
    except (NotReady, NoNote, NoTitle):
        return page(request, found, form, status=422)
    except (SourceIsMissing, TextIsWithdrawn, GroupIsArchived):
        form.add_error(
            None, _("This text was withdrawn meanwhile: nothing more is published of it.")
        )
        return page(request, found, form)
    else:
        messages.success(request, _("It is published."))
    return redirect(read_at(text, language))


def drop_it(found: Opened, seen: Seen) -> None:
    """A draft that says what is published has served."""
    with suppress(DraftChangedMeanwhile):
        throw_draft_away(text=found.text, language=found.language, seen=seen)


def changed_meanwhile(request: HttpRequest, found: Opened, note: str) -> HttpResponse:
    """Nobody publishes words they have not seen: the same page, with the draft as it is now."""
    if found.draft is None or (found.last and found.draft.base_id != found.last.pk):
        return to_write(found.text, found.language)
    seen = Seen.of(found.draft)
    initial = {"draft": seen.key, "seen": seen.version, "note": note}
    form = PublishForm(is_first=found.last is None, initial=initial)
    return page(request, found, form, status=CONFLICT, meanwhile=found.draft)


def page(
    request: HttpRequest, found: Opened, form: PublishForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    kind = kind_of(found.text)
    context = around(found, _("Publish")) | {
        "faults": named(found, faults_of(found.text, found.words)),
        "compared": compared(words_of(found.last), found.words, kind, found.language)
        if found.last
        else None,
        "hints": hints_for(found.words, kind, found.language),
        "is_late": found.source and found.rendered and found.source.pk != found.rendered.pk,
    }
    return show(request, "publish", form, status=status, **context, **more)


def named(found: Opened, faults: list[Fault]) -> list[dict[str, Any]]:
    kind = kind_of(found.text)
    labels = {part.name: part.label for part in kind.parts}
    return [
        {"label": labels[fault.part], "words": fault.words, "part": fault.part} for fault in faults
    ]


@people_only
def throw_away(request: HttpRequest, key: int, language: str) -> HttpResponse:
    """Asked first: a draft that is thrown away is gone."""
    asked = asked_by(request)
    text = open_text_to_write(asked.who, key)
    found = opened(text, known_language(language))
    if found.draft is None:
        return to_write(text, language)
    form = PublishForm(
        request.POST if request.method == "POST" else None,
        is_first=True,
        initial={"draft": found.draft.pk, "seen": found.draft.version},
    )
    if request.method == "POST" and form.is_valid():
        try:
            throw_draft_away(text=text, language=language, seen=form.as_seen)
        except DraftChangedMeanwhile as told:
            return throw_page(request, opened(text, language), told.draft)
        messages.success(request, _("The draft is gone. What is published stays as it is."))
        return redirect(read_at(text, language))
    return throw_page(request, found)


def throw_page(request: HttpRequest, found: Opened, changed: Any = None) -> HttpResponse:
    if found.draft is None:
        return to_write(found.text, found.language)
    seen = Seen.of(found.draft)
    form = PublishForm(is_first=True, initial={"draft": seen.key, "seen": seen.version})
    context = around(found, _("Throw the draft away"))
    status = CONFLICT if changed else 200
    return show(request, "throw_away", form, status=status, meanwhile=changed, **context)
