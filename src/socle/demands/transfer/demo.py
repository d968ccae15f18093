"""The demands of the demo campaign, from its files (demo/README.md)."""

import csv
from collections.abc import Iterator
from pathlib import Path

from socle.demands.queries.manuscripts import CampaignFiles, Edition, Manuscript
from socle.demands.queries.markdown import read_manuscripts


def read_campaign(folder: Path) -> CampaignFiles:
    return CampaignFiles(
        memorandums={
            place.name: list(editions(place))
            for place in sorted((folder / "memorandums").iterdir())
        },
        adaptations=[(language_of(file), read(file)) for file in files(folder / "adaptations")],
        suggestions=[read(file) for file in files(folder / "suggestions")],
        local=[(language_of(file), read(file)) for file in files(folder / "local")],
        groups=columns(folder / "groups.csv", "name"),
        people=columns(folder / "people.csv", "email"),
    )


def editions(place: Path) -> Iterator[Edition]:
    yield Edition("", texts(place))
    for folder in sorted((place / "releases").iterdir(), key=lambda each: int(each.name)):
        yield Edition((folder / "note.txt").read_text("utf-8").strip(), texts(folder))


def texts(folder: Path) -> dict[tuple[str, str], Manuscript]:
    return {(name_of(file), language_of(file)): read(file) for file in files(folder)}


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.md"))


def name_of(file: Path) -> str:
    """``04-ecole-sans-facture.fr.md`` is of ``ecole-sans-facture``; the memorandum is of ``""``."""
    stem = file.name.split(".")[0]
    return "" if stem == "memorandum" else stem.partition("-")[2]


def language_of(file: Path) -> str:
    return file.name.split(".")[-2]


def read(file: Path) -> Manuscript:
    return read_manuscripts(file.read_text("utf-8"))[0]


def columns(file: Path, name: str) -> dict[str, str]:
    """A column of a table, by its key."""
    with file.open(encoding="utf-8", newline="") as rows:
        return {row["key"]: row[name] for row in csv.DictReader(rows)}
