"""What was published of a text: its history, one revision, any two of them side by side."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from socle.foundation.addresses import alternates
from socle.foundation.reading import read_only
from socle.groups.rules import Who, who
from socle.texts.kinds import kind_of
from socle.texts.models import Revision, Text
from socle.texts.queries.differences import beside, compared_revisions, may_stand_beside
from socle.texts.queries.history import numbers_of, revision_of, revisions_of
from socle.texts.queries.suggestions import counts_of
from socle.texts.queries.translations import shown_one
from socle.texts.rules import may_read, may_write, open_text
from socle.texts.views.doors import known_language, languages_of, read_at, show, trail, writes_at

PER_PAGE = 50


def asks(request: HttpRequest) -> Who:
    return who(request.user, day=timezone.localdate())


def opens(request: HttpRequest, key: int) -> tuple[Who, Text]:
    """Nothing is there to read before something is published."""
    asker = asks(request)
    text = open_text(asker, key)
    if not text.revisions.exists() and not may_write(asker, text):
        raise Http404
    return asker, text


def in_each(name: str, *args: Any, query: str = "") -> list[dict[str, Any]]:
    def there(language: str) -> str:
        with override(language):
            return reverse(name, args=args) + query

    return alternates(there)


@read_only
def history(request: HttpRequest, key: int) -> HttpResponse:
    asker, text = opens(request, key)
    asked = request.GET.get("language", "")
    languages = languages_of(text)
    language = asked if asked in languages else ""
    page = Paginator(revisions_of(text, language), PER_PAGE).get_page(request.GET.get("page"))
    here = _("History")
    context: dict[str, Any] = {
        "text": text,
        "kind": kind_of(text),
        "page": page,
        "languages": languages,
        "language": language,
        "read_at": read_at(text),
        "writes_at": writes_at(text, text.source_language) if may_write(asker, text) else "",
        "names_authors": asker.is_inside(text.owner),
        "suggestions": counts_of(text),
        "breadcrumb": trail(text, here),
        "alternates": in_each("texts:history", key),
        "here": here,
    }
    return show(request, "history", **context)


@read_only
def revision(request: HttpRequest, key: int, language: str, number: int) -> HttpResponse:
    asker, text = opens(request, key)
    found = revision_of(text, known_language(language), number)
    if found is None:
        raise Http404
    here = _("Revision %(number)s") % {"number": number}
    last = text.revisions.filter(language=language).order_by("-number").first()
    context: dict[str, Any] = {
        "text": text,
        "kind": kind_of(text),
        "revision": found,
        "last": last,
        "shown": shown_one(found),
        "read_at": read_at(text, language),
        "names_authors": asker.is_inside(text.owner),
        "writes_at": writes_at(text, language) if may_write(asker, text) else "",
        "breadcrumb": trail(text, here, (reverse("texts:history", args=[key]), _("History"))),
        "alternates": in_each("texts:revision", key, language, number),
        "here": here,
    }
    return show(request, "revision", **context)


@read_only
def compare(request: HttpRequest, key: int) -> HttpResponse:
    """``?from=&to=`` are keys of revisions; without them, the last two in the page's language."""
    asker, text = opens(request, key)
    known = numbers_of(text)
    before, after = pair_asked(request, asker, text, known)
    whole = request.GET.get("whole") == "yes"
    here = _("Compare")
    context: dict[str, Any] = {
        "text": text,
        "kind": kind_of(text),
        "before": before,
        "after": after,
        "choices": with_others(known, before, after),
        "whole": whole,
        "breadcrumb": trail(text, here, (reverse("texts:history", args=[key]), _("History"))),
        "alternates": in_each("texts:compare", key, query=f"?{request.GET.urlencode()}"),
        "here": here,
    }
    if before and after:
        context |= both(text, before, after)
    return show(request, "compare", **context)


def both(text: Text, before: Revision, after: Revision) -> dict[str, Any]:
    if before.language == after.language:
        return {"compared": compared_revisions(before, after, kind_of(text))}
    return {"beside": beside(before, after, kind_of(text))}


def pair_asked(
    request: HttpRequest, asker: Who, text: Text, known: list[Revision]
) -> tuple[Revision | None, Revision | None]:
    asked = [request.GET.get(name, "") for name in ("from", "to")]
    if any(asked):
        before, after = (revision_asked(asker, text, key) if key else None for key in asked)
        return before, after
    spoken = [each for each in known if each.language == get_language()]
    own = spoken or [each for each in known if each.language == text.source_language]
    last = [revision_asked(asker, text, str(each.pk)) for each in own[:2]]
    after, before = (last + [None, None])[:2]
    return before, after


def revision_asked(asker: Who, text: Text, key: str) -> Revision:
    """Of the text or of its kin, for whoever may read that one too."""
    if not (key.isdecimal() and len(key) < 19):
        raise Http404
    rows = Revision.objects.select_related(
        "text__owner", "text__adapted_from", "author", "made_from"
    )
    found = rows.filter(pk=int(key)).first()
    if found is None or not may_stand_beside(text, found) or not may_read(asker, found.text):
        raise Http404
    return found


def with_others(known: list[Revision], *chosen: Revision | None) -> list[Revision]:
    """Those of the text, and those of its kin that the page shows."""
    keys = {each.pk for each in known}
    return known + [each for each in chosen if each is not None and each.pk not in keys]
