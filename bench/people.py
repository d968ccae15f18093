"""Erasing one person among a hundred thousand, with all that hangs on them.

For a database made for it and thrown away afterwards.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from bench.grow import settle
from bench.measure import Row, counting_queries, p95
from socle.accounts.actions.erasing import erase_person
from socle.accounts.models import Consent, JournalEntry, Session, Subscription, User
from socle.foundation.models import OutgoingMail
from socle.groups.models import Group, GroupFollow, Invitation, JoinRequest, Membership

PEOPLE = 100_000
GROUPS = 2_000
# What stands in the outbox for a month, without their words; and what waits, with them.
MESSAGES, WAITING = 50_000, 500
TEXT, HTML = "Une ligne du message, comme il y en a. " * 30, "<p>Une ligne du message.</p>" * 120
ERASED = 20


def fill(people: int) -> None:
    now = timezone.now()
    before = now - timedelta(days=100)

    def each(count: int, make: Callable[[int], Any]) -> Iterator[Any]:
        return (make(number) for number in range(count))

    with transaction.atomic():
        add(each(people, lambda n: User(email=f"p{n}@example.org", name=f"Person N{n}N")))
        users = list(User.objects.order_by("pk").values_list("pk", flat=True))
        add(each(GROUPS, lambda n: Group(
            kind="local", name=f"Group {n}", sort_name=f"group {n}", created_at=before,
            alive_at=now, updated_at=now, public_since=before, created_by_id=users[n],
        )))  # fmt: skip
        groups = list(Group.objects.order_by("pk").values_list("pk", flat=True))
        rows_of_people(users, groups, each, now)
        add(each(MESSAGES, lambda n: OutgoingMail(
            message_id=f"<{n}@bench>", to=f"p{n}@example.org", language="fr", created_at=now,
            due_at=now, subject=f"Person N{n * 2}N", sent_at=now if n >= WAITING else None,
            text=TEXT if n < WAITING else "", html=HTML if n < WAITING else "",
        )))  # fmt: skip
    settle()


def rows_of_people(users: list[int], groups: list[int], each: Any, now: Any) -> None:
    count, day = len(users), date(2026, 1, 1)
    group = lambda n: groups[n % len(groups)]  # noqa: E731 -- told in each line below
    add(each(count, lambda n: Membership(
        user_id=users[n], group_id=group(n), since=day,
        role="organiser" if n < len(groups) else "member",
    )))  # fmt: skip
    add(each(count, lambda n: Consent(
        user_id=users[n], purpose="name_public", words="Oui.", language="fr", given_at=now
    )))  # fmt: skip
    add(each(count, lambda n: Session(
        session_key=f"{n:032}", session_data="x" * 200, expire_date=now, user_id=users[n]
    )))  # fmt: skip
    add(each(count, lambda n: JournalEntry(
        at=now, verb="groups.member.joined", target=f"groups.group:{group(n)}", by_id=users[n]
    )))  # fmt: skip
    add(each(count // 5, lambda n: JoinRequest(
        user_id=users[n], group_id=group(n), made_at=now, decided_by_id=users[-n - 1]
    )))  # fmt: skip
    add(each(count // 5, lambda n: Invitation(
        group_id=group(n), email=f"guest{n}@example.org", made_at=now, expires_at=now,
        made_by_id=users[n],
    )))  # fmt: skip
    add(each(count // 2, lambda n: Subscription(
        user_id=users[n], language="fr", nonce="n", asked_at=now, confirmed_at=now
    )))  # fmt: skip
    follows = Subscription.objects.order_by("pk").values_list("pk", flat=True)
    add(GroupFollow(subscription_id=pk, group_id=group(pk), since=now) for pk in list(follows))


def add(rows: Iterator[models.Model]) -> None:
    batch = list(rows)
    type(batch[0])._default_manager.bulk_create(batch, batch_size=2_000)


def rows(people: int) -> Iterator[Row]:
    """Milliseconds by the clock: most of the work is the database's."""
    keys = list(User.objects.order_by("pk").values_list("pk", flat=True)[:: people // ERASED])
    times, most = list[float](), 0
    for key in keys:
        begun = time.perf_counter_ns()
        with counting_queries() as queries:
            erase_person(key=key, now=timezone.now())
        times.append((time.perf_counter_ns() - begun) / 1e6)
        most = max(most, len(queries))
    state = f"among {people:,}"
    yield Row("Erasing one person", state, most, statistics.median(times), p95(times))
