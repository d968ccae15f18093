"""Candidates from a file, in one act: what differs is written, the rest is left alone."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from socle.accounts.journal import record
from socle.elections.actions.candidates.book import ContestBook
from socle.elections.actions.candidates.lines import Asked, CandidateLine, Question
from socle.elections.actions.candidates.persons import Recognising
from socle.elections.actions.candidates.writing import Writing
from socle.elections.models import CandidateImport, Contest, SameNameAnswer
from socle.elections.queries.contest_words import ContestWords, UnknownContest, Where
from socle.elections.queries.known_names import in_words
from socle.elections.rules import LISTS
from socle.foundation.actions.stamps import touch
from socle.foundation.actions.turns import take_turns
from socle.foundation.queue import queue_job
from socle.foundation.tables import Report, one_act

ROWS_NAMED = 8


def import_candidates(
    lines: Iterable[CandidateLine], *, asked: Asked, report: Report
) -> list[Question]:
    """Make or change lists, candidacies and persons. The names that somebody has to tell apart
    come back as questions, their rows refused; nothing is written unless ``report.kept``."""
    language = (get_language() or "en")[:2]
    # Read whole before the first lock: on SQLite others can write meanwhile.
    by_contest = in_contests(lines, ContestWords(asked.election, language), report)
    with one_act(report):
        take_turns(["elections.candidates"])
        kept = begun(asked)
        who = Recognising(asked)
        writing = Writing(kept, who, asked, report)
        questions = []
        for contest, rows in by_contest.items():
            book = ContestBook(contest, who, asked, report)
            book.read(rows)
            writing.take(book)
            questions += [fault.question for fault in book.unsure]
        writing.flush()
        ask(questions, report, language)
        report.refusals.sort(key=lambda refusal: refusal.row)
        if report.changed:
            end(kept, who, asked, report)
        else:
            kept.delete()
    return questions


def in_contests(
    lines: Iterable[CandidateLine], words: ContestWords, report: Report
) -> dict[Contest, list[CandidateLine]]:
    found: dict[Contest, list[CandidateLine]] = defaultdict(list)
    notes: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        try:
            meant = words.find(Where.of(line.values))
        except UnknownContest as fault:
            report.refuse(line.number, str(fault), fault.column, line.name)
            continue
        found[meant.contest].append(line)
        for note in meant.notes:
            notes[note].append(line.number)
    for note, rows in notes.items():
        report.note(f"{rows_in_words(rows)} {note}")
    return found


def rows_in_words(rows: list[int]) -> str:
    named = ", ".join(str(row) for row in rows[:ROWS_NAMED])
    if len(rows) > ROWS_NAMED:
        named += " …"
    return ngettext("Row %(rows)s:", "Rows %(rows)s:", len(rows)) % {"rows": named}


def begun(asked: Asked) -> CandidateImport:
    return CandidateImport.objects.create(
        election=asked.election,
        file_name=asked.origin.file_name[-200:],
        digest=asked.origin.digest,
        source_title=asked.origin.source[:300],
        created=0,
        updated=0,
        unchanged=0,
        refused=0,
        at=asked.now,
        by=asked.by,
    )


def ask(questions: list[Question], report: Report, language: str) -> None:
    """Each is a row refused, with whom it may be and what to answer."""
    words = _(
        "has the name of %(known)s. The same human? Answer with one of these signs; another human: "
        "answer “new”"
    )
    named = in_words((known for each in questions for known in each.known), language)
    for question in questions:
        known = "; ".join(f"{each.sign} {named[each]}" for each in question.known)
        report.refuse(question.row, words % {"known": known}, "family_name", question.name)


def end(kept: CandidateImport, who: Recognising, asked: Asked, report: Report) -> None:
    kept.created, kept.updated = report.created, report.updated
    kept.unchanged, kept.refused = report.unchanged, report.refused
    kept.save()
    remember(who, asked)
    figures = f"+{report.created} ~{report.updated} !{report.refused}"
    reason = f"{kept.file_name}: {figures}"
    record("elections.candidates.imported", now=asked.now, by=asked.by, target=kept, reason=reason)
    touch([LISTS])
    transaction.on_commit(
        lambda: queue_job("elections.find_imported_candidates", kept.pk), robust=True
    )


def remember(who: Recognising, asked: Asked) -> None:
    """What was said of a name is not asked again."""
    rows = [
        SameNameAnswer(
            contest_id=contest,
            said_as=said_as,
            person_id=known.key if known else None,
            at=asked.now,
            by=asked.by,
        )
        for (contest, said_as), known in who.answered.items()
        if known is None or known.key
    ]
    SameNameAnswer.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["contest", "said_as"],
        update_fields=["person", "at", "by"],
        batch_size=500,
    )
