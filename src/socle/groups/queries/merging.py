"""Two groups that may become one."""

from datetime import date

from django.db.models import Q, QuerySet

from socle.groups.models import Group, Membership
from socle.groups.queries.directory import words_of
from socle.groups.queries.whereabouts import places_of
from socle.groups.rules import Who
from socle.territories.queries.areas import ids_inside


def groups_to_merge_with(group: Group, who: Who, words: str, *, day: date) -> QuerySet[Group]:
    """Living groups of its kind, by name: those whose name is typed, else those of its places.

    A coordinator may choose any; others, those they organise too.
    """
    found = Group.objects.filter(kind=group.kind, archived_at=None).exclude(pk=group.pk)
    if not who.is_coordinator:
        role = Membership.Role.ORGANISER
        found = found.filter(pk__in=[key for key, roles in who.roles.items() if role in roles])
    if words.strip():
        for word in words_of(words):
            found = found.filter(sort_name__contains=word)
    elif who.is_coordinator:
        found = found.filter(pk__in=around(group, day))
    return found.order_by("sort_name", "pk")


def around(group: Group, day: date) -> QuerySet:
    """Keys of groups that are where this one is, under whatever name the commune had."""
    there = Q(pk__in=[])
    for place in places_of([group], day)[group.pk]:
        there |= Q(area__in=ids_inside(place.area, day))
    return Group.areas.through.objects.filter(there).values("group")
