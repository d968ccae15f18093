"""What this room tells to who follows a commune or a group."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _

from socle.accounts.following import News, told_since
from socle.accounts.models import JournalEntry, Subscription
from socle.groups.models import Group, GroupFollow
from socle.territories.models import Area, AreaFollow
from socle.territories.queries.history import History


def group_news(subscriptions: list[Subscription], until: datetime) -> dict[int, list[News]]:
    """New groups where one follows an area, or what it was or became; what is new in groups one
    follows. Six queries, however many ask."""
    since = min((told_since(each) for each in subscriptions), default=until)
    here = groups_by_subscription(subscriptions, since, until)
    followed = followed_groups(subscriptions)
    changed = what_comes_next(followed.values(), since, until)
    found = {}
    for subscription in subscriptions:
        pk = subscription.pk
        groups = {group.pk: group for group in [*here[pk], *followed[pk]]}
        news = [each for group in groups.values() for each in milestones(group)]
        news += [
            News(changed[group.pk], says_next(group), address(group))
            for group in followed[pk]
            if group.pk in changed and group.what_next
        ]
        told = told_since(subscription)
        found[pk] = [each for each in news if told < each.at <= until]
    return found


def groups_by_subscription(
    subscriptions: list[Subscription], since: datetime, until: datetime
) -> dict[int, list[Group]]:
    """Living groups begun or welcomed since, in the areas each follows or their kin."""
    follows = AreaFollow.objects.filter(subscription__in=subscriptions).select_related("area")
    kin = with_kin({follow.area for follow in follows})
    recent = Q(public_since__gt=since, public_since__lte=until)
    recent |= Q(welcomed_at__gt=since, welcomed_at__lte=until)
    groups = Group.objects.living().filter(recent).prefetch_related("areas")
    by_area = defaultdict[int, list[Group]](list)
    for group in groups:
        for area in group.areas.all():
            by_area[area.pk].append(group)
    found = defaultdict[int, list[Group]](list)
    for follow in follows:
        for key in kin[follow.area_id]:
            found[follow.subscription_id] += by_area.get(key, [])
    return found


def with_kin(areas: Iterable[Area]) -> dict[int, set[int]]:
    """Each area with those it passed into and those that passed into it."""
    rows = list(areas)
    history = History.around(*rows) if rows else History([])
    return {
        area.pk: {area.pk}
        | {change.after_id for change in history.after(area.pk)}
        | {change.before_id for change in history.before(area.pk)}
        for area in rows
    }


def followed_groups(subscriptions: list[Subscription]) -> dict[int, list[Group]]:
    found = defaultdict[int, list[Group]](list)
    rows = GroupFollow.objects.filter(subscription__in=subscriptions).select_related("group")
    for row in rows:
        if row.group.archived_at is None and row.group.public_since:
            found[row.subscription_id].append(row.group)
    return found


def what_comes_next(
    followed: Iterable[list[Group]], since: datetime, until: datetime
) -> dict[int, datetime]:
    """When "what comes next" was last changed, for groups where it was: the journal knows."""
    keys = {f"groups.group:{group.pk}": group.pk for groups in followed for group in groups}
    lines = JournalEntry.objects.filter(
        verb="groups.group.changed",
        target__in=list(keys),
        at__gt=since,
        at__lte=until,
        reason__contains="what_next",
    )
    return {keys[target]: at for target, at in lines.order_by("at").values_list("target", "at")}


def milestones(group: Group) -> list[News]:
    found = []
    if group.public_since is not None:
        found.append(News(group.public_since, said("begun", group), address(group)))
    # Welcomed as it began, it is told once.
    if group.welcomed_at is not None and group.welcomed_at != group.public_since:
        found.append(News(group.welcomed_at, said("welcomed", group), address(group)))
    return found


def said(what: str, group: Group) -> Promise:
    """In the language of who reads it."""

    def words() -> str:
        if what == "begun":
            return _("%(group)s is new.") % {"group": group.name}
        return _("The coalition welcomed %(group)s.") % {"group": group.name}

    return late(words)


def says_next(group: Group) -> Promise:
    words = {"group": group.name, "next": group.what_next}
    return late(lambda: _("%(group)s, what comes next: %(next)s") % words)


def address(group: Group) -> Promise:
    return late(lambda: group.get_absolute_url())


def late(words: Any) -> Promise:
    found: Promise = lazy(words, str)()
    return found
