from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from socle.commitments.models.asking import LANGUAGE, Ask, person
from socle.commitments.models.inviting import Invitation, of_respondent
from socle.commitments.models.ledger import LedgerLine, Removal
from socle.commitments.models.letters import Letter
from socle.commitments.models.stage import StageCorrection, StageEvent
from socle.elections.models import Candidacy, ElectoralList

LONGEST_WORDS, LONGEST_CONDITION = 1_500, 500


# The values of stances, channels, certainties and holds are those of lines of the ledger (kinds).
class Stance(models.TextChoices):
    YES = "yes", _("yes")
    YES_IF = "yes_if", _("yes, if…")
    NO = "no", _("no")
    WILL_STUDY = "will_study", _("will study it")


class AnswerDraft(models.Model):
    """What a respondent typed so far under the link; nobody else reads it."""

    invitation = models.ForeignKey(
        Invitation, on_delete=models.CASCADE, related_name="drafts", verbose_name=_("invitation")
    )
    ask = models.ForeignKey(
        Ask, on_delete=models.CASCADE, related_name="drafts", verbose_name=_("ask")
    )
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices, blank=True)
    condition = models.TextField(_("on what condition"), max_length=LONGEST_CONDITION, blank=True)
    words = models.TextField(_("in their own words"), max_length=LONGEST_WORDS, blank=True)
    language = models.CharField(_("language"), max_length=LANGUAGE)
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("answer begun")
        verbose_name_plural = _("answers begun")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "ask"], name="commitments_one_answer_begun"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id}, {self.ask_id}"


class AnswerQuerySet(models.QuerySet["Answer"]):
    def current(self) -> Self:
        """The last of each respondent to each ask, those not confirmed yet left out."""
        return self.filter(is_current=True, withdrawn_at=None)

    def public(self) -> Self:
        return self.exclude(published_at=None)

    def with_meeting(self) -> Self:
        """And what was corrected of it; a query more."""
        return self.select_related("stage").prefetch_related("stage__corrections")

    def unconfirmed(self) -> Self:
        """Entered by one person, and waiting for a second to confirm it or send it back."""
        by_hand = [Answer.Via.STAGE, Answer.Via.LETTER, Answer.Via.EMAIL]
        return self.filter(via__in=by_hand, confirmed_at=None, sent_back_at=None, is_current=False)


