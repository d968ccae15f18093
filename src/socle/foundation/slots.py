"""Places where a lower page shows something from a room above it.

The lower page says ``{% load slots %}{% slot "demand.aside" demand %}``; the upper room's
``slots.py``, loaded at start-up, says ``fill("demand.aside", provider)``.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

# Every slot there is, and what stands in it. Fewer than ten: see docs/architecture.md.
SLOTS = {
    "account.next": "On a person's home: what a room asks them to do next.",
    "group.next": "On the home of a group: what a room asks it to do next.",
    "group.aside": "Beside the page of a group: what rooms above know of it.",
    "coalition.places": "In the way through the pages of coordinators: the pages of a room above.",
    "coalition.overview": "On the overview of coordinators: what a room above has them look after.",
    "text.aside": "Beside a text: what was made of it.",
    "thread.above": "Above a thread: what it is about.",
    "demand.aside": "Beside a demand: what was asked, answered and promised on it.",
    "election.said": "On a contest, a list, a person: what they were asked and answered.",
}

Provider = Callable[[Any, dict[str, Any]], str]
"""Given the object and the page's context, the HTML to show, or ``""``. Plain text is escaped."""

FILLED: dict[str, list[Provider]] = {name: [] for name in SLOTS}
# Those of what providers show (see foundation/kept.py).
STAMPS: dict[str, list[str]] = {name: [] for name in SLOTS}


class UnknownSlot(KeyError):
    """No slot has this name: they are all in ``foundation/slots.py``."""


def fill(slot: str, provider: Provider, stamps: Iterable[str] = ()) -> None:
    """Show what ``provider`` gives wherever the slot stands, after those who came before.

    ``stamps`` are those of what it shows: kept pages with that slot have them too.
    """
    require_slot(slot)
    if provider not in FILLED[slot]:
        FILLED[slot].append(provider)
        STAMPS[slot] += [name for name in stamps if name not in STAMPS[slot]]


def stamps_in(slot: str) -> tuple[str, ...]:
    """For ``kept_page`` on a page with the slot: views are read once every room has started."""
    require_slot(slot)
    return tuple(STAMPS[slot])


def require_slot(slot: str) -> None:
    if slot not in SLOTS:
        raise UnknownSlot(slot)


def show_slot(slot: str, shown: Any, context: dict[str, Any]) -> SafeString:
    """What every provider of a slot gives for an object, one after another."""
    require_slot(slot)
    parts = [conditional_escape(provider(shown, context)) for provider in FILLED[slot]]
    return mark_safe("\n".join(part for part in parts if part))  # noqa: S308 -- escaped above
