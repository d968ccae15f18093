"""Letting the search find persons that may be named, and nobody else; in the act's transaction."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from socle.elections.models import (
    Candidacy,
    CandidateImport,
    Election,
    ImportChange,
    Person,
)
from socle.elections.search import key_of, person_documents
from socle.foundation.actions.search import index, rebuild, remove

# A transaction or two each.
SOME = 200


def find_persons(persons: Iterable[Person], *, now: datetime) -> None:
    """As they may be found on that day. A row merged into another is found under that other."""
    keys = {key for row in persons for key in (row.pk, row.merged_into_id) if key}
    rows = Person.objects.standing().filter(pk__in=keys)
    documents = list(person_documents(rows, timezone.localdate(now)))
    index(documents)
    shown = {document.key for document in documents}
    remove(key_of(key) for key in keys if key_of(key) not in shown)


def find_persons_of(candidacies: QuerySet[Candidacy], *, now: datetime) -> None:
    find_persons(Person.objects.filter(pk__in=candidacies.order_by().values("person")), now=now)


def find_again_once_open(day: date) -> bool:
    """Names leave the search on the day an election opens; whether one opened on ``day``."""
    opened = Election.objects.filter(opens_on=day).exists()
    if opened:
        rebuild(room="elections", afresh=False)
    return opened


def find_imported(*, kept: CandidateImport, now: datetime, stop: Callable[[], bool]) -> bool:
    """Those whom an import put on a list or changed, some at a time; False when told to stop."""
    of = {ImportChange.Kind.CANDIDACY, ImportChange.Kind.PERSON}
    keys = list(kept.changes.filter(kind__in=of).values_list("kind", "key"))
    for some in (keys[at : at + SOME] for at in range(0, len(keys), SOME)):
        if stop():
            return False
        standing = [key for kind, key in some if kind == ImportChange.Kind.CANDIDACY]
        find_persons_of(Candidacy.objects.filter(pk__in=standing), now=now)
        changed = [key for kind, key in some if kind == ImportChange.Kind.PERSON]
        find_persons(Person.objects.filter(pk__in=changed), now=now)
    kept.found_at = now
    kept.save(update_fields=["found_at"])
    return True
