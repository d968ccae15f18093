"""Whether the lines of a file are one chain, each as it was written."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO

from socle.commitments.chain.lines import RECEIPT, START, TOMBSTONE, digest_of, hash_of
from socle.commitments.chain.reading import NotALine, numbered, read_line

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|\+00:00)")


class Broken(Exception):
    """The chain does not hold: at which line of the file, and why."""

    def __init__(self, number: int, why: str) -> None:
        self.number, self.why = number, why
        super().__init__(f"Line {number} {why}")


@dataclass(slots=True)
class Chain:
    """What is known after some lines. ``removed`` are those whose tombstone is still to come: by
    ``seq``, the number of the line in the file and its subject."""

    seq: int = 0
    hash: str = START
    at: str = "0001-01-01T00:00:00Z"
    removed: dict[int, tuple[int, str]] = field(default_factory=dict)
    tombstones: int = 0
    looked_for: str = ""
    found_at: int | None = None

    def add(self, number: int, line: dict[str, Any]) -> None:
        """Raises Broken."""
        why = self.fault(line)
        if why:
            raise Broken(number, why)
        self.seq, self.hash, self.at = line["seq"], line["hash"], line["at"]
        if line["payload"] is None and line["kind"] != RECEIPT:
            self.removed[self.seq] = (number, line["subject"])
        if line["kind"] == TOMBSTONE:
            self.tombstones += 1
            self.explain(line)
        if self.hash == self.looked_for:
            self.found_at = self.seq

    def fault(self, line: dict[str, Any]) -> str:
        """What is wrong with the line that comes next, or nothing."""
        return (
            wrong_number(line["seq"], self.seq + 1)
            or wrong_content(line)
            or ("" if line["prev"] == self.hash else "does not follow the line before it")
            or self.wrong_moment(line["at"])
        )

    def wrong_moment(self, at: Any) -> str:
        if not isinstance(at, str) or not is_moment(at):
            return "has no time in UTC"
        # Written alike, they are compared as they are: a million times that is worth it.
        if at < self.at if len(at) == len(self.at) else instant(at) < instant(self.at):
            return "says an earlier time than the line before it"
        return ""

    def explain(self, tombstone: dict[str, Any]) -> None:
        """A tombstone names its line; one that names none speaks for all of its subject."""
        payload, subject = tombstone["payload"], tombstone["subject"]
        if isinstance(payload, dict) and type(payload.get("line")) is int:
            self.removed.pop(payload["line"], None)
        elif payload is not None:
            self.removed = {seq: of for seq, of in self.removed.items() if of[1] != subject}

    def end(self, number: int) -> None:
        """After the last line, which has this number. Raises Broken."""
        for at, _subject in self.removed.values():
            raise Broken(at, "has lost its content, and no later tombstone says why")
        if self.looked_for and self.found_at is None and self.looked_for != self.hash:
            why = "is the last one, and none has the digest you gave: the end of the file was cut,"
            raise Broken(number, f"{why} or it is of another ledger")


def wrong_number(seq: Any, due: int) -> str:
    if type(seq) is not int:
        return "has no number"
    if seq > due:
        gap = f"{due} is" if seq == due + 1 else f"{due} to {seq - 1} are"
        return f"is number {seq}: {gap} missing"
    return f"is number {seq}, which came already" if seq < due else ""


def wrong_content(line: dict[str, Any]) -> str:
    payload, salt = line["payload"], line["salt"]
    try:
        if (payload is None) != (salt is None):
            return "has lost half of its content"
        if payload is not None and digest_of(payload, salt) != line["payload_digest"]:
            return "was changed: its content does not give its digest"
        if hash_of(line) != line["hash"]:
            return "was changed: it does not give its own hash"
    except (ValueError, RecursionError):
        return "holds what canonical JSON cannot write"
    return ""


def is_moment(at: str) -> bool:
    if not MOMENT.fullmatch(at):
        return False
    try:
        instant(at)
    except ValueError:
        return False
    return True


instant = datetime.fromisoformat


def verify(file: BinaryIO, head: str = "") -> Chain:
    """The whole chain, in memory that does not grow with it. Raises Broken at the first fault.

    ``head`` is a hash that the chain must go through: without it, nobody can tell from a file alone
    that its last lines are missing.
    """
    chain, number = Chain(looked_for=head), 0
    for number, written in numbered(file):
        try:
            chain.add(number, read_line(written))
        except NotALine as why:
            words = str(why) if chain.seq else f"is not the first of a ledger: it {why}"
            raise Broken(number, words) from None
    chain.end(number)
    return chain
