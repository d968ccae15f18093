from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import User
from socle.groups.models import Group
from socle.texts.models.words import HasWords


class TextQuerySet(models.QuerySet["Text"]):
    def published(self) -> Self:
        """Those of which some revision was published."""
        return self.filter(revisions__isnull=False).distinct()

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)


class Text(models.Model):
    """Something a group wrote, or took over from another group and made its own.

    ``kind`` names what a room above made of it (``kinds.py``). Where it was taken over,
    ``adapted_from`` is the revision it began as, and ``base`` the latest revision of that original
    whose changes the group took or refused: what came since is still to be looked at. A group may
    follow the first original instead (``actions/following.py``): then ``base`` is one of those.
    """

    owner = models.ForeignKey(
        Group, on_delete=models.PROTECT, related_name="texts", verbose_name=_("whose it is")
    )
    kind = models.CharField(_("what it is"), max_length=20)
    source_language = models.CharField(_("language it is written in"), max_length=2)
    adapted_from = models.ForeignKey(
        "Revision",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="adaptations",
        verbose_name=_("made from"),
    )
    base = models.ForeignKey(
        "Revision",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="measured",
        verbose_name=_("revision of the original last looked at"),
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
    updated_at = models.DateTimeField(_("updated at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = TextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(adapted_from=None, base=None)
                | Q(adapted_from__isnull=False, base__isnull=False),
                name="texts_adapted_text_has_a_base",
            ),
        ]
        indexes = [models.Index(fields=["owner", "kind"], name="texts_text_owner")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Revision(HasWords):
    """Words as they were published, in one language; the database refuses to change them.

    ``number`` counts from 1 in each language. ``made_from`` is the revision before it;
    ``translates`` the revision in the source language that it renders; ``took`` the revision of the
    original that was merged into it. ``digest`` is the SHA-256, in lower-case hex, of the words
    and their language (``queries/words.py``). ``credited`` names who suggested it, if they agreed.
    """

    text = models.ForeignKey(
        Text, on_delete=models.CASCADE, related_name="revisions", verbose_name=_("text")
    )
    language = models.CharField(_("language"), max_length=2)
    number = models.PositiveIntegerField(_("number"))
    digest = models.CharField(_("digest"), max_length=64)
    note = models.CharField(_("what changed, and why"), max_length=500, blank=True)
    author = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("published by"),
    )
    credited = models.CharField(_("suggested by"), max_length=150, blank=True)
    made_from = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("revision before it"),
    )
    translates = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="translations",
        verbose_name=_("revision it translates"),
    )
    took = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="taken_in",
        verbose_name=_("revision of the original it took"),
    )
    published_at = models.DateTimeField(_("published at"))

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering: ClassVar[list[str]] = ["text_id", "language", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "language", "number"], name="texts_one_revision_of_a_number"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="texts_revision_has_a_title"),
            models.CheckConstraint(condition=Q(number__gte=1), name="texts_revisions_count_from_1"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language} {self.number})"
