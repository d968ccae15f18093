from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from socle.commitments.models.asking import LANGUAGE, Questionnaire, person
from socle.elections.models import Candidacy, ElectoralList
from socle.foundation.models import OutgoingMail


def of_respondent(*, also: Q | None = None) -> tuple[Q, Q]:
    """The conditions of two constraints: one row a list, one row a candidacy."""
    also = also or Q()
    return also & Q(candidacy=None), also & Q(candidacy__isnull=False)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def standing(self) -> Self:
        return self.filter(revoked_at=None)


class Invitation(models.Model):
    """One list, or one candidacy of it, is invited to answer.

    ``address`` is never public, and forgotten half a year after the vote; ``address_source`` says
    where it was published. Without an address
    ``unreachable`` says what was tried. ``nonce``: half of the link's secret; another nonce is
    another link, and the one before opens no more.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", _("by e-mail")
        LETTER = "letter", _("by letter")
        HAND = "hand", _("handed over")

    questionnaire = models.ForeignKey(
        Questionnaire,
        on_delete=models.PROTECT,
        related_name="invitations",
        verbose_name=_("questionnaire"),
    )
    list = models.ForeignKey(
        ElectoralList,
        on_delete=models.PROTECT,
        related_name="invitations",
        verbose_name=_("list"),
    )
    candidacy = models.ForeignKey(
        Candidacy,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitations",
        verbose_name=_("candidacy"),
        help_text=_("Empty: the whole list, by its head."),
    )
    channel = models.CharField(
        _("channel"), max_length=10, choices=Channel.choices, default=Channel.EMAIL
    )
    address = models.EmailField(
        _("e-mail address"), max_length=254, blank=True, help_text=_("Never shown.")
    )
    address_source = models.CharField(_("where it was published"), max_length=500, blank=True)
    address_forgotten_at = models.DateTimeField(_("address forgotten at"), null=True, blank=True)
    unreachable = models.CharField(_("what was tried"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=LANGUAGE)
    nonce = models.CharField(_("secret of its link"), max_length=32, unique=True)
    made_at = models.DateTimeField(_("made at"))
    due_at = models.DateTimeField(
        _("to be sent at"), null=True, blank=True, help_text=_("Empty: nothing waits.")
    )
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    mail = models.ForeignKey(
        OutgoingMail,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("last message"),
    )
    expires_at = models.DateTimeField(_("its link opens until"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    opened_at = models.DateTimeField(_("first opened at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation to answer")
        verbose_name_plural = _("invitations to answer")
        ordering: ClassVar[list[str]] = ["pk"]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(due_at__isnull=False), name="commitments_due"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["list"],
                condition=of_respondent()[0],
                name="commitments_one_invitation_a_list",
            ),
            models.UniqueConstraint(
                fields=["candidacy"],
                condition=of_respondent()[1],
                name="commitments_one_invitation_a_candidacy",
            ),
            models.CheckConstraint(
                condition=Q(address="") | ~Q(address_source=""),
                name="commitments_address_has_a_source",
            ),
            models.CheckConstraint(
                condition=~Q(channel="email")
                | ~Q(address="")
                | ~Q(unreachable="")
                | Q(address_forgotten_at__isnull=False),
                name="commitments_reached_or_told_why",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def waits_on_paper(self) -> bool:
        """A letter that somebody is still to post or to hand over."""
        return self.due_at is not None and self.channel != self.Channel.EMAIL


class ApproachQuerySet(models.QuerySet["Approach"]):
    def not_followed_by(self, *kinds: str) -> Self:
        """Lines after which none of these kinds came of the same list, or of the same candidate."""
        later = Approach.objects.filter(kind__in=kinds, pk__gt=OuterRef("pk"))
        listed = Exists(later.filter(list=OuterRef("list"), candidacy=None))
        own = Exists(later.filter(candidacy=OuterRef("candidacy")))
        return self.exclude(Q(listed, candidacy=None) | Q(own))

    def refusals(self) -> Self:
        """Those that stand."""
        kind = Approach.Kind
        return self.filter(kind=kind.REFUSED).not_followed_by(kind.WILLING)

    def unreached(self) -> Self:
        """Nobody could be reached, and nobody was invited since."""
        kind = Approach.Kind
        rows = self.filter(kind=kind.UNREACHABLE)
        return rows.not_followed_by(kind.INVITED, kind.SENT_AGAIN)


class Approach(models.Model):
    """A line of a contest's public log: what was done towards a list or a candidate, or came back.

    Written by the program (invited, reminded, bounced, answered) or by hand (a call, a letter, a
    refusal). ``words`` is public: it names nobody who is not a candidate.
    """

    class Kind(models.TextChoices):
        INVITED = "invited", _("invited")
        REMINDED = "reminded", _("reminded")
        SENT_AGAIN = "sent_again", _("link sent again")
        REVOKED = "revoked", _("link revoked")
        BOUNCED = "bounced", _("message came back")
        CALLED = "called", _("telephone call")
        WROTE = "wrote", _("letter or message")
        UNREACHABLE = "unreachable", _("could not be reached")
        ANSWERED = "answered", _("answered")
        CORRECTED = "corrected", _("corrected an answer")
        REFUSED = "refused", _("refused to answer")
        WILLING = "willing", _("will answer after all")
        AMENDED = "amended", _("meeting corrected")

    questionnaire = models.ForeignKey(
        Questionnaire,
        on_delete=models.PROTECT,
        related_name="approaches",
        verbose_name=_("questionnaire"),
    )
    list = models.ForeignKey(
        ElectoralList, on_delete=models.PROTECT, related_name="approaches", verbose_name=_("list")
    )
    candidacy = models.ForeignKey(
        Candidacy,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="approaches",
        verbose_name=_("candidacy"),
    )
    kind = models.CharField(_("what was done"), max_length=12, choices=Kind.choices)
    channel = models.CharField(
        _("channel"), max_length=10, choices=Invitation.Channel.choices, blank=True
    )
    words = models.CharField(_("what was said"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"))
    by = person(_("by"))

    objects = ApproachQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of the public log")
        verbose_name_plural = _("lines of the public log")
        ordering: ClassVar[list[str]] = ["at", "pk"]
        indexes = [
            models.Index(fields=["questionnaire", "list", "at"], name="commitments_approach_log"),
        ]

    def __str__(self) -> str:
        return f"{self.list_id}, {self.kind}"
