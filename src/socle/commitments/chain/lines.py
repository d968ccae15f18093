"""The form of a line; docs/ledger.md tells it to whoever wants to check without us."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from socle.commitments.chain.canonical import canonical

# What the first line follows.
START = "0" * 64
FIELDS = frozenset(
    ("seq", "at", "kind", "subject", "payload_digest", "payload", "salt", "prev", "hash")
)
# Without these a line can be told from every other; the first two may be removed from it.
NOT_HASHED = frozenset(("payload", "salt", "hash"))
RECEIPT, TOMBSTONE = "receipt", "tombstone"
# Why content is removed, but for what was invented, which goes with the demo.
REASONS = ("court_order", "erasure", "notice", "mistake")


def digest(value: Any) -> str:
    """SHA-256 over the canonical JSON, in lower-case hex."""
    return hashlib.sha256(canonical(value)).hexdigest()


def new_salt() -> str:
    """32 hex digits: with them gone, nobody finds a payload by trying what it may have been."""
    return secrets.token_hex(16)


def digest_of(payload: Any, salt: str) -> str:
    return digest({"payload": payload, "salt": salt})


def hash_of(line: Mapping[str, Any]) -> str:
    return digest({name: value for name, value in line.items() if name not in NOT_HASHED})


def moment(at: datetime) -> str:
    """In UTC, to the microsecond: ``2018-10-12T18:00:00.000000Z``."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
