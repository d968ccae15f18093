"""From one stage of the pipeline to another, and what being a member means."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.groups.actions.approaching import hold_approach, note_stage
from socle.groups.actions.showing import show
from socle.groups.models import Approach, Group, GroupLink, Stage
from socle.groups.models.joining import new_nonce
from socle.groups.queries.coalition import the_coalition
from socle.groups.rules import NEEDS_A_REASON, stages_from


class NotReachable(Exception):
    """A member is made by the charter alone, and only a member leaves."""


class MovedMeanwhile(Exception):
    """Somebody moved it since the page was opened; ``approach`` is where they left it."""

    def __init__(self, approach: Approach) -> None:
        self.approach = approach
        super().__init__(approach.stage)


class NeedsAReason(Exception):
    """Whoever reads it in two years will ask why it left, or declined."""


def move_stage(
    *, approach: Approach, to: str, by: User, now: datetime, seen: str, reason: str = ""
) -> Approach:
    """Move it from the stage ``seen``, on or back; already there, it stays as it was.

    One that leaves is no longer part of the coalition nor shown to the public. Raises
    NotReachable, MovedMeanwhile, NeedsAReason, GroupIsArchived.
    """
    with transaction.atomic():
        row = hold_approach(approach)
        if row.stage == to:
            return row
        if row.stage != seen:
            raise MovedMeanwhile(row)
        if to not in stages_from(row.stage):
            raise NotReachable(f"{row.stage}, {to}")
        if to in NEEDS_A_REASON and not reason:
            raise NeedsAReason(to)
        go(row, to, by=by, now=now, reason=reason)
        if to == Stage.LEFT:
            leave_coalition(row, by, now)
    return row


def go(approach: Approach, to: str, *, by: User | None, now: datetime, reason: str = "") -> None:
    """In the transaction of the caller, who holds it. The reason stands in no journal."""
    before, approach.stage = approach.stage, to
    approach.version += 1
    approach.updated_at = now
    approach.save()
    note_stage(approach, before=before, by=by, now=now, reason=reason)
    words = f"{before}, {to}"
    record("groups.approach.moved", now=now, by=by, target=approach, reason=words)


def leave_coalition(approach: Approach, by: User, now: datetime) -> None:
    group = approach.group
    running = GroupLink.objects.filter(
        part=group, whole__kind=Group.Kind.COALITION, until=None
    ).exclude(since=None)
    for link in running:
        link.until = timezone.localdate(now)
        link.save(update_fields=["until"])
        record("groups.link.ended", now=now, by=by, target=link)
    # The link it has no longer opens the charter.
    approach.nonce = new_nonce()
    approach.charter_sent_at = None
    approach.save(update_fields=["nonce", "charter_sent_at"])
    group.public_since = None
    group.updated_at = now
    group.save(update_fields=["public_since", "updated_at"])
    show([group])


def become_member(approach: Approach, *, by: User | None, now: datetime, reason: str = "") -> None:
    """Public, and part of the coalition; in the transaction of the caller, who holds it.

    A member already, nothing changes.
    """
    group = approach.group
    group.public_since = group.public_since or now
    if group.kind == Group.Kind.LOCAL and group.welcomed_at is None:
        group.welcomed_at, group.welcomed_by = now, by
    group.contact_email = group.contact_email or approach.contact_email
    group.updated_at = now
    group.save()
    make_part_of_coalition(group, by=by, now=now)
    if approach.stage != Stage.MEMBER:
        go(approach, Stage.MEMBER, by=by, now=now, reason=reason)
    show([group])


def make_part_of_coalition(group: Group, *, by: User | None, now: datetime) -> None:
    """From today on, whether it had asked or not; part of it already, nothing changes."""
    coalition = the_coalition()
    if coalition is None or coalition == group:
        return
    link, is_new = GroupLink.objects.get_or_create(
        part=group, whole=coalition, until=None, defaults={"asked_at": now}
    )
    if link.since is None:
        link.since = timezone.localdate(now)
        link.save(update_fields=["since"])
        record("groups.link.accepted", now=now, by=by, target=link)


def take_in_approached(group: Group, *, by: User | None, now: datetime) -> None:
    """Accepting the charter from inside makes a member of it too; in the caller's transaction."""
    approach = Approach.objects.select_for_update().filter(group=group).first()
    if approach is not None and approach.stage != Stage.MEMBER:
        approach.group = group
        become_member(approach, by=by, now=now)
