"""A line of the ledger in words, for its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from socle.commitments.chain.lines import RECEIPT, TOMBSTONE
from socle.commitments.models import LedgerLine, Removal
from socle.elections.models import Candidacy
from socle.elections.queries.persons import named as may_be_named

# As lines call a respondent who stands on a list.
CANDIDACY = "candidacy"
REMOVALS = dict(Removal.choices)


@dataclass(frozen=True, slots=True)
class Said:
    """``who`` is whom the line is about, where it says so; ``more`` what else there is to know."""

    seq: int
    at: datetime
    kind: str
    who: str
    more: str
    hash: str


def said(line: LedgerLine, *, named: bool = True) -> Said:
    """``named``: whom it is about may be."""
    return Said(
        line.seq,
        line.at,
        str(line.get_kind_display()),
        about(line).get("name", "") if named else _("a candidate who was not elected"),
        more_of(line),
        line.hash,
    )


def about(line: LedgerLine) -> dict[str, str]:
    """Whom: kind, key and name; empty where it says nobody."""
    payload = line.payload or {}
    found: dict[str, str] = payload.get("respondent") or payload.get("author") or {}
    return found


def said_in_public(lines: Sequence[LedgerLine], day: date) -> list[Said]:
    """Candidates by their name while they may be named; one query."""
    keys = {line.seq: about(line)["id"] for line in lines if about(line).get("kind") == CANDIDACY}
    rows = Candidacy.objects.filter(pk__in=keys.values()) if keys else Candidacy.objects.none()
    shown = {str(key) for key in may_be_named(rows, day).order_by().values_list("pk", flat=True)}
    return [said(line, named=line.seq not in keys or keys[line.seq] in shown) for line in lines]


def more_of(line: LedgerLine) -> str:
    if line.is_removed:
        return _("Its content was removed; a later line says why.")
    if line.kind == RECEIPT:
        return _("Something was received; what it says appears at the deadline.")
    if line.kind == TOMBSTONE and line.payload is not None:
        told = {"line": line.payload["line"], "reason": REMOVALS[line.payload["reason"]]}
        return _("The content of line %(line)s was removed: %(reason)s.") % told
    return ""
