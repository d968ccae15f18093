from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socle.demands.models.demands import Demand
from socle.library.models import Case
from socle.territories.models import Area

LONGEST_TITLE, LONGEST_PLACE, LONGEST_WHAT, LONGEST_URL = 200, 200, 300, 500


class Evidence(models.Model):
    """A place where what a demand asks was done already, in the language the demand is written in.

    ``area`` is where, or else ``place`` in words; ``since`` a year; ``url`` where it can be read,
    as it was on ``seen_on``. ``side``: in the North or in the South, where that is said. ``case``
    of the library tells it whole, where there is one.
    """

    class Side(models.TextChoices):
        NORTH = "north", _("in the North")
        SOUTH = "south", _("in the South")

    demand = models.ForeignKey(
        Demand, on_delete=models.CASCADE, related_name="evidence", verbose_name=_("demand")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    area = models.ForeignKey(
        Area,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("area"),
    )
    place = models.CharField(_("place, in words"), max_length=LONGEST_PLACE, blank=True)
    since = models.PositiveSmallIntegerField(_("since which year"), null=True, blank=True)
    what = models.CharField(_("what happened"), max_length=LONGEST_WHAT)
    url = models.URLField(_("address"), max_length=LONGEST_URL)
    seen_on = models.DateField(_("read there on"))
    side = models.CharField(_("North or South"), max_length=5, choices=Side.choices, blank=True)
    case = models.ForeignKey(
        Case,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="evidence",
        verbose_name=_("case that tells it whole"),
    )

    class Meta:
        verbose_name = _("place where it was done")
        verbose_name_plural = _("places where it was done")
        ordering: ClassVar[list[str]] = ["demand_id", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=False) | ~Q(place=""),
                name="demands_evidence_is_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_told_whole(self) -> bool:
        """By a case that stands; ``case__text`` is read with it."""
        return self.case is not None and self.case.text.withdrawn_at is None
