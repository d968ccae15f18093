from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import User
from socle.demands.models import Adaptation, Provision, Release
from socle.elections.models import Contest, ElectoralList
from socle.groups.models import Group
from socle.texts.models import Revision

# Language codes of the site are two letters long; digests are SHA-256 in hex.
LANGUAGE, DIGEST = 2, 64


def person(name: Any) -> models.ForeignKey:
    return models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=name
    )


class Questionnaire(models.Model):
    """What all who ask put to every list of one contest, in one letter with one deadline.

    ``deadline``: answers are sealed until then, and the link of an invitation takes answers for
    ``grace_days`` more. ``opened_at``: invitations went out, and all words are frozen.
    ``published_at``: answers came out, together. ``first_deadline``: as it was when lists were
    invited; lists that became known later moved it.
    """

    contest = models.OneToOneField(
        Contest,
        on_delete=models.PROTECT,
        related_name="questionnaire",
        verbose_name=_("contest"),
    )
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    first_deadline = models.DateTimeField(_("first deadline"), null=True, blank=True)
    grace_days = models.PositiveSmallIntegerField(_("days of grace"), default=2)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    readers_told_at = models.DateTimeField(_("moderators told at"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated at"))

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_at=None) | Q(deadline__isnull=False),
                name="commitments_opened_with_a_deadline",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(opened_at__isnull=False),
                name="commitments_published_once_opened",
            ),
        ]

    def __str__(self) -> str:
        return f"questionnaire {self.pk}"


class Reminder(models.Model):
    """A day on which whoever has not answered is reminded, in the same words."""

    questionnaire = models.ForeignKey(
        Questionnaire,
        on_delete=models.CASCADE,
        related_name="reminders",
        verbose_name=_("questionnaire"),
    )
    day = models.DateField(_("day"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering: ClassVar[list[str]] = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "day"], name="commitments_one_reminder_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire_id}, {self.day}"


class AskQuerySet(models.QuerySet["Ask"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at=None, replaced_by=None)

    def frozen(self) -> Self:
        return self.exclude(frozen_at=None)


class Ask(models.Model):
    """A provision, in a group's own wording or as it is, put to a contest.

    Proposed, the others who ask in the contest see it; once ``frozen_at`` is set its words stand in
    ``AskWords`` for ever, under ``digest``. Other words are another ask, which ``replaces`` it.
    ``digest``: SHA-256 of the canonical JSON of its words by language.
    """

    questionnaire = models.ForeignKey(
        Questionnaire,
        on_delete=models.PROTECT,
        related_name="asks",
        verbose_name=_("questionnaire"),
    )
    asked_by = models.ForeignKey(
        Group, on_delete=models.PROTECT, related_name="asks", verbose_name=_("asked by")
    )
    provision = models.ForeignKey(
        Provision, on_delete=models.PROTECT, related_name="asks", verbose_name=_("what is asked")
    )
    adaptation = models.ForeignKey(
        Adaptation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="asks",
        verbose_name=_("in whose words"),
    )
    release = models.ForeignKey(
        Release,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="asks",
        verbose_name=_("release"),
    )
    round = models.ForeignKey(
        "AskRound",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="asks",
        verbose_name=_("ask of a whole level"),
    )
    position = models.PositiveSmallIntegerField(_("position"))
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = person(_("proposed by"))
    frozen_at = models.DateTimeField(_("frozen at"), null=True, blank=True)
    frozen_by = person(_("frozen by"))
    digest = models.CharField(_("digest of its words"), max_length=DIGEST, blank=True)
    replaces = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaced_by",
        verbose_name=_("replaces"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_why = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)
    updated_at = models.DateTimeField(_("updated at"))

    objects = AskQuerySet.as_manager()

    class Meta:
        verbose_name = _("ask")
        verbose_name_plural = _("asks")
        ordering: ClassVar[list[str]] = ["questionnaire_id", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(frozen_at=None, digest="")
                | (Q(frozen_at__isnull=False) & ~Q(digest="")),
                name="commitments_frozen_with_a_digest",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_why=""),
                name="commitments_ask_withdrawn_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["questionnaire", "asked_by", "provision"],
                condition=Q(withdrawn_at=None, frozen_at=None),
                name="commitments_proposed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"ask {self.pk}"


class AskWords(models.Model):
    """What is asked, in one language: the decision in a line, the decision asked, by what anyone
    can tell it was taken. The database refuses to change or remove the words of a frozen ask."""

    ask = models.ForeignKey(
        Ask, on_delete=models.CASCADE, related_name="words", verbose_name=_("ask")
    )
    language = models.CharField(_("language"), max_length=LANGUAGE)
    title = models.CharField(_("the decision, in one line"), max_length=300)
    decision = models.TextField(_("the decision asked"))
    indicator = models.TextField(_("by what anyone can tell"), blank=True)
    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="+", verbose_name=_("revision")
    )

    class Meta:
        verbose_name = _("words of an ask")
        verbose_name_plural = _("words of asks")
        ordering: ClassVar[list[str]] = ["ask_id", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["ask", "language"], name="commitments_words_once_a_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ask_id}, {self.language}"


class InvitationRule(models.Model):
    """By what rule a group invites, adopted and published before lists are known.

    ``reach``: who is invited besides the lists that the rule invites. ``lists_known``: lists of the
    contest stood on the site when the rule was published; the page says so.
    """

    class Kind(models.TextChoices):
        ALL = "all", _("all lists")
        SEATS = "seats", _("all lists that stand in every place of the constituency")
        RIGHTS = "rights", _("all lists that accept the equality and rights of every person")
        OWN = "own", _("a rule of our own")

    class Reach(models.TextChoices):
        LISTS = "lists", _("the lists only")
        HEADS = "heads", _("the lists, and who heads each of them")
        CANDIDATES = "candidates", _("the lists, and every candidate whose address is public")

    questionnaire = models.OneToOneField(
        Questionnaire,
        on_delete=models.PROTECT,
        related_name="rule",
        verbose_name=_("questionnaire"),
    )
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, related_name="+", verbose_name=_("group")
    )
    kind = models.CharField(_("rule"), max_length=10, choices=Kind.choices, default=Kind.ALL)
    reach = models.CharField(
        _("who is invited"), max_length=10, choices=Reach.choices, default=Reach.LISTS
    )
    language = models.CharField(_("language"), max_length=LANGUAGE)
    words = models.TextField(_("in our words"), max_length=3_000, blank=True)
    adopted_on = models.DateField(_("adopted on"))
    published_at = models.DateTimeField(_("published at"))
    published_by = person(_("published by"))
    lists_known = models.BooleanField(_("lists were known by then"))

    class Meta:
        verbose_name = _("rule of invitation")
        verbose_name_plural = _("rules of invitation")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="all") | ~Q(words=""), name="commitments_rule_in_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire_id}, {self.kind}"


class Exclusion(models.Model):
    """A list that the rule does not invite; it is shown, with the rule and this reason."""

    rule = models.ForeignKey(
        InvitationRule, on_delete=models.CASCADE, related_name="exclusions", verbose_name=_("rule")
    )
    list = models.OneToOneField(
        ElectoralList, on_delete=models.PROTECT, related_name="exclusion", verbose_name=_("list")
    )
    reason = models.CharField(_("why"), max_length=500)
    made_at = models.DateTimeField(_("made at"))
    made_by = person(_("made by"))

    class Meta:
        verbose_name = _("list not invited, by the rule")
        verbose_name_plural = _("lists not invited, by the rule")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="commitments_excluded_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id}, {self.list_id}"
