"""The words of texts: which were published, in which language, and which are read now."""

from collections.abc import Collection, Iterable

from django.db.models import OuterRef, QuerySet, Subquery

from socle.texts.models import Draft, Revision, Suggestion, Text
from socle.texts.queries.words import Words


def words_of(row: Revision | Draft | Suggestion) -> Words:
    return Words(row.title, row.summary, row.body, row.more)


def latest(text: Text, language: str | None = None) -> Revision | None:
    """The last one published in a language, else in the one the text is written in."""
    rows = text.revisions.filter(language=language or text.source_language)
    return rows.order_by("-number").first()


def latest_in_each(text: Text) -> dict[str, Revision]:
    """By language; one query."""
    found: dict[str, Revision] = {}
    for revision in text.revisions.order_by("language", "-number"):
        found.setdefault(revision.language, revision)
    return found


def latest_of(texts: Iterable[Text] | Collection[int], language: str) -> dict[int, Revision]:
    """For many texts, by key: the last in the language, else in their own; one query.

    A text of which nothing was published is not in it.
    """
    keys = [text.pk if isinstance(text, Text) else text for text in texts]
    rows = latest_rows().filter(text__in=keys).select_related("text")
    found: dict[int, Revision] = {}
    for revision in rows:
        own = revision.language == revision.text.source_language
        if revision.language == language or (own and revision.text_id not in found):
            found[revision.text_id] = revision
    return found


def latest_rows() -> QuerySet[Revision]:
    """The last revision of each text in each language."""
    newest = (
        Revision.objects.filter(text=OuterRef("text"), language=OuterRef("language"))
        .order_by("-number")
        .values("pk")[:1]
    )
    return Revision.objects.filter(pk=Subquery(newest))
