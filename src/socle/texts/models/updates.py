from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import User
from socle.texts.models.texts import Revision, Text


class Update(models.Model):
    """The original of an adaptation published a revision: what the group makes of it.

    Due until a job has computed the merge: then it waits for the group, with how many places
    change and how many collide. A later revision of the original overtakes it. ``measured_from``
    is what the adaptation was measured against until the group answered.
    """

    class State(models.TextChoices):
        DUE = "due", _("being compared")
        WAITING = "waiting", _("waiting for the group")
        TAKEN = "taken", _("taken")
        KEPT = "kept", _("the group keeps its words")
        OVERTAKEN = "overtaken", _("overtaken by a later one")

    text = models.ForeignKey(
        Text, on_delete=models.CASCADE, related_name="updates", verbose_name=_("adaptation")
    )
    revision = models.ForeignKey(
        Revision,
        on_delete=models.PROTECT,
        related_name="updates",
        verbose_name=_("revision of the original"),
    )
    measured_from = models.ForeignKey(
        Revision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("revision of the original it was measured against"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DUE)
    changes = models.PositiveIntegerField(_("places that change"), null=True, blank=True)
    collisions = models.PositiveIntegerField(_("places that collide"), null=True, blank=True)
    asked_at = models.DateTimeField(_("asked at"))
    told_at = models.DateTimeField(_("the group was told at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("answered by"),
    )
    reason = models.CharField(_("why the group keeps its words"), max_length=500, blank=True)
    result = models.ForeignKey(
        Revision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("revision that came of it"),
    )

    class Meta:
        verbose_name = _("update of an adaptation")
        verbose_name_plural = _("updates of adaptations")
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["text", "revision"], name="texts_one_update_each"),
        ]
        indexes = [models.Index(fields=["state", "text"], name="texts_update_state")]

    def __str__(self) -> str:
        return f"{self.text_id} / {self.revision_id}, {self.state}"
