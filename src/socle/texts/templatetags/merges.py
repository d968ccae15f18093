"""Forms of merges, on pages."""

from django import template
from django.forms import BoundField

from socle.texts.forms.merging import ChoicesForm
from socle.texts.kinds import Part
from socle.texts.models import Update
from socle.texts.queries.updates import made_another

register = template.Library()


@register.simple_tag
def choice_of(form: ChoicesForm, key: str) -> BoundField:
    """The field that asks which words, for one collision."""
    return form[f"choice-{key}"]


@register.simple_tag
def words_of(form: ChoicesForm, key: str) -> BoundField:
    """The field to write other words in, for one collision."""
    return form[f"words-{key}"]


@register.simple_tag
def another_of(update: Update) -> list[Part]:
    """What makes of the original another thing than what was taken over: the parts that say so."""
    return made_another(update)
