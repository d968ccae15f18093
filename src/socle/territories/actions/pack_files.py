"""The files of a country as rows that are whole and point to each other. See packs/be/README.md.

Codes stand where the tables have keys: ``{"code": "92094", "level": "commune", …}``.
"""

import csv
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from socle.territories.actions.cells import Cells, PackError, Problem
from socle.territories.addresses import LANGUAGES, address_word
from socle.territories.models import AreaChange, Body, Competence, VotingRight

Row = dict[str, Any]
# Rows read by an older version of this program are read again.
FORMAT = b"3"


@dataclass(slots=True)
class Pack:
    levels: list[Row] = field(default_factory=list)
    areas: list[Row] = field(default_factory=list)
    parents: dict[str, list[str]] = field(default_factory=dict)
    changes: list[Row] = field(default_factory=list)
    postcodes: list[Row] = field(default_factory=list)
    topics: list[Row] = field(default_factory=list)
    bodies: list[Row] = field(default_factory=list)
    seats: list[Row] = field(default_factory=list)
    competences: list[Row] = field(default_factory=list)
    voting: list[Row] = field(default_factory=list)


def digest_of(folder: Path, *patterns: str) -> str:
    """Names one state of the files, in 32 characters."""
    digest = hashlib.sha256(FORMAT)
    for path in sorted(path for pattern in patterns for path in folder.rglob(pattern)):
        digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:32]


def read_pack(folder: Path) -> Pack:
    """Every file of the folder, or PackError with all that is wrong in them."""
    pack, problems = Pack(), list[Problem]()
    read_levels(pack, rows_of(folder, "levels.csv", problems))
    read_areas(pack, folder, problems)
    read_changes(pack, rows_of(folder, "changes.csv", problems))
    read_postcodes(pack, rows_of(folder, "postcodes.csv", problems))
    read_topics(pack, rows_of(folder, "topics.csv", problems))
    read_bodies(pack, rows_of(folder, "bodies.csv", problems))
    read_seats(pack, rows_of(folder, "seats.csv", problems))
    for path in sorted(folder.glob("competences/*.csv")):
        read_competences(pack, rows_of(folder, f"competences/{path.name}", problems))
    read_voting(pack, rows_of(folder, "voting.csv", problems))
    if not pack.levels:
        problems.append(Problem("levels.csv", 1, "the file is missing or empty"))
    if problems:
        raise PackError(problems)
    return pack


def rows_of(folder: Path, name: str, problems: list[Problem]) -> Iterator[Cells]:
    """The rows of one file; none when there is no such file."""
    path = folder / name
    if not path.exists():
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for number, cells in enumerate(csv.DictReader(lines, strict=True), start=2):
                row = Cells(name, number, cells, problems)
                if None in cells or None in cells.values():
                    row.fault("the row has not as many cells as there are columns")
                yield row
    except (UnicodeDecodeError, csv.Error) as error:
        problems.append(Problem(name, 1, f"the file is not UTF-8 CSV: {error}"))


def once(key: Callable[[Row], Any]) -> Callable[[list[Row], Cells, Row], None]:
    """Adds rows, each key once."""
    seen: set[Any] = set()

    def add(rows: list[Row], cells: Cells, row: Row) -> None:
        if key(row) in seen:
            cells.fault("there is such a row already")
        seen.add(key(row))
        rows.append(row)

    return add


def codes(rows: list[Row]) -> set[str]:
    return {row["code"] for row in rows}


def read_levels(pack: Pack, rows: Iterator[Cells]) -> None:
    add = once(lambda row: row["code"])
    for cells in rows:
        row = {
            "code": cells.text("code", longest=20, needed=True),
            "position": cells.number("position", needed=True),
            "has_council": cells.yes("has_council"),
            **cells.localized("name", longest=60),
            **cells.localized("plural", longest=60),
            **cells.localized("about", needed=False),
        }
        add(pack.levels, cells, row)


def read_areas(pack: Pack, folder: Path, problems: list[Problem]) -> None:
    files = [
        (name, list(rows_of(folder, name, problems))) for name in ("areas.csv", "communes.csv")
    ]
    known = {cells.text("code") for _name, rows in files for cells in rows}
    levels = codes(pack.levels)
    add = once(lambda row: row["code"])
    for name, rows in files:
        for cells in rows:
            given = "commune" if name == "communes.csv" else cells.one_of("level", levels)
            row = area_row(cells) | {"level": given}
            pack.parents[row["code"]] = cells.several_of("parents", known)
            add(pack.areas, cells, row)


def area_row(cells: Cells) -> Row:
    latitude, longitude = cells.degrees("lat", 90), cells.degrees("lon", 180)
    if (latitude is None) != (longitude is None):
        cells.fault("lat and lon go together")
    return {
        "code": cells.text("code", longest=20, needed=True),
        **cells.localized("name", longest=120),
        "languages": cells.text("languages", longest=20),
        "arrondissement": cells.text("arrondissement", longest=10),
        "latitude": latitude,
        "longitude": longitude,
        "population": cells.number("population"),
        "population_year": cells.number("population_year"),
        **cells.period(),
        "in_pack": True,
    }


