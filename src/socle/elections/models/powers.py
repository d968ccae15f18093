from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from socle.elections.models.lists import Candidacy, ElectoralList
from socle.elections.models.persons import Person
from socle.elections.models.sources import WithSource, has_a_source
from socle.territories.models import Area, Body
from socle.territories.models.periods import ends_after_it_begins


class OfBody(WithSource):
    """Something true of a council or an executive of one area, for a time; both days included."""

    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("a council, a government", "body"),
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", verbose_name=_("what it governs")
    )
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)
    is_example = models.BooleanField(_("an invented example"), default=False)
    updated_at = models.DateTimeField(_("updated at"))

    class Meta:
        abstract = True


class Mandate(OfBody):
    """Somebody was elected or appointed to something, through a candidacy or otherwise.

    ``title``: what the source calls it, in its language: « échevine du logement ».
    """

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        CHAIR = "chair", _("chairs it")
        EXECUTIVE = "executive", _("member of the executive")
        HEAD = "head", _("heads the executive")

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="mandates", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    title = models.CharField(_("as the source calls it"), max_length=120, blank=True)
    candidacy = models.ForeignKey(
        Candidacy,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="mandates",
        verbose_name=_("candidacy"),
    )

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering: ClassVar[list[str]] = ["-valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "body", "area", "role", "valid_from"],
                name="elections_one_mandate_from_a_day",
            ),
            models.CheckConstraint(
                condition=ends_after_it_begins(), name="elections_mandate_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=has_a_source(), name="elections_mandate_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} / {self.body_id}"


class Majority(OfBody):
    """Which lists govern a council together."""

    lists = models.ManyToManyField(
        ElectoralList, related_name="majorities", verbose_name=_("lists that govern")
    )

    class Meta:
        verbose_name = _("majority")
        verbose_name_plural = _("majorities")
        ordering: ClassVar[list[str]] = ["-valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "area", "valid_from"], name="elections_one_majority_from_a_day"
            ),
            models.CheckConstraint(
                condition=ends_after_it_begins(), name="elections_majority_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=has_a_source(), name="elections_majority_has_a_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} / {self.area_id}"
