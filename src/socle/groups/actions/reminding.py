"""On the day a follow-up is due, one mail to each person, with everything they have to do."""

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from socle.accounts.models import User
from socle.foundation.actions.turns import take_turns
from socle.groups.actions.telling import tell
from socle.groups.models import Approach
from socle.groups.queries.people import coordinators
from socle.groups.queries.pipeline import approaches, due_until, not_reminded


def remind_followers(*, now: datetime) -> int:
    """How many people were written to. Each due day is told of once, however often this runs.

    What nobody who coordinates follows is told to all who do, in the same mail.
    """
    today = timezone.localdate(now)
    with transaction.atomic():
        take_turns(["groups.reminders"])
        everyone = list(coordinators(today))
        new = due_by_follower(today, everyone)
        if not new or not everyone:
            return 0
        keys = [approach.pk for rows in new.values() for approach in rows]
        Approach.objects.filter(pk__in=keys).update(reminded_on=today)
        told = [person for person in everyone if new.get(person.pk) or new.get(None)]
        for person in told:
            # With what is new, what is still late.
            own = list(due_until(today).filter(follower=person)) if new.get(person.pk) else []
            alone = new.get(None, [])
            count = len(own) + len(alone)
            tell([person], "follow_ups", now=now, own=own, alone=alone, count=count, today=today)
    return len(told)


def due_by_follower(today: date, everyone: list[User]) -> dict[int | None, list[Approach]]:
    """What nobody was told of yet; under None what none of them follows."""
    known = {person.pk for person in everyone}
    found: dict[int | None, list[Approach]] = defaultdict(list)
    for approach in approaches().filter(not_reminded(today)):
        key = approach.follower_id
        found[key if key in known else None].append(approach)
    return dict(found)
