"""Which fields of which tables are kept in each language; django-modeltranslation looks here.

Names of lists, parties and persons are not: they are what the ballot says.
"""

from modeltranslation.translator import TranslationOptions, register

from socle.elections.models import Contest, Election


@register(Election)
class ElectionTranslation(TranslationOptions):
    fields = ("name",)


@register(Contest)
class ContestTranslation(TranslationOptions):
    fields = ("name", "note")
