"""What the pages of texts have in common: the trail that leads to them, the way out."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from socle.texts.kinds import kind_of
from socle.texts.models import Draft, Revision, Text
from socle.texts.queries.revisions import latest, latest_in_each


def known_language(language: str) -> str:
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return language


def read_at(text: Text, language: str = "") -> str:
    """Where anyone reads it; else its history."""
    spoken = language or get_language() or text.source_language
    return kind_of(text).url(text, spoken) or reverse("texts:history", args=[text.pk])


def name_of(text: Text) -> dict[str, str]:
    """Its title in the language of the page, else in its own; what it is, when it has none yet."""
    found = latest(text, get_language()) or latest(text)
    return named(found or text.drafts.exclude(title="").order_by("-saved_at").first(), text)


def named(row: Revision | Draft | None, text: Text) -> dict[str, str]:
    """For a trail, which says where a name is in another language than the page."""
    if row is None:
        return {"label": str(kind_of(text).label), "language": ""}
    return {"label": row.title, "language": row.language}


def trail(text: Text, here: str, *between: tuple[str, str]) -> list[dict[str, Any]]:
    first = {"url": text.owner.get_absolute_url(), "label": text.owner.name}
    steps = [{"url": url, "label": label} for url, label in [*between, ("", here)]]
    return [first, {"url": read_at(text)} | name_of(text), *steps]


def show(
    request: HttpRequest, template: str, form: Any = None, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of this room; 422 when its form was not filled in right."""
    if form is not None and form.errors and status == 200:
        status = 422
    return render(request, f"texts/{template}.html", {"form": form, **context}, status=status)


def to_write(text: Text, language: str) -> HttpResponse:
    return redirect(writes_at(text, language))


def writes_at(text: Text, language: str) -> str:
    name = "texts:write" if language == text.source_language else "texts:translate"
    return reverse(name, args=[text.pk, language])


def languages_of(text: Text) -> dict[str, Revision]:
    """The last revision in each language, those of the site first."""
    found = latest_in_each(text)
    order = [code for code, _name in settings.LANGUAGES]
    return {code: found[code] for code in sorted(found, key=order.index)}
