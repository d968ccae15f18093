"""What was answered to an ask, and what became of the answer."""

from typing import Any, ClassVar, Literal, Self

from pydantic import model_validator

from socle.commitments.kinds.fields import (
    Digest,
    Key,
    Language,
    Moment,
    Name,
    OwnWords,
    Payload,
    Respondent,
    Seq,
    Source,
)

Stance = Literal["yes", "yes_if", "no", "will_study"]
Channel = Literal["link", "stage", "letter", "email", "import"]
# How sure we are that it is them.
Sureness = Literal["published_address", "head_of_list", "witnesses", "signature", "source"]


class AboutAsk(Payload):
    """``ask_digest`` is of the words that were asked, as they were frozen."""

    contest: Key
    ask: Key
    ask_digest: Digest
    respondent: Respondent


class Answer(AboutAsk):
    """``received_at`` is when it reached us; ``source`` the address where it can be checked.

    ``said_at`` and ``place`` are of what was said on stage; other answers have neither.
    """

    kind: ClassVar = "answer"

    stance: Stance
    condition: OwnWords = ""
    words: OwnWords = ""
    language: Language
    channel: Channel
    sureness: Sureness
    received_at: Moment
    source: Source = ""
    said_at: Moment | None = None
    place: Name | None = None

    def as_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_none=True)

    @model_validator(mode="after")
    def a_condition_goes_with_yes_if(self) -> Self:
        if bool(self.condition.strip()) != (self.stance == "yes_if"):
            raise ValueError("“yes, if” has a condition, and nothing else has one")
        return self


class Correction(Answer):
    """A later answer of the same respondent to the same ask; the line it supersedes stays."""

    kind: ClassVar = "correction"

    corrects: Seq


class Withdrawal(AboutAsk):
    kind: ClassVar = "withdrawal"

    withdraws: Seq
    received_at: Moment


class Hold(AboutAsk):
    """Published without its words, which a moderator did not let through; ``receipt`` is the line
    that proves what was received."""

    kind: ClassVar = "hold"

    stance: Stance
    receipt: Seq
    reason: Literal["insult", "private_person", "contact_details", "unlawful"]
