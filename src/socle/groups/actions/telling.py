"""Writing to people of groups, each in their language."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from socle.accounts.models import User
from socle.foundation.actions.mail import write_mail
from socle.groups.models import Group
from socle.groups.queries.people import who_answers_for


def tell(people: Iterable[User], message: str, *, now: datetime, **context: Any) -> None:
    """Write ``groups/mail/<message>`` to each of them who can still sign in."""
    for person in people:
        if person.is_active:
            write_mail(
                to=person.email,
                template=f"groups/mail/{message}",
                context=context | {"reader": person},
                language=person.language,
                now=now,
            )


def tell_organisers(
    group: Group, message: str, *, now: datetime, but: User | None = None, **context: Any
) -> None:
    """Write to its organisers, or to the coordinators where it has none; not to who did it."""
    day = timezone.localdate(now)
    people = [person for person in who_answers_for(group, day) if person != but]
    tell(people, message, now=now, group=group, **context)
