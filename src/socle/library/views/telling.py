"""A case is told, changed, translated, or put back as it was."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from socle.foundation.languages import name_of_language
from socle.foundation.limits import too_many, within_limit
from socle.groups.actions.living import GroupIsArchived
from socle.groups.forms.editing import themes_with
from socle.groups.views.doors import Asked
from socle.library.actions.telling import (
    CaseChangedMeanwhile,
    CaseToldAlready,
    NothingChanged,
    change_case,
    tell_case,
)
from socle.library.forms.telling import CaseForm, CaseWords, fields_of
from socle.library.kinds import CASE_KIND
from socle.library.models import Change
from socle.library.queries.addresses import path_of
from socle.library.queries.facts import facts_of
from socle.library.queries.history import change_of
from socle.library.queries.picking import case_standing, said_in
from socle.library.queries.writing import Meanwhile, Opened, meanwhile, opened
from socle.library.rules import open_case_to_change, open_coalition
from socle.library.views.showing import (
    CONFLICT,
    language_here,
    show,
    signed_in,
    step_to,
    trail,
)
from socle.texts.actions.publishing import TextIsWithdrawn
from socle.texts.queries.revisions import words_of
from socle.texts.queries.words import FIELDS, Words
from socle.texts.views.doors import known_language

Typed = CaseForm | CaseWords


def asks_preview(request: HttpRequest) -> bool:
    return request.POST.get("act") == "preview"


@signed_in
def new(request: HttpRequest, asked: Asked) -> HttpResponse:
    """``?after=12``: they had seen that case, and did it too."""
    coalition = open_coalition()
    after = case_standing(request.POST.get("adapted_from") or request.GET.get("after") or "")
    sent = request.POST if request.method == "POST" else None
    language = language_here()
    form = CaseForm(sent, language=language, day=asked.day, after=after, is_new=True)
    if sent is None or asks_preview(request) or not form.is_valid():
        return new_page(request, form)
    if not within_limit(request, "library.write", key=asked.user.email):
        return too_many(request)
    given = form.cleaned_data
    try:
        made = tell_case(
            owner=coalition,
            language=given["language"],
            words=form.words(),
            facts=form.facts(),
            by=asked.user,
            now=asked.now,
            pressed=given["pressed"],
        )
    except CaseToldAlready as told:
        made = told.case
    messages.success(request, _("Thank you: it is told. Anyone reads it, and can add to it."))
    return redirect("library:case", made.pk)


def new_page(request: HttpRequest, form: CaseForm) -> HttpResponse:
    after = form.after
    here = _("Tell what was done")
    return write_page(
        request,
        form,
        here,
        language=form.data.get("language") or language_here(),
        after=said_in(after, language_here()) if after else None,
        breadcrumb=trail(here),
        back="library:cases",
    )


@signed_in
def edit(request: HttpRequest, asked: Asked, key: int, language: str) -> HttpResponse:
    """``?again=7``: as it stood after that change, to be put back."""
    found = opened(open_case_to_change(asked.who, key), known_language(language))
    if request.method != "POST":
        again = change_of(found.case, request.GET.get("again", ""))
        return edit_page(request, found, shown(found, asked, again), again=again)
    form = sent(request, found, asked)
    if asks_preview(request) or not form.is_valid():
        return edit_page(request, found, form)
    if not within_limit(request, "library.write", key=asked.user.email):
        return too_many(request)
    return keep(request, asked, found, form)


def sent(request: HttpRequest, found: Opened, asked: Asked) -> Typed:
    if found.is_translation:
        return CaseWords(request.POST, language=found.language, is_new=found.last is None)
    after = found.case.adapted_from
    return CaseForm(request.POST, language=found.language, day=asked.day, after=after)


def shown(found: Opened, asked: Asked, again: Change | None = None) -> Typed:
    """As it stands now, or stood after a change."""
    if again is not None and again.revision.language != found.language:
        again = None
    words = words_of(again.revision) if again else found.words
    note = _("Put back as it was.") if again else ""
    facts = None if found.is_translation else facts_of(again or found.case)
    return filled(found, asked, words, facts, note)


def filled(found: Opened, asked: Asked, words: Words, facts: Any, note: str) -> Typed:
    said = {name: getattr(words, name) for name in FIELDS}
    seen = {"seen": found.change.pk, "upon": found.last.pk if found.last else 0, "note": note}
    if facts is None:
        is_new = found.last is None
        return CaseWords(language=found.language, is_new=is_new, initial=said | seen)
    initial = said | seen | fields_of(facts)
    after = facts.adapted_from
    return CaseForm(language=found.language, day=asked.day, after=after, initial=initial)


def keep(request: HttpRequest, asked: Asked, found: Opened, form: Typed) -> HttpResponse:
    given = form.cleaned_data
    try:
        change_case(
            case=found.case,
            language=found.language,
            words=form.words(),
            facts=form.facts() if isinstance(form, CaseForm) else None,
            note=given.get("note", ""),
            seen=given["seen"] or 0,
            by=asked.user,
            now=asked.now,
            translates=found.source,
        )
    except NothingChanged:
        messages.info(request, _("Nothing was changed: it stands as it did."))
    except CaseChangedMeanwhile:
        return both_versions(request, asked, found, form)
    except (TextIsWithdrawn, GroupIsArchived):
        raise Http404 from None
    else:
        messages.success(request, _("Saved: anyone reads it so."))
    words = said_in(found.case, language_here())
    return redirect(path_of(found.case, words) if words else "library:cases")


def both_versions(request: HttpRequest, asked: Asked, found: Opened, form: Typed) -> HttpResponse:
    """Both changes together in the form where that can be done; else theirs stands beside ours."""
    now = opened(found.case, found.language)
    given = form.cleaned_data
    what = meanwhile(
        now,
        seen=given["seen"] or 0,
        upon=given["upon"] or 0,
        words=form.words(),
        facts=form.facts() if isinstance(form, CaseForm) else None,
    )
    words = what.merged.words() if what.merged.is_clean else form.words()
    again = filled(now, asked, words, what.facts, given.get("note", ""))
    return edit_page(request, now, again, status=CONFLICT, what=what)


def edit_page(
    request: HttpRequest,
    found: Opened,
    form: Typed,
    *,
    status: int = 200,
    again: Change | None = None,
    what: Meanwhile | None = None,
) -> HttpResponse:
    words = said_in(found.case, language_here())
    here = _("Change this case")
    if found.is_translation:
        named = {"language": name_of_language(found.language)}
        here = _("Translate it into %(language)s") % named
    return write_page(
        request,
        form,
        here,
        status=status,
        language=found.language,
        source=found.source,
        again=again,
        what=what,
        case=found.case,
        breadcrumb=trail(*([step_to(found.case, words)] if words else []), here),
        after=after_of(form),
    )


def after_of(form: Typed) -> Any:
    after = form.after if isinstance(form, CaseForm) else None
    return said_in(after, language_here()) if after else None


def write_page(
    request: HttpRequest, form: Typed, here: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    previewed = None
    if asks_preview(request):
        # Nothing is kept yet: nothing is refused.
        form.errors.clear()
        previewed = Words.of(**{name: request.POST.get(name, "") for name in FIELDS})
    facts = isinstance(form, CaseForm)
    more |= {"themes": themes_with(form)} if isinstance(form, CaseForm) else {}
    return show(
        request,
        "write",
        form,
        status=status,
        here=here,
        has_facts=facts,
        kind=CASE_KIND,
        previewed=previewed,
        **more,
    )
