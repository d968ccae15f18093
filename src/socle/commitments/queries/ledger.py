"""The ledger as it is read: its head, its lines, each as it is written in files and answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override

from socle.commitments.chain.canonical import canonical
from socle.commitments.chain.lines import START, moment
from socle.commitments.models import LedgerLine

JSON_LINES = "application/jsonl"
# Read at once from the database.
CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Head:
    """The last line, by its hash: whoever has it can tell whether any line before it changed.

    Of a ledger without lines, ``seq`` is 0 and ``hash`` what the first line will follow.
    """

    seq: int
    hash: str
    at: datetime | None


def head() -> Head:
    found = LedgerLine.objects.order_by("-seq").values_list("seq", "hash", "at").first()
    return Head(*found) if found else Head(0, START, None)


def ledger_path(language: str) -> str:
    """Of the page about it."""
    with override(language):
        return reverse("commitments:ledger")


def latest(count: int) -> list[LedgerLine]:
    return list(LedgerLine.objects.order_by("-seq")[:count])


def lines_after(seq: int) -> "QuerySet[LedgerLine]":
    return LedgerLine.objects.filter(seq__gt=seq).order_by("seq")


def as_json(line: LedgerLine) -> dict[str, Any]:
    return {
        "seq": line.seq,
        "at": moment(line.at),
        "kind": line.kind,
        "subject": line.subject,
        "payload_digest": line.payload_digest,
        "payload": line.payload,
        "salt": line.salt,
        "prev": line.prev,
        "hash": line.hash,
    }


def written(lines: Iterable[LedgerLine]) -> Iterator[bytes]:
    """JSON Lines."""
    for line in lines:
        yield canonical(as_json(line)) + b"\n"


def whole_ledger() -> Iterator[bytes]:
    """Every line there is now; in memory, a few thousand at once."""
    return written(lines_after(0).filter(seq__lte=head().seq).iterator(CHUNK))
