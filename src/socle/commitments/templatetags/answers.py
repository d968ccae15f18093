"""Answers in words."""

from django import template

from socle.commitments.models import Stance

register = template.Library()


@register.filter
def stance_in_words(value: str) -> str:
    return str(Stance(value).label) if value else ""