class Answer(models.Model):
    """What a list (``candidacy`` empty: by its head) or a candidate answered to an ask.

    A later answer ``supersedes`` it and never erases it. It is sealed until ``published_at``; what
    was said in public is public once a second witness confirmed it. What one person enters is not
    current before another confirms it; ``sent_back_why`` says what differs, and another row mends
    it (empty: whoever entered it took it back, or it was settled otherwise). ``phone_id``: made on
    the witness's phone, so that what is sent twice is written once. ``receipt``: the line of the
    ledger that proves when it was received; its digest is over the payload with ``salt``. What was
    removed from the ledger says nothing here either, and has no salt to guess it by.
    """

    class Via(models.TextChoices):
        LINK = "link", _("by the link of the invitation")
        STAGE = "stage", _("on stage, before witnesses")
        LETTER = "letter", _("by letter")
        EMAIL = "email", _("by e-mail")
        IMPORT = "import", _("from a file")

    class Certainty(models.TextChoices):
        PUBLISHED_ADDRESS = (
            "published_address",
            _("from the link sent to the address that the list published"),
        )
        HEAD_OF_LIST = "head_of_list", _("confirmed by the head of the list")
        WITNESSES = "witnesses", _("said on stage before witnesses")
        SIGNATURE = "signature", _("letter with a signature")
        SOURCE = "source", _("as the source says")

    class HeldWhy(models.TextChoices):
        INSULT = "insult", _("insults somebody")
        PRIVATE_PERSON = "private_person", _("names somebody in their private life")
        CONTACT_DETAILS = "contact_details", _("gives an address or a telephone number")
        UNLAWFUL = "unlawful", _("the law forbids it")

    ask = models.ForeignKey(
        Ask, on_delete=models.PROTECT, related_name="answers", verbose_name=_("ask")
    )
    list = models.ForeignKey(
        ElectoralList, on_delete=models.PROTECT, related_name="answers", verbose_name=_("list")
    )
    candidacy = models.ForeignKey(
        Candidacy,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="answers",
        verbose_name=_("candidacy"),
    )
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices)
    condition = models.TextField(_("on what condition"), max_length=LONGEST_CONDITION, blank=True)
    words = models.TextField(_("in their own words"), max_length=LONGEST_WORDS, blank=True)
    language = models.CharField(_("language"), max_length=LANGUAGE)
    via = models.CharField(_("how it came"), max_length=10, choices=Via.choices)
    certainty = models.CharField(
        _("how sure we are that it is them"), max_length=20, choices=Certainty.choices
    )
    source = models.CharField(_("source"), max_length=500, blank=True)
    respondent_name = models.CharField(
        _("name it is sealed under"),
        max_length=200,
        blank=True,
        help_text=_("As it stood on receipt; empty once it is published."),
    )
    invitation = models.ForeignKey(
        Invitation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="answers",
        verbose_name=_("invitation"),
    )
    received_at = models.DateTimeField(_("received at"))
    said_at = models.DateTimeField(_("said or written at"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    video_url = models.URLField(_("video, at the minute"), max_length=500, blank=True)
    video_second = models.PositiveIntegerField(
        _("second of the video"), null=True, blank=True, help_text=_("Counted from its start.")
    )
    stage = models.ForeignKey(
        StageEvent,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="answers",
        verbose_name=_("meeting"),
    )
    letter = models.ForeignKey(
        Letter,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="answers",
        verbose_name=_("letter"),
    )
    entered_by = person(_("entered by"))
    confirmed_by = person(_("confirmed by"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    sent_back_by = person(_("sent back by"))
    sent_back_at = models.DateTimeField(_("sent back at"), null=True, blank=True)
    sent_back_why = models.CharField(_("what differs"), max_length=500, blank=True)
    phone_id = models.UUIDField(_("made on the phone as"), null=True, blank=True, unique=True)
    salt = models.CharField(_("salt of its digest"), max_length=32)
    receipt = models.OneToOneField(
        LedgerLine,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("receipt in the ledger"),
    )
    is_current = models.BooleanField(_("the last word"), default=True)
    supersedes = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="superseded_by",
        verbose_name=_("supersedes"),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    held_at = models.DateTimeField(_("words held at"), null=True, blank=True)
    held_why = models.CharField(
        _("why its words are held"), max_length=20, choices=HeldWhy.choices, blank=True
    )
    held_by = person(_("held by"))
    read_at = models.DateTimeField(_("read by a moderator at"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    removed_why = models.CharField(
        _("why it was removed"), max_length=20, choices=Removal.choices, blank=True, db_default=""
    )

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering: ClassVar[list[str]] = ["ask_id", "list_id", "received_at", "pk"]
        indexes = [
            models.Index(fields=["list", "ask"], name="commitments_answer_cell"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["ask", "list"],
                condition=of_respondent(also=Q(is_current=True))[0],
                name="commitments_one_answer_a_list",
            ),
            models.UniqueConstraint(
                fields=["ask", "candidacy"],
                condition=of_respondent(also=Q(is_current=True))[1],
                name="commitments_one_answer_a_candidate",
            ),
            models.CheckConstraint(
                condition=~Q(stance="yes_if") | ~Q(condition=""),
                name="commitments_yes_if_has_a_condition",
            ),
            models.CheckConstraint(
                condition=Q(held_at=None) | ~Q(held_why=""),
                name="commitments_held_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(via="stage") | (Q(said_at__isnull=False) & ~Q(place="")),
                name="commitments_said_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(sent_back_at=None) | Q(confirmed_at=None, is_current=False),
                name="commitments_sent_back_or_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_why="")
                | Q(removed_at__isnull=False, stance="", condition="", words="", salt="")
                & ~Q(removed_why=""),
                name="commitments_removed_says_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"

    @property
    def state(self) -> str:
        """Its stance, or why it has none any more."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        return self.stance or "removed"

    @property
    def shows_words(self) -> bool:
        return self.withdrawn_at is None and self.held_at is None and self.removed_at is None

    @property
    def how_sure(self) -> str:
        """How sure we are that it is them, in words."""
        if self.certainty != self.Certainty.PUBLISHED_ADDRESS:
            return self.get_certainty_display()
        if self.via == self.Via.EMAIL:
            return (
                gettext("by e-mail, from the address that the candidate published")
                if self.candidacy_id
                else gettext("by e-mail, from the address that the list published")
            )
        if self.candidacy_id:
            return gettext("from the link sent to the address that the candidate published")
        return self.get_certainty_display()

    @property
    def corrected_since(self) -> tuple[StageCorrection, ...]:
        """What its meeting was said to be in public before; queries take its meeting along."""
        if self.stage is None or self.published_at is None:
            return ()
        rows = self.stage.corrections.all()
        return tuple(row for row in rows if row.at > self.published_at)

    @property
    def public_source(self) -> str:
        """Where anyone can look: that address was published there, or the answer itself. Other
        words that somebody noted as the source may name a person, and stay inside."""
        is_address = self.source.startswith(("http://", "https://"))
        return self.source if is_address and not set("@ \t\n") & set(self.source) else ""

    @property
    def address_published_at(self) -> str:
        """Empty for what came otherwise than by an address."""
        by_address = self.via in {self.Via.LINK, self.Via.EMAIL}
        return self.public_source if by_address else ""
