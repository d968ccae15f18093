"""A file of candidates sent from a page: read on trial, asked about, taken in, forgotten."""

import io
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils.translation import override

from socle.accounts.models import User
from socle.elections.actions.candidates.lines import Question
from socle.elections.models import (
    CandidateFile,
    CandidateImport,
    Election,
    NameOption,
    NameQuestion,
)
from socle.elections.queries.known_names import in_words
from socle.foundation.queue import queue_job
from socle.foundation.tables import CannotRead, Report, Wishes, write_csv

State = CandidateFile.State
# Sent and not confirmed; taken in, with its report.
WAITS, KEPT = timedelta(days=2), timedelta(days=30)
TOLD_EVERY = 2_000

TOLD = (
    "state",
    "content",
    "created",
    "updated",
    "unchanged",
    "refused",
    "notes",
    "report",
    "taken_as",
)

Reader = Callable[[Path, Wishes, dict[int, str], str], tuple[Report, list[Question]]]


def send_file(
    *,
    election: Election,
    name: str,
    content: bytes,
    source_title: str,
    source_url: str,
    language: str,
    by: User,
    now: datetime,
) -> CandidateFile:
    """What the same person sent for this election and did not confirm gives way."""
    with transaction.atomic():
        waiting = [State.READING, State.READ, State.UNREADABLE]
        CandidateFile.objects.filter(made_by=by, election=election, state__in=waiting).delete()
        file = CandidateFile.objects.create(
            election=election,
            file_name=name[-200:],
            content=content,
            source_title=source_title,
            source_url=source_url,
            language=language,
            made_by=by,
            made_at=now,
        )
        ask_for_a_job(file)
    return file


def ask_for_a_job(file: CandidateFile) -> None:
    key = file.pk
    transaction.on_commit(lambda: queue_job("elections.read_candidate_file", key), robust=True)


def answer_questions(*, file: CandidateFile, answers: dict[int, str]) -> None:
    """By row; then the file is read again. Nothing happens to a file that is no longer waiting."""
    with transaction.atomic():
        rows = NameQuestion.objects.filter(file=file, row__in=answers)
        for question in rows:
            question.answer = answers[question.row]
        NameQuestion.objects.bulk_update(rows, ["answer"], batch_size=500)
        if CandidateFile.objects.filter(pk=file.pk, state=State.READ).update(
            state=State.READING, begun_at=None, rows_read=0
        ):
            ask_for_a_job(file)


def confirm_file(*, file: CandidateFile) -> bool:
    """Of two presses of the button, one does."""
    with transaction.atomic():
        rows = CandidateFile.objects.filter(pk=file.pk, state=State.READ)
        is_first = bool(rows.update(state=State.TAKING, begun_at=None, rows_read=0))
        if is_first:
            ask_for_a_job(file)
    return is_first


def work_on_file(*, file: CandidateFile, read: Reader, now: datetime) -> None:
    """Read it on trial, or take its good rows in: what its state says. It may be run again."""
    began = CandidateFile.objects.filter(pk=file.pk, begun_at=file.begun_at)
    if not began.update(begun_at=now):
        return
    is_real = file.state == State.TAKING
    wishes = Wishes(
        now=now,
        dry_run=not is_real,
        only_valid=True,
        election=file.election.slug,
        source=file.source_title,
        by=file.made_by,
        progress=progress_of(file),
    )
    answers = dict(file.questions.exclude(answer="").values_list("row", "answer"))
    with override(file.language), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        path.write_bytes(bytes(file.content))
        try:
            report, questions = read(path, wishes, answers, file.file_name)
        except CannotRead as why:
            file.state, file.notes = State.UNREADABLE, str(why)
            file.save(update_fields=["state", "notes"])
            return
        tell(file, report, questions, now, is_real=is_real)


def progress_of(file: CandidateFile) -> Callable[[int, int | None], None]:
    def tell_rows(done: int, total: int | None) -> None:
        if done % TOLD_EVERY == 0 or done == total:
            CandidateFile.objects.filter(pk=file.pk).update(rows_read=done)

    return tell_rows


def tell(
    file: CandidateFile,
    report: Report,
    questions: list[Question],
    now: datetime,
    *,
    is_real: bool,
) -> None:
    file.created, file.updated = report.created, report.updated
    file.unchanged, file.refused = report.unchanged, report.refused
    file.notes, file.report = "\n".join(report.notes), as_table(report)
    file.state = State.READ
    if is_real:
        file.state, file.content = State.TAKEN, b""
        file.taken_as = CandidateImport.objects.filter(by=file.made_by, at=now).first()
    with transaction.atomic():
        file.questions.filter(answer="").delete()
        if not is_real:
            keep_questions(file, questions)
        # One that gave way to another meanwhile is not made again.
        file.save(update_fields=TOLD)


def keep_questions(file: CandidateFile, questions: list[Question]) -> None:
    # One that comes back although it was answered: whom the answer meant is gone.
    file.questions.filter(row__in=[question.row for question in questions]).delete()
    words = in_words((known for each in questions for known in each.known), file.language)
    made = [
        NameQuestion(file=file, row=each.row, name=each.name, contest=each.contest)
        for each in questions
    ]
    NameQuestion.objects.bulk_create(made, batch_size=500)
    options = [
        NameOption(question=row, sign=known.sign, words=words[known])
        for row, question in zip(made, questions, strict=True)
        for known in question.known
    ]
    NameOption.objects.bulk_create(options, batch_size=500)


def as_table(report: Report) -> str:
    """What was refused first: the rest is all right."""
    text = io.StringIO(newline="")
    rows = [(each.row, "refused", each.name, each.column, each.reason) for each in report.refusals]
    taken = [(each.row, each.outcome, each.name, "", each.words) for each in report.taken]
    write_csv(text, ["row", "outcome", "name", "column", "words"], [*rows, *taken])
    return text.getvalue()


def forget_old_files(*, now: datetime) -> int:
    """Those never confirmed after two days, and reports after thirty. How many."""
    taken = CandidateFile.objects.filter(state=State.TAKEN, made_at__lt=now - KEPT)
    waiting = CandidateFile.objects.filter(made_at__lt=now - WAITS).exclude(
        state__in=[State.TAKEN, State.TAKING]
    )
    gone = taken.count() + waiting.count()
    taken.delete()
    waiting.delete()
    return gone
