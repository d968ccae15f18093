from django.db import models
from django.utils.translation import gettext_lazy as _


class Stamp(models.Model):
    """The version of one thing that pages show; changed in the transaction of each change of it."""

    name = models.CharField(_("name"), max_length=100, primary_key=True)
    version = models.CharField(_("version"), max_length=32)

    class Meta:
        verbose_name = _("stamp")
        verbose_name_plural = _("stamps")

    def __str__(self) -> str:
        return f"{self.name} {self.version}"
