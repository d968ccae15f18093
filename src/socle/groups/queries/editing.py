"""Who changed the page of a group last."""

from dataclasses import dataclass
from datetime import datetime

from socle.accounts.models import JournalEntry
from socle.accounts.queries import label_of
from socle.groups.models import Group
from socle.groups.queries.people import name_of


@dataclass(frozen=True, slots=True)
class Change:
    by: str
    at: datetime


def last_change(group: Group) -> Change:
    lines = JournalEntry.objects.filter(target=label_of(group), verb="groups.group.changed")
    line = lines.select_related("by").order_by("-at", "-pk").first()
    return Change(name_of(line.by if line else None), line.at if line else group.updated_at)
