"""What became of a commitment, and what was removed from the ledger."""

from typing import ClassVar, Literal, Self

from pydantic import model_validator

from socle.commitments.kinds.fields import Author, Key, Moment, OwnWords, Payload, Seq, Source

Status = Literal["not_started", "in_progress", "kept", "partly_kept", "broken", "unverifiable"]
# Why content was removed, never what it said.
Removal = Literal["court_order", "erasure", "notice", "mistake", "example"]


class Statement(Payload):
    """``reason`` quotes the holder of a broken commitment; empty, they have not explained it."""

    kind: ClassVar = "statement"

    commitment: Key
    author: Author
    status: Status
    words: OwnWords = ""
    reason: OwnWords = ""
    sources: tuple[Source, ...] = ()
    made_at: Moment

    @model_validator(mode="after")
    def only_what_is_broken_has_a_reason(self) -> Self:
        if self.reason and self.status != "broken":
            raise ValueError("only what is broken has a reason")
        return self


class Tombstone(Payload):
    """The content of an earlier ``line`` was removed: a court's order, the erasure of a person, a
    notice of illegal content, our own mistake, or the end of a demo."""

    kind: ClassVar = "tombstone"

    line: Seq
    reason: Removal
