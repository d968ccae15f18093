from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from socle.accounts.models import User
from socle.texts.models.texts import Revision
from socle.texts.models.words import HasWords


class Suggestion(HasWords):
    """Other words that somebody proposes for a published revision, and what the group answered.

    A visitor leaves a name and an address, which is confirmed by a link (``nonce``) before anybody
    reads the suggestion, and forgotten some time after the answer.
    """

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("waiting for its address to be confirmed")
        OPEN = "open", _("waiting for an answer")
        ACCEPTED = "accepted", _("accepted")
        AMENDED = "amended", _("accepted with changes")
        DECLINED = "declined", pgettext_lazy("a suggestion", "declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    revision = models.ForeignKey(
        Revision,
        on_delete=models.CASCADE,
        related_name="suggestions",
        verbose_name=_("revision it is about"),
    )
    why = models.TextField(_("why"), max_length=2_000, blank=True)
    by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("suggested by"),
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    language = models.CharField(
        _("language"), max_length=2, help_text=_("The one we write to its author in.")
    )
    may_name = models.BooleanField(_("the author may be named"), default=False)
    nonce = models.CharField(_("secret of the links"), max_length=32)
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.UNCONFIRMED
    )
    made_at = models.DateTimeField(_("made at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answer = models.TextField(_("answer"), max_length=2_000, blank=True)
    result = models.ForeignKey(
        Revision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="came_from",
        verbose_name=_("revision that came of it"),
    )

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering: ClassVar[list[str]] = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""),
                name="texts_declined_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "amended"]) | Q(result__isnull=False),
                name="texts_accepted_has_a_result",
            ),
        ]
        indexes = [models.Index(fields=["state", "revision"], name="texts_suggestion_state")]

    def __str__(self) -> str:
        return f"{self.pk}, {self.state}"
