"""The files of candidates that were sent, and the imports that came of them."""

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Q

from socle.elections.models import CandidateFile, CandidateImport, Election

# A job that began so long ago was stopped.
STOPPED = timedelta(minutes=15)
SHOWN = 50
QUESTIONS = 25
IMPORTS = 20
State = CandidateFile.State


def due_files(now: datetime) -> list[int]:
    """Those that no job has taken up, or whose job was stopped."""
    rows = CandidateFile.objects.filter(state__in=[State.READING, State.TAKING])
    left = rows.filter(Q(begun_at=None) | Q(begun_at__lt=now - STOPPED))
    return list(left.order_by("pk").values_list("pk", flat=True))


def imports_of(election: Election, number: str | None) -> Page:
    rows = CandidateImport.objects.filter(election=election).select_related("by", "undone_by")
    return Paginator(rows, IMPORTS).get_page(number)


def questions_of(file: CandidateFile, number: str | None) -> Page:
    """Those that are not answered yet."""
    rows = file.questions.filter(answer="").prefetch_related("options")
    rows = rows.select_related("contest__area", "contest__body")
    return Paginator(rows, QUESTIONS).get_page(number)


def open_rows(file: CandidateFile) -> set[int]:
    """The rows that wait for an answer."""
    return set(file.questions.filter(answer="").values_list("row", flat=True))


@dataclass(frozen=True, slots=True)
class ReportLine:
    row: str
    outcome: str
    name: str
    column: str
    words: str


def lines_shown(report: str, asked: set[int]) -> dict[str, list[ReportLine]]:
    """The first of each outcome, but for those ``asked`` about, which stand among the questions."""
    found: dict[str, list[ReportLine]] = defaultdict(list)
    rows = csv.reader(io.StringIO(report))
    next(rows, None)
    for cells in rows:
        line = ReportLine(*cells)
        is_asked = line.outcome == "refused" and int(line.row) in asked
        if not is_asked and len(found[line.outcome]) < SHOWN:
            found[line.outcome].append(line)
    return found