def read_changes(pack: Pack, rows: Iterator[Cells]) -> None:
    areas = codes(pack.areas)
    add = once(lambda row: (row["before"], row["after"]))
    for cells in rows:
        row = {
            "day": cells.day("date", needed=True),
            "before": cells.one_of("from", areas),
            "after": cells.one_of("to", areas),
            "kind": cells.one_of("kind", AreaChange.Kind.values),
        }
        if row["before"] == row["after"]:
            cells.fault("from and to are the same area")
        add(pack.changes, cells, row)


def read_postcodes(pack: Pack, rows: Iterator[Cells]) -> None:
    areas = codes(pack.areas)
    add = once(lambda row: (row["code"], row["locality"], row["area"]))
    for cells in rows:
        row = {
            "code": cells.text("postcode", longest=10, needed=True),
            "locality": cells.text("locality", longest=120, needed=True),
            "area": cells.one_of("area", areas, needed=False),
            "main": cells.yes("main"),
        }
        add(pack.postcodes, cells, row)


def read_topics(pack: Pack, rows: Iterator[Cells]) -> None:
    """Themes stand before their topics; each slug is unique in its language."""
    themes: set[str] = set()
    slugs: set[tuple[str, str]] = set()
    add = once(lambda row: row["code"])
    for position, cells in enumerate(rows, start=1):
        row: Row = {
            "code": cells.text("code", longest=60, needed=True),
            "parent": cells.one_of("parent", themes, needed=False),
            "position": position,
            **cells.localized("name", longest=100),
        }
        if row["parent"] is None:
            themes.add(row["code"])
        for language in LANGUAGES:
            name = row[f"name_{language}"] or row["name_fr"] or row["code"]
            slug = address_word(name, language)
            if (language, slug) in slugs:
                slug = f"{slug}-{row['code']}"[:120]
            slugs.add((language, slug))
            row[f"slug_{language}"] = slug
        add(pack.topics, cells, row)


def read_bodies(pack: Pack, rows: Iterator[Cells]) -> None:
    levels, areas = codes(pack.levels), codes(pack.areas)
    add = once(lambda row: row["code"])
    for position, cells in enumerate(rows, start=1):
        row = {
            "code": cells.text("code", longest=60, needed=True),
            "level": cells.one_of("level", levels),
            "area": cells.one_of("area", areas, needed=False),
            "scope": cells.one_of("scope", areas, needed=False),
            "position": position,
            "kind": cells.one_of("kind", Body.Kind.values),
            "elected": cells.one_of("elected", Body.Elected.values),
            "meant_by": cells.one_of("meant_by", Body.MeantBy.values, needed=False)
            or Body.MeantBy.LEVEL.value,
            "seats": cells.number("seats"),
            **cells.localized("name", longest=120),
            **cells.localized("about", needed=False),
            **cells.source(),
        }
        add(pack.bodies, cells, row)


SEATS_KEY = ("council", "elected_to", "language")


def read_seats(pack: Pack, rows: Iterator[Cells]) -> None:
    bodies = codes(pack.bodies)
    add = once(lambda row: tuple(row[name] for name in SEATS_KEY))
    for cells in rows:
        row = {
            "council": cells.one_of("council", bodies),
            "elected_to": cells.one_of("elected_to", bodies),
            "language": cells.one_of("language", LANGUAGES, needed=False) or "",
            "members": cells.number("members"),
            **cells.localized("words"),
            **cells.source(),
        }
        if row["council"] == row["elected_to"]:
            cells.fault("council and elected_to are the same body")
        add(pack.seats, cells, row)


COMPETENCE_KEY = ("topic", "level", "area", "except_area", "body", "verb", "valid_from")


def read_competences(pack: Pack, rows: Iterator[Cells]) -> None:
    levels, areas = codes(pack.levels), codes(pack.areas)
    topics, bodies = codes(pack.topics), codes(pack.bodies)
    add = once(lambda row: tuple(row[name] for name in COMPETENCE_KEY))
    for cells in rows:
        row = {
            "topic": cells.one_of("topic", topics),
            "level": cells.one_of("level", levels),
            "area": cells.one_of("area", areas, needed=False),
            "except_area": cells.one_of("except_area", areas, needed=False),
            "body": cells.one_of("body", bodies, needed=False),
            "verb": cells.one_of("verb", Competence.Verb.values),
            **cells.localized("words"),
            **cells.source(),
            **cells.period(),
        }
        add(pack.competences, cells, row)


def read_voting(pack: Pack, rows: Iterator[Cells]) -> None:
    levels, areas = codes(pack.levels), codes(pack.areas)
    add = once(lambda row: row["code"])
    for position, cells in enumerate(rows, start=1):
        row = {
            "code": cells.text("code", longest=60, needed=True),
            "level": cells.one_of("level", levels),
            "area": cells.one_of("area", areas, needed=False),
            "position": position,
            **cells.localized("name", longest=120),
            **{
                people: cells.one_of(people, VotingRight.May.values)
                for people in ("belgians", "eu_citizens", "other_residents")
            },
            "age": cells.number("age", needed=True),
            **cells.localized("words"),
            **cells.localized("fills"),
            **cells.source(),
        }
        add(pack.voting, cells, row)
