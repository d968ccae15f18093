"""What runs from a day on, until a day that is no longer in it."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q


def runs_on(day: date) -> Q:
    """What has begun and has not ended: an ``until`` of today is over since this morning."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


def ends_after_it_began() -> Q:
    return Q(until=None) | Q(until__gte=F("since"))


class RunningQuerySet(models.QuerySet[Any]):
    def on(self, day: date) -> Self:
        """Those that run on ``day``."""
        return self.filter(runs_on(day))
