"""Lines of the ledger in the order in which things happened, whatever they are about."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from socle.commitments.actions.ledger import Entry, append_each


@dataclass(frozen=True, slots=True)
class Event:
    """What adds a line, if anything. ``looks_back``: it names an earlier one, which must be there
    by then."""

    at: datetime
    make: Callable[[], Entry | None]
    looks_back: bool = False


def write_history(events: Iterable[Event]) -> None:
    waiting: list[tuple[datetime, Entry]] = []
    for event in sorted(events, key=lambda event: event.at):
        if event.looks_back:
            append_each(waiting)
            waiting = []
        entry = event.make()
        if entry is not None:
            waiting.append((event.at, entry))
    append_each(waiting)
