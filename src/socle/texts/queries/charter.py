"""The charter of a coalition that made it its own: a text, each of whose revisions in its own
language is a release."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from socle.texts.models import Revision, Text
from socle.texts.queries.words import Words

CHARTER = "charter"


def charter_text() -> Text | None:
    rows = Text.objects.standing().filter(kind=CHARTER, owner__archived_at=None)
    return rows.select_related("owner").first()


def releases_of_charter() -> QuerySet[Revision]:
    rows = Revision.objects.filter(
        text__kind=CHARTER,
        text__withdrawn_at=None,
        text__owner__archived_at=None,
        language=F("text__source_language"),
    )
    return rows.order_by("number")


class CharterInTexts:
    """What ``groups`` reads: see its queries/charter.py."""

    def releases(self) -> tuple[int, ...]:
        return tuple(releases_of_charter().values_list("number", flat=True))

    def newest(self) -> QuerySet[Any]:
        return releases_of_charter().order_by("-number").values("number")[:1]

    def words(self, release: int, language: str) -> tuple[str, str]:
        """The last translation of that release, else the release itself."""
        source = releases_of_charter().get(number=release)
        rows = source.translations.filter(text=source.text_id, language=language)
        found = rows.order_by("-number").first() or source
        return found.language, as_markdown(found.title, found.body)


def as_markdown(title: str, body: str) -> str:
    """As it was in the files: what groups accepted has the same digest."""
    return f"# {title}\n\n{body}\n"


def as_words(markdown: str) -> Words:
    """The other way."""
    title, _line, body = markdown.removeprefix("# ").partition("\n")
    return Words.of(title=title, body=body)


@dataclass(frozen=True, slots=True)
class ReleaseOfCharter:
    """A release, and the languages in which it can be read."""

    revision: Revision
    languages: list[str]


def charter_releases() -> list[ReleaseOfCharter]:
    """Latest first; two queries."""
    rows = releases_of_charter().select_related("author").prefetch_related("translations")
    return [
        ReleaseOfCharter(
            row, sorted({row.language} | {each.language for each in row.translations.all()})
        )
        for row in rows.order_by("-number")
    ]
