"""Following an area by e-mail; who may is settled where it is asked for (see accounts)."""

from datetime import datetime

from socle.accounts.models import Subscription
from socle.territories.models import Area, AreaFollow


def follow_area(subscription: Subscription, area: Area, *, now: datetime) -> None:
    """Followed already, it stays as it was."""
    AreaFollow.objects.get_or_create(subscription=subscription, area=area, defaults={"since": now})


def stop_area(subscription: Subscription, area: Area) -> None:
    AreaFollow.objects.filter(subscription=subscription, area=area).delete()
