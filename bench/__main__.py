"""`make bench`: makes databases of its own, times the site on them, prints one table.

Each database and each step has a process of its own; all is removed at the end.
"""

import argparse
import contextlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bench import step
from bench.places import Database, databases
from bench.table import print_first_visit, print_search, print_table, print_targets

ROUNDS, QUICK_ROUNDS = step.FULL, 8


def say(words: str) -> None:
    print(f"  {words}", file=sys.stderr, flush=True)


@contextlib.contextmanager
def own_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="socle-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def prepare(database: Database, rounds: int) -> None:
    """The country as it is, ten times the country, and the documents to search."""
    database.prepare("once")
    for name, what in (("ten", "grow"), ("found", "fill")):
        database.copy("once", name)
        database.step(name, what, rounds)


def measure(database: Database, rounds: int) -> dict[str, Any]:
    found = {"1×": database.step("once", "time_pages_and_search", rounds)["rows"]}
    say(f"{database.name}: the country is timed")
    found["10×"] = database.step("ten", "time_pages", rounds)["rows"]
    say(f"{database.name}: ten times the country is timed")
    searched = database.step("found", "time_search", rounds)
    found["10×"] += searched["rows"]
    say(f"{database.name}: search is timed")
    database.copy("once", "people")
    found["10×"] += database.step("people", "time_people", rounds)["rows"]
    say(f"{database.name}: erasing a person is timed")
    database.copy("once", "directory")
    found["1×"] += database.step("directory", "time_directory", rounds)["rows"]
    say(f"{database.name}: the directory of groups is timed")
    database.copy("once", "groups")
    for what in ("import_new", "import_again"):
        found["1×"] += database.step("groups", what, rounds)["rows"]
    say(f"{database.name}: importing groups is timed")
    database.copy("once", "candidates")
    for what in ("import_candidates_new", "import_candidates_again"):
        found["1×"] += database.step("candidates", what, rounds)["rows"]
    say(f"{database.name}: importing candidates is timed")
    found["1×"] += database.step("candidates", "time_inviting", rounds)["rows"]
    say(f"{database.name}: inviting candidates is timed")
    found["1×"] += database.step("candidates", "time_persons", rounds)["rows"]
    say(f"{database.name}: finding persons is timed")
    found["1×"] += database.step("once", "time_merging", rounds)["rows"]
    database.copy("once", "printed")
    found["1×"] += database.step("printed", "time_printing", rounds)["rows"]
    database.copy("once", "grids")
    found["1×"] += database.step("grids", "time_grids", rounds)["rows"]
    database.copy("once", "updates")
    found["1×"] += database.step("updates", "time_updates", rounds)["rows"]
    say(f"{database.name}: publishing to adaptations is timed")
    database.copy("once", "ledger")
    found["1×"] += database.step("ledger", "time_ledger", rounds)["rows"]
    say(f"{database.name}: adding to the ledger is timed")
    return {"rows": found, "kinds": searched["kinds"]}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, rougher figures")
    rounds = QUICK_ROUNDS if parser.parse_args().quick else ROUNDS
    begun = time.monotonic()
    with own_folder() as folder, databases(folder) as places:
        say("Making databases: the country, ten times the country, documents to search")
        # Two at a time: nothing is timed yet.
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda database: prepare(database, rounds), places))
        say(f"Ready after {time.monotonic() - begun:.0f} s; now one after the other")
        found = {database.name: measure(database, rounds) for database in places}
        checked = places[0].step("once", "check_ledger", rounds)["rows"]
        found[places[0].name]["rows"]["1×"] += checked
        visit = places[0].step("once", "weigh", rounds)["parts"]
    print_table({name: part["rows"] for name, part in found.items()})
    kinds = {name: part["kinds"] for name, part in found.items()}
    print_search(kinds, step.documents(rounds))
    print_first_visit(visit)
    print_targets({name: part["rows"] for name, part in found.items()}, kinds, visit)
    print(f"\n{os.cpu_count()} cores, {time.monotonic() - begun:.0f} s, Python {sys.version[:6]}")


if __name__ == "__main__":
    main()
