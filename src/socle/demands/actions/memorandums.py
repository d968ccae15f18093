"""Memorandums: begun, opened, ordered, released."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.demands.actions.finding import find_demands, find_memorandum
from socle.demands.models import Demand, Memorandum, MemorandumDemand, Release, ReleasedWords
from socle.demands.queries.preparing import digest_of, unfinished, words_to_freeze
from socle.demands.rules import DEMANDS, MEMORANDUM
from socle.foundation.actions.stamps import touch
from socle.groups.actions.living import hold
from socle.groups.models import Group
from socle.texts.actions.publishing import begin_text, publish
from socle.texts.models import Revision
from socle.texts.queries.words import Words


class NothingToRelease(Exception):
    """No word of the memorandum changed since its last release (a second press of the button);
    ``release`` is that one, or None where nothing was published at all."""

    def __init__(self, release: Release | None) -> None:
        self.release = release
        super().__init__(str(release))


class WordsAreMissing(Exception):
    """Something is asked without its words, or without how anyone can tell it was done;
    ``revisions`` are these."""

    def __init__(self, revisions: Sequence[Revision]) -> None:
        self.revisions = revisions
        super().__init__(str(revisions))


class MemorandumMadeAlready(Exception):
    """The same form was sent before; ``memorandum`` is what it made."""

    def __init__(self, memorandum: Memorandum) -> None:
        self.memorandum = memorandum
        super().__init__(str(memorandum))


class ChangedMeanwhile(Exception):
    """Somebody changed the memorandum since its page was opened, or withdrew it."""


def make_memorandum(
    *,
    owner: Group,
    language: str,
    words: Words | None,
    by: User | None,
    now: datetime,
    carried_by: Iterable[Group] = (),
    from_year: int | None = None,
    until_year: int | None = None,
    publisher: str = "",
    pressed: str = "",
) -> Memorandum:
    """A draft that only its group sees. ``pressed``: the secret of the form. Raises
    MemorandumMadeAlready, GroupIsArchived."""
    with transaction.atomic():
        hold(owner)
        there = Memorandum.objects.filter(pressed=pressed, text__owner=owner).first()
        if pressed and there is not None:
            raise MemorandumMadeAlready(there)
        text = begin_text(owner=owner, kind=MEMORANDUM, language=language, by=by, now=now)
        memorandum = Memorandum.objects.create(
            text=text,
            from_year=from_year,
            until_year=until_year,
            publisher=publisher,
            pressed=pressed,
            updated_at=now,
        )
        memorandum.carried_by.set(carried_by)
        record("demands.memorandum.made", now=now, by=by, target=memorandum)
        if words is not None:
            publish(text=text, language=language, words=words, by=by, now=now)
    return memorandum


def hold_memorandum(memorandum: Memorandum, seen: int | None = None) -> Memorandum:
    """As it is now, held until the transaction ends. ``seen`` is the version its page showed.

    Raises ChangedMeanwhile.
    """
    rows = Memorandum.objects.select_for_update(of=("self",)).select_related("text__owner")
    held = rows.get(pk=memorandum.pk)
    if held.withdrawn_at is not None or (seen is not None and held.version != seen):
        raise ChangedMeanwhile
    return held


def change_memorandum(
    *,
    memorandum: Memorandum,
    carried_by: Iterable[Group],
    from_year: int | None,
    until_year: int | None,
    publisher: str,
    by: User | None,
    now: datetime,
    seen: int | None = None,
) -> Memorandum:
    """What is said of it beside its words. Raises ChangedMeanwhile."""
    with transaction.atomic():
        held = hold_memorandum(memorandum, seen)
        held.from_year, held.until_year, held.publisher = from_year, until_year, publisher
        held.carried_by.set(carried_by)
        changed(held, now)
        record("demands.memorandum.changed", now=now, by=by, target=held)
    return held


def place_demands(
    *,
    memorandum: Memorandum,
    demands: Sequence[Demand],
    by: User | None,
    now: datetime,
    seen: int | None = None,
) -> None:
    """Exactly these, in this order. Raises ChangedMeanwhile."""
    with transaction.atomic():
        held = hold_memorandum(memorandum, seen)
        before = set(held.demands.all())
        held.places.all().delete()
        MemorandumDemand.objects.bulk_create(
            MemorandumDemand(memorandum=held, demand=demand, position=position)
            for position, demand in enumerate(demands, start=1)
        )
        changed(held, now)
        find_demands(before ^ set(demands))
        record("demands.memorandum.ordered", now=now, by=by, target=held)


def add_demand(
    *,
    memorandum: Memorandum,
    demand: Demand,
    by: User | None,
    now: datetime,
    seen: int | None = None,
) -> MemorandumDemand:
    """At the end, unless it is there. Raises ChangedMeanwhile."""
    with transaction.atomic():
        held = hold_memorandum(memorandum, seen)
        last = held.places.aggregate(last=Max("position"))["last"] or 0
        place, is_new = MemorandumDemand.objects.get_or_create(
            memorandum=held, demand=demand, defaults={"position": last + 1}
        )
        if is_new:
            changed(held, now)
            find_demands([demand])
            record("demands.memorandum.ordered", now=now, by=by, target=held)
    return place


def set_status(
    *,
    memorandum: Memorandum,
    status: str,
    by: User | None,
    now: datetime,
    seen: int | None = None,
) -> Memorandum:
    """Draft, open to suggestions, published. Raises ChangedMeanwhile."""
    with transaction.atomic():
        held = hold_memorandum(memorandum, seen)
        if held.status != status:
            held.status = status
            changed(held, now)
            find_memorandum(held)
            find_demands(held.demands.all())
            record("demands.memorandum.status", now=now, by=by, target=held, reason=status)
    return held


def changed(memorandum: Memorandum, now: datetime) -> None:
    """Write it; pages that show it are told."""
    memorandum.version += 1
    memorandum.updated_at = now
    memorandum.save()
    touch([DEMANDS])


# --- releases ---


def release_memorandum(
    *,
    memorandum: Memorandum,
    by: User | None,
    now: datetime,
    note: str = "",
    shown: str = "",
) -> Release:
    """Freeze what is published of it today: one revision of each text in each language, under a
    number, a date and a digest. ``shown`` is the digest of the words its page showed. Raises
    NothingToRelease, ChangedMeanwhile, WordsAreMissing."""
    with transaction.atomic():
        held = hold_memorandum(memorandum)
        rows = words_to_freeze(held)
        lacking = unfinished(rows)
        if lacking:
            raise WordsAreMissing(lacking)
        digest = digest_of([row.revision.digest for row in rows])
        last = held.releases.order_by("-number").first()
        if not rows or (last is not None and last.digest == digest):
            raise NothingToRelease(last)
        if shown and shown != digest:
            raise ChangedMeanwhile
        release = Release.objects.create(
            memorandum=held,
            number=last.number + 1 if last else 1,
            at=now,
            by=by,
            note=note,
            digest=digest,
        )
        for position, row in enumerate(rows, start=1):
            row.release, row.position = release, position
        ReleasedWords.objects.bulk_create(rows, batch_size=500)
        was_hidden = held.status == Memorandum.Status.DRAFT
        held.status = Memorandum.Status.PUBLISHED
        changed(held, now)
        if was_hidden:
            find_memorandum(held)
            find_demands(held.demands.all())
        record(
            "demands.memorandum.released", now=now, by=by, target=held, reason=str(release.number)
        )
    return release
