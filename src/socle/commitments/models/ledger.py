from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import Subscription
from socle.commitments.chain.lines import RECEIPT, TOMBSTONE

KINDS = [
    (RECEIPT, _("receipt")),
    ("answer", _("answer")),
    ("correction", _("correction")),
    ("withdrawal", _("withdrawal")),
    ("hold", _("held by a moderator")),
    ("statement", _("follow-up statement")),
    ("reply", _("reply of who promised")),
    (TOMBSTONE, _("removal")),
]


class Removal(models.TextChoices):
    """Why what a line held was removed: a closed list, which the tombstone names."""

    COURT_ORDER = "court_order", _("a court ordered it")
    ERASURE = "erasure", _("a person asked for the erasure of their data")
    NOTICE = "notice", _("it was found to be illegal")
    MISTAKE = "mistake", _("it was a mistake of ours")
    EXAMPLE = "example", _("it was an invented example")


def known_kinds() -> list[tuple[str, Any]]:
    """Named by the column's choices: another kind changes no table, and loses no trigger."""
    return KINDS


class LedgerLine(models.Model):
    """A line of the public ledger; docs/ledger.md says what each field means.

    The database refuses what does not follow the last line, and every change but one: content that
    is removed. ``subject`` names the row of this room it is about (``"answer:12"``).
    """

    seq = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("at"))
    kind = models.CharField(_("kind"), max_length=20, choices=known_kinds)
    subject = models.CharField(_("about"), max_length=100)
    payload_digest = models.CharField(_("digest of the content"), max_length=64)
    payload = models.JSONField(_("content"), null=True, blank=True)
    salt = models.CharField(_("salt"), max_length=32, null=True, blank=True)  # noqa: DJ001
    prev = models.CharField(_("hash of the line before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("line of the ledger")
        verbose_name_plural = _("lines of the ledger")
        ordering: ClassVar[list[str]] = ["seq"]
        indexes = [models.Index(fields=["subject", "seq"], name="commitments_ledger_subject")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(payload__isnull=True, salt__isnull=True)
                | models.Q(payload__isnull=False, salt__isnull=False),
                name="commitments_payload_and_salt_together",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=RECEIPT) | models.Q(payload__isnull=True),
                name="commitments_a_receipt_says_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq}, {self.kind}"

    @property
    def is_removed(self) -> bool:
        """Its content was there, and no longer is."""
        return self.payload is None and self.kind != RECEIPT


class LedgerFollow(models.Model):
    """Somebody, or a mere address, is sent the head of the ledger on each day it grew."""

    subscription = models.OneToOneField(
        Subscription,
        on_delete=models.CASCADE,
        related_name="ledger_follow",
        verbose_name=_("subscription"),
    )
    since = models.DateTimeField(_("since"))
    told_seq = models.PositiveBigIntegerField(
        _("told up to"), default=0, help_text=_("The last line whose hash was sent.")
    )
    told_at = models.DateTimeField(_("told at"), null=True, blank=True)

    class Meta:
        verbose_name = _("follower of the ledger")
        verbose_name_plural = _("followers of the ledger")
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.subscription_id}, {self.told_seq}"
