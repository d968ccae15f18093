"""Adding to the ledger. Whoever answers, corrects, holds or follows up calls ``append`` last.

sealed = seal(payload)                              # kept beside the answer, see Seal
append([receive(sealed, subject="answer:12")], now=now)
append([publish(payload, subject="answer:12", sealed=sealed)], now=now)    # at the deadline
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.commitments.chain.lines import (
    RECEIPT,
    START,
    TOMBSTONE,
    digest_of,
    hash_of,
    moment,
    new_salt,
)
from socle.commitments.kinds import PAYLOADS, Payload, Tombstone
from socle.commitments.models import LedgerLine
from socle.commitments.rules import LEDGER
from socle.foundation.actions.stamps import touch
from socle.foundation.actions.turns import take_turns

# Rows of one INSERT.
BATCH = 500


class SealBroken(Exception):
    """What is to be published is not what was sealed when it was received."""


class NothingToRemove(Exception):
    """No such line, or one without content: a receipt, what was removed already, a removal."""


@dataclass(frozen=True, slots=True)
class Seal:
    """The digest proves later what was received; until then ``salt`` is as secret as the words.

    The room keeps both in the row that was received, and forgets the salt with its content.
    """

    salt: str
    digest: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line to be added, without what only its place in the chain can give."""

    kind: str
    subject: str
    digest: str
    payload: dict[str, Any] | None = None
    salt: str | None = None


def seal(payload: Payload) -> Seal:
    salt = new_salt()
    return Seal(salt, digest_of(payload.as_json(), salt))


def receive(sealed: Seal, *, subject: str) -> Entry:
    """Something reached us at this moment; what it says is not told."""
    return Entry(RECEIPT, subject, sealed.digest)


def publish(payload: Payload, *, subject: str, sealed: Seal | None = None) -> Entry:
    """``sealed`` gives it the digest of its receipt, by which anyone finds one from the other.

    Raises SealBroken.
    """
    if PAYLOADS.get(payload.kind) is not type(payload):
        raise TypeError(f"{type(payload).__name__} is no kind of line")
    content = payload.as_json()
    salt = sealed.salt if sealed else new_salt()
    digest = digest_of(content, salt)
    if sealed and sealed.digest != digest:
        raise SealBroken
    return Entry(payload.kind, subject, digest, content, salt)


def append(entries: Sequence[Entry], *, now: datetime) -> list[LedgerLine]:
    """Add lines at the end of the chain: the last thing a transaction does.

    From here to the commit, no other process adds any. What is locked after this could be held by
    somebody who waits for it, and what is done after it makes them all wait.
    """
    return append_each([(now, entry) for entry in entries])


def append_each(entries: Sequence[tuple[datetime, Entry]]) -> list[LedgerLine]:
    """As many acts at once, each at its moment, in the order of time: what is loaded from files."""
    if not entries:
        return []
    # Every turn to the database that is spared here is spared to all who wait.
    with transaction.atomic(savepoint=False):
        take_turns([LEDGER])
        lines = chained(entries)
        LedgerLine.objects.bulk_create(lines, batch_size=BATCH)
        touch([LEDGER])
    return lines


def chained(entries: Sequence[tuple[datetime, Entry]]) -> list[LedgerLine]:
    """Under the lock. A clock that goes back, or waited for its turn, does not turn the order."""
    last = LedgerLine.objects.order_by("-seq").first()
    before, prev, at = (last.seq, last.hash, last.at) if last else (0, START, entries[0][0])
    lines = []
    for seq, (said_at, entry) in enumerate(entries, before + 1):
        at = max(at, said_at)
        line = LedgerLine(
            seq=seq,
            at=at,
            kind=entry.kind,
            subject=entry.subject,
            payload_digest=entry.digest,
            payload=entry.payload,
            salt=entry.salt,
            prev=prev,
        )
        line.hash = prev = hash_of(hashed(line))
        lines.append(line)
    return lines


def hashed(line: LedgerLine) -> dict[str, Any]:
    """What the hash of a line is over."""
    return {
        "seq": line.seq,
        "at": moment(line.at),
        "kind": line.kind,
        "subject": line.subject,
        "payload_digest": line.payload_digest,
        "prev": line.prev,
    }


def remove_content(*, seq: int, reason: str, by: User | None, now: datetime) -> LedgerLine:
    """Take the content of a line away for good; a later line says why. Returns that line.

    The rooms' own rows still hold what they held: whoever calls this removes it there, its salt
    too, or what was removed could be found again by trying. Raises NothingToRemove.
    """
    with transaction.atomic():
        tombstone = Tombstone.model_validate({"line": seq, "reason": reason})
        record("commitments.ledger.removed", target=f"commitments.ledgerline:{seq}", by=by, now=now)
        take_turns([LEDGER])
        line = LedgerLine.objects.filter(seq=seq).exclude(payload=None).first()
        if line is None or line.kind == TOMBSTONE:
            raise NothingToRemove
        LedgerLine.objects.filter(seq=seq).update(payload=None, salt=None)
        return append([publish(tombstone, subject=line.subject)], now=now)[0]
