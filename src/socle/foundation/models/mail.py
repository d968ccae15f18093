from datetime import datetime, timedelta

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

# Longer than a slow server can take to accept one message (EMAIL_TIMEOUT a step, eight steps):
# whoever claimed it before that is dead.
LEASE = timedelta(minutes=10)


def is_open() -> Q:
    """Neither handed over nor given up."""
    return Q(sent_at=None, given_up_at=None)


def is_due(now: datetime) -> Q:
    """To be handed over now, and in nobody's hands."""
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - LEASE)
    return is_open() & free & Q(due_at__lte=now)


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def due(self, now: datetime) -> "OutgoingMailQuerySet":
        return self.filter(is_due(now))

    def given_up(self) -> "OutgoingMailQuerySet":
        return self.exclude(given_up_at=None)

    def refused_so_far(self) -> "OutgoingMailQuerySet":
        """Those that failed at least once and will be tried again."""
        return self.filter(is_open(), attempts__gt=0).exclude(last_error="")

    def counts(self, now: datetime) -> dict[str, int]:
        """How many messages are ``due``, ``waiting`` (for their time, or in hand), ``given_up``."""
        found = self.aggregate(
            due=Count("pk", filter=is_due(now)),
            waiting=Count("pk", filter=is_open()),
            given_up=Count("pk", filter=~Q(given_up_at=None)),
        )
        return found | {"waiting": found["waiting"] - found["due"]}


class OutgoingMail(models.Model):
    """One message to one address: written with the change it tells of, sent by a job.

    The row is what says that it is due; the queue only says to look.
    """

    message_id = models.CharField(_("Message-ID"), max_length=200, unique=True)
    to = models.EmailField(_("to"), max_length=254)
    reply_to = models.EmailField(_("reply to"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=2)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"))
    # A sign-in code, a farewell: nothing of it is of use once the server has it.
    forget = models.BooleanField(_("removed once handed over"), default=False, db_default=False)
    headers = models.JSONField(_("further headers"), default=dict, blank=True)
    created_at = models.DateTimeField(_("created at"))
    due_at = models.DateTimeField(_("due at"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claim = models.CharField(_("claimed by"), max_length=32, blank=True)
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up at"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        indexes = [
            models.Index(
                fields=["due_at"],
                name="foundation_mail_due",
                condition=Q(sent_at=None, given_up_at=None),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(given_up_at=None),
                name="foundation_mail_sent_or_given_up",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.message_id})"
