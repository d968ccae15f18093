"""What the page of a group's people shows, whatever its size in one literal count of queries."""

from dataclasses import dataclass
from datetime import date, datetime

from socle.accounts.models import User
from socle.groups.models import Declaration, Delegation, Group, GroupLink, Invitation, JoinRequest
from socle.groups.queries.declarations import WHO_DECLARES, declarations_by, in_force
from socle.groups.queries.invitations import invitations_to, open_link, token_of
from socle.groups.queries.links import links_around
from socle.groups.queries.members import Person, Role, requests_waiting
from socle.groups.queries.voices import delegates_of
from socle.groups.rules import Opening, Who, opening_of

# Older ones are no use to anybody who invites today.
MOST_INVITATIONS = 50


@dataclass(frozen=True, slots=True)
class Declared:
    """What somebody who organises or bears witness says of their interests; empty: nothing yet."""

    person: Person
    said: list[Declaration]


@dataclass(frozen=True, slots=True)
class Inside:
    """What everybody in the group may know."""

    mentors: list[Person]
    declared: list[Declared]
    delegations: list[Delegation]
    must_declare: bool


def inside_of(group: Group, people: list[Person], *, user: User, day: date) -> Inside:
    """At most two queries, besides ``people``."""
    who_declares = [p for p in people if set(WHO_DECLARES) & set(p.roles)]
    said = declarations_by([person.user.pk for person in who_declares])
    declared = [Declared(p, in_force(said.get(p.user.pk, []))) for p in who_declares]
    return Inside(
        mentors=[person for person in people if Role.MENTOR in person.roles],
        declared=declared,
        delegations=spoken_for_by(group, day),
        must_declare=any(d.person.user == user and not d.said for d in declared),
    )


def spoken_for_by(group: Group, day: date) -> list[Delegation]:
    """Who speaks for it, or will; only an organisation is spoken for."""
    if group.kind != Group.Kind.ORGANISATION:
        return []
    return [row for row in delegates_of(group) if row.until is None or row.until > day]


@dataclass(frozen=True, slots=True)
class Managed:
    """What its organisers work with besides."""

    requests: list[JoinRequest]
    invitations: list[tuple[Invitation, Opening]]
    link: Invitation | None
    link_token: str
    links: list[GroupLink]
    has_institutions: bool
    has_organiser: bool
    organises: bool


def management_of(
    group: Group, who: Who, people: list[Person], *, day: date, now: datetime
) -> Managed:
    """Four queries, besides ``people``."""
    link = open_link(group, now)
    links = list(links_around(group, day))
    return Managed(
        requests=list(requests_waiting(group)),
        invitations=[
            (row, opening_of(row, addresses=None, now=now))
            for row in invitations_to(group)[:MOST_INVITATIONS]
        ],
        link=link,
        link_token=token_of(link) if link else "",
        links=links,
        has_institutions=any(
            row.part.kind == Group.Kind.ORGANISATION
            for row in links
            if row.whole == group and row.since
        ),
        has_organiser=any(Role.ORGANISER in person.roles for person in people),
        organises=who.organises(group),
    )
