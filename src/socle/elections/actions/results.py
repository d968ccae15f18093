"""Who was elected in a contest, told with its source, and taken back."""

import hashlib
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.elections.actions.finding import find_persons
from socle.elections.actions.lists import hold_contest
from socle.elections.actions.meanwhile import ChangedMeanwhile
from socle.elections.actions.sources import Source
from socle.elections.models import Candidacy, Contest, ElectoralList, Person
from socle.elections.rules import LISTS
from socle.foundation.actions.stamps import touch


class SeatsRest(Exception):
    """Mandates rest on these candidacies, which would no longer be elected."""

    def __init__(self, candidacies: list[Candidacy]) -> None:
        self.candidacies = candidacies
        super().__init__(str(candidacies))


def results_of(contest: Contest) -> str:
    """A digest of who stands and who was elected, as a form carries it."""
    rows = contest.candidacies.order_by("pk").values_list("pk", "elected")
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()


def tell_results(
    *,
    contest: Contest,
    elected: Collection[int],
    source: Source,
    by: User | None,
    now: datetime,
    seen: str = "",
) -> None:
    """In this contest exactly these candidacies, by key, were elected; all others were not.

    ``seen``: the digest of what was shown. Raises ChangedMeanwhile, SeatsRest.
    """
    with transaction.atomic():
        held = hold_contest(contest)
        if seen and seen != results_of(held):
            raise ChangedMeanwhile
        look_for_seats(held.candidacies.exclude(pk__in=elected))
        for row in held.lists.in_ballot_order():
            tell_of_list(row, elected, source, by=by, now=now)
        find_elected(held, now=now)
        touch([LISTS])


def tell_of_list(
    row: ElectoralList,
    elected: Collection[int],
    source: Source,
    *,
    by: User | None,
    now: datetime,
) -> None:
    won, lost = (
        row.candidacies.filter(pk__in=elected).exclude(elected=True),
        row.candidacies.exclude(pk__in=elected).exclude(elected=False),
    )
    changed = won.update(elected=True, updated_at=now) + lost.update(elected=False, updated_at=now)
    said = (row.result_title, row.result_url) == (source.title, source.url)
    if not row.candidacies.exists() or (said and not changed):
        return
    row.result_title, row.result_url, row.updated_at = source.title, source.url, now
    row.save()
    record("elections.list.counted", now=now, by=by, target=row)


def forget_results(*, contest: Contest, reason: str, by: User | None, now: datetime) -> None:
    """Nobody knows any more who was elected there. Raises SeatsRest."""
    with transaction.atomic():
        held = hold_contest(contest)
        look_for_seats(held.candidacies.all())
        for row in held.lists.filter(candidacies__elected__isnull=False).distinct():
            row.candidacies.update(elected=None, updated_at=now)
            row.result_title, row.result_url, row.updated_at = "", "", now
            row.save()
            record("elections.list.uncounted", now=now, by=by, target=row, reason=reason)
        find_elected(held, now=now)
        touch([LISTS])


def look_for_seats(rows: QuerySet[Candidacy]) -> None:
    """Raises SeatsRest."""
    resting = rows.filter(elected=True, mandates__isnull=False).distinct()
    if found := list(resting.select_related("person").order_by("pk")):
        raise SeatsRest(found)


def find_elected(contest: Contest, *, now: datetime) -> None:
    find_persons(Person.objects.filter(candidacies__contest=contest), now=now)
