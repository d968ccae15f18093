"""The elections of a country as rows that are whole. See packs/be/elections and its README.

One row of ``contests.csv`` may stand for many contests: one for each commune of a region.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from socle.territories.actions.cells import Cells, PackError, Problem
from socle.territories.actions.pack_files import once, rows_of
from socle.territories.addresses import LANGUAGES
from socle.territories.models import Area, Body, VotingRight
from socle.territories.queries.history import in_force

Row = dict[str, Any]


@dataclass(slots=True)
class Elections:
    """``areas``: where voters live, by election and contest."""

    elections: list[Row] = field(default_factory=list)
    contests: list[Row] = field(default_factory=list)
    areas: dict[tuple[str, str], list[str]] = field(default_factory=dict)


class Places:
    """Areas by code, and what stands in what, read once."""

    def __init__(self) -> None:
        self.by_code = {area.code: area for area in Area.objects.select_related("level")}
        codes = {area.pk: code for code, area in self.by_code.items()}
        self.parents: dict[str, set[str]] = {code: set() for code in self.by_code}
        for child, parent in Area.parents.through.objects.values_list("from_area", "to_area"):
            self.parents[codes[child]].add(codes[parent])

    def within(self, code: str, level: str, day: date) -> list[str]:
        """Areas of ``level`` that stand directly in this one on the day, by code."""
        return [
            other
            for other, above in sorted(self.parents.items())
            if code in above and self.is_there(other, level, day)
        ]

    def in_arrondissement(self, code: str, day: date) -> list[str]:
        return [
            other
            for other, area in sorted(self.by_code.items())
            if area.arrondissement == code and in_force(area, day)
        ]

    def is_there(self, code: str, level: str, day: date) -> bool:
        area = self.by_code[code]
        return area.level.code == level and in_force(area, day)


def read_elections(folder: Path) -> Elections:
    """Every election of the folder, or PackError with all that is wrong."""
    found, problems = Elections(), list[Problem]()
    add = once(lambda row: row["slug"])
    for cells in rows_of(folder, "elections/elections.csv", problems):
        add(found.elections, cells, election_row(cells))
    days = {row["slug"]: row["day"] for row in found.elections}
    reading = Reading(found, Places(), days)
    for cells in rows_of(folder, "elections/contests.csv", problems):
        reading.take(cells)
    if problems:
        raise PackError(problems)
    return found


def election_row(cells: Cells) -> Row:
    day, opens_on = cells.day("day", needed=True), cells.day("opens_on", needed=True)
    if day and opens_on and opens_on > day:
        cells.fault("opens_on is after day")
    return {
        "slug": cells.text("slug", longest=60, needed=True),
        "day": day,
        "opens_on": opens_on,
        **cells.localized("name", longest=120),
        **cells.source(),
        "in_pack": True,
    }


class Reading:
    """Rows of ``contests.csv`` as contests."""

    def __init__(self, found: Elections, places: Places, days: dict[str, date | None]) -> None:
        self.found, self.places, self.days = found, places, days
        self.bodies = set(Body.objects.values_list("code", flat=True))
        self.voting = set(VotingRight.objects.values_list("code", flat=True))
        self.add = once(lambda row: (row["election"], row["code"]))

    def take(self, cells: Cells) -> None:
        election = cells.one_of("election", self.days)
        day = cells.day("on") or self.days.get(election or "")
        if day is None:
            return
        areas = cells.several_of("areas", self.places.by_code)
        level = cells.text("each")
        if level:
            for code in self.each(areas, level, day):
                self.keep(cells, {"area": code}, [code], suffix=f"-{code}")
        else:
            of = cells.one_of("of", self.places.by_code)
            self.keep(cells, {"area": of}, self.where(cells, areas, day), suffix="")

    def each(self, areas: Iterable[str], level: str, day: date) -> Iterator[str]:
        for area in areas:
            if area in self.places.by_code:
                yield from self.places.within(area, level, day)

    def where(self, cells: Cells, areas: list[str], day: date) -> list[str]:
        """Communes of the arrondissements; else the areas, or their communes but for some."""
        found = list(areas)
        for code in cells.text("arrondissements").split():
            communes = self.places.in_arrondissement(code, day)
            if not communes:
                cells.fault(f"arrondissements {code} is unknown")
            found += communes
        if out := set(cells.several_of("except", self.places.by_code)):
            found = list(self.each(areas, "commune", day))
            found = [code for code in found if not self.places.parents[code] & out]
        if not found:
            cells.fault("areas is empty")
        return found

    def keep(self, cells: Cells, more: Row, areas: list[str], *, suffix: str) -> None:
        row = {
            "election": cells.text("election"),
            "code": cells.text("code", longest=60, needed=True) + suffix,
            "body": cells.one_of("body", self.bodies),
            **more,
            "voting": cells.one_of("voting", self.voting, needed=False),
            "language": cells.one_of("language", LANGUAGES, needed=False) or "",
            "seats": cells.number("seats"),
            **cells.localized("name", longest=120, needed=False),
            **cells.localized("note", longest=500, needed=False),
            **cells.source(),
            "in_pack": True,
        }
        self.add(self.found.contests, cells, row)
        self.found.areas[row["election"], row["code"]] = areas
