"""Days as people say them, in every template without loading anything."""

from datetime import date
from functools import lru_cache

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language

register = template.Library()


@register.filter(expects_localtime=True)
def day_in_words(day: date | None) -> str:
    """The day as its language writes it, a moment by the site's clock; Django does not know the
    French « 1er ». Empty where there is none."""
    return written(date(day.year, day.month, day.day), get_language() or "") if day else ""


@lru_cache(maxsize=1_000)
def written(day: date, language: str) -> str:
    said = date_format(day, "DATE_FORMAT")
    return f"1er{said[1:]}" if day.day == 1 and language[:2] == "fr" else said
