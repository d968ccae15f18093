"""What became of a commitment, and what was removed from the ledger."""

from typing import Any, ClassVar, Literal, Self

from pydantic import model_validator

from socle.commitments.kinds.fields import (
    Author,
    Day,
    Key,
    Language,
    Moment,
    OwnWords,
    Payload,
    Seq,
    Source,
)

Status = Literal["not_started", "in_progress", "kept", "partly_kept", "broken", "unverifiable"]
# Why content was removed, never what it said.
Removal = Literal["court_order", "erasure", "notice", "mistake", "example"]


# Of what is broken: as the holder says it themself, or that they have not.
Reason = Literal[
    "no_majority",
    "other_priority",
    "changed_mind",
    "outside_power",
    "earlier_decision",
    "other",
    "not_explained",
]


class Statement(Payload):
    """What ``author`` observed of a promise on the day ``observed_on``, by the definitions of
    version ``method``. ``because``: why it is broken, and ``reason`` the words of the holder, empty
    when they have not explained it. ``corrects``: the line it takes the place of."""

    kind: ClassVar = "statement"

    commitment: Key
    author: Author
    status: Status
    words: OwnWords = ""
    reason: OwnWords = ""
    sources: tuple[Source, ...] = ()
    made_at: Moment
    observed_on: Day | None = None
    because: Reason | None = None
    method: Seq | None = None
    corrects: Seq | None = None
    why: OwnWords | None = None

    def as_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_none=True)

    @model_validator(mode="after")
    def only_what_is_broken_has_a_reason(self) -> Self:
        if (self.reason or self.because) and self.status != "broken":
            raise ValueError("only what is broken has a reason")
        return self


class Reply(Payload):
    """What the holder of a promise says of the ``statement`` of that line."""

    kind: ClassVar = "reply"

    commitment: Key
    statement: Seq
    author: Author
    words: OwnWords
    language: Language
    received_at: Moment


class Tombstone(Payload):
    """The content of an earlier ``line`` was removed: a court's order, the erasure of a person, a
    notice of illegal content, our own mistake, or the end of a demo."""

    kind: ClassVar = "tombstone"

    line: Seq
    reason: Removal
