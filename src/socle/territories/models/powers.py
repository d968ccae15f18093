# modeltranslation gives translated tables a manager made while Django starts.
# mypy: disable-error-code="django-manager-missing"
from datetime import date

from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from socle.territories.models.areas import Area, Level
from socle.territories.models.periods import ends_after_it_begins


class Topic(models.Model):
    """A policy theme, or a topic under one; two levels, no more."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="topics",
        verbose_name=_("theme"),
    )
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("in addresses"), max_length=120, unique=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class Sourced(models.Model):
    """What a public fact rests on. ``checked`` says that somebody is sure of title and article."""

    source_title = models.CharField(_("source"), max_length=300)
    source_article = models.CharField(_("article"), max_length=120, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=300, blank=True)
    checked = models.BooleanField(_("source checked"), default=False)

    class Meta:
        abstract = True


class Body(Sourced):
    """A council, parliament or executive: of one area, or of every area of a level."""

    class Kind(models.TextChoices):
        COUNCIL = "council", _("council or parliament")
        EXECUTIVE = "executive", _("executive")
        OTHER = "other", _("other body")

    class Elected(models.TextChoices):
        DIRECT = "direct", _("elected by the people")
        INDIRECT = "indirect", _("chosen by people who were elected")
        APPOINTED = "appointed", _("appointed")

    class MeantBy(models.TextChoices):
        """What is said of a level of power, or of an area there, is said of whom."""

        LEVEL = "level", _("whoever speaks of its level")
        AREA = "area", _("whoever speaks of its area")
        NAME = "name", _("whoever names it")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    level = models.ForeignKey(
        Level, on_delete=models.PROTECT, related_name="bodies", verbose_name=_("level of power")
    )
    area = models.ForeignKey(
        Area,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="bodies",
        verbose_name=_("area"),
        help_text=_("Empty when every area of the level has one."),
    )
    scope = models.ForeignKey(
        Area,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("holds in"),
        help_text=_("Where every area of the level has one; empty for the whole country."),
    )
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    elected = models.CharField(_("how it is made up"), max_length=10, choices=Elected.choices)
    meant_by = models.CharField(
        _("meant by"),
        max_length=10,
        choices=MeantBy.choices,
        default=MeantBy.LEVEL,
        db_default=MeantBy.LEVEL,
    )
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    name = models.CharField(_("name"), max_length=120)
    about = models.TextField(_("what it is"), blank=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = pgettext_lazy("a council, a government", "body")
        verbose_name_plural = _("bodies")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class SeatsFrom(Sourced):
    """Who is elected to one council sits in another as well, or chooses who does.

    ``language``: of those lists only, where a council has language groups; "" for all.
    ``members``: how many seats they fill; None where it depends.
    """

    council = models.ForeignKey(
        Body, on_delete=models.CASCADE, related_name="seats_from", verbose_name=_("council")
    )
    elected_to = models.ForeignKey(
        Body,
        on_delete=models.CASCADE,
        related_name="seats_into",
        verbose_name=_("council they are elected to"),
    )
    language = models.CharField(_("language of the lists"), max_length=2, blank=True)
    members = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    words = models.TextField(_("in plain words"))
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("seats filled from another council")
        verbose_name_plural = _("seats filled from other councils")
        ordering = ["council__position", "elected_to__position", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "elected_to", "language"],
                name="territories_seats_from_a_council_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.elected_to_id} {self.language} / {self.council_id}"


class Competence(Sourced):
    """What one level of power does about a topic, in plain words, with its source."""

    class Verb(models.TextChoices):
        DECIDES = "decides", _("decides")
        FUNDS = "funds", _("funds")
        EXECUTES = "executes", _("carries out")
        ADVISES = "advises", _("advises")

    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, related_name="competences", verbose_name=_("topic")
    )
    level = models.ForeignKey(
        Level,
        on_delete=models.PROTECT,
        related_name="competences",
        verbose_name=_("level of power"),
    )
    area = models.ForeignKey(
        Area,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("holds in"),
        help_text=_("Empty for the whole country."),
    )
    except_area = models.ForeignKey(
        Area,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("but not in"),
    )
    body = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="competences",
        verbose_name=pgettext_lazy("a council, a government", "body"),
        help_text=_("When the level alone does not tell."),
    )
    verb = models.CharField(_("verb"), max_length=10, choices=Verb.choices)
    words = models.TextField(_("in plain words"))
    valid_from = models.DateField(_("first day"), null=True, blank=True)
    valid_to = models.DateField(_("last day"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("competence")
        verbose_name_plural = _("competences")
        ordering = ["topic__position", "level__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                F("topic"),
                F("level"),
                Coalesce("area", 0),
                Coalesce("except_area", 0),
                Coalesce("body", 0),
                F("verb"),
                Coalesce("valid_from", date(1, 1, 1)),
                name="territories_one_competence_per_case",
            ),
            models.CheckConstraint(
                condition=ends_after_it_begins(),
                name="territories_competence_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.level_id} {self.verb}"


class VotingRight(Sourced):
    """Who may vote in one kind of election, and what their vote fills."""

    class May(models.TextChoices):
        YES = "yes", _("yes")
        REGISTERED = "registered", _("yes, once registered")
        NO = "no", _("no")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    level = models.ForeignKey(
        Level,
        on_delete=models.PROTECT,
        related_name="voting_rights",
        verbose_name=_("level of power"),
    )
    area = models.ForeignKey(
        Area,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("holds in"),
        help_text=_("Empty for the whole country."),
    )
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("election"), max_length=120)
    belgians = models.CharField(_("Belgians"), max_length=10, choices=May.choices)
    eu_citizens = models.CharField(_("EU citizens"), max_length=10, choices=May.choices)
    other_residents = models.CharField(_("other residents"), max_length=10, choices=May.choices)
    age = models.PositiveSmallIntegerField(_("from the age of"))
    words = models.TextField(_("who may vote"))
    fills = models.TextField(_("what the vote fills"))
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("right to vote")
        verbose_name_plural = _("rights to vote")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name
