"""Inviting 80,000 respondents: one message each in the outbox, though the worker dies twice.

For the database into which candidates were imported, thrown away afterwards.
"""

import os
import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from bench.measure import Row
from bench.updates import group, said

ASKS = 5
KILLS = 2


def fill() -> int:
    """Each candidacy is invited, in the contest of its list, to answer five asks. How many."""
    from socle.commitments.actions.inviting_one import new_nonce  # noqa: PLC0415 -- after Django
    from socle.commitments.models import Invitation  # noqa: PLC0415
    from socle.elections.models import Candidacy  # noqa: PLC0415

    now = timezone.now()
    with transaction.atomic():
        asked = ask_everywhere(now)
        rows = [
            Invitation(
                questionnaire_id=asked[contest],
                list_id=row,
                candidacy_id=key,
                address=f"candidate-{key}@example.org",
                address_source="https://list.example/",
                language="fr",
                nonce=new_nonce(),
                made_at=now,
                due_at=now,
                expires_at=now + timedelta(days=23),
            )
            for key, row, contest in Candidacy.objects.values_list("pk", "list", "contest")
        ]
        Invitation.objects.bulk_create(rows, batch_size=1_000)
    return len(rows)


def ask_everywhere(now: Any) -> dict[int, int]:
    """Five asks of the coalition in each contest that has lists. Questionnaires by contest."""
    from socle.commitments.models import Ask, AskWords, Questionnaire  # noqa: PLC0415
    from socle.demands.actions.demanding import ask_of_level, make_demand  # noqa: PLC0415
    from socle.elections.models import Contest  # noqa: PLC0415
    from socle.groups.models import Group  # noqa: PLC0415
    from socle.territories.models import Level  # noqa: PLC0415
    from socle.texts.queries.revisions import latest  # noqa: PLC0415

    coalition = Group.objects.filter(kind=Group.Kind.COALITION).first()
    coalition = coalition or group(Group.Kind.COALITION, 0)
    level = Level.objects.order_by("position").first()
    provisions = []
    for number in range(ASKS):
        words = said(f"Des bus {number}")
        demand = make_demand(owner=coalition, language="fr", words=words, by=None, now=now)
        provisions.append(ask_of_level(demand=demand, level=level, words=words, by=None, now=now))
    contests = Contest.objects.filter(lists__isnull=False).distinct()
    asked = Questionnaire.objects.bulk_create(
        Questionnaire(
            contest=contest, deadline=now + timedelta(days=21), opened_at=now, updated_at=now
        )
        for contest in contests
    )
    shared = {"asked_by": coalition, "proposed_at": now, "updated_at": now}
    asks = Ask.objects.bulk_create(
        Ask(questionnaire=row, provision=provision, position=number, **shared)
        for row in asked
        for number, provision in enumerate(provisions, 1)
    )
    revisions = {provision.pk: latest(provision.text) for provision in provisions}
    AskWords.objects.bulk_create(
        words_of(AskWords, ask, revisions[ask.provision_id]) for ask in asks
    )
    Ask.objects.filter(frozen_at=None).update(frozen_at=now, digest="0" * 64)
    return {row.contest_id: row.pk for row in asked}


def words_of(model: Any, ask: Any, revision: Any) -> Any:
    return model(
        ask=ask, language="fr", title=revision.title, decision=revision.body, revision=revision
    )


def rows() -> Iterator[Row]:
    """By the clock, from the first worker's start to the last message's row."""
    from socle.commitments.models import Approach  # noqa: PLC0415
    from socle.foundation.models import OutgoingMail  # noqa: PLC0415

    count = fill()
    begun = time.perf_counter()
    for kill in range(1, KILLS + 1):
        work(until=count * (KILLS + 1 - kill) // (KILLS + 1))
    work(until=0)
    took = (time.perf_counter() - begun) * 1_000
    mails, lines = OutgoingMail.objects.count(), Approach.objects.count()
    distinct = OutgoingMail.objects.values("to").distinct().count()
    assert (mails, distinct, lines) == (count, count, count), (mails, distinct, lines)
    yield Row(f"Inviting {count:,} respondents", f"worker killed {KILLS} times", 0, took, took)


def left() -> int:
    from socle.commitments.models import Invitation  # noqa: PLC0415

    return Invitation.objects.filter(due_at__isnull=False).count()


def work(*, until: int) -> None:
    """A worker that is killed once so few are left; at 0, it ends by itself."""
    connection.close()
    child = os.fork()
    if not child:
        write_all()
    while until and left() > until:
        time.sleep(0.25)
    if until:
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    if not until and status:
        raise SystemExit("The invitations could not be written.")


def write_all() -> None:
    from socle.commitments.actions.inviting_mail import write_due  # noqa: PLC0415

    status = 1
    try:
        write_due(clock=timezone.now)
        status = 0
    finally:
        os._exit(status)
