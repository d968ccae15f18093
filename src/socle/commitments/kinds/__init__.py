"""The kinds of lines, and what each may say: nothing that is not named here enters the ledger.

The list is closed. What an answer says of a person is the name they stand under; addresses,
numbers and whoever wrote it down have no field. Free words are the respondent's own, read by a
moderator before they are published: no program knows whether they name a neighbour.
"""

from socle.commitments.kinds.answers import Answer, Correction, Hold, Withdrawal
from socle.commitments.kinds.fields import Payload
from socle.commitments.kinds.follow_up import Reply, Statement, Tombstone

PAYLOADS: dict[str, type[Payload]] = {
    kind.kind: kind for kind in (Answer, Correction, Withdrawal, Hold, Statement, Reply, Tombstone)
}

__all__ = [
    "PAYLOADS",
    "Answer",
    "Correction",
    "Hold",
    "Payload",
    "Reply",
    "Statement",
    "Tombstone",
    "Withdrawal",
]
