from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from socle.commitments.models.answering import LONGEST_WORDS
from socle.commitments.models.asking import LANGUAGE, person
from socle.commitments.models.ledger import LedgerLine, Removal
from socle.commitments.models.promises import (
    HEARD_FIRST,
    SEEN_BY_TWO,
    Commitment,
    Holder,
    Status,
)
from socle.groups.models import Group

# The definitions of statuses that a statement rests on; they never change backwards.
METHOD = 1


class ReplyRequest(models.Model):
    """One message to a holder, with the statements of a week that they may reply to before, or
    after, they are shown.

    ``unreachable``: what was tried, where no address is known.
    """

    holder = models.ForeignKey(
        Holder, on_delete=models.CASCADE, related_name="requests", verbose_name=_("holder")
    )
    sent_at = models.DateTimeField(_("sent at"))
    unreachable = models.CharField(_("what was tried"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("request for a reply")
        verbose_name_plural = _("requests for a reply")
        ordering: ClassVar[list[str]] = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.holder_id}, {self.sent_at:%Y-%m-%d}"


class StatementQuerySet(models.QuerySet["Statement"]):
    def public(self) -> Self:
        return self.exclude(published_at=None)

    def waiting(self) -> Self:
        """Neither published nor dropped yet."""
        return self.filter(published_at=None, dropped_at=None)

    def standing(self) -> Self:
        """Published, and not corrected by one that is published too."""
        return self.public().exclude(corrected_by__published_at__isnull=False)

    def to_tell(self) -> Self:
        """Ready but for the reply of who promised, or shown, and no message told them yet."""
        seen = ~Q(status__in=SEEN_BY_TWO) | Q(confirmed_at__isnull=False)
        ready = Q(published_at__isnull=False) | (Q(status__in=HEARD_FIRST) & seen)
        return self.filter(ready, request=None, dropped_at=None)


class Statement(models.Model):
    """What a group observed of a promise on a day.

    Kept and broken need a second pair of eyes (``confirmed_by``). Before *kept in part*, *broken*
    or *cannot be checked* is shown, the holder has until ``reply_until``; the others are shown at
    once. Nothing published changes: another statement ``corrects`` it and says why.
    """

    class Reason(models.TextChoices):
        NO_MAJORITY = "no_majority", _("no majority for it")
        OTHER_PRIORITY = "other_priority", _("another priority")
        CHANGED_MIND = "changed_mind", _("changed their mind")
        OUTSIDE_POWER = "outside_power", _("outside their power")
        EARLIER_DECISION = "earlier_decision", _("an earlier decision binds them")
        OTHER = "other", pgettext_lazy("a reason", "other")
        NOT_EXPLAINED = "not_explained", _("not explained")

    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="statements", verbose_name=_("promise")
    )
    status = models.CharField(
        pgettext_lazy("of a promise", "status"),
        max_length=14,
        choices=[choice for choice in Status.choices if choice[0] != Status.NO_INFORMATION],
    )
    observed = models.TextField(_("what was observed"), max_length=LONGEST_WORDS)
    observed_on = models.DateField(_("observed on"))
    by_indicator = models.BooleanField(_("measured by the indicator"), default=False)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices, blank=True)
    reason_words = models.TextField(
        _("in the words of who promised"), max_length=LONGEST_WORDS, blank=True
    )
    reason_source = models.URLField(_("where they said so"), max_length=500, blank=True)
    conflict = models.CharField(
        _("conflict of interest"),
        max_length=300,
        blank=True,
        help_text=_("What ties who made it to the council; shown with the statement."),
    )
    language = models.CharField(_("language"), max_length=LANGUAGE)
    method = models.PositiveSmallIntegerField(_("version of the definitions"), default=METHOD)
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, related_name="statements", verbose_name=_("group")
    )
    made_by = person(_("made by"))
    made_at = models.DateTimeField(_("made at"))
    phone_id = models.UUIDField(_("made on the phone as"), null=True, blank=True, unique=True)
    confirmed_by = person(_("confirmed by"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    request = models.ForeignKey(
        ReplyRequest,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements",
        verbose_name=_("request for a reply"),
    )
    reply_until = models.DateTimeField(_("reply awaited until"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("dropped at"), null=True, blank=True)
    dropped_why = models.CharField(_("why it was dropped"), max_length=500, blank=True)
    line = models.OneToOneField(
        LedgerLine,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("line of the ledger"),
    )
    corrects = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrected_by",
        verbose_name=_("corrects"),
    )
    corrects_why = models.CharField(_("why it is corrected"), max_length=500, blank=True)
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    removed_why = models.CharField(
        _("why it was removed"), max_length=20, choices=Removal.choices, blank=True
    )

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up statement")
        verbose_name_plural = _("follow-up statements")
        ordering: ClassVar[list[str]] = ["observed_on", "pk"]
        indexes = [
            models.Index(
                fields=["reply_until"],
                condition=Q(published_at=None, dropped_at=None),
                name="commitments_reply_awaited",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(status="broken") & ~Q(reason=""))
                | (~Q(status="broken") & Q(reason="")),
                name="commitments_broken_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(reason__in=["", "not_explained"], reason_words="", reason_source="")
                | (
                    ~Q(reason__in=["", "not_explained"])
                    & ~Q(reason_words="")
                    & ~Q(reason_source="")
                ),
                name="commitments_reason_is_quoted",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None)
                | ~Q(status__in=["kept", "broken"])
                | Q(confirmed_at__isnull=False),
                name="commitments_seen_by_two",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None)
                | ~Q(status__in=["partly_kept", "broken", "unverifiable"])
                | Q(reply_until__isnull=False),
                name="commitments_reply_was_awaited",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at=None) | Q(published_at=None),
                name="commitments_published_is_not_dropped",
            ),
            models.CheckConstraint(
                condition=(Q(corrects=None) & Q(corrects_why=""))
                | (Q(corrects__isnull=False) & ~Q(corrects_why="")),
                name="commitments_correction_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"statement {self.pk}"

    @property
    def needs_second(self) -> bool:
        return self.status in SEEN_BY_TWO

    @property
    def awaits_reply(self) -> bool:
        """Its holder is heard before it is shown."""
        return self.status in HEARD_FIRST


class StatementSource(models.Model):
    """Where what a statement says can be checked."""

    class Kind(models.TextChoices):
        LINK = "link", _("a page")
        MINUTES = "minutes", _("minutes of the council")

    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="sources", verbose_name=_("statement")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.LINK)
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("address"), max_length=500)
    read_on = models.DateField(_("read on"))
    quote = models.TextField(_("the words quoted"), max_length=LONGEST_WORDS, blank=True)

    class Meta:
        verbose_name = _("source of a statement")
        verbose_name_plural = _("sources of statements")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(url=""), name="commitments_evidence_is_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Reply(models.Model):
    """What the holder says of a statement: shown beside it, in the same size, whenever it comes."""

    statement = models.ForeignKey(
        Statement, on_delete=models.PROTECT, related_name="replies", verbose_name=_("statement")
    )
    words = models.TextField(_("in their own words"), max_length=LONGEST_WORDS)
    language = models.CharField(_("language"), max_length=LANGUAGE)
    received_at = models.DateTimeField(_("received at"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    line = models.OneToOneField(
        LedgerLine,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("line of the ledger"),
    )
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    removed_why = models.CharField(
        _("why it was removed"), max_length=20, choices=Removal.choices, blank=True
    )

    class Meta:
        verbose_name = _("reply to a statement")
        verbose_name_plural = _("replies to statements")
        ordering: ClassVar[list[str]] = ["received_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words="") | Q(removed_at__isnull=False),
                name="commitments_reply_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"reply {self.pk}"
