from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socle.commitments.models.asking import LANGUAGE, person
from socle.commitments.models.inviting import Invitation


class Letter(models.Model):
    """A letter, or an e-mail, in which a list or a candidate answered; its ``answers`` wait until a
    second person has read the scan and confirms them all, or sends them back.

    ``form_id``: made with the form, so that what is sent twice is entered once.
    ``scan`` is for those who enter, confirm or moderate, and goes long before the row does (see
    ``actions/letters.py``). Sent back, another row ``mends`` it, and has its scan.
    """

    class Via(models.TextChoices):
        LETTER = "letter", _("a letter, signed")
        EMAIL = "email", _("an e-mail, from the address that they published")

    invitation = models.ForeignKey(
        Invitation, on_delete=models.PROTECT, related_name="letters", verbose_name=_("invitation")
    )
    via = models.CharField(_("what came"), max_length=10, choices=Via.choices)
    written_on = models.DateField(_("written on"))
    language = models.CharField(_("language"), max_length=LANGUAGE)
    scan = models.BinaryField(_("scan"), null=True, blank=True)
    scan_type = models.CharField(_("kind of file"), max_length=20, blank=True)
    form_id = models.UUIDField(_("made with the form as"), null=True, blank=True, unique=True)
    entered_at = models.DateTimeField(_("entered at"))
    entered_by = person(_("entered by"))
    mends = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="mended_by",
        verbose_name=_("mends"),
    )

    class Meta:
        verbose_name = _("letter with answers")
        verbose_name_plural = _("letters with answers")
        ordering: ClassVar[list[str]] = ["-entered_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scan=None, scan_type="") | (Q(scan__isnull=False) & ~Q(scan_type="")),
                name="commitments_scan_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"
