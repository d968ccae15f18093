"""Which fields of which tables are kept in each language; django-modeltranslation looks here."""

from modeltranslation.translator import TranslationOptions, register

from socle.territories.models import (
    Area,
    Body,
    Competence,
    Level,
    SeatsFrom,
    Topic,
    VotingRight,
)


@register(Level)
class LevelTranslation(TranslationOptions):
    fields = ("name", "plural", "about")


@register(Area)
class AreaTranslation(TranslationOptions):
    fields = ("name",)


@register(Topic)
class TopicTranslation(TranslationOptions):
    fields = ("name", "slug")


@register(Body)
class BodyTranslation(TranslationOptions):
    fields = ("name", "about")


@register(SeatsFrom)
class SeatsFromTranslation(TranslationOptions):
    fields = ("words",)


@register(Competence)
class CompetenceTranslation(TranslationOptions):
    fields = ("words",)


@register(VotingRight)
class VotingRightTranslation(TranslationOptions):
    fields = ("name", "words", "fills")
