"""Who is in a group: as its organisers manage it, as its members see it, as a table."""

from dataclasses import dataclass, field
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from socle.accounts.models import User
from socle.groups.models import Group, JoinRequest, Membership
from socle.groups.queries.people import name_of, running_in
from socle.territories.queries.spelling import words_of

Role = Membership.Role
A_PAGE = 25
# The order in which roles are said; that an organiser is a member too goes without saying.
ORDER = (Role.ORGANISER, Role.MENTOR, Role.WITNESS, Role.TREASURER, Role.MEMBER)


@dataclass(slots=True)
class Person:
    """Somebody in a group: the day since when they have each of their roles."""

    user: User
    name: str
    roles: dict[str, date] = field(default_factory=dict)

    @property
    def since(self) -> date:
        return min(self.roles.values())

    @property
    def has_a_charge(self) -> bool:
        return set(self.roles) != {Role.MEMBER}

    @property
    def said(self) -> list[str]:
        """The words for their roles, the weightiest first."""
        words = [str(role.label) for role in ORDER if role in self.roles]
        return words[:-1] if len(words) > 1 and Role.MEMBER in self.roles else words


def people_of(group: Group, day: date) -> list[Person]:
    """Everyone with a role there on that day, by name whatever its accents; one query."""
    people: dict[int, Person] = {}
    for row in running_in(group, day).select_related("user"):
        person = people.setdefault(row.user_id, Person(row.user, name_of(row.user)))
        person.roles[row.role] = row.since
    return sorted(people.values(), key=lambda person: (words_of(person.name), person.user.pk))


def found_among(people: list[Person], *, words: str, role: str) -> list[Person]:
    """Those whose name holds each of the words, and who have the role, where one is asked for."""
    asked = words_of(words)
    return [
        person
        for person in people
        if (not role or role in person.roles)
        and all(any(own.startswith(word) for own in words_of(person.name)) for word in asked)
    ]


def page_of(people: list[Person], number: str | None) -> Page:
    return Paginator(people, A_PAGE).get_page(number)


def requests_waiting(group: Group) -> QuerySet[JoinRequest]:
    """Who asked first, first."""
    waiting = group.join_requests.filter(outcome=JoinRequest.Outcome.WAITING)
    return waiting.select_related("user")


def request_of(user: User, group: Group) -> JoinRequest | None:
    """What they asked and is not answered yet."""
    return requests_waiting(group).filter(user=user).first()


def roles_ever(group: Group, user: User) -> QuerySet[Membership]:
    """Every role somebody had and has in the group, the latest first."""
    return group.memberships.filter(user=user).order_by("-since", "-pk")
