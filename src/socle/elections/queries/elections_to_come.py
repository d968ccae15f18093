"""Which election a file is for, when nobody says so."""

from datetime import datetime

from django.utils import timezone

from socle.elections.models import Election


def election_meant(slug: str, now: datetime) -> Election | None:
    """That of this name; without a name, the one to come, if there is only one."""
    if slug:
        return Election.objects.filter(slug=slug).first()
    coming = list(Election.objects.filter(day__gte=timezone.localdate(now))[:2])
    return coming[0] if len(coming) == 1 else None
