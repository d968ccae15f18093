from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import Subscription, User
from socle.groups.models.running import RunningQuerySet, ends_after_it_began
from socle.territories.addresses import address_word
from socle.territories.models import Area, Topic


class GroupQuerySet(models.QuerySet["Group"]):
    def public(self) -> Self:
        """Groups anyone may see: an organisation that is only being approached is not one."""
        return self.filter(public_since__isnull=False)

    def living(self) -> Self:
        """Public groups that are neither archived nor merged into another."""
        return self.public().filter(archived_at=None)


class Group(models.Model):
    """An organisation, a local group, a working group, or the coalition itself."""

    class Kind(models.TextChoices):
        COALITION = "coalition", _("coalition")
        ORGANISATION = "organisation", _("organisation")
        LOCAL = "local", _("local group")
        WORKING = "working", _("working group")

    class Joining(models.TextChoices):
        OPEN = "open", _("anyone may join")
        ON_REQUEST = "on_request", _("on request, with a short word")
        BY_INVITATION = "by_invitation", _("by invitation only")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=120)
    # Lower case, no accents, no legal form: two rows of one organisation have the same.
    sort_name = models.CharField(_("name to compare with"), max_length=120, db_index=True)
    presentation = models.TextField(_("who we are"), max_length=5000, blank=True)
    place = models.CharField(_("where we meet"), max_length=200, blank=True)
    what_next = models.CharField(_("what comes next"), max_length=300, blank=True)
    languages = models.CharField(
        _("languages"), max_length=20, default="fr", help_text=_("Codes, the main one first.")
    )
    areas = models.ManyToManyField(
        Area, related_name="groups", blank=True, verbose_name=_("where it is active")
    )
    topics = models.ManyToManyField(
        Topic, related_name="groups", blank=True, verbose_name=_("what it works on")
    )
    contact_email = models.EmailField(
        _("address that receives its messages"),
        max_length=254,
        blank=True,
        help_text=_("Never shown. When empty, its organisers receive them."),
    )
    controller = models.CharField(
        _("who answers for its members’ data"),
        max_length=300,
        blank=True,
        help_text=_("When empty: the organisation itself; else the coalition."),
    )
    website = models.URLField(_("website"), max_length=300, blank=True)
    joining = models.CharField(
        _("how one joins"), max_length=14, choices=Joining.choices, default=Joining.OPEN
    )
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("created by"),
    )
    public_since = models.DateTimeField(_("public since"), null=True, blank=True)
    welcomed_at = models.DateTimeField(_("welcomed at"), null=True, blank=True)
    welcomed_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("welcomed by"),
    )
    alive_at = models.DateTimeField(_("last sign of life"))
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged_from",
        verbose_name=_("merged into"),
    )
    # What an organiser saw when they opened the form: the second of two to save is told.
    version = models.PositiveIntegerField(_("version"), default=1)
    is_example = models.BooleanField(_("an invented example"), default=False)
    updated_at = models.DateTimeField(_("updated at"))

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["sort_name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="groups_group_has_a_name"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(archived_at__isnull=False),
                name="groups_what_merged_is_archived",
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind="coalition", archived_at=None),
                name="groups_one_living_coalition",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "sort_name"], name="groups_group_kind"),
            models.Index(fields=["alive_at"], name="groups_group_alive"),
            # The directory counts and lists those that live, and no other.
            models.Index(
                fields=["kind", "sort_name"],
                condition=Q(archived_at=None, public_since__isnull=False),
                name="groups_group_living",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self, language: str | None = None) -> str:
        """The page of the group in a language, else in that of the page being shown."""
        with override(language or get_language()):
            return reverse("groups:group", args=[self.slug])

    @property
    def language_codes(self) -> list[str]:
        return self.languages.split()

    @property
    def slug(self) -> str:
        """``12-gembloux-en-transition``: the key, and the name for people."""
        return f"{self.pk}-{address_word(self.name, self.languages[:2])}".rstrip("-")

    @property
    def is_new(self) -> bool:
        """A local group that the coalition has not welcomed yet."""
        return self.kind == self.Kind.LOCAL and self.welcomed_at is None

    def quiet_since(self, limit: datetime) -> bool:
        """No sign of life since ``limit``."""
        return self.alive_at < limit


class GroupLink(models.Model):
    """One group is part of another: an organisation of the coalition, a working group of both."""

    part = models.ForeignKey(
        Group, on_delete=models.CASCADE, related_name="links_up", verbose_name=_("the group")
    )
    whole = models.ForeignKey(
        Group,
        on_delete=models.CASCADE,
        related_name="links_down",
        verbose_name=_("the group it is part of"),
    )
    asked_at = models.DateTimeField(_("asked at"))
    since = models.DateField(
        _("since"), null=True, blank=True, help_text=_("Empty until the other group agrees.")
    )
    until = models.DateField(_("until"), null=True, blank=True)

    objects = RunningQuerySet.as_manager()

    class Meta:
        verbose_name = _("group in a group")
        verbose_name_plural = _("groups in groups")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(part=models.F("whole")), name="groups_link_not_to_itself"
            ),
            models.CheckConstraint(
                condition=ends_after_it_began() | Q(since=None),
                name="groups_link_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["part", "whole"],
                condition=Q(until=None),
                name="groups_one_running_link",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} / {self.whole}"


class GroupFollow(models.Model):
    """Somebody, or a mere address, is written to when something is new in the group."""

    subscription = models.ForeignKey(
        Subscription,
        on_delete=models.CASCADE,
        related_name="group_follows",
        verbose_name=_("subscription"),
    )
    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, related_name="follows", verbose_name=_("group")
    )
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("followed group")
        verbose_name_plural = _("followed groups")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "group"], name="groups_follow_a_group_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id} / {self.group}"
