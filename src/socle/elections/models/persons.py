from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import User
from socle.elections.models.sources import WithSource, has_a_source


class PersonQuerySet(models.QuerySet["Person"]):
    def standing(self) -> Self:
        """Those that are not another's second row."""
        return self.filter(merged_into=None)


class Person(models.Model):
    """One human across elections, as Popolo has it; not an account.

    ``sort_name``: family name then given name, lower case, without accents nor signs: what names
    are ordered and compared by. A person found to be another keeps its rows and points to that
    other in ``merged_into``, which never points any further.
    """

    given_name = models.CharField(_("given name"), max_length=100, blank=True)
    family_name = models.CharField(_("family name"), max_length=100)
    sort_name = models.CharField(_("name to compare with"), max_length=200, db_index=True)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged_from",
        verbose_name=_("merged into"),
    )
    stays_named_at = models.DateTimeField(
        _("agreed to stay named"),
        null=True,
        blank=True,
        help_text=_("Else the name leaves public pages after an election that was lost."),
    )
    is_example = models.BooleanField(_("an invented example"), default=False)
    updated_at = models.DateTimeField(_("updated at"))

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering: ClassVar[list[str]] = ["sort_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(family_name=""), name="elections_person_has_a_name"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="elections_person_not_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def standing_id(self) -> int:
        """The key of the human this row is about."""
        return self.merged_into_id or self.pk


class Identifier(models.Model):
    """What a source calls somebody: ``("wikidata", "Q1234")``."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="identifiers", verbose_name=_("person")
    )
    scheme = models.CharField(_("whose identifier"), max_length=60)
    value = models.CharField(_("identifier"), max_length=120)

    class Meta:
        verbose_name = _("identifier of a person")
        verbose_name_plural = _("identifiers of persons")
        ordering: ClassVar[list[str]] = ["scheme", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value"], name="elections_one_person_of_an_identifier"
            ),
            models.CheckConstraint(
                condition=~Q(scheme="") & ~Q(value=""), name="elections_identifier_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


class PersonMerge(WithSource):
    """Two rows were found to be one human: who said so, why, and when it was taken back.

    ``brought``: rows already merged into ``gone``, which came along and go back with it.
    """

    gone = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="merges", verbose_name=_("merged")
    )
    kept = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="merges_in", verbose_name=_("into")
    )
    brought = models.ManyToManyField(
        Person, related_name="+", blank=True, verbose_name=_("brought along")
    )
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("by"),
    )
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("taken back by"),
    )

    class Meta:
        verbose_name = _("merge of persons")
        verbose_name_plural = _("merges of persons")
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gone"],
                condition=Q(undone_at=None),
                name="elections_merged_once_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(gone=F("kept")), name="elections_merge_joins_two"),
            models.CheckConstraint(condition=has_a_source(), name="elections_merge_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"


class ToldApart(models.Model):
    """Somebody said that two persons of one name are two humans: they are not asked about again.

    ``one`` is the row of the lower key.
    """

    one = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("one person")
    )
    other = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("the other person")
    )
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("by"),
    )

    class Meta:
        verbose_name = _("two persons of one name")
        verbose_name_plural = _("persons of one name told apart")
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="elections_told_apart_once"),
            models.CheckConstraint(
                condition=Q(one__lt=F("other")), name="elections_apart_lower_key_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} / {self.other_id}"
