"""Days as people say them, in every template without loading anything."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language

register = template.Library()


@register.filter(expects_localtime=True)
def day_in_words(day: date | None) -> str:
    """The day as its language writes it, a moment by the site's clock; Django does not know the
    French « 1er ». Empty where there is none."""
    said = date_format(day, "DATE_FORMAT") if day else ""
    is_first = day is not None and day.day == 1 and (get_language() or "")[:2] == "fr"
    return f"1er{said[1:]}" if is_first else said
