"""What payloads are made of."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from socle.commitments.kinds.traces import traces_in

LONGEST_WORDS = 1_500


class Part(BaseModel):
    """Typed to the letter: no field more, no number for a word."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Payload(Part):
    """What a line of this kind says."""

    kind: ClassVar[str]

    def as_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json")


def without_traces(words: str) -> str:
    if traces_in(words):
        raise ValueError("holds an e-mail address or a telephone number")
    return words


def writable(words: str) -> str:
    """As both databases and UTF-8 can hold it."""
    if "\0" in words or any("\ud800" <= sign <= "\udfff" for sign in words):
        raise ValueError("holds a sign that cannot be written")
    return words


def clean(words: str) -> str:
    return without_traces(writable(words))


# The key of a row or a slug, as its page and the API say it.
Key = Annotated[str, StringConstraints(pattern=r"\A[a-z0-9]+(?:-[a-z0-9]+)*\z", max_length=100)]
Digest = Annotated[str, StringConstraints(pattern=r"\A[0-9a-f]{64}\z")]
Moment = Annotated[
    str, StringConstraints(pattern=r"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z\z")
]
Day = Annotated[str, StringConstraints(pattern=r"\A\d{4}-\d\d-\d\d\z")]
# The number of an earlier line.
Seq = Annotated[int, Field(ge=1)]
Source = Annotated[
    str,
    StringConstraints(pattern=r"\A(https?://[^\s@]+)?\z", max_length=500),
    AfterValidator(writable),
]
Language = Literal["fr", "nl", "de", "en"]
# Of a list, a candidate, an elected person or an organisation, as they stand in public.
Name = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(clean)]
OwnWords = Annotated[str, Field(max_length=LONGEST_WORDS), AfterValidator(clean)]


class Respondent(Part):
    """A list as a whole, or one candidate; ``id`` is the row's."""

    kind: Literal["list", "candidacy"]
    id: Key
    name: Name


class Author(Part):
    """The group that made a statement, the list or the elected person who answers it."""

    kind: Literal["group", "list", "person"]
    id: Key
    name: Name
