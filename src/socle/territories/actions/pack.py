"""Loading the facts of a country."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import override

from socle.accounts.journal import record
from socle.foundation.actions.stamps import set_version, touch
from socle.foundation.actions.statistics import take_stock
from socle.foundation.actions.turns import take_turns
from socle.foundation.models import Stamp
from socle.territories import rules
from socle.territories.actions.finding import index_afterwards
from socle.territories.actions.merging import Tally, put, sweep
from socle.territories.actions.pack_files import (
    COMPETENCE_KEY,
    SEATS_KEY,
    Pack,
    digest_of,
    read_pack,
)
from socle.territories.models import (
    Area,
    AreaChange,
    Body,
    Competence,
    Level,
    Postcode,
    SeatsFrom,
    Topic,
    VotingRight,
)

Progress = Callable[[str], None]
Part = Callable[[Path, datetime, "LoadReport"], dict[str, Tally]]
"""What a room above loads of its own from the folder, in the same transaction, once it is told what
was loaded before: what it did, table by table. It raises PackError, touches its own stamps and sees
to its own part of the search."""

PARTS: list[Part] = []


def add_part(part: Part) -> None:
    if part not in PARTS:
        PARTS.append(part)


@dataclass(slots=True)
class LoadReport:
    """What a load did, table by table; ``skipped`` when these very files were loaded before."""

    skipped: bool = False
    tables: dict[str, Tally] = field(default_factory=dict)

    @property
    def total(self) -> Tally:
        total = Tally()
        for tally in self.tables.values():
            total.add(tally)
        return total

    @property
    def changed(self) -> bool:
        return bool(self.total)

    @property
    def kept(self) -> list[str]:
        """Rows the files no longer name and something still points to."""
        return self.total.kept


def load_pack(
    *,
    folder: Path,
    now: datetime,
    progress: Progress | None = None,
    force: bool = False,
    search: bool = True,
) -> LoadReport:
    """Make the tables say what the files of ``folder`` say, in one transaction.

    Files loaded before as they are now are not read again, unless ``force``. Raises PackError.
    What changed can then be found, unless ``search`` is False: the caller sees to it.
    """
    name, digest = f"pack:{folder.name}", digest_of(folder, "*.csv", "*.toml")
    if not force and is_loaded(name, digest):
        return LoadReport(skipped=True)
    pack = read_pack(folder)
    with transaction.atomic(), override("fr"):
        take_turns([rules.WRITERS])
        # Another process may have loaded them meanwhile.
        if not force and is_loaded(name, digest):
            return LoadReport(skipped=True)
        report = Loading(pack, folder, now, progress or (lambda words: None)).run()
        report.tables["about"] = look_at_about(folder, f"{name}:about")
        if report.changed:
            total = report.total
            words = f"{total.created} created, {total.changed} changed, {total.removed} removed"
            record("territories.pack.loaded", now=now, target=name, reason=words)
            take_stock()
            touch(stamps_of(report))
            if search:
                index_afterwards()
        set_version(name, digest)
    return report


def is_loaded(name: str, digest: str) -> bool:
    return Stamp.objects.filter(name=name, version=digest).exists()


def look_at_about(folder: Path, name: str) -> Tally:
    """Whether what the country says of itself and of its sources has changed: pages show it."""
    digest = digest_of(folder, "*.toml")
    if is_loaded(name, digest):
        return Tally()
    set_version(name, digest)
    return Tally(changed=1)


STAMPS = {
    "levels": rules.ALL_STAMPS,
    "changes": (rules.AREAS,),
    "postcodes": (rules.AREAS,),
    "topics": (rules.TOPICS, rules.COMPETENCES),
    "bodies": (rules.BODIES, rules.COMPETENCES),
    "seats": (rules.BODIES,),
    "competences": (rules.COMPETENCES,),
    "voting": (rules.BODIES,),
    "about": (rules.AREAS,),
}


def stamps_of(report: LoadReport) -> set[str]:
    tables = report.tables.items()
    stamps = {stamp for table, tally in tables if tally for stamp in STAMPS.get(table, ())}
    if areas := report.tables["areas"]:
        elsewhere = bool(areas.created or areas.removed)
        stamps.update(rules.ALL_STAMPS if elsewhere else rules.stamps_of_area(areas.columns))
    return stamps


@dataclass(slots=True)
class Loading:
    """One load under way."""

    pack: Pack
    folder: Path
    now: datetime
    progress: Progress
    ids: dict[type[models.Model], dict[str, int]] = field(default_factory=dict)
    wanted: dict[str, tuple[type[models.Model], set[int]]] = field(default_factory=dict)
    report: LoadReport = field(default_factory=LoadReport)

    def run(self) -> LoadReport:
        pack = self.pack
        self.put("levels", Level, ("code",), pack.levels)
        known = set(Area.objects.order_by().values_list("pk", flat=True))
        self.put("areas", Area, ("code",), pack.areas, level=Level)
        self.put_parents(known)
        self.put_changes()
        key = ("code", "locality", "area")
        self.put("postcodes", Postcode, key, pack.postcodes, area=Area)
        self.put_topics()
        places = {"level": Level, "area": Area}
        self.put("bodies", Body, ("code",), pack.bodies, **places, scope=Area)
        councils = {"council": Body, "elected_to": Body}
        self.put("seats", SeatsFrom, SEATS_KEY, pack.seats, **councils)
        points = {**places, "except_area": Area, "topic": Topic, "body": Body}
        self.put("competences", Competence, COMPETENCE_KEY, pack.competences, **points)
        self.put("voting", VotingRight, ("code",), pack.voting, **places)
        for part in PARTS:
            self.report.tables.update(part(self.folder, self.now, self.report))
        self.sweep()
        return self.report

    def put(
        self,
        table: str,
        model: type[models.Model],
        key: tuple[str, ...],
        rows: list[dict[str, Any]],
        **points: type[models.Model],
    ) -> Tally:
        """``points`` names the columns that hold codes, and the tables these are codes of."""
        self.progress(table)
        ids = {name: self.ids_of(target) for name, target in points.items()}
        tally, wanted = put(model, key, rows, ids=ids, now=self.now)
        self.report.tables.setdefault(table, Tally()).add(tally)
        self.wanted.setdefault(table, (model, set()))[1].update(wanted)
        if tally.created:
            self.ids.pop(model, None)
        return tally

    def ids_of(self, model: type[models.Model]) -> dict[str, int]:
        if model not in self.ids:
            self.ids[model] = dict(model._default_manager.order_by().values_list("code", "pk"))
        return self.ids[model]

    def put_topics(self) -> None:
        """Themes first: the others point to them."""
        for under in (False, True):
            rows = [row for row in self.pack.topics if bool(row["parent"]) == under]
            self.put("topics", Topic, ("code",), rows, parent=Topic)

    def put_changes(self) -> None:
        """Areas whose past or future changed have changed too."""
        points = {"before": Area, "after": Area}
        if self.put("changes", AreaChange, ("before", "after"), self.pack.changes, **points):
            moved = {row[side] for row in self.pack.changes for side in points}
            Area.objects.filter(code__in=moved).update(updated_at=self.now)

    def put_parents(self, known: set[int]) -> None:
        """What areas stand in; those known before that now stand elsewhere have changed."""
        ids, through = self.ids_of(Area), Area.parents.through
        wanted = {
            (ids[code], ids[parent])
            for code, parents in self.pack.parents.items()
            for parent in parents
        }
        mine = {ids[code] for code in self.pack.parents}
        present = {
            (child, parent): pk
            for pk, child, parent in through.objects.values_list("pk", "from_area", "to_area")
            if child in mine
        }
        gone, new = present.keys() - wanted, wanted - present.keys()
        through.objects.filter(pk__in=[present[pair] for pair in gone]).delete()
        through.objects.bulk_create(
            through(from_area_id=child, to_area_id=parent) for child, parent in sorted(new)
        )
        if moved := {child for child, _parent in gone | new} & known:
            Area.objects.filter(pk__in=moved).update(updated_at=self.now)
            self.report.tables["areas"].add(Tally(changed=len(moved), columns={"parents"}))

    def sweep(self) -> None:
        """Last comes first: what points goes before what it points to."""
        for table, (model, wanted) in reversed(self.wanted.items()):
            mine = Q(in_pack=True) if model is Area else Q()
            present = model._default_manager.filter(mine).order_by()
            gone = set(present.values_list("pk", flat=True)) - wanted
            if gone:
                tally = sweep(present.filter(pk__in=gone))
                self.report.tables[table].add(tally)
