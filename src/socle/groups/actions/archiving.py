"""A group ends, or is brought back: its page, its people and its history stay."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.groups.actions.showing import show
from socle.groups.actions.telling import tell
from socle.groups.models import Group
from socle.groups.queries.people import organisers_of


class CannotComeBack(Exception):
    """The group was merged into another, or another coalition lives meanwhile."""


def archive_group(*, group: Group, by: User, now: datetime) -> Group:
    """Close it: nobody joins, nothing is asked in its name. Its other organisers are told."""
    with transaction.atomic():
        row = Group.objects.select_for_update().get(pk=group.pk)
        if row.archived_at is None:
            row.archived_at = row.updated_at = now
            row.save(update_fields=["archived_at", "updated_at"])
            record("groups.group.archived", now=now, by=by, target=row)
            others = organisers_of(row, timezone.localdate(now)).exclude(pk=by.pk)
            tell(others, "group_archived", now=now, group=row, by=by)
            show([row])
    return row


def bring_back_group(*, group: Group, by: User, now: datetime) -> Group:
    """Open it again, with the people it had. Raises ``CannotComeBack``."""
    with transaction.atomic():
        row = Group.objects.select_for_update().get(pk=group.pk)
        others = Group.objects.filter(kind=Group.Kind.COALITION, archived_at=None)
        is_second = row.kind == Group.Kind.COALITION and others.exclude(pk=row.pk).exists()
        if row.merged_into_id or is_second:
            raise CannotComeBack(row.pk)
        if row.archived_at is not None:
            row.archived_at, row.updated_at = None, now
            row.save(update_fields=["archived_at", "updated_at"])
            record("groups.group.restored", now=now, by=by, target=row)
            show([row])
    return row
