# modeltranslation gives translated tables a manager made while Django starts.
# mypy: disable-error-code="django-manager-missing"
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from socle.elections.models.sources import has_a_source
from socle.territories.models import Area, Body, Sourced, VotingRight


class Election(Sourced):
    """A day on which people vote for one or several councils."""

    slug = models.SlugField(_("in addresses"), max_length=60, unique=True)
    day = models.DateField(_("day"))
    opens_on = models.DateField(
        _("open from"),
        help_text=_(
            "From this day on, candidates who were not elected the time before are no longer named."
        ),
    )
    name = models.CharField(_("name"), max_length=120)
    is_example = models.BooleanField(_("an invented example"), default=False)
    in_pack = models.BooleanField(_("came with the country"), default=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("election")
        verbose_name_plural = _("elections")
        ordering: ClassVar[list[str]] = ["-day", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("day")), name="elections_opens_before_its_day"
            ),
            models.CheckConstraint(
                condition=has_a_source(), name="elections_election_has_a_source"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContestQuerySet(models.QuerySet["Contest"]):
    def of_body(self, body: Body, area: Area) -> Self:
        """Every contest for seats of the council that ``body`` is in ``area``."""
        return self.filter(body=body, area=area)

    def held_by(self, day: date) -> Self:
        return self.filter(election__day__lte=day)


class Contest(Sourced):
    """Seats of one council that one constituency fills at an election.

    ``area`` is what the council governs (Namur, the province of Namur, Wallonia); ``areas`` are
    where its voters live, the constituency, ``name`` what that is called, if not as ``area``.
    """

    election = models.ForeignKey(
        Election, on_delete=models.CASCADE, related_name="contests", verbose_name=_("election")
    )
    code = models.SlugField(_("in addresses"), max_length=80)
    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        related_name="contests",
        verbose_name=pgettext_lazy("a council, a government", "body"),
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", verbose_name=_("what the council governs")
    )
    areas = models.ManyToManyField(
        Area, related_name="contests", verbose_name=_("where its voters live")
    )
    name = models.CharField(
        _("constituency"),
        max_length=120,
        blank=True,
        help_text=_("Empty when voters live wherever the council governs."),
    )
    voting = models.ForeignKey(
        VotingRight,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contests",
        verbose_name=_("who may vote"),
    )
    seats = models.PositiveSmallIntegerField(
        _("seats"), null=True, blank=True, help_text=_("Empty when nobody is sure.")
    )
    language = models.CharField(
        _("language of its lists"),
        max_length=2,
        blank=True,
        db_default="",
        help_text=_("Where only lists of one language group stand; empty elsewhere."),
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    in_pack = models.BooleanField(_("came with the country"), default=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = ContestQuerySet.as_manager()

    class Meta:
        verbose_name = _("contest")
        verbose_name_plural = _("contests")
        ordering: ClassVar[list[str]] = ["election_id", "body__position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "code"], name="elections_one_contest_of_a_code"
            ),
            models.CheckConstraint(
                condition=Q(seats=None) | Q(seats__gt=0), name="elections_contest_fills_seats"
            ),
            models.CheckConstraint(condition=has_a_source(), name="elections_contest_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.election_id} / {self.code}"
