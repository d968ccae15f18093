"""Writing to the people of groups and of the coalition, each in their language."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from socle.accounts.models import User
from socle.demands.models import Adaptation, Demand
from socle.foundation.actions.mail import write_mail
from socle.groups.models import Group
from socle.groups.queries.mailboxes import mailboxes_of_coalition
from socle.groups.queries.people import organisers_of_all, who_answers_for
from socle.texts.queries.revisions import latest


def tell_coordinators(
    message: str, *, now: datetime, reply_to: str = "", but: str = "", **context: Any
) -> None:
    """Write ``demands/mail/<message>`` to those who coordinate the whole."""
    for box in mailboxes_of_coalition(day=timezone.localdate(now)):
        if box.address != but:
            write_mail(
                to=box.address,
                template=f"demands/mail/{message}",
                context=context,
                language=box.language,
                reply_to=reply_to,
                now=now,
            )


def tell_organisers(
    group: Group, message: str, *, now: datetime, reply_to: str = "", **context: Any
) -> None:
    """To each who organises the group; to the coordinators where nobody does."""
    people = who_answers_for(group, timezone.localdate(now))
    write_to(people, message, now=now, reply_to=reply_to, group=group, **context)


def tell_groups_that_took(demand: Demand, message: str, *, now: datetime, **context: Any) -> None:
    """To each organiser of the groups that took over something of it, once, in one message."""
    taken = Adaptation.objects.filter(provision__demand=demand)
    tell_their_groups(taken, message, now=now, demand=demand, said=latest(demand.text), **context)


def tell_groups_that_followed(withdrawn: Adaptation, *, now: datetime, why: str) -> None:
    """To those who answer for each group that made its own wording from this one."""
    followers = Adaptation.objects.filter(
        text__base__text=withdrawn.text_id, text__owner__archived_at=None
    ).exclude(status=Adaptation.Status.WITHDRAWN)
    for row in followers.select_related("text__owner").order_by("pk"):
        tell_organisers(
            row.text.owner,
            "neighbour_withdrew",
            now=now,
            neighbour=withdrawn.text.owner,
            said=latest(withdrawn.text),
            adaptation=row,
            why=why,
        )


def tell_their_groups(
    taken: QuerySet[Adaptation], message: str, *, now: datetime, **context: Any
) -> None:
    """To each organiser of the living groups that prepare these wordings, or stand by them."""
    owners = taken.exclude(status=Adaptation.Status.WITHDRAWN).values("text__owner")
    groups = Group.objects.living().filter(pk__in=owners)
    people = organisers_of_all(groups, timezone.localdate(now))
    write_to(people, message, now=now, **context)


def write_to(
    people: Iterable[User], message: str, *, now: datetime, reply_to: str = "", **context: Any
) -> None:
    for person in people:
        if person.is_active:
            write_mail(
                to=person.email,
                template=f"demands/mail/{message}",
                context=context,
                language=person.language,
                reply_to=reply_to,
                now=now,
            )
