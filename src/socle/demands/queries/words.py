"""The last published words of texts, in every language at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.utils.translation import get_language

from socle.demands.models import Demand
from socle.territories.queries.words import page_language
from socle.texts.models import Revision, Text
from socle.texts.queries.revisions import latest_rows
from socle.texts.queries.translations import with_what_it_renders


@dataclass(slots=True)
class Published:
    """By key of the text, then by language; made with one query."""

    by_text: dict[int, dict[str, Revision]] = field(default_factory=dict)

    def of(self, text: Text, language: str | None = None) -> Revision | None:
        """In that language, else in the page's, else in its own; None when nothing is there."""
        found = self.by_text.get(text.pk, {})
        language = (language or get_language() or "")[:2]
        return found.get(language) or found.get(text.source_language)

    def own(self, text: Text) -> Revision | None:
        return self.by_text.get(text.pk, {}).get(text.source_language)

    def languages(self, text: Text) -> list[str]:
        return sorted(self.by_text.get(text.pk, {}))


def published(texts: Iterable[Text | int]) -> Published:
    keys = [text.pk if isinstance(text, Text) else text for text in texts]
    found = Published()
    if keys:
        for revision in with_what_it_renders(latest_rows().filter(text__in=keys)):
            found.by_text.setdefault(revision.text_id, {})[revision.language] = revision
    return found


def merged_in(demand: Demand, said: Published) -> Revision | None:
    """What names the demand that this one became part of; None where it did not."""
    return said.of(demand.merged_into.text) if demand.merged_into is not None else None


def said_last(text: str, field: str) -> Subquery:
    """Within a question about what has ``text``: a field of its last words, in the language of the
    page where they are there in it, else in their own."""
    of_page = Q(language=page_language())
    rows = Revision.objects.filter(
        of_page | Q(language=OuterRef(f"{text}__source_language")), text=OuterRef(text)
    )
    first = Case(When(of_page, then=Value(0)), default=Value(1))
    return Subquery(rows.order_by(first, "-number").values(field)[:1])
