from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import User
from socle.elections.models.contests import Contest, Election
from socle.elections.models.persons import Person
from socle.elections.models.sources import WithSource, has_a_source


class CandidateImport(WithSource):
    """A file of candidates that was taken in. ``digest``: SHA-256 of the file, lower-case hex.

    ``found_at`` is empty while the search does not know yet those it brought.
    """

    election = models.ForeignKey(
        Election, on_delete=models.PROTECT, related_name="imports", verbose_name=_("election")
    )
    file_name = models.CharField(_("name of the file"), max_length=200)
    digest = models.CharField(_("digest of the file"), max_length=64)
    created = models.PositiveIntegerField(_("rows created"))
    updated = models.PositiveIntegerField(_("rows updated"))
    unchanged = models.PositiveIntegerField(_("rows unchanged"))
    refused = models.PositiveIntegerField(_("rows refused"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("by"),
    )
    found_at = models.DateTimeField(_("known to the search since"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("undone by"),
    )

    class Meta:
        verbose_name = _("import of candidates")
        verbose_name_plural = _("imports of candidates")
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=has_a_source(), name="elections_import_has_a_source"),
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportChange(models.Model):
    """What an import did to one thing, so that it can be taken back.

    ``key`` is that of a row of the table ``kind`` names, and no foreign key: what it tells of may
    be gone since. ``before`` holds the columns that changed as they were; None where it was made.
    """

    class Kind(models.TextChoices):
        PARTY = "party", _("party")
        LIST = "list", _("list")
        PERSON = "person", _("person")
        IDENTIFIER = "identifier", _("identifier of a person")
        CANDIDACY = "candidacy", _("candidacy")

    made_by = models.ForeignKey(
        CandidateImport,
        on_delete=models.CASCADE,
        related_name="changes",
        verbose_name=_("import of candidates"),
    )
    row = models.PositiveIntegerField(_("row of the file"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    key = models.BigIntegerField(_("key"))
    before = models.JSONField(_("before"), null=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("change by an import")
        verbose_name_plural = _("changes by an import")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["made_by", "kind", "key"], name="elections_an_import_changes_a_thing_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class SameNameAnswer(models.Model):
    """Somebody said whether a name on a list is a human known here, or another one.

    ``said_as``: what the file says of the list, the name and the identifier, as compared.
    ``person`` is empty when it is another one.
    """

    contest = models.ForeignKey(
        Contest, on_delete=models.CASCADE, related_name="+", verbose_name=_("contest")
    )
    said_as = models.CharField(_("list, name and identifier"), max_length=600)
    person = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("is this person"),
    )
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
        verbose_name = _("answer about a same name")
        verbose_name_plural = _("answers about a same name")
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "said_as"], name="elections_one_answer_about_a_name"
            ),
            models.CheckConstraint(
                condition=~Q(said_as=""), name="elections_answer_is_about_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.said_as
