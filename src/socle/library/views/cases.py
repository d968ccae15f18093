"""Cases for anyone: the list, one of them, what was changed."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from socle.foundation.addresses import alternates
from socle.foundation.kept import kept_page
from socle.foundation.reading import moved_to, read_only
from socle.foundation.slots import stamps_in
from socle.groups.queries.coalition import the_coalition
from socle.groups.rules import GROUPS, Who
from socle.library.forms.looking import PARAMETERS, LookingForm
from socle.library.models import Case
from socle.library.queries.addresses import path_of
from socle.library.queries.case_pages import CasePage, case_page
from socle.library.queries.history import changes_of, latest_changes, newest_of, steps_of
from socle.library.queries.listed import cases_asked, lines_of
from socle.library.queries.picking import said_in
from socle.library.rules import CASES, may_change, may_withdraw, open_case
from socle.library.views.showing import language_here, show, step_to, trail, who_asks
from socle.territories.rules import AREAS, TOPICS
from socle.texts.queries.revisions import latest_in_each

PER_PAGE = 20
CHANGES_PER_PAGE = 30
GONE = 410


@read_only
@kept_page(CASES, GROUPS, AREAS, TOPICS, asks=PARAMETERS)
def cases(request: HttpRequest) -> HttpResponse:
    form = LookingForm(request.GET, day=timezone.localdate())
    page = Paginator(cases_asked(form.asked), PER_PAGE).get_page(form.asked_for["page"])
    return show(
        request,
        "cases",
        form,
        page=page,
        lines=lines_of(page),
        asks=bool(form.question()),
        may_be_told=the_coalition() is not None,
        alternates=same_question(form),
    )


def same_question(form: LookingForm) -> list[dict[str, Any]]:
    question = form.question(in_code=True)
    asked = f"?{urlencode(question)}" if question else ""

    def address(language: str) -> str:
        with override(language):
            return reverse("library:cases") + asked

    return alternates(address)


@read_only
@kept_page(CASES, GROUPS, AREAS, TOPICS, *stamps_in("text.aside"))
def case(request: HttpRequest, key: int) -> HttpResponse:
    asker, found = who_asks(request), open_case(key)
    page = case_page(found, language_here())
    words = page.shown.revision
    if found.text.withdrawn_at is not None:
        return gone(request, asker, page)
    here = path_of(found, words)
    if request.path != here:
        return moved_to(here)
    said = latest_in_each(found.text)
    own = said[found.text.source_language]
    return show(
        request,
        "case",
        case=found,
        page=page,
        words=words,
        links=links_of(asker, found, words.language),
        breadcrumb=trail(words.title),
        alternates=alternates(lambda code: path_of(found, said.get(code, own), code)),
    )


def links_of(asker: Who, case: Case, language: str) -> dict[str, str]:
    """``edit`` leads a visitor to sign in: anyone may know that they can."""
    here, source = language_here(), case.text.source_language
    found = {
        "edit": reverse("library:case-edit", args=[case.pk, source]),
        "history": reverse("library:case-history", args=[case.pk]),
        "after": reverse("library:case-new", query={"after": case.pk}),
        "suggest": reverse("texts:suggest", args=[case.text_id, language]),
    }
    if here != source:
        found["translate"] = reverse("library:case-edit", args=[case.pk, here])
    if may_change(asker, case):
        del found["suggest"]
    if may_withdraw(asker):
        found["withdraw"] = reverse("library:case-withdraw", args=[case.pk])
    return found


def gone(request: HttpRequest, asker: Who, page: CasePage) -> HttpResponse:
    """Anyone could read it: that it is gone is said, and why. Its words are not."""
    title = page.shown.revision.title
    restore = ""
    if may_withdraw(asker):
        restore = reverse("library:case-withdraw", args=[page.case.pk])
    return show(
        request,
        "gone",
        status=GONE,
        case=page.case,
        words=page.shown.revision,
        restore=restore,
        breadcrumb=trail(title),
    )


@read_only
@kept_page(CASES, AREAS, TOPICS, asks={"page"})
def history(request: HttpRequest, key: int) -> HttpResponse:
    asker, found = who_asks(request), open_case(key)
    words = said_in(found, language_here())
    if found.text.withdrawn_at is not None or words is None:
        return redirect("library:case", key)
    rows = changes_of(found)
    pages = Paginator(rows, CHANGES_PER_PAGE).get_page(request.GET.get("page"))
    # One more than the page shows: what its last change is compared with.
    several = list(rows[pages.start_index() - 1 : pages.end_index() + 1])
    shown = several[: pages.end_index() - pages.start_index() + 1]
    return show(
        request,
        "history",
        case=found,
        words=words,
        page=pages,
        steps=steps_of(
            shown,
            older=several[len(shown)] if len(several) > len(shown) else None,
            newest=newest_of(found),
        ),
        names_authors=asker.is_inside(found.text.owner),
        breadcrumb=trail(step_to(found, words), _("History")),
    )


@read_only
@kept_page(CASES, GROUPS, AREAS, asks={"page"})
def changes(request: HttpRequest) -> HttpResponse:
    """What was changed last in any of them: anyone may watch."""
    coalition = the_coalition()
    page = Paginator(latest_changes(), CHANGES_PER_PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "changes",
        page=page,
        names_authors=coalition is not None and who_asks(request).is_inside(coalition),
        breadcrumb=trail(_("Latest changes")),
    )
