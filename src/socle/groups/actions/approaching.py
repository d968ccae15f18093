"""The pipeline: whom the coalition approaches, what is known of them, what comes next."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import formats, timezone

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.groups.actions.living import hold
from socle.groups.models import Approach, Group, Stage, StageChange
from socle.groups.queries.people import name_of
from socle.groups.rules import OPEN_STAGES, sort_name
from socle.territories.models import Area

EDITABLE = (
    "contact_name",
    "contact_email",
    "phone",
    "note",
    "next_step",
    "due_on",
    "follower",
)
LONGEST_NOTE = 5000


class NotAnOpenStage(Exception):
    """Nobody begins as a member, nor as one that left or declined."""


class NotEditable(Exception):
    """The pipeline keeps no such thing."""


class ApproachChanged(Exception):
    """Somebody saved it since it was opened; ``approach`` is as they left it."""

    def __init__(self, approach: Approach) -> None:
        self.approach = approach
        super().__init__(f"{approach.pk} is at version {approach.version}")


class NoteIsFull(Exception):
    """The note holds 5,000 characters at most."""


def hold_approach(approach: Approach) -> Approach:
    """As it is now, with its group, both held until the transaction ends. GroupIsArchived."""
    group = hold(approach.group)
    held = Approach.objects.select_for_update().get(pk=approach.pk)
    held.group = group
    return held


def new_organisation(
    *,
    name: str,
    by: User | None,
    now: datetime,
    kind: str = Group.Kind.ORGANISATION,
    languages: Sequence[str] = ("fr",),
    website: str = "",
) -> Group:
    """Not saved, and seen by coordinators only until it accepts the charter."""
    return Group(
        kind=kind,
        name=name,
        sort_name=sort_name(name),
        languages=" ".join(languages),
        website=website,
        joining=Group.Joining.ON_REQUEST,
        created_by=by,
        created_at=now,
        alive_at=now,
        updated_at=now,
    )


def add_organisation(
    *,
    group: Group,
    by: User,
    now: datetime,
    areas: Collection[Area] = (),
    stage: str = Stage.TO_CONTACT,
    **known: Any,
) -> Approach:
    """Save a ``new_organisation`` and what is ``known`` of it: any of ``EDITABLE``.

    Raises NotAnOpenStage, NotEditable.
    """
    refuse_unknown(known)
    if stage not in OPEN_STAGES:
        raise NotAnOpenStage(stage)
    with transaction.atomic():
        group.save(force_insert=True)
        group.areas.set(areas)
        approach = Approach(group=group, stage=stage, created_at=now, updated_at=now, **known)
        remember_reminder(approach, now)
        approach.save(force_insert=True)
        note_stage(approach, before="", by=by, now=now)
        record("groups.approach.added", now=now, by=by, target=approach)
    return approach


def refuse_unknown(names: Collection[str]) -> None:
    if unknown := set(names) - set(EDITABLE):
        raise NotEditable(", ".join(sorted(unknown)))


def remember_reminder(approach: Approach, now: datetime) -> None:
    """Who says today that something is due today needs no mail about it."""
    today = timezone.localdate(now)
    if approach.due_on is not None and approach.due_on <= today:
        approach.reminded_on = today


def note_stage(
    approach: Approach, *, before: str, by: User | None, now: datetime, reason: str = ""
) -> None:
    StageChange.objects.create(
        approach=approach, before=before, after=approach.stage, at=now, by=by, reason=reason
    )


def change_approach(
    *,
    approach: Approach,
    by: User,
    seen: int,
    words: Mapping[str, Any],
    now: datetime,
    happened: str = "",
) -> Approach:
    """Write what differs, if it is still at the version ``seen``; else ApproachChanged.

    ``words`` may hold any of ``EDITABLE``. ``happened`` goes on top of the note, with the day and
    who says so. Raises NotEditable, NoteIsFull, GroupIsArchived too.
    """
    refuse_unknown(words)
    with transaction.atomic():
        row = hold_approach(approach)
        if row.version != seen:
            raise ApproachChanged(row)
        wanted = dict(words)
        if happened:
            wanted["note"] = with_line(wanted.get("note", row.note), happened, name_of(by), now)
        changed = [name for name, value in wanted.items() if getattr(row, name) != value]
        if changed:
            write(row, {name: wanted[name] for name in changed}, now)
            reason = ", ".join(sorted(changed))
            record("groups.approach.changed", now=now, by=by, target=row, reason=reason)
    return row


def with_line(note: str, words: str, who: str, now: datetime) -> str:
    """The note with one more dated line on top. Raises NoteIsFull."""
    day: date = timezone.localdate(now)
    line = f"{formats.date_format(day, 'SHORT_DATE_FORMAT')}, {who}: {words.strip()}"
    longer = f"{line}\n\n{note}".strip()
    if len(longer) > LONGEST_NOTE:
        raise NoteIsFull
    return longer


def write(approach: Approach, values: Mapping[str, Any], now: datetime) -> None:
    """In the transaction of the caller, who holds it."""
    for name, value in values.items():
        setattr(approach, name, value)
    if "due_on" in values:
        approach.reminded_on = None
        remember_reminder(approach, now)
    approach.version += 1
    approach.updated_at = now
    approach.save()
