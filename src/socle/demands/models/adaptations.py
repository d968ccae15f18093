from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socle.demands.models.demands import Provision
from socle.territories.models import Area
from socle.texts.models import Text


class AdaptationQuerySet(models.QuerySet["Adaptation"]):
    def adopted(self) -> Self:
        """Those the groups stand by, of demands that stand, by groups that live."""
        return self.filter(
            status=Adaptation.Status.ADOPTED,
            provision__withdrawn_at=None,
            provision__demand__withdrawn_at=None,
            text__owner__archived_at=None,
            text__owner__public_since__isnull=False,
        )


class Adaptation(models.Model):
    """A provision that a local group took over for its area, in its own words.

    The group owns the text, whose lineage leads to the provision's, by way of the wordings of other
    groups where it took these over. ``reworded`` says whether its last published words differ from
    those they are measured against.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        ADOPTED = "adopted", _("adopted by the group")
        WITHDRAWN = "withdrawn", _("withdrawn")

    provision = models.ForeignKey(
        Provision,
        on_delete=models.PROTECT,
        related_name="adaptations",
        verbose_name=_("what is asked"),
    )
    area = models.ForeignKey(
        Area,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="adaptations",
        verbose_name=_("area"),
    )
    text = models.OneToOneField(
        Text, on_delete=models.CASCADE, related_name="adaptation", verbose_name=_("text")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    reworded = models.BooleanField(_("in other words than the original"), default=False)
    withdrawn_why = models.CharField(
        _("why the group withdrew it, for anyone"), max_length=500, blank=True
    )
    updated_at = models.DateTimeField(_("updated at"))

    objects = AdaptationQuerySet.as_manager()

    class Meta:
        verbose_name = _("local wording")
        verbose_name_plural = _("local wordings")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="adopted") | Q(adopted_on__isnull=False),
                name="demands_adopted_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["provision", "status"], name="demands_adaptation_status"),
            models.Index(fields=["area", "status"], name="demands_adaptation_area"),
        ]

    def __str__(self) -> str:
        return f"adaptation {self.pk}"

    @property
    def was_public(self) -> bool:
        """Withdrawn, after anyone could read it."""
        was_adopted = self.status == self.Status.WITHDRAWN and self.adopted_on is not None
        return was_adopted and self.text.owner.public_since is not None
