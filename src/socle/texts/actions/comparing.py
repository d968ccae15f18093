"""What the worker does when originals published: compare every adaptation, tell every group.

A row says what is due, so that it is safe to run twice, to be stopped and to go on.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from socle.accounts.models import User
from socle.foundation.actions.mail import write_mail
from socle.groups.models import Group, Membership
from socle.texts.actions.updating import settle
from socle.texts.models import Text, Update
from socle.texts.queries.revisions import words_of
from socle.texts.queries.updates import Ours, due_updates, merge_of, ours_of_each, untold_updates

AT_ONCE = 100
GROUPS_AT_ONCE = 20
State = Update.State


def compare_due_updates(*, now: datetime, stop: Callable[[], bool] = lambda: False) -> int:
    """Compute the merge of each update that is due, then tell the groups. How many mails."""
    while not stop():
        batch = list(due_updates()[:AT_ONCE])
        if not batch:
            break
        compare(batch, now)
    return tell_groups(now=now, stop=stop)


def compare(updates: list[Update], now: datetime) -> None:
    """The merges are computed before anything is held; a row that was answered or overtaken
    meanwhile stays as it became."""
    words = ours_of_each(update.text for update in updates)
    found = [(update, *measure(update, words[update.text_id])) for update in updates]
    with transaction.atomic():
        keys = [update.pk for update in updates]
        # In the order in which people who answer take them: nobody waits in a circle.
        texts = Text.objects.select_for_update().filter(pk__in=words)
        list(texts.order_by("pk").values_list("pk", flat=True))
        due = Update.objects.select_for_update().filter(pk__in=keys, state=State.DUE)
        still = set(due.order_by("pk").values_list("pk", flat=True))
        waiting = []
        for update, changes, collisions, is_theirs in found:
            if update.pk not in still:
                continue
            update.changes, update.collisions = changes, collisions
            update.state = State.WAITING
            if is_theirs:
                settle(update, now=now)
            else:
                waiting.append(update)
        Update.objects.bulk_update(waiting, ["changes", "collisions", "state"], batch_size=100)


def measure(update: Update, ours: Ours) -> tuple[int, int, bool]:
    """How many places change, how many collide, and whether the group has these very words."""
    if ours.words == words_of(update.revision):
        return 0, 0, True
    merged = merge_of(update, ours)
    return merged.changes, len(merged.collisions), False


# --- one mail for each group ---


def tell_groups(*, now: datetime, stop: Callable[[], bool] = lambda: False) -> int:
    """One mail to each organiser, with all that is new for their group. How many were written."""
    by_group = {
        group: list(rows)
        for group, rows in groupby(untold_updates(), lambda update: update.text.owner)
    }
    organisers = organisers_of_each(by_group, now)
    groups, count = list(by_group), 0
    for start in range(0, len(groups), GROUPS_AT_ONCE):
        if stop():
            break
        some = groups[start : start + GROUPS_AT_ONCE]
        with transaction.atomic():
            untold = still_untold([update for group in some for update in by_group[group]], now)
            for group in some:
                news = [update for update in by_group[group] if update.pk in untold]
                count += write_to(organisers[group.pk], group, news, now) if news else 0
    return count


def organisers_of_each(groups: dict[Group, list[Update]], now: datetime) -> dict[int, list[User]]:
    """Where a group has none, coordinators see what waits on their own page."""
    day = timezone.localdate(now)
    rows = Membership.objects.on(day).filter(
        group__in=[group.pk for group in groups],
        role=Membership.Role.ORGANISER,
        user__is_active=True,
    )
    found = defaultdict[int, list[User]](list)
    for row in rows.select_related("user").order_by("since", "pk"):
        found[row.group_id].append(row.user)
    return found


def still_untold(updates: list[Update], now: datetime) -> set[int]:
    """Their keys. In the caller's transaction: the rows say so together with the mail."""
    keys = [update.pk for update in updates]
    rows = Update.objects.filter(pk__in=keys, told_at=None, state=State.WAITING)
    untold = set(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
    Update.objects.filter(pk__in=untold).update(told_at=now)
    return untold


def write_to(people: list[User], group: Group, news: list[Update], now: datetime) -> int:
    for person in people:
        write_mail(
            to=person.email,
            template="texts/mail/updates",
            context={"group": group, "updates": news, "count": len(news), "reader": person},
            language=person.language,
            now=now,
        )
    return len(people)
