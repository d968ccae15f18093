"""What a file of candidates says, and what an import of it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from socle.accounts.models import User
from socle.elections.models import Contest, Election
from socle.elections.queries.known_persons import Known

ANOTHER = "new"


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """One row; ``values`` has no key for what it leaves out.

    Keys: body, area_code, area, postcode, constituency, list_number, list_name, party, position,
    substitute, given_name, family_name, email, person_id, elected, source_url.
    """

    number: int
    values: dict[str, Any]

    @property
    def name(self) -> str:
        given = self.values.get("given_name", "")
        return f"{given} {self.values['family_name']}".strip()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file comes from. ``is_named``: somebody said so; else its name stands for it.

    ``scheme``: whose identifiers its bare identifiers are.
    """

    file_name: str
    digest: str
    source: str
    scheme: str
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """``answers``: for a row, ``new``, or ``P12`` (a person of the site) or ``R12`` (a row)."""

    election: Election
    origin: Origin
    now: datetime
    by: User | None = None
    answers: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """A name that one or several humans already have around there: one of them, or another?"""

    row: int
    name: str
    contest: Contest
    said_as: str
    known: tuple[Known, ...]
