from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import Subscription
from socle.territories.models.areas import Area


class AreaFollow(models.Model):
    """Somebody, or a mere address, is written to when something is new in the area."""

    subscription = models.ForeignKey(
        Subscription,
        on_delete=models.CASCADE,
        related_name="area_follows",
        verbose_name=_("subscription"),
    )
    area = models.ForeignKey(
        Area, on_delete=models.CASCADE, related_name="follows", verbose_name=_("area")
    )
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("followed area")
        verbose_name_plural = _("followed areas")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "area"], name="territories_follow_an_area_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id} / {self.area}"
