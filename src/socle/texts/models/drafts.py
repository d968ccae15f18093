from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import User
from socle.texts.models.texts import Revision, Text
from socle.texts.models.words import HasWords


class Draft(HasWords):
    """What is being written, one for each language of a text; seen by who may write it.

    ``base`` is the revision it began from, ``translates`` the one it renders into another language.
    ``version`` grows at each saving: who saves an older one is told.
    """

    text = models.ForeignKey(
        Text, on_delete=models.CASCADE, related_name="drafts", verbose_name=_("text")
    )
    language = models.CharField(_("language"), max_length=2)
    title = models.CharField(_("title"), max_length=200, blank=True)
    base = models.ForeignKey(
        Revision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("begun from"),
    )
    translates = models.ForeignKey(
        Revision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("revision it translates"),
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    saved_at = models.DateTimeField(_("saved at"))
    saved_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("saved by"),
    )

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "language"], name="texts_one_draft_in_a_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"
