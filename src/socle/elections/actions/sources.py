"""What a fact is known from: named, and named anew without losing what stood before."""

from dataclasses import dataclass
from datetime import datetime

from socle.accounts.models import User
from socle.elections.models import Candidacy, EarlierSource, ElectoralList


@dataclass(frozen=True, slots=True)
class Source:
    """Where something public is written, and its address if it has one."""

    title: str
    url: str = ""


def replace_source(
    row: ElectoralList | Candidacy, source: Source, *, by: User | None, now: datetime
) -> None:
    """Part of the act that saves the row; the source it had stays in its history."""
    if (row.source_title, row.source_url) == (source.title, source.url):
        return
    of = {"list": row} if isinstance(row, ElectoralList) else {"candidacy": row}
    EarlierSource.objects.create(
        **of, source_title=row.source_title, source_url=row.source_url, until=now, by=by
    )
    row.source_title, row.source_url = source.title, source.url
