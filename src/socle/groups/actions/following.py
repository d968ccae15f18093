"""Following a group by e-mail; who may is settled where it is asked for (see accounts)."""

from datetime import datetime

from socle.accounts.models import Subscription
from socle.groups.models import Group, GroupFollow


def follow_group(subscription: Subscription, group: Group, *, now: datetime) -> None:
    """Followed already, it stays as it was."""
    GroupFollow.objects.get_or_create(
        subscription=subscription, group=group, defaults={"since": now}
    )


def stop_group(subscription: Subscription, group: Group) -> None:
    GroupFollow.objects.filter(subscription=subscription, group=group).delete()
