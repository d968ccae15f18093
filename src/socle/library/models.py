from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import User
from socle.territories.models import Area, Topic
from socle.texts.models import Revision, Text

LONGEST_PLACE, LONGEST_WHO, LONGEST_URL = 200, 200, 500


class HasFacts(models.Model):
    """What is said of a case beside its words. ``area`` is where, or else ``place`` in words;
    ``since`` a year; ``url`` where it can be read, as it was on ``seen_on``; ``contact`` a page
    through which those who did it are reached, never an address; ``adapted_from`` what they had
    seen done elsewhere."""

    area = models.ForeignKey(
        Area,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("area"),
    )
    place = models.CharField(_("place, in words"), max_length=LONGEST_PLACE, blank=True)
    who = models.CharField(_("who did it"), max_length=LONGEST_WHO)
    since = models.PositiveSmallIntegerField(_("since which year"), null=True, blank=True)
    url = models.URLField(_("address of the source"), max_length=LONGEST_URL)
    seen_on = models.DateField(_("read there on"))
    contact = models.URLField(_("page to reach them"), max_length=LONGEST_URL, blank=True)
    adapted_from = models.ForeignKey(
        "library.Case",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)ss_after",
        verbose_name=_("done after"),
    )

    class Meta:
        abstract = True


class CaseQuerySet(models.QuerySet["Case"]):
    def standing(self) -> Self:
        return self.filter(text__withdrawn_at=None)


class Case(HasFacts):
    """Something that was done somewhere, told by whoever is signed in. ``pressed``: the secret of
    the form it was told with, so that two presses make one."""

    text = models.OneToOneField(
        Text, on_delete=models.PROTECT, related_name="case", verbose_name=_("text")
    )
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="cases", verbose_name=_("topics")
    )
    withdrawn_why = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)
    pressed = models.CharField(_("secret of the form"), max_length=32, blank=True)
    updated_at = models.DateTimeField(_("updated at"))

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=False) | ~Q(place=""), name="library_case_is_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"


class Change(HasFacts):
    """A case as it stood after a change, so that any change can be taken back.

    ``revision``: its words then, in the language they were changed in. Rows are only added.
    """

    case = models.ForeignKey(
        Case, on_delete=models.CASCADE, related_name="changes", verbose_name=_("case")
    )
    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="+", verbose_name=_("words")
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("topics"))
    note = models.CharField(_("what changed, and why"), max_length=500, blank=True)
    by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("changed by"),
    )
    at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("change of a case")
        verbose_name_plural = _("changes of cases")
        ordering: ClassVar[list[str]] = ["-pk"]
        indexes = [models.Index(fields=["at"], name="library_change_at")]

    def __str__(self) -> str:
        return f"{self.case_id}, {self.at:%Y-%m-%d}"
