from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import User
from socle.groups.models import Group
from socle.territories.models import Area, Body, Level, Topic
from socle.texts.models import Text


class DemandQuerySet(models.QuerySet["Demand"]):
    def standing(self) -> Self:
        """Neither withdrawn nor merged into another."""
        return self.filter(withdrawn_at=None)


class Demand(models.Model):
    """Something citizens ask for. Its text: a plain version of three sentences (``summary``), why
    (``body``), and what links it to here and elsewhere (``more``).

    Whoever wrote its first line owns its text; ``born_in`` is the commune it was born in, where a
    local group wrote it. Withdrawn, it leads to the one it was ``merged_into``, if any.
    ``pressed``: the secret of the form that made it, so that two presses make one.
    """

    text = models.OneToOneField(
        Text, on_delete=models.CASCADE, related_name="demand", verbose_name=_("text")
    )
    topics = models.ManyToManyField(
        Topic, related_name="demands", blank=True, verbose_name=_("topics")
    )
    carried_by = models.ManyToManyField(
        Group, related_name="carried_demands", blank=True, verbose_name=_("who carries it")
    )
    born_in = models.ForeignKey(
        Area,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="demands_born",
        verbose_name=_("where it was born"),
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged_from",
        verbose_name=_("merged into"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_why = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)
    pressed = models.CharField(
        _("the form it was begun with"), max_length=32, blank=True, db_index=True, editable=False
    )
    updated_at = models.DateTimeField(_("updated at"))

    objects = DemandQuerySet.as_manager()

    class Meta:
        verbose_name = _("demand")
        verbose_name_plural = _("demands")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(withdrawn_at__isnull=False),
                name="demands_what_merged_is_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_why=""),
                name="demands_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"demand {self.pk}"


class Source(models.Model):
    """Where a fact that a demand relies on comes from."""

    demand = models.ForeignKey(
        Demand, on_delete=models.CASCADE, related_name="sources", verbose_name=_("demand")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("address"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering: ClassVar[list[str]] = ["demand_id", "position", "pk"]

    def __str__(self) -> str:
        return self.title


class ProvisionQuerySet(models.QuerySet["Provision"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at=None, demand__withdrawn_at=None)


class Provision(models.Model):
    """What a demand asks of one level of power, in one area of it where areas differ.

    Its text: the decision in a line (``title``), by what anyone can tell it was taken
    (``summary``), the decision asked (``body``), possible projects (``more``). ``body`` of power:
    who is competent, where it is not simply the council of the area.
    """

    demand = models.ForeignKey(
        Demand, on_delete=models.CASCADE, related_name="provisions", verbose_name=_("demand")
    )
    level = models.ForeignKey(
        Level, on_delete=models.PROTECT, related_name="provisions", verbose_name=_("level of power")
    )
    area = models.ForeignKey(
        Area,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="provisions",
        verbose_name=_("area"),
        help_text=_("Empty: wherever there is this level."),
    )
    competent = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="provisions",
        verbose_name=_("who is competent"),
    )
    text = models.OneToOneField(
        Text, on_delete=models.CASCADE, related_name="provision", verbose_name=_("text")
    )
    by_when = models.DateField(_("by when"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated at"))

    objects = ProvisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("what is asked of a level of power")
        verbose_name_plural = _("what is asked of levels of power")
        ordering: ClassVar[list[str]] = ["demand_id", "level__position", "area_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["demand", "level"],
                condition=Q(withdrawn_at=None, area=None),
                name="demands_one_provision_a_level",
            ),
            models.UniqueConstraint(
                fields=["demand", "level", "area"],
                condition=Q(withdrawn_at=None),
                name="demands_one_provision_an_area",
            ),
        ]

    def __str__(self) -> str:
        return f"provision {self.pk}"


class Offer(models.Model):
    """A group offers its own demand upward; the coalition takes it into a memorandum, or says why
    not."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for an answer")
        TAKEN = "taken", _("taken into a memorandum")
        DECLINED = "declined", _("not taken")
        WITHDRAWN = "withdrawn", _("withdrawn")

    demand = models.ForeignKey(
        Demand, on_delete=models.CASCADE, related_name="offers", verbose_name=_("demand")
    )
    words = models.TextField(_("why it matters to others"), max_length=2_000, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("offered by"),
    )  # fmt: skip
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("answered by"),
    )  # fmt: skip
    answer = models.TextField(_("answer"), max_length=2_000, blank=True)

    class Meta:
        verbose_name = _("demand offered to the coalition")
        verbose_name_plural = _("demands offered to the coalition")
        ordering: ClassVar[list[str]] = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["demand"], condition=Q(state="waiting"), name="demands_one_waiting_offer"
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""),
                name="demands_declined_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.demand_id}, {self.state}"
