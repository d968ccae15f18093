# modeltranslation gives translated tables a manager made while Django starts.
# mypy: disable-error-code="django-manager-missing"
from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from socle.territories.models.periods import ends_after_it_begins, in_force_on


class Level(models.Model):
    """A level of power, from the commune to the world."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    position = models.PositiveSmallIntegerField(_("position"))
    has_council = models.BooleanField(_("has a council"), default=True)
    name = models.CharField(_("name"), max_length=60)
    plural = models.CharField(_("plural"), max_length=60)
    about = models.TextField(_("what it is for"), blank=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("level of power")
        verbose_name_plural = _("levels of power")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class AreaQuerySet(models.QuerySet["Area"]):
    def at(self, day: date) -> "AreaQuerySet":
        """Areas in force on ``day``, first and last days included."""
        return self.filter(in_force_on(day))


class Area(models.Model):
    """A commune, a province, a region… under one code, from its first day to its last."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    level = models.ForeignKey(
        Level, on_delete=models.PROTECT, related_name="areas", verbose_name=_("level of power")
    )
    name = models.CharField(_("name"), max_length=120)
    languages = models.CharField(
        _("languages"), max_length=20, blank=True, help_text=_("Codes, the dominant one first.")
    )
    arrondissement = models.CharField(_("district code"), max_length=10, blank=True)
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(_("population in"), null=True, blank=True)
    parents = models.ManyToManyField(
        "self", symmetrical=False, related_name="children", blank=True, verbose_name=_("stands in")
    )
    valid_from = models.DateField(_("first day"), null=True, blank=True)
    valid_to = models.DateField(_("last day"), null=True, blank=True)
    in_pack = models.BooleanField(
        _("came with the country"),
        default=False,
        help_text=_("Removed when the country's own files no longer name it; others are not."),
    )
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=ends_after_it_begins(),
                name="territories_area_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="territories_area_has_a_whole_point_or_none",
            ),
        ]
        indexes = [models.Index(fields=["level", "code"], name="territories_area_level")]

    def __str__(self) -> str:
        return self.name

    @property
    def language_codes(self) -> list[str]:
        return self.languages.split()


class Boundary(models.Model):
    """The outline of an area, simplified; optional, imported from a file."""

    area = models.OneToOneField(
        Area, on_delete=models.CASCADE, related_name="boundary", verbose_name=_("area")
    )
    geometry = models.JSONField(
        _("geometry"), help_text=_("GeoJSON Polygon or MultiPolygon, WGS 84, longitude first.")
    )
    source = models.CharField(_("source"), max_length=300)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("boundary")
        verbose_name_plural = _("boundaries")

    def __str__(self) -> str:
        return str(self.area)


class AreaChange(models.Model):
    """On a day, one area passed into another."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("merged into a new one")
        ABSORB = "absorb", _("absorbed by one that keeps its code")
        RECODE = "recode", _("got another code")

    day = models.DateField(_("day"))
    before = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        related_name="changes_after",
        verbose_name=pgettext_lazy("the area it was", "from"),
    )
    after = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        related_name="changes_before",
        verbose_name=pgettext_lazy("the area it became", "to"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)

    class Meta:
        verbose_name = _("change of an area")
        verbose_name_plural = _("changes of areas")
        ordering = ["day", "before__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["before", "after"], name="territories_one_change_per_pair"
            ),
            models.CheckConstraint(
                condition=~Q(before=F("after")), name="territories_change_leads_elsewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before_id} → {self.after_id}"


class Postcode(models.Model):
    """A postcode, one of its localities, and the area that locality lies in."""

    code = models.CharField(_("postcode"), max_length=10)
    locality = models.CharField(_("locality"), max_length=120)
    area = models.ForeignKey(
        Area,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="postcodes",
        verbose_name=_("area"),
        help_text=_("Empty when the source places the locality where it is not."),
    )
    main = models.BooleanField(_("main locality of the area"), default=False)

    class Meta:
        verbose_name = _("postcode")
        verbose_name_plural = _("postcodes")
        ordering = ["code", "-main", "locality"]
        constraints = [
            models.UniqueConstraint(
                F("code"),
                F("locality"),
                Coalesce("area", 0),
                name="territories_one_row_per_locality",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.locality}"
