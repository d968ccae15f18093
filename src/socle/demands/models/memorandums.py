from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from socle.accounts.models import User
from socle.demands.models.demands import Demand, Provision
from socle.groups.models import Group
from socle.texts.models import Revision, Text


class MemorandumQuerySet(models.QuerySet["Memorandum"]):
    def public(self) -> Self:
        """Those anyone may read: open to suggestions, or published."""
        return self.exclude(status=Memorandum.Status.DRAFT).filter(withdrawn_at=None)


class Memorandum(models.Model):
    """Demands that groups carry together, in their order, for some years.

    Its text: title, what it is in short (``summary``), the words before the demands (``body``).
    Withdrawn, its page says why; its demands stay as they are, and its releases are read on.
    ``pressed``: the secret of the form that made it, so that two presses make one.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("open to suggestions")
        PUBLISHED = "published", _("published")

    text = models.OneToOneField(
        Text, on_delete=models.CASCADE, related_name="memorandum", verbose_name=_("text")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    carried_by = models.ManyToManyField(
        Group, related_name="memorandums", blank=True, verbose_name=_("groups that carry it")
    )
    from_year = models.PositiveSmallIntegerField(_("from"), null=True, blank=True)
    until_year = models.PositiveSmallIntegerField(
        pgettext_lazy("a year", "until"), null=True, blank=True
    )
    publisher = models.CharField(
        _("responsible publisher"),
        max_length=300,
        blank=True,
        help_text=_("Name and postal address, printed on every copy as the law asks."),
    )
    demands: models.ManyToManyField = models.ManyToManyField(
        Demand,
        through="demands.MemorandumDemand",
        related_name="memorandums",
        verbose_name=_("demands"),
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_why = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)
    pressed = models.CharField(
        _("the form it was begun with"), max_length=32, blank=True, db_index=True, editable=False
    )
    updated_at = models.DateTimeField(_("updated at"))

    objects = MemorandumQuerySet.as_manager()

    class Meta:
        verbose_name = _("memorandum")
        verbose_name_plural = _("memorandums")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_year=None)
                | Q(until_year=None)
                | Q(until_year__gte=F("from_year")),
                name="demands_memorandum_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_why=""),
                name="demands_memorandum_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"memorandum {self.pk}"


class MemorandumDemand(models.Model):
    """A demand in a memorandum, at its place."""

    memorandum = models.ForeignKey(
        Memorandum, on_delete=models.CASCADE, related_name="places", verbose_name=_("memorandum")
    )
    demand = models.ForeignKey(
        Demand, on_delete=models.CASCADE, related_name="places", verbose_name=_("demand")
    )
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("demand in a memorandum")
        verbose_name_plural = _("demands in memorandums")
        ordering: ClassVar[list[str]] = ["memorandum_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["memorandum", "demand"], name="demands_once_in_a_memorandum"
            )
        ]

    def __str__(self) -> str:
        return f"{self.memorandum_id} / {self.demand_id}"


class Release(models.Model):
    """A memorandum as it stood when it was released: one revision of each of its texts, for good.

    ``number`` counts from 1. ``digest`` is the SHA-256, in lower-case hex, of the digests of all
    the revisions in it, one a line, in their order (``queries/releases.py``).
    """

    memorandum = models.ForeignKey(
        Memorandum, on_delete=models.CASCADE, related_name="releases", verbose_name=_("memorandum")
    )
    number = models.PositiveIntegerField(_("number"))
    at = models.DateTimeField(_("released at"))
    by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("released by"),
    )
    note = models.CharField(_("what changed, and why"), max_length=500, blank=True)
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("release of a memorandum")
        verbose_name_plural = _("releases of memorandums")
        ordering: ClassVar[list[str]] = ["memorandum_id", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["memorandum", "number"], name="demands_one_release_of_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.memorandum_id}, release {self.number}"


class ReleasedWords(models.Model):
    """One revision that a release freezes: of the memorandum itself (no ``demand``), of a demand
    (no ``provision``) or of a provision, in each language there was."""

    release = models.ForeignKey(
        Release, on_delete=models.CASCADE, related_name="words", verbose_name=_("release")
    )
    position = models.PositiveIntegerField(_("position"))
    demand = models.ForeignKey(
        Demand,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="released",
        verbose_name=_("demand"),
    )
    provision = models.ForeignKey(
        Provision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="released",
        verbose_name=_("what is asked of a level"),
    )
    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="released", verbose_name=_("revision")
    )

    class Meta:
        verbose_name = _("words of a release")
        verbose_name_plural = _("words of releases")
        ordering: ClassVar[list[str]] = ["release_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "position"], name="demands_one_place_in_a_release"
            ),
            models.UniqueConstraint(
                fields=["release", "revision"], name="demands_released_once_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release_id} / {self.revision_id}"
