from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from socle.commitments.models.answering import Answer
from socle.commitments.models.asking import person
from socle.demands.models import Demand
from socle.elections.models import Contest, ElectoralList, Person
from socle.groups.models import Group
from socle.territories.models import Area


# The values of lines of the ledger (kinds) and of the API, "no information" besides.
class Status(models.TextChoices):
    NO_INFORMATION = "no_information", _("No information")
    NOT_STARTED = "not_started", pgettext_lazy("promise", "Not started")
    IN_PROGRESS = "in_progress", pgettext_lazy("promise", "Under way")
    KEPT = "kept", pgettext_lazy("promise", "Kept")
    PARTLY_KEPT = "partly_kept", pgettext_lazy("promise", "Kept in part")
    BROKEN = "broken", pgettext_lazy("promise", "Broken")
    UNVERIFIABLE = "unverifiable", pgettext_lazy("promise", "Cannot be checked")


# Shown only once who promised had their days to reply.
HEARD_FIRST = (Status.PARTLY_KEPT, Status.BROKEN, Status.UNVERIFIABLE)
# Seen by two before they are shown.
SEEN_BY_TWO = (Status.KEPT, Status.BROKEN)


class FollowUp(models.Model):
    """What was promised before the vote of one contest, by those whom it elected.

    Asked for at ``asked_at``, a job gathers it: ``gathered_at``. Until ``published_at`` it can be
    taken back whole. ``agreement_*``: where the agreement of the majority can be read, if anywhere.
    """

    contest = models.OneToOneField(
        Contest, on_delete=models.PROTECT, related_name="follow_up", verbose_name=_("contest")
    )
    asked_at = models.DateTimeField(_("asked for at"))
    asked_by = person(_("asked for by"))
    gathered_at = models.DateTimeField(_("gathered at"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = person(_("published by"))
    agreement_title = models.CharField(_("agreement of the majority"), max_length=300, blank=True)
    agreement_url = models.URLField(_("where it can be read"), max_length=500, blank=True)
    agreement_read_on = models.DateField(_("read on"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated at"))

    class Meta:
        verbose_name = _("follow-up of a contest")
        verbose_name_plural = _("follow-ups of contests")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(gathered_at__isnull=False),
                name="commitments_followed_once_gathered",
            ),
            models.CheckConstraint(
                condition=Q(agreement_title="", agreement_url="", agreement_read_on=None)
                | (
                    ~Q(agreement_title="")
                    & ~Q(agreement_url="")
                    & Q(agreement_read_on__isnull=False)
                ),
                name="commitments_agreement_can_be_read",
            ),
        ]

    def __str__(self) -> str:
        return f"follow-up {self.pk}"


class Holder(models.Model):
    """Who promised: a list that has a seat, or one of the elected for themself.

    ``address`` is never shown; ``address_source`` says where it was published. ``nonce``: half of
    the secret of the links by which they reply.
    """

    list = models.ForeignKey(
        ElectoralList,
        on_delete=models.PROTECT,
        related_name="promise_holders",
        verbose_name=_("list"),
    )
    person = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="promise_holders",
        verbose_name=_("person"),
        help_text=_("Empty: the whole list."),
    )
    address = models.EmailField(
        _("e-mail address"), max_length=254, blank=True, help_text=_("Never shown.")
    )
    address_source = models.CharField(_("where it was published"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=2)
    nonce = models.CharField(_("secret of its link"), max_length=32, unique=True)
    updated_at = models.DateTimeField(_("updated at"))

    class Meta:
        verbose_name = _("holder of promises")
        verbose_name_plural = _("holders of promises")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["list"],
                condition=Q(person=None),
                name="commitments_one_holder_a_list",
            ),
            models.UniqueConstraint(
                fields=["list", "person"], name="commitments_one_holder_a_person"
            ),
            models.CheckConstraint(
                condition=Q(address="") | ~Q(address_source=""),
                name="commitments_holder_address_has_a_source",
            ),
        ]

    def __str__(self) -> str:
        return f"holder {self.pk}"

    @property
    def name(self) -> str:
        return self.person.name if self.person is not None else self.list.name


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def public(self) -> "CommitmentQuerySet":
        return self.exclude(follow_up__published_at=None)


class Commitment(models.Model):
    """A "yes", "yes, if" or "will study it" of somebody who can act on it, followed until the next
    election.

    ``status`` is that of its last published statement, since the day ``status_since``; without
    any, there is no information since the day it was published. ``demand`` and ``area`` are those
    of the ask. ``follower``: the group that follows it, ``followed_by``: who of it.
    """

    follow_up = models.ForeignKey(
        FollowUp, on_delete=models.CASCADE, related_name="commitments", verbose_name=_("follow-up")
    )
    answer = models.OneToOneField(
        Answer, on_delete=models.PROTECT, related_name="commitment", verbose_name=_("answer")
    )
    holder = models.ForeignKey(
        Holder, on_delete=models.PROTECT, related_name="commitments", verbose_name=_("holder")
    )
    demand = models.ForeignKey(
        Demand, on_delete=models.PROTECT, related_name="commitments", verbose_name=_("demand")
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", verbose_name=_("what is governed")
    )
    status = models.CharField(
        pgettext_lazy("of a promise", "status"),
        max_length=14,
        choices=Status.choices,
        default=Status.NO_INFORMATION,
    )
    status_since = models.DateTimeField(_("since"))
    follower = models.ForeignKey(
        Group,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="followed_commitments",
        verbose_name=_("followed by the group"),
    )
    followed_by = person(_("followed by"))
    next_review = models.DateField(_("next look at it"), null=True, blank=True)
    reminded_for = models.DateField(
        _("reminded for"), null=True, blank=True, help_text=_("The day they were last told of.")
    )
    made_at = models.DateTimeField(_("made at"))
    updated_at = models.DateTimeField(_("updated at"))

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of an elected person or a list", "promise")
        verbose_name_plural = pgettext_lazy("of elected persons or lists", "promises")
        ordering: ClassVar[list[str]] = ["pk"]
        indexes = [
            models.Index(fields=["area", "status"], name="commitments_in_area"),
            models.Index(fields=["demand", "status"], name="commitments_of_demand"),
            models.Index(
                fields=["next_review"],
                condition=Q(next_review__isnull=False),
                name="commitments_to_review",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(followed_by=None) | Q(follower__isnull=False),
                name="commitments_followed_for_a_group",
            ),
            models.CheckConstraint(
                condition=Q(status_since__gte=F("made_at")), name="commitments_status_after_promise"
            ),
        ]

    def __str__(self) -> str:
        return f"commitment {self.pk}"
