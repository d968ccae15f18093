"""What a group is part of, and what is part of it."""

from datetime import date

from django.db.models import Q, QuerySet

from socle.groups.models import Group, GroupLink, GroupQuerySet
from socle.groups.queries.directory import words_of


def part_of(group: Group, day: date) -> GroupQuerySet:
    """Living public groups it is part of on that day, by name."""
    links = GroupLink.objects.on(day).filter(part=group)
    return Group.objects.living().filter(pk__in=links.values("whole"))


def parts_of(group: Group, day: date) -> GroupQuerySet:
    """Living public groups that are part of it on that day, by name."""
    links = GroupLink.objects.on(day).filter(whole=group)
    return Group.objects.living().filter(pk__in=links.values("part"))


def stands_in(group: Group, whole: Group, day: date) -> bool:
    """Whether ``group`` is part of ``whole`` on that day, at whatever height."""
    seen, queue = {group.pk}, {group.pk}
    while queue:
        above = GroupLink.objects.on(day).filter(part__in=queue)
        queue = set(above.values_list("whole_id", flat=True)) - seen
        seen |= queue
    return group != whole and whole.pk in seen


def links_around(group: Group, day: date) -> QuerySet[GroupLink]:
    """Running and waiting links of a group, on both sides, by name of the other."""
    running = GroupLink.objects.filter(Q(part=group) | Q(whole=group))
    waiting = Q(since=None, until=None)
    return (
        running.filter(waiting | Q(pk__in=GroupLink.objects.on(day).values("pk")))
        .select_related("part", "whole")
        .order_by("part__sort_name", "whole__sort_name", "pk")
    )


def groups_to_join(group: Group, words: str) -> QuerySet[Group]:
    """Living groups it might be part of, found by name; the coalition while none is typed."""
    found = Group.objects.living().exclude(pk=group.pk)
    asked = GroupLink.objects.filter(part=group, until=None)
    found = found.exclude(pk__in=asked.values("whole"))
    if not words.strip():
        return found.filter(kind=Group.Kind.COALITION)
    for word in words_of(words):
        found = found.filter(sort_name__contains=word)
    return found
