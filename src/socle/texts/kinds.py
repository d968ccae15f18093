"""What a text can be: rooms above say it at start-up, since this one does not know them.

A kind names the four parts of its texts for who writes them, tells where a text is read, who may
write it, and is told when something was published.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from django.db.models import Q

from socle.groups.models import Group
from socle.groups.rules import Who, may_manage
from socle.texts.models import Revision, Text

if TYPE_CHECKING:
    # Only the stubs know it.
    from django.utils.functional import _StrPromise

Label: TypeAlias = "str | _StrPromise"


@dataclass(frozen=True, slots=True)
class Part:
    """One of ``title``, ``summary``, ``body``, ``more``: what it is called, how to write it.

    ``if_changed``, where a change of it makes the text another thing, says so in a line to who took
    the text over; ``if_taken`` says what follows for who takes the change.
    """

    name: str
    label: Label
    hint: Label = ""
    required: bool = False
    longest: int = 0
    if_changed: Label = ""
    if_taken: Label = ""


def owner_manages(who: Who, text: Text) -> bool:
    return may_manage(who, text.owner)


def nothing_within(text: Text) -> list[tuple[str, Text]]:
    return []


def nobody_told(revision: Revision) -> None:
    """Nothing else shows it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """``url(text, language)`` is where anyone reads it, or "" where nobody can.

    ``is_public(text)``: strangers may read it and suggest other words. ``show(revision)`` is called
    last in the transaction that publishes, to put search and kept pages right. ``stamps`` are those
    of the pages that show it. ``may_write`` is asked of who is inside its owner. ``public`` is
    ``is_public`` as a condition on texts, for lists, and ``related`` the rows that these look at.
    ``within(text)``: the texts that are parts of it, each with what it is called there; what was
    made of them is shown with what was made of it.
    """

    code: str
    label: Label
    parts: tuple[Part, ...]
    url: Callable[[Text, str], str]
    is_public: Callable[[Text], bool]
    may_write: Callable[[Who, Text], bool] = owner_manages
    show: Callable[[Revision], None] = nobody_told
    stamps: tuple[str, ...] = ()
    may_be_adapted: bool = False
    languages: tuple[str, ...] = field(default=())
    public: Q | None = None
    related: tuple[str, ...] = ()
    within: Callable[[Text], list[tuple[str, Text]]] = nothing_within

    def part(self, name: str) -> Part | None:
        return next((part for part in self.parts if part.name == name), None)


KINDS: dict[str, Kind] = {}


def declare_kind(kind: Kind) -> None:
    KINDS[kind.code] = kind


def kind_of(text: Text) -> Kind:
    """Raises KeyError for a text of a room that is no longer there."""
    return KINDS[text.kind]


def may_begin(who: Who, owner: Group) -> bool:
    """Write a first word in the name of a group."""
    return may_manage(who, owner)
