from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import User
from socle.elections.models.lists import Candidacy, ElectoralList
from socle.elections.models.sources import WithSource, has_a_source


class EarlierSource(WithSource):
    """What a list or a candidacy was known from until somebody named another source for it."""

    list = models.ForeignKey(
        ElectoralList,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="earlier_sources",
        verbose_name=_("list"),
    )
    candidacy = models.ForeignKey(
        Candidacy,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="earlier_sources",
        verbose_name=_("candidacy"),
    )
    until = models.DateTimeField(_("until"))
    by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("replaced by"),
    )

    class Meta:
        verbose_name = _("earlier source")
        verbose_name_plural = _("earlier sources")
        ordering: ClassVar[list[str]] = ["-until", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(list=None, candidacy__isnull=False)
                | Q(list__isnull=False, candidacy=None),
                name="elections_earlier_source_of_one_thing",
            ),
            models.CheckConstraint(condition=has_a_source(), name="elections_earlier_has_a_source"),
        ]

    def __str__(self) -> str:
        return self.source_title
