"""Translated texts read as columns, where making whole rows of them would take long."""

from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language

# Every text about the country is there in it, and shown in it when there is no other.
OWN: str = settings.MODELTRANSLATION_DEFAULT_LANGUAGE


class Words(NamedTuple):
    """A text, and its language where that is not the one of the page."""

    text: str
    language: str = ""


def page_language() -> str:
    return (get_language() or OWN)[:2]


def in_two(*texts: str) -> list[str]:
    """The columns of translated texts: of each, the page's language and the country's own."""
    language = page_language()
    return [f"{text}_{code}" for text in texts for code in (language, OWN)]


def words(text: str | None, own: str | None) -> Words:
    """What is shown of the two columns of a text."""
    return Words(text or "") if text or not own else Words(own, OWN)


def as_they_are(rows: QuerySet[Any]) -> QuerySet[Any]:
    """No other language takes the place of an empty one."""
    found: QuerySet[Any] = rows.rewrite(False)  # type: ignore[attr-defined]  # of modeltranslation
    return found


def cells(rows: QuerySet[Any], *columns: str) -> list[tuple[Any, ...]]:
    """The columns just as they are."""
    return list(as_they_are(rows).values_list(*columns))
