import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import User
from socle.groups.models.groups import Group
from socle.groups.models.people import Membership


class JoinRequest(models.Model):
    """Someone asks to join a group, with a short word."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="join_requests", verbose_name=_("person")
    )
    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, related_name="join_requests", verbose_name=_("group")
    )
    words = models.CharField(_("a short word"), max_length=500, blank=True)
    made_at = models.DateTimeField(_("made at"))
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.WAITING
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("decided by"),
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "group"],
                condition=Q(outcome="waiting"),
                name="groups_one_waiting_request",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} / {self.group}"


def new_nonce() -> str:
    return secrets.token_urlsafe(9)


class Invitation(models.Model):
    """A way into a group: for one address, or a link for whoever it is given to."""

    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("group")
    )
    email = models.EmailField(
        _("address"),
        max_length=254,
        blank=True,
        help_text=_("Empty for a link that several people may use."),
    )
    role = models.CharField(
        _("role"),
        max_length=10,
        choices=Membership.Role.choices,
        default=Membership.Role.MEMBER,
    )
    language = models.CharField(_("language"), max_length=2, default="fr")
    # Signed with the key of the row, so that the link can be shown again and revoked.
    nonce = models.CharField(_("part of the link"), max_length=20, default=new_nonce)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("made by"),
    )
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("last accepted at"), null=True, blank=True)
    uses = models.PositiveIntegerField(_("times used"), default=0)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.group} / {self.made_at:%Y-%m-%d}"
