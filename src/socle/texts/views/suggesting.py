"""Anyone suggests other words; a visitor confirms it, or takes it back, by the link in a mail."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from socle.accounts.models import User
from socle.foundation.limits import too_many, within_limit
from socle.groups.actions.living import GroupIsArchived
from socle.groups.rules import who
from socle.texts.actions.publishing import TextIsWithdrawn
from socle.texts.actions.suggesting import (
    LinkIsTooOld,
    NothingChanged,
    confirm_suggestion,
    suggest,
    withdraw_suggestion,
)
from socle.texts.forms.suggesting import SuggestForm
from socle.texts.kinds import kind_of
from socle.texts.models import Revision, Suggestion, Text
from socle.texts.queries.merge_page import difference_of
from socle.texts.queries.revisions import latest, words_of
from socle.texts.queries.suggestions import suggestion_with
from socle.texts.rules import may_suggest, open_text
from socle.texts.views.doors import named

State = Suggestion.State
GONE = 410


@never_cache
def suggest_words(request: HttpRequest, key: int, language: str) -> HttpResponse:
    text = open_text(who(request.user, day=timezone.localdate()), key)
    published = latest(text, language)
    if published is None or not kind_of(text).is_public(text):
        raise Http404
    if request.method != "POST" and not takes_suggestions(text):
        return page(request, "closed", text, published, status=GONE)
    user = request.user if isinstance(request.user, User) else None
    started = started_from(request, text, published)
    sent = request.POST if request.method == "POST" else None
    form = SuggestForm(sent, kind=kind_of(text), revision=started, user=user)
    if sent is not None and form.is_valid():
        return receive(request, text, started, form, user)
    return form_page(request, text, started, form)


def takes_suggestions(text: Text) -> bool:
    return may_suggest(text) and text.owner.archived_at is None


def started_from(request: HttpRequest, text: Text, published: Revision) -> Revision:
    """The revision whose words stood in the form when it was opened, if it is one of this text."""
    key = request.POST.get("revision", "")
    if not (key.isascii() and key.isdigit() and len(key) < 10):
        return published
    rows = text.revisions.filter(language=published.language, pk=key)
    return rows.first() or published


def receive(
    request: HttpRequest, text: Text, revision: Revision, form: SuggestForm, user: User | None
) -> HttpResponse:
    if form.is_from_a_program:
        return redirect("texts:suggest-thanks", text.pk, revision.language)
    given = form.cleaned_data
    if not within_limit(request, "texts.suggest", key=user.email if user else given["email"]):
        return too_many(request)
    try:
        suggest(
            revision=revision,
            words=form.words(),
            why=given["why"],
            by=user,
            name=given.get("name", ""),
            email=given.get("email", ""),
            language=(get_language() or "fr")[:2],
            may_name=given["may_name"],
            now=timezone.now(),
        )
    except NothingChanged:
        form.add_error(None, _("Nothing is changed yet: write over the words you would change."))
        return form_page(request, text, revision, form)
    except (TextIsWithdrawn, GroupIsArchived):
        form.add_error(
            None, _("This text was withdrawn meanwhile: it takes no more suggestions. Copy yours.")
        )
        return form_page(request, text, revision, form)
    return redirect("texts:suggest-thanks", text.pk, revision.language)


@never_cache
def thanks(request: HttpRequest, key: int, language: str) -> HttpResponse:
    """The same for who is known and who is not, for a person and for a program."""
    text = open_text(who(request.user, day=timezone.localdate()), key)
    published = latest(text, language)
    if published is None or not kind_of(text).is_public(text):
        raise Http404
    return page(request, "thanks", text, published)


def form_page(
    request: HttpRequest, text: Text, revision: Revision, form: SuggestForm
) -> HttpResponse:
    status = 422 if form.errors else 200
    return page(request, "suggest", text, revision, form=form, status=status)


def page(
    request: HttpRequest,
    template: str,
    text: Text,
    revision: Revision,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    here = kind_of(text).url(text, (get_language() or "fr")[:2])
    steps = [{"url": here} | named(revision, text)] if here else []
    shared = {
        "text": text,
        "revision": revision,
        "group": text.owner,
        "kind": kind_of(text),
        "here": here,
        "breadcrumb": [*steps, {"url": "", "label": _("Suggest other words")}],
    }
    return render(request, f"texts/suggestions/{template}.html", shared | context, status=status)


# --- the link in the mail ---


@never_cache
@csrf_exempt  # The link itself is the secret; a page for who has no account sets no cookie.
def link(request: HttpRequest, token: str) -> HttpResponse:
    found = suggestion_with(token)
    if found is None:
        return render(request, "texts/suggestions/no_link.html", status=404)
    problem = ""
    if request.method == "POST":
        act, now = request.POST.get("act"), timezone.now()
        try:
            if act == "confirm":
                confirm_suggestion(suggestion=found, now=now)
            elif act == "withdraw":
                withdraw_suggestion(suggestion=found, now=now)
            return redirect("texts:suggestion-link", token)
        except LinkIsTooOld:
            problem = "old"
        except (TextIsWithdrawn, GroupIsArchived):
            problem = "withdrawn"
    return link_page(request, found, problem)


def link_page(request: HttpRequest, found: Suggestion, problem: str) -> HttpResponse:
    revision = found.revision
    context = {
        "suggestion": found,
        "revision": revision,
        "group": revision.text.owner,
        "kind": kind_of(revision.text),
        "problem": problem,
        "may_withdraw": found.state in {State.UNCONFIRMED, State.OPEN},
        "parts": difference_of(
            words_of(revision), words_of(found), kind_of(revision.text), revision.language
        ),
        "here": kind_of(revision.text).url(revision.text, (get_language() or "fr")[:2]),
    }
    template = "texts/suggestions/link.html"
    return render(request, template, context, status=GONE if problem else 200)
