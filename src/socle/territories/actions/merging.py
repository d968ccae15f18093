"""Making a table say what some rows say, touching only what differs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, router
from django.db.models.deletion import Collector, ProtectedError, RestrictedError

Row = dict[str, Any]
Ids = Mapping[str, Mapping[str, int]]


@dataclass(slots=True)
class Tally:
    """How many rows were made, changed, removed; which could not be removed.

    ``columns`` are those in which changed rows differ.
    """

    created: int = 0
    changed: int = 0
    removed: int = 0
    kept: list[str] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.created or self.changed or self.removed)

    def add(self, other: "Tally") -> None:
        self.created += other.created
        self.changed += other.changed
        self.removed += other.removed
        self.kept += other.kept
        self.columns |= other.columns


def with_ids(row: Row, ids: Ids) -> Row:
    """The row with keys where it has codes: ``level`` becomes ``level_id``."""
    return {
        (f"{name}_id" if name in ids else name): (
            ids[name][value] if name in ids and value is not None else value
        )
        for name, value in row.items()
    }


def put(
    model: type[models.Model], key: Iterable[str], rows: Iterable[Row], *, ids: Ids, now: datetime
) -> tuple[Tally, set[int]]:
    """Make and change what differs. Returns what was done and the keys of all rows wanted."""
    wanted = [with_ids(row, ids) for row in rows]
    key = [f"{name}_id" if name in ids else name for name in key]
    present = present_rows(model, key, wanted)
    made, changed, columns = [], [], set[str]()
    for row in wanted:
        old = present.get(tuple(row[name] for name in key))
        if old is None:
            made.append(model(**row))
        elif differing := {name for name in row if row[name] != old[name]}:
            changed.append(model(pk=old["pk"], **row))
            columns |= differing
    write(model, made, changed, columns, now)
    keys = {tuple(row[name] for name in key) for row in wanted}
    kept = {old["pk"] for place, old in present.items() if place in keys}
    tally = Tally(len(made), len(changed), columns=columns)
    return tally, kept | {row.pk for row in made}


def present_rows(
    model: type[models.Model], key: list[str], wanted: list[Row]
) -> dict[tuple[Any, ...], Row]:
    if not wanted:
        return {}
    rows = model._default_manager.order_by().values("pk", *wanted[0])
    return {tuple(row[name] for name in key): row for row in rows}


def write(
    model: type[models.Model],
    made: list[models.Model],
    changed: list[models.Model],
    columns: set[str],
    now: datetime,
) -> None:
    model._default_manager.bulk_create(made, batch_size=500)
    if not changed:
        return
    names = {field.name for field in model._meta.concrete_fields}
    if "updated_at" in names:
        columns = columns | {"updated_at"}
        for row in changed:
            row.updated_at = now  # type: ignore[attr-defined]
    # The untranslated column follows the first language, as modeltranslation does on save.
    columns |= {name[:-3] for name in columns if name.endswith("_fr") and name[:-3] in names}
    rows = model._default_manager.all()
    if hasattr(rows, "rewrite"):
        rows = rows.rewrite(False)
    fields = [model._meta.get_field(name.removesuffix("_id")).name for name in sorted(columns)]
    rows.bulk_update(changed, fields, batch_size=200)


def sweep(gone: models.QuerySet[Any]) -> Tally:
    """Remove rows, except those that something points to."""
    tally = Tally()
    for row in gone:
        if nothing_points_to(row):
            row.delete()
            tally.removed += 1
        else:
            tally.kept.append(f"{row._meta.model_name} {getattr(row, 'code', row.pk)}")
    return tally


def nothing_points_to(row: models.Model) -> bool:
    """Whether removing it takes nothing else away but what is part of it, in its own room."""
    collector = Collector(using=router.db_for_write(type(row)), origin=row)
    try:
        collector.collect([row])
    except (ProtectedError, RestrictedError):
        return False
    room = row._meta.app_label
    # Those are asked for without a look at whether there are any.
    swept = {rows.model for rows in collector.fast_deletes if is_elsewhere(rows, room)}
    taken = {*collector.data, *swept}
    return not collector.field_updates and all(m._meta.app_label == room for m in taken)


def is_elsewhere(rows: Any, room: str) -> bool:
    return rows.model._meta.app_label != room and rows.exists()
