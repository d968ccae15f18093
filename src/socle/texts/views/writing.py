"""Writing a text: one page for each text and language, and its draft."""

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from socle.groups.actions.living import GroupIsArchived
from socle.groups.models import Group
from socle.groups.rules import may_manage
from socle.groups.views.doors import Asked, asked_by, people_only
from socle.texts.actions.drafting import DraftChangedMeanwhile, Seen, save_draft
from socle.texts.actions.publishing import TextIsWithdrawn
from socle.texts.forms.collisions import CollisionsForm, sides_sent
from socle.texts.forms.writing import WriteForm, values_of, values_when_opened
from socle.texts.kinds import KINDS, kind_of
from socle.texts.models import Draft, Revision, Text
from socle.texts.queries.differences import changed_since
from socle.texts.queries.history import revision_of
from socle.texts.queries.revisions import words_of
from socle.texts.queries.words import FIELDS, Words
from socle.texts.queries.writing import (
    Meanwhile,
    Opened,
    opened,
    overtaken,
    published_meanwhile,
    saved_meanwhile,
    thrown_away,
)
from socle.texts.rules import open_text_to_write
from socle.texts.views.doors import known_language, read_at, show, to_write, trail, writes_at

# Somebody else was quicker: what was sent stands against what is there now.
CONFLICT = 409


@people_only
def write(request: HttpRequest, key: int, language: str) -> HttpResponse:
    asked = asked_by(request)
    if request.method == "POST" and (gone := withdrawn_meanwhile(asked, key)):
        return too_late(request, opened(gone, known_language(language)))
    text = open_text_to_write(asked.who, key)
    found = opened(text, known_language(language))
    if found.is_translation and found.source is None:
        messages.info(request, _("Publish the text in its own language first: then translate it."))
        return to_write(text, text.source_language)
    if request.path != writes_at(text, language):
        return to_write(text, language)
    if request.method == "POST":
        return (
            resolve(request, asked, found)
            if "ours-title" in request.POST
            else sent(request, asked, found)
        )
    if meanwhile := overtaken(found):
        return both_versions(request, found, meanwhile, upon=found.last)
    again = former_asked(request, found)
    initial = values_when_opened(found) | (asdict(words_of(again)) if again else {})
    return page(request, found, WriteForm(kind_of(text), language, initial=initial), again=again)


def former_asked(request: HttpRequest, found: Opened) -> Revision | None:
    """``?again=3``: the words of a former revision in the fields, to be published once more."""
    number = request.GET.get("again", "")
    if not number.isdecimal() or len(number) > 9:
        return None
    return revision_of(found.text, found.language, int(number))


def sent(request: HttpRequest, asked: Asked, found: Opened) -> HttpResponse:
    form = WriteForm(kind_of(found.text), found.language, request.POST)
    if not form.is_valid():
        return page(request, found, form)
    if request.POST.get("act") == "preview":
        return page(request, found, form, previewed=form.words)
    return keep(request, asked, found, form, form.words, form.was)


def keep(
    request: HttpRequest, asked: Asked, found: Opened, form: Any, words: Words, was: Words
) -> HttpResponse:
    """Save the draft, then stay, or go on to publish; told who was quicker."""
    given = form.cleaned_data
    try:
        save(found.text, found.language, words, form.as_seen, given, asked)
    except DraftChangedMeanwhile as told:
        upon = given["upon"] or 0
        what = done_meanwhile(found, told.draft, upon, was=was, words=words)
        return both_versions(
            request, found, what, draft=told.draft, upon=upon_now(found, told, upon)
        )
    except (TextIsWithdrawn, GroupIsArchived):
        return too_late(request, found)
    if request.POST.get("act") == "publish":
        return redirect("texts:publish", found.text.pk, found.language)
    messages.success(request, _("The draft is saved. Nobody outside sees it yet."))
    return to_write(found.text, found.language)


def withdrawn_meanwhile(asked: Asked, key: int) -> Text | None:
    """A text that somebody could still write when they opened its page."""
    row = Text.objects.exclude(withdrawn_at=None).select_related("owner").filter(pk=key).first()
    return row if row and row.kind in KINDS and may_manage(asked.who, row.owner) else None


