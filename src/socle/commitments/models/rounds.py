from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socle.commitments.models.asking import person
from socle.demands.models import Provision
from socle.elections.models import Election
from socle.groups.models import Group
from socle.territories.models import Area
from socle.texts.models import Revision


class AskRound(models.Model):
    """The coalition asks the same of a whole level at once: one row, an ask in each contest.

    ``region``: only where voters live there; empty, everywhere. ``reached``: the key of the last
    contest that was asked, so that a worker that was killed goes on from there. Once ``frozen_at``
    is set, ``revisions`` are the words that every ask of it is frozen in, one a language.
    ``answer_by``: the last day to answer that whoever invites is proposed. ``stopped_why``: on its
    day nothing was left to freeze; it was taken back everywhere by the program.
    """

    class State(models.TextChoices):
        PROPOSING = "proposing", _("being proposed")
        PROPOSED = "proposed", _("proposed")
        FREEZING = "freezing", _("being frozen")
        FROZEN = "frozen", _("frozen")
        UNDONE = "undone", _("taken back")
        STOPPED = "stopped", _("stopped")

    class Why(models.TextChoices):
        WITHDRAWN = "withdrawn", _("what it asks no longer stands in its demand")
        UNPUBLISHED = "unpublished", _("its words are no longer published")

    provision = models.ForeignKey(
        Provision, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("what is asked")
    )
    asked_by = models.ForeignKey(
        Group, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    election = models.ForeignKey(
        Election, on_delete=models.PROTECT, related_name="+", verbose_name=_("election")
    )
    region = models.ForeignKey(
        Area,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("region"),
    )
    freeze_on = models.DateField(_("day on which the words are frozen"))
    answer_by = models.DateField(_("last day to answer"))
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PROPOSING
    )
    reached = models.BigIntegerField(_("last contest asked"), default=0)
    made_at = models.DateTimeField(_("made at"))
    made_by = person(_("made by"))
    frozen_at = models.DateTimeField(_("frozen at"), null=True, blank=True)
    frozen_by = person(_("frozen by"))
    revisions = models.ManyToManyField(
        Revision, related_name="+", blank=True, verbose_name=_("frozen words")
    )
    stopped_why = models.CharField(
        _("why it stopped"), max_length=12, choices=Why.choices, blank=True, db_default=""
    )
    undone_at = models.DateTimeField(_("taken back everywhere at"), null=True, blank=True)

    class Meta:
        verbose_name = _("ask of a whole level")
        verbose_name_plural = _("asks of whole levels")
        ordering: ClassVar[list[str]] = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(frozen_at=None) | ~Q(state__in=["proposing", "proposed", "undone"]),
                name="commitments_frozen_round_stays",
            ),
            models.CheckConstraint(
                condition=Q(answer_by__gte=models.F("freeze_on")),
                name="commitments_round_frozen_before_answers",
            ),
        ]

    def __str__(self) -> str:
        return f"round {self.pk}"
