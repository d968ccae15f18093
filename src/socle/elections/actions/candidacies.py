"""Who stands on a list."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.elections.actions.finding import find_persons
from socle.elections.actions.lists import hold_contest, remove_row
from socle.elections.actions.meanwhile import look_for_change
from socle.elections.actions.sources import Source, replace_source
from socle.elections.models import Candidacy, ElectoralList, Person
from socle.elections.queries.persons import rows_of
from socle.elections.rules import LISTS
from socle.foundation.actions.stamps import touch


class StandsElsewhere(Exception):
    """The person stands in this contest already, by ``candidacy``."""

    def __init__(self, candidacy: Candidacy) -> None:
        self.candidacy = candidacy
        super().__init__(str(candidacy))


class PositionTaken(Exception):
    """Somebody else, by ``candidacy``, has this position on the list, or heads it."""

    def __init__(self, candidacy: Candidacy) -> None:
        self.candidacy = candidacy
        super().__init__(str(candidacy))


class MandateRests(Exception):
    """A mandate rests on the candidacy: it is not removed."""


def add_candidacy(
    *,
    row: ElectoralList,
    person: Person,
    source: Source,
    by: User | None,
    now: datetime,
    position: int | None = None,
    substitute_position: int | None = None,
    is_head: bool = False,
    elected: bool | None = None,
    email: str = "",
) -> Candidacy:
    """Without any position: the next effective one. Raises StandsElsewhere, PositionTaken."""
    with transaction.atomic():
        contest = hold_contest(row.contest)
        there = Candidacy.objects.filter(contest=contest, person__in=rows_of(person)).first()
        if there is not None:
            raise StandsElsewhere(there)
        if position is None and substitute_position is None:
            position = (row.candidacies.aggregate(last=Max("position"))["last"] or 0) + 1
        made = Candidacy(
            contest=contest,
            list=row,
            person=person,
            position=position,
            substitute_position=substitute_position,
            is_head=is_head,
            elected=elected,
            email=email,
            source_title=source.title,
            source_url=source.url,
            updated_at=now,
        )
        look_for_others(made)
        made.save()
        record("elections.candidacy.added", now=now, by=by, target=made)
        find_persons([person], now=now)
        touch([LISTS])
    return made


def look_for_others(row: Candidacy) -> None:
    """Raises PositionTaken."""
    others = Candidacy.objects.filter(list=row.list_id).exclude(pk=row.pk)
    taken: list[QuerySet[Candidacy]] = []
    if row.position is not None:
        taken.append(others.filter(position=row.position))
    if row.substitute_position is not None:
        taken.append(others.filter(substitute_position=row.substitute_position))
    if row.is_head:
        taken.append(others.filter(is_head=True))
    for rows in taken:
        if found := rows.select_related("person").first():
            raise PositionTaken(found)


def change_candidacy(
    *,
    candidacy: Candidacy,
    position: int | None,
    substitute_position: int | None,
    is_head: bool,
    email: str,
    by: User | None,
    now: datetime,
    source: Source | None = None,
    seen: str = "",
) -> Candidacy:
    """Without a source, that which it has stays. Raises PositionTaken, ChangedMeanwhile."""
    with transaction.atomic():
        hold_contest(candidacy.contest)
        held = Candidacy.objects.select_for_update(of=("self",)).get(pk=candidacy.pk)
        look_for_change(held, seen)
        held.position, held.substitute_position = position, substitute_position
        held.is_head, held.email, held.updated_at = is_head, email, now
        look_for_others(held)
        if source is not None:
            replace_source(held, source, by=by, now=now)
        held.save()
        record("elections.candidacy.changed", now=now, by=by, target=held)
        touch([LISTS])
    return held


def remove_candidacy(*, candidacy: Candidacy, reason: str, by: User | None, now: datetime) -> None:
    """Raises MandateRests, SomethingRests."""
    with transaction.atomic():
        hold_contest(candidacy.contest)
        if candidacy.mandates.exists():
            raise MandateRests
        person = candidacy.person
        record("elections.candidacy.removed", now=now, by=by, target=candidacy, reason=reason)
        remove_row(candidacy)
        find_persons([person], now=now)
        touch([LISTS])
