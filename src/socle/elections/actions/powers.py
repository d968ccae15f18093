"""What somebody was elected or appointed to, and which lists govern."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.elections.actions.finding import find_persons
from socle.elections.actions.lists import Source
from socle.elections.models import Candidacy, ElectoralList, Majority, Mandate, Person
from socle.elections.rules import LISTS
from socle.foundation.actions.stamps import touch
from socle.territories.models import Area, Body


class SaidAlready(Exception):
    """The same mandate, or a majority of the same council, from the same day."""


class ListOfAnotherCouncil(Exception):
    """A list did not stand for the council it is said to govern."""


def record_mandate(
    *,
    person: Person,
    body: Body,
    area: Area,
    valid_from: date,
    source: Source,
    by: User | None,
    now: datetime,
    role: str = Mandate.Role.MEMBER,
    valid_to: date | None = None,
    candidacy: Candidacy | None = None,
    is_example: bool = False,
) -> Mandate:
    """Raises SaidAlready."""
    with transaction.atomic():
        facts = {"body": body, "area": area, "role": role, "valid_from": valid_from}
        if Mandate.objects.filter(person=person, **facts).exists():
            raise SaidAlready
        made = Mandate.objects.create(
            person=person,
            **facts,
            valid_to=valid_to,
            candidacy=candidacy,
            source_title=source.title,
            source_url=source.url,
            is_example=is_example,
            updated_at=now,
        )
        record("elections.mandate.recorded", now=now, by=by, target=made)
        find_persons([person], now=now)
        touch([LISTS])
    return made


def end_mandate(
    *, mandate: Mandate, last: date, reason: str, by: User | None, now: datetime
) -> Mandate:
    with transaction.atomic():
        held = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
        held.valid_to, held.updated_at = last, now
        held.save()
        record("elections.mandate.ended", now=now, by=by, target=held, reason=reason)
        touch([LISTS])
    return held


def record_majority(
    *,
    body: Body,
    area: Area,
    lists: Iterable[ElectoralList],
    valid_from: date,
    source: Source,
    by: User | None,
    now: datetime,
    valid_to: date | None = None,
    is_example: bool = False,
) -> Majority:
    """Raises SaidAlready, ListOfAnotherCouncil."""
    lists = list(lists)
    with transaction.atomic():
        rows = ElectoralList.objects.filter(pk__in=[row.pk for row in lists])
        if rows.filter(contest__body=body, contest__area=area).count() != len(lists):
            raise ListOfAnotherCouncil
        if Majority.objects.filter(body=body, area=area, valid_from=valid_from).exists():
            raise SaidAlready
        made = Majority.objects.create(
            body=body,
            area=area,
            valid_from=valid_from,
            valid_to=valid_to,
            source_title=source.title,
            source_url=source.url,
            is_example=is_example,
            updated_at=now,
        )
        made.lists.set(lists)
        record("elections.majority.recorded", now=now, by=by, target=made)
        touch([LISTS])
    return made


def change_majority(
    *,
    majority: Majority,
    lists: Iterable[ElectoralList],
    valid_to: date | None,
    reason: str,
    by: User | None,
    now: datetime,
) -> Majority:
    with transaction.atomic():
        held = Majority.objects.select_for_update(of=("self",)).get(pk=majority.pk)
        held.valid_to, held.updated_at = valid_to, now
        held.save()
        held.lists.set(lists)
        record("elections.majority.changed", now=now, by=by, target=held, reason=reason)
        touch([LISTS])
    return held
