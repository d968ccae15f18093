"""One step of a benchmark, in a process and with a database of its own: `python -m bench.step`.

The last line it prints is what it found, as JSON.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

COMMON_WORDS = ("commune", "plan", "potable", "introuvable")


def start() -> None:
    import os  # noqa: PLC0415

    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socle.config.settings")
    django.setup()
    from django.conf import settings  # noqa: PLC0415

    settings.ROOT_URLCONF = "bench.floor"


def grow(rounds: int) -> Any:
    from bench.grow import grow as to_ten_times  # noqa: PLC0415

    to_ten_times(10)


def fill(rounds: int) -> Any:
    """Documents of the benchmark instead of the site's own."""
    from bench import search  # noqa: PLC0415
    from socle.foundation.actions.search import remove  # noqa: PLC0415
    from socle.foundation.models import SearchDocument  # noqa: PLC0415

    remove(SearchDocument.objects.values_list("key", flat=True).distinct())
    search.fill(documents(rounds))


def documents(rounds: int) -> int:
    from bench.search import DOCUMENTS  # noqa: PLC0415

    return DOCUMENTS if rounds >= FULL else DOCUMENTS // 10


FULL = 30


def time_pages(rounds: int) -> Any:
    from bench import pages  # noqa: PLC0415

    return {"rows": [row.as_dict() for row in pages.rows(rounds)]}


def time_pages_and_search(rounds: int) -> Any:
    from bench import pages  # noqa: PLC0415

    found = list(pages.rows(rounds))
    found += pages.rows_of_search(rounds, ("logement", "namur", "introuvable"))
    return {"rows": [row.as_dict() for row in found]}


def time_search(rounds: int) -> Any:
    from bench import pages, search  # noqa: PLC0415

    kinds = search.run(documents(rounds), rounds * 2)
    rows = [row.as_dict() for row in pages.rows_of_search(rounds, COMMON_WORDS)]
    return {"kinds": [row._asdict() for row in kinds], "rows": rows}


def weigh(rounds: int) -> Any:
    """The heaviest first visit among communes of each part of the country."""
    from bench import pages  # noqa: PLC0415
    from bench.first_visit import first_visit  # noqa: PLC0415

    visits = [first_visit(path) for path in pages.paths(pages.some("commune"))]
    heaviest = max(visits, key=lambda parts: sum(part.size for part in parts))
    return {"parts": [[part.address, part.size] for part in heaviest]}


def time_people(rounds: int) -> Any:
    """Fills the database with people first."""
    from bench import people  # noqa: PLC0415

    count = people.PEOPLE if rounds >= FULL else people.PEOPLE // 10
    people.fill(count)
    return {"rows": [row.as_dict() for row in people.rows(count)]}


def time_directory(rounds: int) -> Any:
    """Fills the database with groups first."""
    from bench import directory  # noqa: PLC0415

    count = directory.MANY if rounds >= FULL else directory.MANY // 10
    return {"rows": [row.as_dict() for row in directory.rows(rounds, count)]}


def import_new(rounds: int) -> Any:
    return import_groups("into an empty pipeline", rounds)


def import_again(rounds: int) -> Any:
    return import_groups("the same file again", rounds)


def import_groups(state: str, rounds: int) -> Any:
    from bench import importing  # noqa: PLC0415

    count = importing.ORGANISATIONS if rounds >= FULL else importing.ORGANISATIONS // 10
    return {"rows": [importing.import_once(state, count).as_dict()]}


def import_candidates_new(rounds: int) -> Any:
    return import_candidates("into an election without lists", rounds)


def import_candidates_again(rounds: int) -> Any:
    return import_candidates("the same file again", rounds)


def import_candidates(state: str, rounds: int) -> Any:
    from bench import candidates  # noqa: PLC0415

    count = candidates.CANDIDATES if rounds >= FULL else candidates.CANDIDATES // 10
    return {"rows": [candidates.import_once(state, count).as_dict()]}


def time_inviting(rounds: int) -> Any:
    """Invites the candidates that were imported."""
    from bench import inviting  # noqa: PLC0415

    return {"rows": [row.as_dict() for row in inviting.rows()]}


def time_persons(rounds: int) -> Any:
    """Once the candidates are there."""
    from bench import persons  # noqa: PLC0415

    return {"rows": [row.as_dict() for row in persons.rows(rounds)]}


def time_merging(rounds: int) -> Any:
    from bench import merging  # noqa: PLC0415

    return {"rows": [row.as_dict() for row in merging.rows(rounds)]}


def time_printing(rounds: int) -> Any:
    """Fills the database with a memorandum first."""
    from bench import printing  # noqa: PLC0415

    return {"rows": [row.as_dict() for row in printing.rows(rounds)]}


def time_grids(rounds: int) -> Any:
    """Fills the database with a contest first."""
    from bench import grids  # noqa: PLC0415

    return {"rows": [row.as_dict() for row in grids.rows(rounds)]}


def time_updates(rounds: int) -> Any:
    """Fills the database with adaptations first."""
    from bench import updates  # noqa: PLC0415

    count = updates.ADAPTATIONS if rounds >= FULL else updates.ADAPTATIONS // 10
    return {"rows": [row.as_dict() for row in updates.rows(rounds, count)]}


def time_ledger(rounds: int) -> Any:
    """Adds answers to the ledger of the database."""
    from bench import ledger  # noqa: PLC0415

    answers = ledger.ANSWERS if rounds >= FULL else ledger.ANSWERS // 10
    return {"rows": [row.as_dict() for row in ledger.rows(answers)]}


def check_ledger(rounds: int) -> Any:
    from bench import ledger  # noqa: PLC0415

    count = ledger.LINES if rounds >= FULL else ledger.LINES // 10
    return {"rows": [ledger.check(count).as_dict()]}


STEPS: dict[str, Callable[[int], Any]] = {
    step.__name__: step
    for step in (
        grow,
        fill,
        time_pages,
        time_pages_and_search,
        time_search,
        time_people,
        time_directory,
        import_new,
        import_again,
        import_candidates_new,
        import_candidates_again,
        time_inviting,
        time_persons,
        time_merging,
        time_printing,
        time_grids,
        time_updates,
        time_ledger,
        check_ledger,
        weigh,
    )
}

if __name__ == "__main__":
    start()
    print(json.dumps(STEPS[sys.argv[1]](int(sys.argv[2]))))
