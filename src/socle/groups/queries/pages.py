"""Everything the page of a group shows, whoever looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from socle.accounts.models import User
from socle.accounts.purposes import NAME_PUBLIC
from socle.accounts.queries import consenting
from socle.groups.models import CharterAcceptance, Group
from socle.groups.queries.charter import latest_acceptance
from socle.groups.queries.links import part_of, parts_of
from socle.groups.queries.people import organisers_of
from socle.groups.queries.voices import delegates_shown
from socle.groups.queries.whereabouts import Place, places_of, with_areas
from socle.territories.models import Topic

# The rest is in the directory.
MOST_PARTS = 100


@dataclass(frozen=True, slots=True)
class Named:
    """Some people: those who agreed to be named, and how many others there are."""

    names: list[str]
    others: int

    @property
    def count(self) -> int:
        return len(self.names) + self.others


@dataclass(frozen=True, slots=True)
class GroupPage:
    group: Group
    places: list[Place]
    topics: list[Topic]
    part_of: list[Group]
    parts: list[Group]
    more_parts: bool
    organisers: Named
    speakers: list[str]
    acceptance: CharterAcceptance | None


def group_page(group: Group, *, day: date) -> GroupPage:
    prefetch_related_objects([group], with_areas())
    # One more than are shown tells that there are more.
    parts = list(parts_of(group, day)[: MOST_PARTS + 1])
    return GroupPage(
        group=group,
        places=places_of([group], day)[group.pk],
        topics=list(group.topics.order_by("position")),
        part_of=list(part_of(group, day)),
        parts=parts[:MOST_PARTS],
        more_parts=len(parts) > MOST_PARTS,
        organisers=named(list(organisers_of(group, day))),
        speakers=speakers_for(group, day),
        acceptance=latest_acceptance(group),
    )


def named(people: Sequence[User]) -> Named:
    """Nobody is named who did not agree to it."""
    agreed = consenting(NAME_PUBLIC, [person.pk for person in people])
    names = [person.name for person in people if person.name and person.pk in agreed]
    return Named(names, len(people) - len(names))


def speakers_for(group: Group, day: date) -> list[str]:
    """Who speaks for an institution, of those who agreed to be shown beside it."""
    if group.kind != Group.Kind.ORGANISATION:
        return []
    people = delegates_shown([group], day=day).get(group.pk, [])
    return [person.name for person in people if person.name]
