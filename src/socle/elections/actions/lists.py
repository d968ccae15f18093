"""Lists of a contest, and the parties they may be linked to."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.elections.actions.finding import find_persons_of
from socle.elections.actions.meanwhile import ChangedMeanwhile, look_for_change
from socle.elections.actions.sources import Source, replace_source
from socle.elections.models import Contest, ElectoralList, Party
from socle.elections.rules import LISTS
from socle.foundation.actions.stamps import touch


@dataclass(frozen=True, slots=True)
class ListSaid:
    """What is said of a list. ``party_source`` goes with ``party``, ``contact_source`` with
    ``contact_email``."""

    name: str
    source: Source
    number: int | None = None
    party: Party | None = None
    party_source: str = ""
    contact_email: str = ""
    contact_source: str = ""

    def columns(self) -> dict[str, object]:
        return {
            "name": self.name,
            "number": self.number,
            "party": self.party,
            "party_source": self.party_source if self.party else "",
            "contact_email": self.contact_email,
            "contact_source": self.contact_source if self.contact_email else "",
            "source_title": self.source.title,
            "source_url": self.source.url,
        }


class NumberTaken(Exception):
    """Another list of the contest, ``taken_by``, has this number."""

    def __init__(self, taken_by: ElectoralList) -> None:
        self.taken_by = taken_by
        super().__init__(str(taken_by))


class NameTaken(NumberTaken):
    """Another list of the contest has this name."""


class StillStands(Exception):
    """Somebody is on the list, or something rests on it: it is not removed."""


class SomethingRests(Exception):
    """Another room holds on to the row: it was asked something, invited, or answered."""


def remove_row(row: models.Model) -> None:
    """Raises SomethingRests."""
    try:
        row.delete()
    except models.ProtectedError:
        raise SomethingRests from None


def hold_contest(contest: Contest) -> Contest:
    """Whoever writes lists or candidacies of one contest takes turns."""
    held: Contest = Contest.objects.select_for_update().get(pk=contest.pk)
    return held


def look_for_others(contest: Contest, said: ListSaid, own: int = 0) -> None:
    """Raises NumberTaken, NameTaken."""
    others = contest.lists.exclude(pk=own)
    if said.number is not None and (found := others.filter(number=said.number).first()):
        raise NumberTaken(found)
    if found := others.filter(name=said.name).first():
        raise NameTaken(found)


def add_list(
    *, contest: Contest, said: ListSaid, by: User | None, now: datetime, is_example: bool = False
) -> ElectoralList:
    """Raises NumberTaken, NameTaken."""
    with transaction.atomic():
        held = hold_contest(contest)
        look_for_others(held, said)
        made = ElectoralList.objects.create(
            contest=held, is_example=is_example, updated_at=now, **said.columns()
        )
        record("elections.list.added", now=now, by=by, target=made)
        touch([LISTS])
    return made


def change_list(
    *, row: ElectoralList, said: ListSaid, by: User | None, now: datetime, seen: str = ""
) -> ElectoralList:
    """Raises NumberTaken, NameTaken, ChangedMeanwhile."""
    with transaction.atomic():
        hold_contest(row.contest)
        held = ElectoralList.objects.select_for_update(of=("self",)).get(pk=row.pk)
        look_for_change(held, seen)
        look_for_others(row.contest, said, own=held.pk)
        renamed = held.name != said.name
        replace_source(held, said.source, by=by, now=now)
        for column, value in said.columns().items():
            setattr(held, column, value)
        held.updated_at = now
        held.save()
        record("elections.list.changed", now=now, by=by, target=held)
        if renamed:
            find_persons_of(held.candidacies.all(), now=now)
        touch([LISTS])
    return held


def numbers_of(contest: Contest) -> str:
    """Which list has which number, as a form carries it: ``12:1 15:``."""
    rows = contest.lists.order_by("pk").values_list("pk", "number")
    return " ".join(f"{key}:{number or ''}" for key, number in rows)


def number_lists(
    *,
    contest: Contest,
    numbers: dict[int, int | None],
    by: User | None,
    now: datetime,
    seen: str = "",
) -> None:
    """Numbers by the key of the list, all at once, so that two lists may change places; each
    number stands for one list. Raises ChangedMeanwhile."""
    with transaction.atomic():
        held = hold_contest(contest)
        rows = list(held.lists.order_by("pk"))
        if (seen and seen != numbers_of(held)) or {row.pk for row in rows} != set(numbers):
            raise ChangedMeanwhile
        changed = [row for row in rows if row.number != numbers[row.pk]]
        held.lists.filter(pk__in=[row.pk for row in changed]).update(number=None)
        for row in changed:
            row.number, row.updated_at = numbers[row.pk], now
            row.save()
            record("elections.list.changed", now=now, by=by, target=row)
        touch([LISTS])


def remove_list(*, row: ElectoralList, reason: str, by: User | None, now: datetime) -> None:
    """One on which nobody stands and on which nothing rests. Raises StillStands, SomethingRests."""
    with transaction.atomic():
        hold_contest(row.contest)
        if row.candidacies.exists() or row.majorities.exists():
            raise StillStands
        record("elections.list.removed", now=now, by=by, target=row, reason=reason)
        remove_row(row)
        touch([LISTS])


def make_party(
    *,
    name: str,
    source: Source,
    by: User | None,
    now: datetime,
    short_name: str = "",
    is_example: bool = False,
) -> Party:
    """The party of that name, made unless there is one."""
    with transaction.atomic():
        found, made = Party.objects.get_or_create(
            name=name,
            defaults={
                "short_name": short_name,
                "source_title": source.title,
                "source_url": source.url,
                "is_example": is_example,
                "updated_at": now,
            },
        )
        if made:
            record("elections.party.made", now=now, by=by, target=found)
            touch([LISTS])
    return found
