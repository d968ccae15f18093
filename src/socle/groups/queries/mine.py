"""The groups of one person, with what they are there."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from socle.groups.models import Group, Membership
from socle.groups.rules import DELEGATE, Who

# In the order in which a person names them.
ROLES: dict[str, str | Promise] = {
    **{role.value: role.label for role in Membership.Role},
    DELEGATE: _("delegate"),
}


@dataclass(frozen=True, slots=True)
class MyGroup:
    group: Group
    roles: list[str | Promise]
    organises: bool


def groups_of(who: Who) -> QuerySet[Group]:
    """Those where they have a role; all of them live. By name."""
    return Group.objects.filter(pk__in=who.roles)


def my_groups(who: Who, groups: Iterable[Group]) -> list[MyGroup]:
    """Those they organise first."""
    found = [
        MyGroup(group, roles_in_words(who.roles_in(group)), who.organises(group))
        for group in groups
    ]
    return sorted(found, key=lambda mine: not mine.organises)


def roles_in_words(roles: frozenset[str]) -> list[str | Promise]:
    """A member who has another role is told of that one only."""
    said = roles - {Membership.Role.MEMBER} or roles
    return [words for role, words in ROLES.items() if role in said]
