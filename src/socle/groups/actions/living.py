"""What every act in a group does besides: one at a time, a sign of life, kept pages told."""

from datetime import datetime

from django.utils import timezone

from socle.accounts.models import User
from socle.foundation.actions.stamps import touch
from socle.groups.models import Group
from socle.groups.queries.people import running_in
from socle.groups.rules import GROUPS


class GroupIsArchived(Exception):
    """Nothing changes in a group that is archived or merged into another."""


def hold(group: Group) -> Group:
    """The group as it is now, held until the transaction ends. Raises GroupIsArchived."""
    held = Group.objects.select_for_update().get(pk=group.pk)
    if held.archived_at is not None:
        raise GroupIsArchived
    return held


def hold_both(one: Group, other: Group) -> tuple[Group, Group]:
    """The same for two groups, taken in one order so that nobody waits in a circle."""
    first, second = sorted([one, other], key=lambda group: group.pk)
    held = {group.pk: hold(group) for group in (first, second)}
    return held[one.pk], held[other.pk]


def show_life(group: Group, *, now: datetime) -> None:
    """Its own people did something there. Call it last: pages that show groups are told."""
    Group.objects.filter(pk=group.pk).update(alive_at=now, updated_at=now)
    group.alive_at = group.updated_at = now
    touch([GROUPS])


def show_change(group: Group, *, now: datetime) -> None:
    """Somebody else did, a coordinator say: no sign of life. Call it last."""
    Group.objects.filter(pk=group.pk).update(updated_at=now)
    group.updated_at = now
    touch([GROUPS])


def show_act(group: Group, *, by: User | None, now: datetime) -> None:
    """A sign of life when ``by`` has a role there, a change otherwise. Call it last."""
    day = timezone.localdate(now)
    is_own = by is not None and running_in(group, day).filter(user=by).exists()
    (show_life if is_own else show_change)(group, now=now)
