"""What happened to rows of this room, as the journal tells it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from socle.accounts.models import JournalEntry
from socle.accounts.queries import label_of
from socle.groups.queries.people import name_of

MOST = 60


@dataclass(frozen=True, slots=True)
class Told:
    """``by`` is "" where nobody was signed in."""

    at: datetime
    words: str
    by: str
    reason: str


def told_of(rows: Iterable[models.Model]) -> list[Told]:
    """The latest first; one query."""
    labels = [label_of(row) for row in rows]
    lines = JournalEntry.objects.filter(target__in=labels).select_related("by")[:MOST]
    return [told(line) for line in lines]


def told(line: JournalEntry) -> Told:
    by = name_of(line.by) if line.by else ""
    return Told(line.at, str(line.get_verb_display()), by, line.reason)
