"""A text that 600 groups made their own is published again: the act, then what the worker does.

For a database made for it and thrown away afterwards.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from bench.grow import settle
from bench.homes import row_of_demand, rows_of_homes
from bench.measure import Row, counting_queries, p95

FEW, ADAPTATIONS = 10, 600
SENTENCE = "La commune ouvre la rue {} aux piétons et plante un arbre devant chaque maison. "
PAGE = "Publishing to {:,} adaptations"


def said(title: str, *, bus: str = "chaque heure", tram: str = "") -> Any:
    """Some 200 words; what groups change and what the original changes stand apart."""
    from socle.texts.queries.words import Words  # noqa: PLC0415 -- after Django is set up

    streets = "".join(SENTENCE.format(number) for number in range(12))
    return Words.of(
        title=title,
        summary="L’horaire le montre.",
        body=f"Un bus passe {bus}.\n\n{streets}\n\nLe dernier part à minuit. {tram}",
        more="- Un abri à chaque arrêt.",
    )


def fill(count: int) -> Any:
    """A provision that ``count`` groups adopted: a third as it is, a third reworded where the
    original will not change, a third where it will. Each has an organiser. The provision."""
    from socle.demands.actions.adopting import adopt, take_over  # noqa: PLC0415
    from socle.demands.actions.demanding import ask_of_level, make_demand  # noqa: PLC0415
    from socle.demands.actions.memorandums import (  # noqa: PLC0415
        add_demand,
        make_memorandum,
        set_status,
    )
    from socle.groups.models import Group  # noqa: PLC0415
    from socle.territories.models import Level  # noqa: PLC0415

    now = timezone.now()
    with transaction.atomic():
        kind = Group.Kind.COALITION
        coalition = Group.objects.filter(kind=kind).first() or group(kind, 0)
        demand = make_demand(
            owner=coalition, language="fr", words=said("Des bus"), by=None, now=now
        )
        memorandum = make_memorandum(
            owner=coalition, language="fr", words=said("Vivre mieux"), by=None, now=now
        )
        add_demand(memorandum=memorandum, demand=demand, by=None, now=now)
        set_status(memorandum=memorandum, status="open", by=None, now=now)
        level = Level.objects.order_by("position").first()
        provision = ask_of_level(demand=demand, level=level, words=said("Un bus"), by=None, now=now)
        ways = [said("Un bus"), said("Un bus à nous"), said("Un bus", tram="Un tram le suit.")]
        for number in range(1, count + 1):
            local = group(Group.Kind.LOCAL, number)
            taken = take_over(
                provision=provision, group=local, area=None, language="fr", by=organiser(local),
                now=now,
            )  # fmt: skip
            adopt(adaptation=taken, words=ways[number % 3], by=None, now=now, on=now.date())
    settle()
    return provision


def group(kind: str, number: int) -> Any:
    from socle.groups.models import CharterAcceptance, Group  # noqa: PLC0415

    now = timezone.now()
    found = Group.objects.create(
        kind=kind,
        name=f"Groupe {number}",
        sort_name=f"groupe {number}",
        created_at=now,
        updated_at=now,
        alive_at=now,
        public_since=now,
        welcomed_at=now,
    )
    CharterAcceptance.objects.create(
        group=found, release=1, language="fr", digest="0" * 64, accepted_at=now
    )
    return found


def organiser(local: Any) -> Any:
    from socle.accounts.models import User  # noqa: PLC0415
    from socle.groups.models import Membership  # noqa: PLC0415

    user = User.objects.create(name=f"Personne {local.pk}", email=f"p{local.pk}@example.org")
    since = timezone.localdate()
    Membership.objects.create(user=user, group=local, role="organiser", since=since)
    return user


def rows(rounds: int, count: int = ADAPTATIONS) -> Iterator[Row]:
    from socle.demands.actions.demanding import reword  # noqa: PLC0415
    from socle.foundation.models import OutgoingMail  # noqa: PLC0415
    from socle.texts.actions.comparing import compare_due_updates  # noqa: PLC0415

    for most in (FEW, count):
        provision = fill(most)
        yield row_of_demand(rounds, provision.demand, most)
    acts, jobs, asked = list[float](), list[float](), list[tuple[int, int]]()
    for number in range(max(3, rounds // 10)):
        words = said("Un bus", tram=f"Un tram part à minuit {number}.")
        now = timezone.now()
        act = timed(
            lambda words=words, now=now: reword(
                provision=provision, language="fr", words=words, by=None, now=now
            )
        )
        before = OutgoingMail.objects.count()
        job = timed(lambda now=now: compare_due_updates(now=now))
        again = compare_due_updates(now=timezone.now())
        sent = OutgoingMail.objects.count() - before
        assert (sent, again) == (count, 0), f"{sent} mails, then {again}, for {count} groups"
        acts.append(act[0])
        jobs.append(job[0])
        asked.append((act[1], job[1]))
    page = PAGE.format(count)
    yield Row(page, "the act", asked[-1][0], statistics.median(acts), p95(acts))
    yield Row(page, "merges, a mail each", asked[-1][1], statistics.median(jobs), p95(jobs))
    yield from rows_of_homes(rounds)


def timed(work: Callable[[], Any]) -> tuple[float, int]:
    """Milliseconds by the clock, and how many queries."""
    begun = time.perf_counter()
    with counting_queries() as queries:
        work()
    return (time.perf_counter() - begun) * 1_000, len(queries)
