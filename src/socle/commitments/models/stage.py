from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from socle.commitments.models.asking import Questionnaire, person
from socle.groups.models import Group


class StageEvent(models.Model):
    """A public meeting where lists of a contest answer aloud, and a group's witnesses note it.

    ``nonce``: half of the secret of the link by which a second witness, of another group or of
    none, comes to confirm; another nonce is another link.
    """

    questionnaire = models.ForeignKey(
        Questionnaire,
        on_delete=models.PROTECT,
        related_name="stages",
        verbose_name=_("questionnaire"),
    )
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, related_name="stages", verbose_name=_("group")
    )
    name = models.CharField(_("name of the meeting"), max_length=200)
    place = models.CharField(_("place"), max_length=200)
    day = models.DateField(_("day"))
    video_url = models.URLField(_("video"), max_length=400, blank=True)
    nonce = models.CharField(_("secret of its link"), max_length=32, unique=True)
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = person(_("opened by"))

    class Meta:
        verbose_name = _("meeting where lists answer on stage")
        verbose_name_plural = _("meetings where lists answer on stage")
        ordering: ClassVar[list[str]] = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(place=""),
                name="commitments_stage_is_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.day:%Y-%m-%d}"


class StageCorrection(models.Model):
    """What a meeting was said to be before the group corrected it ``at`` that moment; the journal
    says who did. ``why`` is public, and empty only where nothing said there was public yet."""

    stage = models.ForeignKey(
        StageEvent,
        on_delete=models.PROTECT,
        related_name="corrections",
        verbose_name=_("meeting"),
    )
    name = models.CharField(_("name of the meeting"), max_length=200)
    place = models.CharField(_("place"), max_length=200)
    day = models.DateField(_("day"))
    why = models.CharField(_("why it was corrected"), max_length=500, blank=True)
    at = models.DateTimeField(_("corrected at"))

    class Meta:
        verbose_name = _("correction of a meeting")
        verbose_name_plural = _("corrections of meetings")
        ordering: ClassVar[list[str]] = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.stage_id}, {self.at:%Y-%m-%d}"
