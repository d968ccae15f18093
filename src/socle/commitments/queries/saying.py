"""A line of the ledger in words, for its page."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from socle.commitments.chain.lines import RECEIPT, TOMBSTONE
from socle.commitments.models import LedgerLine, Removal

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


def said(line: LedgerLine) -> Said:
    payload = line.payload or {}
    public = payload.get("respondent") or payload.get("author") or {}
    return Said(
        line.seq,
        line.at,
        str(line.get_kind_display()),
        public.get("name", ""),
        more_of(line),
        line.hash,
    )


def more_of(line: LedgerLine) -> str:
    if line.is_removed:
        return _("Its content was removed; a later line says why.")
    if line.kind == RECEIPT:
        return _("Something was received; what it says appears at the deadline.")
    if line.kind == TOMBSTONE and line.payload is not None:
        told = {"line": line.payload["line"], "reason": REMOVALS[line.payload["reason"]]}
        return _("The content of line %(line)s was removed: %(reason)s.") % told
    return ""
