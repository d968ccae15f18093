"""Which part of a commune's page comes first, by the phase of the campaign."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

# ask: before answers are published; promise: once they are; follow: after the vote.
PHASES = ("ask", "promise", "follow")
ORDER = {
    "ask": ["asked", "decides", "active", "promised", "elsewhere"],
    "promise": ["promised", "asked", "decides", "active", "elsewhere"],
    "follow": ["promised", "asked", "active", "decides", "elsewhere"],
}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a commune's page; an empty one says what will stand there."""

    key: str
    empty: bool

    @property
    def template(self) -> str:
        return f"web/sections/{self.key}.html"


def in_order(sections: Iterable[Section], phase: str) -> list[Section]:
    """The sections as the phase calls for, those that are empty after the others."""
    order = ORDER.get(phase, ORDER["ask"])
    return sorted(sections, key=lambda section: (section.empty, order.index(section.key)))


def unique_exact(matches: Sequence[Any], is_exact: Callable[[Any], bool]) -> Any | None:
    """The one match that is exactly what was typed, if there is just one."""
    exact = [match for match in matches if is_exact(match)]
    return exact[0] if len(exact) == 1 else None
