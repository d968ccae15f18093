"""Two people change one page: what the first one saved is told to the second, field by field."""

from dataclasses import dataclass

from django.http import QueryDict

from socle.groups.forms.editing import CARRIED, as_sent, values_of
from socle.groups.models import Group


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that somebody else changed; ``collides`` when both did, and not alike."""

    name: str
    collides: bool


def put_together(sent: QueryDict, group: Group) -> tuple[QueryDict, list[Difference]]:
    """What was sent, upon the group as it is now: what only the other changed is theirs, the rest
    is as it was typed. Sent again, it holds."""
    now, merged, found = values_of(group), sent.copy(), list[Difference]()
    for name in CARRIED:
        theirs = as_sent(now, name)
        opened, mine = (normal(sent.getlist(key)) for key in (f"initial-{name}", name))
        if normal(theirs) not in (opened, mine):
            found.append(Difference(name, collides=mine != opened))
        if mine == opened:
            merged.setlist(name, theirs)
        merged.setlist(f"initial-{name}", theirs)
    merged["version"] = str(now["version"])
    return merged, found


def normal(values: list[str]) -> list[str]:
    """As browsers may change them on the way: ends of lines, spaces around, order, absence."""
    return sorted(filter(None, (value.replace("\r\n", "\n").strip() for value in values)))
