"""Taking a whole import back: all is as it was, or nothing is done and what rests on it is told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import models, transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.elections.actions.candidates.book import PLACES
from socle.elections.actions.candidates.writing import ASIDE, SENT
from socle.elections.actions.finding import find_persons
from socle.elections.models import (
    Candidacy,
    CandidateImport,
    ElectoralList,
    Identifier,
    ImportChange,
    Party,
    Person,
    SameNameAnswer,
)
from socle.elections.rules import LISTS
from socle.elections.search import key_of
from socle.foundation.actions.search import remove
from socle.foundation.actions.stamps import touch
from socle.foundation.actions.turns import take_turns

Kind = ImportChange.Kind
# In the order in which they go: what stands on another thing before that thing.
TABLES: dict[str, type[models.Model]] = {
    Kind.CANDIDACY: Candidacy,
    Kind.IDENTIFIER: Identifier,
    Kind.PERSON: Person,
    Kind.LIST: ElectoralList,
    Kind.PARTY: Party,
}
# Goes with what it is about, and is no work of anybody's.
GOES_ALONG = (SameNameAnswer, Identifier)


@dataclass(frozen=True, slots=True)
class Resting:
    """``count`` rows, called ``what``, stand on what an import made or were changed since."""

    what: str
    count: int
    is_changed: bool = False


class RestsOnIt(Exception):
    """Something was built since on what the import made, or changed since."""

    def __init__(self, found: list[Resting]) -> None:
        self.found = found
        super().__init__(", ".join(f"{each.what}: {each.count}" for each in found))


class UndoneAlready(Exception):
    """Of two presses of the button, one does."""


def undo_import(*, kept: CandidateImport, by: User | None, now: datetime) -> None:
    """Raises RestsOnIt, UndoneAlready."""
    with transaction.atomic():
        take_turns(["elections.candidates"])
        held = CandidateImport.objects.select_for_update(of=("self",)).get(pk=kept.pk)
        if held.undone_at is not None:
            raise UndoneAlready
        changes = changes_of(held)
        if found := resting_on(held, changes):
            raise RestsOnIt(found)
        gone = [change.key for change in changes[Kind.PERSON] if change.before is None]
        others = others_on_it(changes)
        for kind, model in TABLES.items():
            put_back(model, changes[kind])
        held.undone_at, held.undone_by = now, by
        held.save(update_fields=["undone_at", "undone_by"])
        record("elections.candidates.undone", now=now, by=by, target=held, reason=held.file_name)
        touch([LISTS])
        remove(key_of(key) for key in gone)
        find_persons(Person.objects.filter(pk__in=others), now=now)


def changes_of(kept: CandidateImport) -> dict[str, list[ImportChange]]:
    rows = kept.changes.order_by("kind", "pk")
    found = {kind: list(some) for kind, some in groupby(rows, lambda change: change.kind)}
    return {kind: found.get(kind, []) for kind in TABLES}


def resting_on(
    kept: CandidateImport, changes: dict[str, list[ImportChange]] | None = None
) -> list[Resting]:
    """What stands in the way of taking it back."""
    changes = changes_of(kept) if changes is None else changes
    made = {
        TABLES[kind]: {change.key for change in some if change.before is None}
        for kind, some in changes.items()
    }
    own = {TABLES[kind]: {change.key for change in some} for kind, some in changes.items()}
    found = [
        Resting(str(relation.related_model._meta.verbose_name_plural), count)
        for model in made
        for relation in model._meta.related_objects
        if (count := standing_on(relation, made[model], own))
    ]
    for kind, model in TABLES.items():
        if count := changed_since(model, changes[kind], kept.at):
            found.append(Resting(str(model._meta.verbose_name_plural), count, is_changed=True))
    return found


def standing_on(
    relation: models.ForeignObjectRel, made: set[int], own: dict[type[models.Model], set[int]]
) -> int:
    """How many rows of a table point to what was made, but for those the import wrote itself."""
    table = relation.related_model
    if table in GOES_ALONG:
        return 0
    written = own.get(table, set())
    found: set[int] = set()
    for keys in in_parts(made):
        rows = table._default_manager.filter(**{f"{relation.field.name}__in": keys})
        found |= set(rows.order_by().values_list("pk", flat=True))
    return len(found - written)


def changed_since(model: type[models.Model], changes: list[ImportChange], at: datetime) -> int:
    """How many are gone, or were changed by somebody, or by a later import."""
    keys = {change.key for change in changes}
    if model is Identifier:
        same = [model._default_manager.filter(pk__in=some).count() for some in in_parts(keys)]
    else:
        same = [
            model._default_manager.filter(pk__in=some, updated_at=at).count()
            for some in in_parts(keys)
        ]
    return len(keys) - sum(same)


def put_back(model: type[models.Model], changes: list[ImportChange]) -> None:
    for keys in in_parts({change.key for change in changes if change.before is None}):
        model._default_manager.filter(pk__in=keys).delete()
    was = {change.key: change.before for change in changes if change.before is not None}
    if model is Candidacy:
        step_aside(set(was))
    for keys in in_parts(set(was)):
        restore(model, {key: was[key] for key in keys})


def step_aside(keys: set[int]) -> None:
    """Two who change places back would have the same one for a moment."""
    for some in in_parts(keys):
        for place in PLACES:
            Candidacy.objects.filter(pk__in=some).update(**{place: models.F(place) + ASIDE})


def restore(model: type[models.Model], was: dict[int, dict[str, Any]]) -> None:
    rows = list(model._default_manager.filter(pk__in=was))
    places: dict[str, Any] = {}
    if model is Candidacy:
        places = dict.fromkeys(PLACES, -ASIDE)
    for row in rows:
        for place, back in places.items():
            if getattr(row, place) is not None:
                setattr(row, place, getattr(row, place) + back)
        for column, value in was[row.pk].items():
            setattr(row, column, field_of(model, column).to_python(value))
    names = {field_of(model, column).name for before in was.values() for column in before}
    model._default_manager.bulk_update(rows, sorted(names | set(places)), batch_size=SENT)


def field_of(model: type[models.Model], column: str) -> models.Field:
    return next(field for field in model._meta.concrete_fields if field.attname == column)


def others_on_it(changes: dict[str, list[ImportChange]]) -> set[int]:
    """Persons that the import did not make, and put on a list or changed."""
    made = {change.key for change in changes[Kind.PERSON] if change.before is None}
    found = {change.key for change in changes[Kind.PERSON]}
    for keys in in_parts({change.key for change in changes[Kind.CANDIDACY]}):
        rows = Candidacy.objects.filter(pk__in=keys).order_by()
        found |= set(rows.values_list("person", flat=True))
    return found - made


def in_parts(keys: set[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    for at in range(0, len(ordered), SENT):
        yield ordered[at : at + SENT]