def too_late(request: HttpRequest, found: Opened) -> HttpResponse:
    """Nothing is saved; what was typed stands on the page, to be copied."""
    data = request.POST.copy()
    for name in FIELDS:
        data.setdefault(name, data.get(f"ours-{name}", ""))
    form = WriteForm(kind_of(found.text), found.language, data)
    words = _("This text was withdrawn meanwhile: nothing more is written in it.")
    form.add_error(None, words)
    return page(request, found, form)


def save(
    text: Text, language: str, words: Words, seen: Seen, given: dict[str, Any], asked: Asked
) -> Draft:
    return save_draft(
        text=text,
        language=language,
        words=words,
        seen=seen,
        by=asked.user,
        now=asked.now,
        upon=of_text(text, given["upon"]),
        translates=of_text(text, given["translates"]),
    )


def of_text(text: Text, key: int | None) -> Revision | None:
    return text.revisions.filter(pk=key).first() if key else None


# --- two people on one draft ---


def done_meanwhile(
    found: Opened, draft: Draft | None, upon: int, *, was: Words, words: Words
) -> Meanwhile:
    if draft is not None:
        return saved_meanwhile(draft, base=was, ours=words)
    if found.last is not None and found.last.pk != upon:
        return published_meanwhile(found.last, base=was, ours=words)
    return thrown_away(ours=words, language=found.language)


def upon_now(found: Opened, told: DraftChangedMeanwhile, upon: int) -> Revision | None:
    """The last revision that both have taken into account."""
    return (
        told.draft.base if told.draft else found.last if found.last else of_text(found.text, upon)
    )


def both_versions(
    request: HttpRequest,
    found: Opened,
    what: Meanwhile,
    *,
    draft: Draft | None = None,
    upon: Revision | None,
) -> HttpResponse:
    """Put together in the form where that can be done; else each place, side by side."""
    draft = draft or (found.draft if what.what == "published" else None)
    source = found.source.pk if found.source else None
    carried = values_of(
        what.ours, was=what.theirs, draft=draft, upon=upon.pk if upon else None, translates=source
    )
    if what.merged.is_clean:
        carried |= {name: getattr(what.merged.words(), name) for name in ("title", "summary")}
        carried |= {name: getattr(what.merged.words(), name) for name in ("body", "more")}
        form = WriteForm(kind_of(found.text), found.language, initial=carried)
        return page(request, found, form, meanwhile=what, status=CONFLICT)
    sides = {"base": what.base, "ours": what.ours, "theirs": what.theirs}
    chosen = CollisionsForm(found.language, sides, initial=carried)
    return collisions(request, found, chosen, meanwhile=what, status=CONFLICT)


def resolve(request: HttpRequest, asked: Asked, found: Opened) -> HttpResponse:
    sides = sides_sent(request.POST)
    form = CollisionsForm(found.language, sides, request.POST)
    if not form.is_valid():
        return collisions(request, found, form)
    return keep(request, asked, found, form, form.resolved(), sides["theirs"])


def collisions(
    request: HttpRequest, found: Opened, form: CollisionsForm, **more: Any
) -> HttpResponse:
    context = around(found, _("Put both together"))
    return show(request, "collisions", form, **context, **more)


# --- the page ---


def page(
    request: HttpRequest, found: Opened, form: WriteForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    here = _("Translate") if found.is_translation else _("Write")
    context = around(found, here) | {
        "changed": changed_since(found.rendered, found.source) if found.source else None,
        "preview_at": preview_at(found.text.owner, found.text.kind),
        "picture_at": picture_at(found),
        "source_parts": source_parts(found),
    }
    return show(request, "write", form, status=status, **context, **more)


def preview_at(owner: Group, kind: str) -> str:
    """Where words are read before there is a text of them, and after."""
    return reverse("texts:preview", args=[owner.slug, kind])


def picture_at(found: Opened) -> str:
    back = urlencode({"text": found.text.pk, "language": found.language})
    return f"{reverse('texts:picture-add', args=[found.text.owner.slug])}?{back}"


def source_parts(found: Opened) -> dict[str, str]:
    """What is translated, by the name of its part."""
    if found.source is None:
        return {}
    return {part.name: getattr(found.source, part.name) for part in kind_of(found.text).parts}


def around(found: Opened, here: str) -> dict[str, Any]:
    text = found.text
    return {
        "text": text,
        "kind": kind_of(text),
        "opened": found,
        "here": here,
        "read_at": read_at(text, found.language),
        "breadcrumb": trail(text, here),
    }
