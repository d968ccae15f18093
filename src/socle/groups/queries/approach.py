"""One organisation in the pipeline: what happened to it so far."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from socle.accounts.models import JournalEntry, User
from socle.accounts.queries import label_of
from socle.groups.models import Approach, StageChange
from socle.groups.queries.people import coordinators, name_of

MOST_EVENTS = 60
# What a change of stage tells already, and better.
TOLD_BY_STAGES = ("groups.approach.moved", "groups.approach.added")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: ``change`` is one of stage, else ``words`` say what."""

    at: datetime
    by: str
    words: str = ""
    change: StageChange | None = None


def history_of(approach: Approach) -> list[Event]:
    """The latest first; two queries. What a contact did by a link has nobody's name."""
    changes = approach.changes.select_related("by")[:MOST_EVENTS]
    entries = (
        JournalEntry.objects.filter(target=label_of(approach))
        .exclude(verb__in=TOLD_BY_STAGES)
        .select_related("by")[:MOST_EVENTS]
    )
    found = [Event(change.at, who(change.by), change=change) for change in changes]
    found += [Event(line.at, who(line.by), str(line.get_verb_display())) for line in entries]
    return sorted(found, key=lambda event: event.at, reverse=True)[:MOST_EVENTS]


def who(user: User | None) -> str:
    return name_of(user) if user else ""


@dataclass(frozen=True, slots=True)
class Change:
    by: str
    at: datetime


def last_change(approach: Approach) -> Change:
    lines = JournalEntry.objects.filter(target=label_of(approach)).select_related("by")
    line = lines.first()
    return Change(name_of(line.by if line else None), line.at if line else approach.updated_at)


def possible_followers(day: date, present: Iterable[User | None] = ()) -> QuerySet[User]:
    """Those who coordinate, and those who follow already."""
    keys = [person.pk for person in present if person is not None]
    people = User.objects.filter(Q(pk__in=coordinators(day).values("pk")) | Q(pk__in=keys))
    return people.order_by("name", "pk")
