"""Words of texts, on the pages of this room and of those above."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from socle.texts.kinds import Kind
from socle.texts.models import Revision
from socle.texts.queries.translations import Shown, shown_one
from socle.texts.queries.words import Words

register = template.Library()


@register.inclusion_tag("texts/parts/words.html")
def words(shown: Shown | Revision, part: str, top: int = 3) -> dict[str, Any]:
    """A part of what is shown, as HTML, marked when it is in another language than the page."""
    revision = shown.revision if isinstance(shown, Shown) else shown
    return words_in(getattr(revision, part), revision.language, part, top)


@register.inclusion_tag("texts/parts/words.html")
def words_in(
    text: str, language: str, part: str = "body", top: int = 3, silent: bool = False
) -> dict[str, Any]:
    """The same, of words that are not published; ``silent``: the page says which language."""
    is_line = part == "title"
    return {"text": text, "language": language, "is_line": is_line, "top": top, "silent": silent}


@register.simple_tag
def behind(shown: Shown | Revision) -> SafeString | str:
    """Tells the reader of a translation that what it renders has changed since; else nothing.

    A ``Shown`` of ``shown_of`` costs no query, a revision alone one for a translation.
    """
    found = shown if isinstance(shown, Shown) else shown_one(shown)
    if found.newer is None or found.revision.translates is None:
        return ""
    rendered = found.revision.translates
    asked = f"?from={rendered.pk}&to={found.newer.pk}"
    where = reverse("texts:compare", args=[found.revision.text_id]) + asked
    context = {"rendered": rendered, "newer": found.newer, "where": where}
    return render_to_string("texts/parts/behind.html", context)


@register.filter
def parts_of(said: Revision | Words, kind: Kind) -> list[dict[str, Any]]:
    """Name, label and words of each part that says something, the title apart."""
    found = [(part, getattr(said, part.name)) for part in kind.parts if part.name != "title"]
    return [{"name": p.name, "label": p.label, "text": text} for p, text in found if text]


@register.filter
def label_in(name: str, kind: Kind) -> Any:
    """What the kind calls one of its parts."""
    part = kind.part(name)
    return part.label if part else ""


@register.filter
def item(found: dict[str, Any], name: str) -> Any:
    return found.get(name, "")
