from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import User
from socle.groups.models import Group


class Picture(models.Model):
    """An image that texts show, made anew from what was sent: WebP, without what a camera adds.

    ``digest`` is the SHA-256 of ``content``, in lower-case hex; it is the name in its address.
    """

    owner = models.ForeignKey(
        Group, on_delete=models.PROTECT, related_name="pictures", verbose_name=_("whose it is")
    )
    digest = models.CharField(_("digest"), max_length=64)
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))
    # In the row itself: one backup holds all, and every process of a site finds it.
    content = models.BinaryField(_("image"))
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("sent by"),
    )

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "digest"], name="texts_one_picture_each")
        ]
        indexes = [models.Index(fields=["digest"], name="texts_picture_digest")]

    def __str__(self) -> str:
        return self.digest[:12]
