"""The cases of the demo campaign, from its files (demo/README.md)."""

from datetime import date
from pathlib import Path

from socle.library.queries.told import Told
from socle.texts.queries.words import Words


def read_demo_cases(folder: Path) -> list[Told]:
    """In the order of their names. A file with facts is in the language a case is written in; the
    others are its translations."""
    files = sorted((folder / "cases").glob("*.md"))
    written = [file for file in files if file.read_text("utf-8").startswith("---\n")]
    return [told(file, [other for other in files if of(other) == of(file)]) for file in written]


def of(file: Path) -> str:
    return file.name.split(".")[0]


def told(file: Path, files: list[Path]) -> Told:
    _start, facts, _words = file.read_text("utf-8").split("---\n", 2)
    said = dict(line.split(": ", 1) for line in facts.strip().splitlines())
    others = [other for other in files if other != file]
    return Told(
        key=of(file).partition("-")[2],
        words={each.name.split(".")[1]: words_in(each) for each in [file, *others]},
        who=said["who"],
        url=said["source"],
        seen_on=date.fromisoformat(said["seen"]),
        days=int(said["days"]),
        area=said.get("area", ""),
        place=said.get("where", ""),
        since=int(said["since"]) if "since" in said else None,
        contact=said.get("contact", ""),
        topics=tuple(said.get("topics", "").split()),
        after=said.get("after", ""),
    )


def words_in(file: Path) -> Words:
    """The title, what happened, then two parts under headings."""
    text = file.read_text("utf-8").rpartition("---\n")[2]
    first, body, more = text.split("\n## ")
    title, _line, summary = first.strip().partition("\n")
    return Words.of(
        title=title.removeprefix("# "),
        summary=summary,
        body=body.partition("\n")[2],
        more=more.partition("\n")[2],
    )
