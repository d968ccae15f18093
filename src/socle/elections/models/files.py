from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import User
from socle.elections.models.contests import Contest, Election
from socle.elections.models.imports import CandidateImport
from socle.elections.models.sources import WithSource, has_a_source


class CandidateFile(WithSource):
    """A file that a coordinator sent: read on trial, looked at, then taken in by a job.

    ``begun_at``: when a job last took it up. ``report`` is a table (CSV) of what each row did or
    would do. The content goes as soon as it is taken in, all of it later (see ``actions/uploads``).
    """

    class State(models.TextChoices):
        READING = "reading", _("being read")
        READ = "read", _("read")
        TAKING = "taking", _("being taken in")
        TAKEN = "taken", _("taken in")
        UNREADABLE = "unreadable", _("cannot be read")

    election = models.ForeignKey(
        Election, on_delete=models.CASCADE, related_name="+", verbose_name=_("election")
    )
    file_name = models.CharField(_("name of the file"), max_length=200)
    content = models.BinaryField(_("content"))
    language = models.CharField(_("language"), max_length=2)
    made_by = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="+", verbose_name=_("sent by")
    )
    made_at = models.DateTimeField(_("sent at"))
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.READING
    )
    begun_at = models.DateTimeField(_("begun at"), null=True, blank=True)
    rows_read = models.PositiveIntegerField(_("rows read"), default=0)
    created = models.PositiveIntegerField(_("rows created"), default=0)
    updated = models.PositiveIntegerField(_("rows updated"), default=0)
    unchanged = models.PositiveIntegerField(_("rows unchanged"), default=0)
    refused = models.PositiveIntegerField(_("rows refused"), default=0)
    notes = models.TextField(_("notes"), blank=True)
    report = models.TextField(_("report"), blank=True)
    taken_as = models.ForeignKey(
        CandidateImport,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="files",
        verbose_name=_("import of candidates"),
    )

    class Meta:
        verbose_name = _("file of candidates")
        verbose_name_plural = _("files of candidates")
        ordering: ClassVar[list[str]] = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=has_a_source(), name="elections_file_has_a_source"),
        ]

    def __str__(self) -> str:
        return self.file_name


class NameQuestion(models.Model):
    """A row of a file has the name of somebody around there. ``answer``: the sign of an option,
    ``new`` for another human, or nothing yet."""

    file = models.ForeignKey(
        CandidateFile,
        on_delete=models.CASCADE,
        related_name="questions",
        verbose_name=_("file of candidates"),
    )
    row = models.PositiveIntegerField(_("row of the file"))
    name = models.CharField(_("name"), max_length=220)
    contest = models.ForeignKey(
        Contest, on_delete=models.CASCADE, related_name="+", verbose_name=_("contest")
    )
    answer = models.CharField(_("answer"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("question about a name")
        verbose_name_plural = _("questions about names")
        ordering: ClassVar[list[str]] = ["row"]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "row"], name="elections_one_question_about_a_row"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class NameOption(models.Model):
    """Whom a name may be: the sign that answers, and who that is, where they stand."""

    question = models.ForeignKey(
        NameQuestion,
        on_delete=models.CASCADE,
        related_name="options",
        verbose_name=_("question about a name"),
    )
    sign = models.CharField(_("sign"), max_length=20)
    words = models.TextField(_("who that is"))

    class Meta:
        verbose_name = _("option of a question about a name")
        verbose_name_plural = _("options of questions about names")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(sign="") & ~Q(words=""), name="elections_option_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return self.sign
