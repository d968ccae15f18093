"""What lists were asked and answered in the demo campaign, from its files (demo/README.md)."""

from pathlib import Path

from socle.commitments.actions.demo import DemoAnswers
from socle.demands.transfer.demo import columns, files, language_of, name_of, read
from socle.elections.transfer.demo import rows_of

NAMES = ("questionnaires", "asks", "lists", "answers", "followed", "statements")


def read_demo_answers(folder: Path) -> DemoAnswers:
    rows = {name: rows_of(folder / "commitments" / f"{name}.csv") for name in NAMES}
    return DemoAnswers(
        **rows, groups=columns(folder / "groups.csv", "name"), demands=titles_of(folder)
    )


def titles_of(folder: Path) -> dict[str, str]:
    """The first French title of each demand, by its key."""
    return {
        name_of(file): read(file).words.title
        for place in (folder / "memorandums").iterdir()
        for file in files(place)
        if language_of(file) == "fr" and name_of(file)
    }
