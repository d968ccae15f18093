"""What elections no longer need of people, and forget."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from socle.accounts.journal import record
from socle.elections.models import Candidacy, Election, ElectoralList, ImportChange

# After the vote. The data-protection page says it: see elections/transfer/held.py.
KEEP_ADDRESSES = timedelta(days=180)


def forget_addresses(*, now: datetime) -> int:
    """Of lists and candidates, once their vote is long past: they served to put questions before
    it. Whoever stands again publishes one again. How many."""
    last = timezone.localdate(now) - KEEP_ADDRESSES
    return sum(forget_of(each, now) for each in Election.objects.filter(day__lte=last))


def forget_of(election: Election, now: datetime) -> int:
    of_lists = ElectoralList.objects.filter(contest__election=election).exclude(contact_email="")
    own = Candidacy.objects.filter(contest__election=election)
    with transaction.atomic():
        count = of_lists.update(contact_email="", contact_source="")
        count += own.exclude(email="").update(email="")
        count += forget_before(election)
        if count:
            record("elections.addresses.forgotten", now=now, target=election)
    return count


def forget_before(election: Election) -> int:
    """Those that an import replaced, and would bring back if it were undone."""
    own = Candidacy.objects.filter(contest__election=election).values("pk")
    lists = ElectoralList.objects.filter(contest__election=election).values("pk")
    changes = ImportChange.objects.filter(kind=ImportChange.Kind.CANDIDACY, key__in=own)
    count = empty(changes, "email")
    changes = ImportChange.objects.filter(kind=ImportChange.Kind.LIST, key__in=lists)
    return count + empty(changes, "contact_email")


def empty(changes: QuerySet[ImportChange], column: str) -> int:
    rows = changes.filter(before__has_key=column)
    found = [row for row in rows if (row.before or {}).get(column)]
    for row in found:
        row.before = {**(row.before or {}), column: ""}
    ImportChange.objects.bulk_update(found, ["before"], batch_size=500)
    return len(found)
