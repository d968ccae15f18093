"""One human, one person: named, merged, told apart again."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Count

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.elections.actions.finding import find_persons
from socle.elections.actions.meanwhile import look_for_change
from socle.elections.models import Candidacy, Identifier, Person, PersonMerge
from socle.elections.queries.persons import rows_of
from socle.elections.rules import LISTS, sort_name
from socle.foundation.actions.stamps import touch


class StandTwice(Exception):
    """Both stand in one contest: they are two humans, or a row of the list is wrong."""

    def __init__(self, candidacies: list[Candidacy]) -> None:
        self.candidacies = candidacies
        super().__init__(str(candidacies))


class AlreadyOne(Exception):
    """The two rows are one person already, or the same row."""


class NotTheirs(Exception):
    """A candidacy that is not the person's, or all that the person has."""


class TakenBackAlready(Exception):
    """The merge was taken back before."""


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
    *, person: Person, given_name: str, family_name: str, by: User | None, now: datetime
) -> Person:
    with transaction.atomic():
        [held] = hold_persons(person)
        held.given_name, held.family_name = given_name, family_name
        held.sort_name, held.updated_at = sort_name(given_name, family_name), now
        held.save()
        record("elections.person.changed", now=now, by=by, target=held)
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


def merge_persons(
    *, gone: Person, kept: Person, reason: str, by: User | None, now: datetime
) -> PersonMerge:
    """``gone`` and the rows merged into it are from now on ``kept``. Nothing of theirs is moved.

    Raises AlreadyOne, StandTwice.
    """
    with transaction.atomic():
        one, other = hold_persons(gone, kept)
        if one.standing_id == other.standing_id or one.merged_into_id or other.merged_into_id:
            raise AlreadyOne
        look_for_contests_of_both(one, other)
        brought = list(one.merged_from.all())
        merge = PersonMerge.objects.create(gone=one, kept=other, reason=reason, at=now, by=by)
        merge.brought.set(brought)
        rows = Person.objects.filter(pk__in=[one.pk, *(row.pk for row in brought)])
        rows.update(merged_into=other, updated_at=now)
        record("elections.person.merged", now=now, by=by, target=one, reason=reason)
        find_persons([one, other], now=now)
        touch([LISTS])
    return merge


def look_for_contests_of_both(one: Person, other: Person) -> None:
    """Raises StandTwice."""
    rows = Candidacy.objects.filter(person__in=[*rows_of(one), *rows_of(other)])
    twice = rows.order_by().values("contest").annotate(n=Count("pk")).filter(n__gt=1)
    found = rows.filter(contest__in=twice.values("contest"))
    if found:
        raise StandTwice(list(found.select_related("person", "list", "contest__election")))


def undo_merge(*, merge: PersonMerge, reason: str, by: User | None, now: datetime) -> None:
    """The row and those it had brought along stand for themselves again, as before.

    Raises TakenBackAlready.
    """
    with transaction.atomic():
        one, kept = hold_persons(merge.gone, merge.kept)
        held = PersonMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
        if held.undone_at is not None:
            raise TakenBackAlready
        held.undone_at, held.undone_by = now, by
        held.save()
        brought = Person.objects.filter(pk__in=held.brought.values("pk"))
        brought.update(merged_into=one, updated_at=now)
        one.merged_into, one.updated_at = None, now
        one.save()
        record("elections.person.unmerged", now=now, by=by, target=one, reason=reason)
        find_persons([one, kept], now=now)
        touch([LISTS])


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
