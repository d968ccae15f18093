"""One human, one person: named, and parted from another of the same name."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.elections.actions.finding import find_persons
from socle.elections.actions.meanwhile import look_for_change
from socle.elections.models import Candidacy, Identifier, Person
from socle.elections.rules import LISTS, sort_name
from socle.foundation.actions.stamps import touch


class NotTheirs(Exception):
    """A candidacy that is not the person's, or all that the person has."""


def make_person(
    *,
    given_name: str,
    family_name: str,
    now: datetime,
    identifiers: Iterable[tuple[str, str]] = (),
    is_example: bool = False,
) -> Person:
    """Part of another act, which tells of it: a candidacy, a mandate."""
    person = Person.objects.create(
        given_name=given_name,
        family_name=family_name,
        sort_name=sort_name(given_name, family_name),
        is_example=is_example,
        updated_at=now,
    )
    for scheme, value in identifiers:
        Identifier.objects.create(person=person, scheme=scheme, value=value)
    return person


def hold_persons(*persons: Person) -> list[Person]:
    """As they are now, held in one order so that nobody waits in a circle."""
    keys = [person.pk for person in persons]
    rows = Person.objects.select_for_update(of=("self",)).order_by("pk").in_bulk(keys)
    return [rows[key] for key in keys]


def rename_person(
    *,
    person: Person,
    given_name: str,
    family_name: str,
    by: User | None,
    now: datetime,
    reason: str = "",
    seen: str = "",
) -> Person:
    """Raises ChangedMeanwhile."""
    with transaction.atomic():
        [held] = hold_persons(person)
        look_for_change(held, seen)
        held.given_name, held.family_name = given_name, family_name
        held.sort_name, held.updated_at = sort_name(given_name, family_name), now
        held.save()
        record("elections.person.changed", now=now, by=by, target=held, reason=reason)
        find_persons([held], now=now)
        touch([LISTS])
    return held


def let_stay_named(
    *,
    person: Person,
    agrees: bool,
    by: User | None,
    now: datetime,
    reason: str = "",
    seen: str = "",
) -> Person:
    """They agreed that their name stays on public pages, or took that back; ``reason`` says how
    they told us. Raises ChangedMeanwhile."""
    with transaction.atomic():
        [held] = hold_persons(person)
        look_for_change(held, seen)
        held.stays_named_at, held.updated_at = now if agrees else None, now
        held.save()
        verb = "elections.person.stays" if agrees else "elections.person.leaves"
        record(verb, now=now, by=by, target=held, reason=reason)
        find_persons([held], now=now)
        touch([LISTS])
    return held


def split_person(
    *,
    person: Person,
    candidacies: Iterable[Candidacy],
    reason: str,
    by: User | None,
    now: datetime,
) -> Person:
    """Two humans had one row: these candidacies, with the mandates they led to, are another's of
    the same name. Merging the two takes it back. Raises NotTheirs."""
    with transaction.atomic():
        [held] = hold_persons(person)
        keys = {row.pk for row in candidacies}
        own = set(held.candidacies.values_list("pk", flat=True))
        if not keys or not keys < own:
            raise NotTheirs
        other = make_person(
            given_name=held.given_name,
            family_name=held.family_name,
            now=now,
            is_example=held.is_example,
        )
        Candidacy.objects.filter(pk__in=keys).update(person=other, updated_at=now)
        held.mandates.filter(candidacy__in=keys).update(person=other, updated_at=now)
        record("elections.person.split", now=now, by=by, target=held, reason=reason)
        find_persons([held, other], now=now)
        touch([LISTS])
    return other
