from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import User
from socle.groups.models.groups import Group
from socle.groups.models.running import RunningQuerySet, ends_after_it_began
from socle.territories.models import Area, Body


class Membership(models.Model):
    """A person has a role in a group, from a day to a day; a person may have several.

    A delegate has no row here: who speaks for an institution is told by ``Delegation`` alone.
    """

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        ORGANISER = "organiser", _("organiser")
        WITNESS = "witness", _("witness")
        TREASURER = "treasurer", _("treasurer")
        MENTOR = "mentor", _("mentor")

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("group")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = RunningQuerySet.as_manager()

    class Meta:
        verbose_name = _("role in a group")
        verbose_name_plural = _("roles in groups")
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=ends_after_it_began(), name="groups_role_ends_after_it_began"
            ),
            models.UniqueConstraint(
                fields=["user", "group", "role"],
                condition=Q(until=None),
                name="groups_one_running_role",
            ),
        ]
        indexes = [models.Index(fields=["group", "role"], name="groups_membership_role")]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"


class Delegation(models.Model):
    """A person speaks for an institution, from a day to a day. Rights derive from this row.

    It can tell a faith or a union: shown to others than that institution and those who organise
    where it speaks only while the person consents (purpose ``delegation_shown``).
    """

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="delegations", verbose_name=_("person")
    )
    institution = models.ForeignKey(
        Group,
        on_delete=models.CASCADE,
        related_name="delegations",
        verbose_name=_("the institution they speak for"),
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    given_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("given by"),
    )

    objects = RunningQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=ends_after_it_began(), name="groups_delegation_ends_after_it_began"
            ),
            models.UniqueConstraint(
                fields=["user", "institution"],
                condition=Q(until=None),
                name="groups_one_running_delegation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} / {self.institution}"


class Declaration(models.Model):
    """What an organiser or a witness says of standing in an election or holding a mandate.

    Only added to: the latest for an area is the one that counts, the others stay.
    """

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="declarations", verbose_name=_("person")
    )
    stands = models.BooleanField(_("stands in an election"))
    holds = models.BooleanField(_("holds a mandate"))
    # Of which body it is: none for someone who declares neither.
    body = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("body"),
    )
    area = models.ForeignKey(
        Area,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("area"),
    )
    election_on = models.DateField(_("day of the election"), null=True, blank=True)
    words = models.CharField(_("in their own words"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("declared at"))

    class Meta:
        verbose_name = _("declaration of interest")
        verbose_name_plural = _("declarations of interest")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stands=False, holds=False) | Q(area__isnull=False),
                name="groups_declaration_says_where",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.made_at:%Y-%m-%d}"
