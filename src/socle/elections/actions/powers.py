"""What somebody was elected or appointed to, and which lists govern."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.elections.actions.finding import find_persons
from socle.elections.actions.meanwhile import look_for_change
from socle.elections.actions.sources import Source
from socle.elections.models import Candidacy, Contest, ElectoralList, Majority, Mandate, Person
from socle.elections.rules import LISTS
from socle.foundation.actions.stamps import touch
from socle.territories.models import Area, Body


@dataclass(frozen=True, slots=True)
class MandateSaid:
    """What is said of a mandate; both days are included. ``title``: as the source calls it."""

    body: Body
    area: Area
    valid_from: date
    source: Source
    valid_to: date | None = None
    role: str = Mandate.Role.MEMBER
    title: str = ""
    candidacy: Candidacy | None = None

    def columns(self) -> dict[str, Any]:
        names = ("body", "area", "valid_from", "valid_to", "role", "title", "candidacy")
        said = {name: getattr(self, name) for name in names}
        return said | {"source_title": self.source.title, "source_url": self.source.url}


@dataclass(frozen=True, slots=True)
class MajoritySaid:
    """Which lists govern together, of one council; both days are included."""

    lists: Collection[ElectoralList]
    valid_from: date
    source: Source
    valid_to: date | None = None

    def columns(self) -> dict[str, Any]:
        return {
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
            "source_title": self.source.title,
            "source_url": self.source.url,
        }


class SaidAlready(Exception):
    """The same mandate, or a majority of the same council, from the same day."""


class ListOfAnotherCouncil(Exception):
    """A list did not stand for the council it is said to govern."""


# --- mandates ---


def look_for_same(person: Person, said: MandateSaid, own: int = 0) -> None:
    """Raises SaidAlready."""
    same = Mandate.objects.filter(
        person=person,
        body=said.body,
        area=said.area,
        role=said.role,
        valid_from=said.valid_from,
    )
    if same.exclude(pk=own).exists():
        raise SaidAlready


def record_mandate(
    *,
    person: Person,
    said: MandateSaid,
    by: User | None,
    now: datetime,
    is_example: bool = False,
) -> Mandate:
    """Raises SaidAlready."""
    with transaction.atomic():
        look_for_same(person, said)
        made = Mandate.objects.create(
            person=person, is_example=is_example, updated_at=now, **said.columns()
        )
        record("elections.mandate.recorded", now=now, by=by, target=made)
        find_persons([person], now=now)
        touch([LISTS])
    return made


def seat_elected(
    *, contest: Contest, valid_from: date, source: Source, by: User | None, now: datetime
) -> int:
    """Whoever was elected there and has no mandate by that yet sits in the council from that day.
    How many."""
    with transaction.atomic():
        rows = Candidacy.objects.select_for_update(of=("self",)).filter(
            contest=contest, elected=True, mandates=None
        )
        found = list(rows.select_related("person").order_by("pk"))
        for row in found:
            said = MandateSaid(contest.body, contest.area, valid_from, source, candidacy=row)
            seat(row, said, by=by, now=now)
        find_persons([row.person for row in found], now=now)
        touch([LISTS])
    return len(found)


def seat(row: Candidacy, said: MandateSaid, *, by: User | None, now: datetime) -> None:
    """The same mandate, if somebody told of it by hand, is by this candidacy from now on."""
    columns = said.columns()
    same = {name: columns[name] for name in ("body", "area", "role", "valid_from")}
    there = Mandate.objects.filter(person=row.person, **same).first()
    if there is None:
        more = {"is_example": row.person.is_example, "updated_at": now}
        made = Mandate.objects.create(person=row.person, **more, **columns)
        record("elections.mandate.recorded", now=now, by=by, target=made)
    elif there.candidacy_id is None:
        there.candidacy, there.updated_at = row, now
        there.save()
        record("elections.mandate.changed", now=now, by=by, target=there)


def change_mandate(
    *,
    mandate: Mandate,
    said: MandateSaid,
    reason: str,
    by: User | None,
    now: datetime,
    seen: str = "",
) -> Mandate:
    """Raises SaidAlready, ChangedMeanwhile."""
    with transaction.atomic():
        held = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
        look_for_change(held, seen)
        look_for_same(held.person, said, own=held.pk)
        ends = held.valid_to is None and said.valid_to is not None
        for column, value in said.columns().items():
            setattr(held, column, value)
        held.updated_at = now
        held.save()
        verb = "elections.mandate.ended" if ends else "elections.mandate.changed"
        record(verb, now=now, by=by, target=held, reason=reason)
        find_persons([held.person], now=now)
        touch([LISTS])
    return held


def remove_mandate(*, mandate: Mandate, reason: str, by: User | None, now: datetime) -> None:
    """One that never was: who leaves an office has a last day."""
    with transaction.atomic():
        person = mandate.person
        record("elections.mandate.removed", now=now, by=by, target=person, reason=reason)
        mandate.delete()
        find_persons([person], now=now)
        touch([LISTS])


# --- majorities ---


def look_for_others(body: Body, area: Area, said: MajoritySaid, own: int = 0) -> None:
    """Raises ListOfAnotherCouncil, SaidAlready."""
    rows = ElectoralList.objects.filter(pk__in=[row.pk for row in said.lists])
    if rows.filter(contest__body=body, contest__area=area).count() != len(said.lists):
        raise ListOfAnotherCouncil
    same = Majority.objects.filter(body=body, area=area, valid_from=said.valid_from)
    if same.exclude(pk=own).exists():
        raise SaidAlready


def record_majority(
    *,
    body: Body,
    area: Area,
    said: MajoritySaid,
    by: User | None,
    now: datetime,
    is_example: bool = False,
) -> Majority:
    """Raises SaidAlready, ListOfAnotherCouncil."""
    with transaction.atomic():
        look_for_others(body, area, said)
        made = Majority.objects.create(
            body=body, area=area, is_example=is_example, updated_at=now, **said.columns()
        )
        made.lists.set(said.lists)
        record("elections.majority.recorded", now=now, by=by, target=made)
        touch([LISTS])
    return made


def change_majority(
    *,
    majority: Majority,
    said: MajoritySaid,
    reason: str,
    by: User | None,
    now: datetime,
    seen: str = "",
) -> Majority:
    """Raises SaidAlready, ListOfAnotherCouncil, ChangedMeanwhile."""
    with transaction.atomic():
        held = Majority.objects.select_for_update(of=("self",)).get(pk=majority.pk)
        look_for_change(held, seen)
        look_for_others(held.body, held.area, said, own=held.pk)
        for column, value in said.columns().items():
            setattr(held, column, value)
        held.updated_at = now
        held.save()
        held.lists.set(said.lists)
        record("elections.majority.changed", now=now, by=by, target=held, reason=reason)
        touch([LISTS])
    return held


def remove_majority(*, majority: Majority, reason: str, by: User | None, now: datetime) -> None:
    """One that never was: a majority that falls has a last day."""
    with transaction.atomic():
        record("elections.majority.removed", now=now, by=by, target=majority, reason=reason)
        majority.delete()
        touch([LISTS])
