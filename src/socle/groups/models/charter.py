from django.db import models
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import User
from socle.groups.models.groups import Group


class CharterAcceptance(models.Model):
    """A group accepted a release of the charter: which words, when, and who said so.

    ``digest`` is the SHA-256, in lower-case hex, of the words in ``language``, UTF-8.
    """

    group = models.ForeignKey(
        Group,
        on_delete=models.CASCADE,
        related_name="charter_acceptances",
        verbose_name=_("group"),
    )
    release = models.PositiveSmallIntegerField(_("release"))
    language = models.CharField(_("language of the words"), max_length=2)
    digest = models.CharField(_("digest of the words"), max_length=64)
    accepted_at = models.DateTimeField(_("accepted at"))
    accepted_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("accepted by"),
        help_text=_("Empty when it was accepted from a signed link."),
    )
    signed_name = models.CharField(_("name of who signed"), max_length=150, blank=True)
    signed_as = models.CharField(_("function of who signed"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("acceptance of the charter")
        verbose_name_plural = _("acceptances of the charter")
        ordering = ["-release", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "release"], name="groups_one_acceptance_per_release"
            )
        ]

    def __str__(self) -> str:
        return f"{self.group} / {self.release}"
