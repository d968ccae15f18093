"""Two rows are one human, or two humans share a name; and each of these taken back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.elections.actions.finding import find_persons
from socle.elections.actions.persons import hold_persons
from socle.elections.actions.sources import Source
from socle.elections.models import Candidacy, Person, PersonMerge, ToldApart
from socle.elections.queries.persons import rows_of
from socle.elections.rules import LISTS
from socle.foundation.actions.stamps import touch


class StandTwice(Exception):
    """Both stand in one contest: they are two humans, or a row of the list is wrong."""

    def __init__(self, candidacies: list[Candidacy]) -> None:
        self.candidacies = candidacies
        super().__init__(str(candidacies))


class AlreadyOne(Exception):
    """The two rows are one person already, or the same row."""


class TakenBackAlready(Exception):
    """The merge was taken back before."""


def merge_persons(
    *,
    gone: Person,
    kept: Person,
    reason: str,
    source: Source,
    by: User | None,
    now: datetime,
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
        merge = PersonMerge.objects.create(
            gone=one,
            kept=other,
            reason=reason,
            at=now,
            by=by,
            source_title=source.title,
            source_url=source.url,
        )
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
        # But for those whose own merge was taken back, or made anew, since.
        back = held.brought.filter(
            merged_into=one.merged_into_id, merges__undone_at=None, merges__pk__lt=held.pk
        )
        brought = Person.objects.filter(pk__in=list(back.values_list("pk", flat=True)))
        brought.update(merged_into=one, updated_at=now)
        one.merged_into, one.updated_at = None, now
        one.save()
        record("elections.person.unmerged", now=now, by=by, target=one, reason=reason)
        find_persons([one, kept], now=now)
        touch([LISTS])


class SamePerson(Exception):
    """The two rows are one person: a merge is taken back first."""


def tell_apart(
    *, one: Person, other: Person, reason: str, by: User | None, now: datetime
) -> ToldApart:
    """They are two humans of one name, and are no longer offered as one. Raises SamePerson."""
    with transaction.atomic():
        rows = hold_persons(one, other)
        if rows[0].standing_id == rows[1].standing_id:
            raise SamePerson
        low, high = sorted(rows, key=lambda row: row.pk)
        told, is_new = ToldApart.objects.get_or_create(
            one=low, other=high, defaults={"reason": reason, "at": now, "by": by}
        )
        if is_new:
            for row in rows:
                record("elections.person.apart", now=now, by=by, target=row, reason=reason)
    return told


def ask_again(*, told: ToldApart, by: User | None, now: datetime) -> None:
    """Whether they are one human is open again."""
    with transaction.atomic():
        held = ToldApart.objects.select_for_update(of=("self",)).filter(pk=told.pk).first()
        if held is not None:
            for row in (told.one, told.other):
                record("elections.person.unsure", now=now, by=by, target=row)
            held.delete()
