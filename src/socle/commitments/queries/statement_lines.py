"""What lines of the ledger say of a statement and of a reply, made from their rows."""

import re
from typing import Any

from socle.commitments.chain.lines import moment
from socle.commitments.kinds import Reply as ReplyLine
from socle.commitments.kinds import Statement as StatementLine
from socle.commitments.models import Holder, Reply, Statement


def statement_subject(statement: Statement) -> str:
    return f"commitment:{statement.commitment_id}"


def is_address(source: str) -> bool:
    """What the ledger takes as a place where anyone can look."""
    return re.fullmatch(r"https?://[^\s@]+", source) is not None


def commitment_key(subject: str) -> int:
    """0 for a line about anything else."""
    kind, _colon, key = subject.partition(":")
    return int(key) if kind == "commitment" and key.isdigit() else 0


def statement_payload(statement: Statement) -> StatementLine:
    """Raises ValueError where its words hold what no line may hold."""
    before = statement.corrects
    given: dict[str, Any] = {
        "commitment": str(statement.commitment_id),
        "author": {
            "kind": "group",
            "id": str(statement.group_id),
            "name": statement.group.name,
        },
        "status": statement.status,
        "words": statement.observed,
        "reason": statement.reason_words,
        "sources": tuple(statement.sources.values_list("url", flat=True)),
        "made_at": moment(statement.made_at),
        "observed_on": statement.observed_on.isoformat(),
        "because": statement.reason or None,
        "method": statement.method,
        "corrects": before.line_id if before is not None else None,
        "why": statement.corrects_why or None,
    }
    return StatementLine.model_validate(given)


def author_of(holder: Holder) -> dict[str, str]:
    if holder.person is not None:
        return {"kind": "person", "id": str(holder.person_id), "name": holder.person.name}
    return {"kind": "list", "id": str(holder.list_id), "name": holder.list.name}


def reply_payload(reply: Reply, statement: Statement) -> ReplyLine:
    """Of a statement that is published."""
    return ReplyLine.model_validate(
        {
            "commitment": str(statement.commitment_id),
            "statement": statement.line_id,
            "author": author_of(statement.commitment.holder),
            "words": reply.words,
            "language": reply.language,
            "received_at": moment(reply.received_at),
        }
    )
