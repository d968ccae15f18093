"""Changing what the page of a group says, one writer after another."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.groups.actions.living import hold, show_act
from socle.groups.actions.showing import show
from socle.groups.models import Group
from socle.groups.rules import sort_name
from socle.territories.models import Area, Topic

EDITABLE = (
    "name",
    "presentation",
    "place",
    "what_next",
    "languages",
    "contact_email",
    "website",
    "controller",
    "joining",
)


class ChangedMeanwhile(Exception):
    """Somebody saved the page since it was opened; ``group`` is as they left it."""

    def __init__(self, group: Group) -> None:
        self.group = group
        super().__init__(f"{group.pk} is at version {group.version}")


class NotEditable(Exception):
    """The page of a group has no such field."""


def change_group(
    *,
    group: Group,
    by: User,
    seen: int,
    words: Mapping[str, str],
    now: datetime,
    areas: Collection[Area] | None = None,
    topics: Collection[Topic] | None = None,
) -> Group:
    """Write what differs, if the group is still at the version ``seen``; else ``ChangedMeanwhile``.

    ``words`` may hold any of ``EDITABLE``; areas and topics stay as they are when None.
    Raises GroupIsArchived too.
    """
    if unknown := set(words) - set(EDITABLE):
        raise NotEditable(", ".join(sorted(unknown)))
    with transaction.atomic():
        row = hold(group)
        if row.version != seen:
            raise ChangedMeanwhile(row)
        changed = [name for name, value in words.items() if getattr(row, name) != value]
        changed += set_rows(row, areas, topics)
        if changed:
            write(row, {name: words[name] for name in changed if name in words})
            reason = ", ".join(changed)
            record("groups.group.changed", now=now, by=by, target=row, reason=reason)
            show([row])
            show_act(row, by=by, now=now)
    return row


def set_rows(
    group: Group, areas: Collection[Area] | None, topics: Collection[Topic] | None
) -> list[str]:
    """The names of those that were not so already."""
    changed = []
    for name, rows in (("areas", areas), ("topics", topics)):
        held = getattr(group, name)
        if rows is not None and {row.pk for row in rows} != {row.pk for row in held.all()}:
            held.set(rows)
            changed.append(name)
    return changed


def write(group: Group, words: Mapping[str, str]) -> None:
    for name, value in words.items():
        setattr(group, name, value)
    group.sort_name = sort_name(group.name)
    group.version += 1
    group.save()
