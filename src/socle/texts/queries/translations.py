"""Translations, and what the text they render has become since."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import F, OuterRef, QuerySet, Subquery

from socle.texts.models import Revision, Text
from socle.texts.queries.revisions import latest_rows
from socle.texts.queries.words import FIELDS


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of a text. ``newer``: it is a translation, of an older revision than this
    one, the last in the language the text is written in."""

    revision: Revision
    newer: Revision | None = None

    @property
    def language(self) -> str:
        return self.revision.language


def shown_of(texts: Iterable[Text] | Collection[int], language: str) -> dict[int, Shown]:
    """For many texts, by key: the last revision in the language, else in their own; one query.

    A text of which nothing was published is not in it.
    """
    keys = [text.pk if isinstance(text, Text) else text for text in texts]
    rows = with_what_it_renders(latest_rows().filter(text__in=keys).select_related("text"))
    wanted = [language, F("text__source_language")]
    sources: dict[int, Revision] = {}
    translations: dict[int, Revision] = {}
    for revision in rows.filter(language__in=wanted):
        own = revision.language == revision.text.source_language
        (sources if own else translations)[revision.text_id] = revision
    return {key: shown(translations.get(key), sources.get(key)) for key in sources | translations}


def with_what_it_renders(rows: QuerySet[Revision]) -> QuerySet[Revision]:
    """Its number and date, without its words."""
    words = [f"translates__{name}" for name in (*FIELDS, "note", "digest")]
    return rows.select_related("translates").defer(*words)


def shown(translation: Revision | None, source: Revision | None) -> Shown:
    if translation is None:
        assert source is not None  # noqa: S101 -- one of both was found
        return Shown(source)
    is_late = source is not None and source.pk != translation.translates_id
    return Shown(translation, source if is_late else None)


def shown_one(revision: Revision) -> Shown:
    """Of a single revision, whatever its language; one query for a translation, none otherwise."""
    text = revision.text
    if revision.language == text.source_language:
        return Shown(revision)
    last = text.revisions.filter(language=text.source_language).order_by("-number").first()
    return shown(revision, last)


@dataclass(frozen=True, slots=True)
class Debt:
    """A translation that renders ``rendered``, while its text is at ``last`` by now."""

    text_id: int
    language: str
    title: str
    rendered: int
    last: int


def translation_debt(texts: Iterable[Text] | Collection[int]) -> list[Debt]:
    """Every translation of these texts that is out of date; one query.

    In the order of the texts' keys and languages. ``rendered`` and ``last`` are numbers of
    revisions in the language the text is written in.
    """
    keys = [text.pk if isinstance(text, Text) else text for text in texts]
    source = Revision.objects.filter(
        text=OuterRef("text"), language=OuterRef("text__source_language")
    ).order_by("-number")
    rows = (
        latest_rows()
        .filter(text__in=keys, translates__isnull=False)
        .annotate(last=Subquery(source.values("number")[:1]))
        .filter(translates__number__lt=F("last"))
        .order_by("text_id", "language")
    )
    found = rows.values_list("text_id", "language", "title", "translates__number", "last")
    return [Debt(*row) for row in found]
