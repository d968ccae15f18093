"""Looking for a person by name among 80,000, and for those who may be one under two names.

On the database of ``bench.candidates``, once its candidates are there.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from bench.grow import settle
from bench.measure import Row, counting_queries, p95
from socle.elections.models import Candidacy, Person
from socle.elections.queries.doubles import doubles
from socle.elections.queries.person_search import persons_called

SEARCHES = 200
# One in so many gets the name of somebody in the same contest's area, or far away.
DOUBLED = 80


def typed(count: int) -> list[str]:
    """As people type: a whole name, its beginning, a given name, what nobody is called."""
    chance = random.Random(2)
    found = []
    for _n in range(count):
        number, given = chance.randrange(80_000), chance.randrange(400)
        found += [
            f"exemple {number}",
            f"Prénom{given} van",
            f"VAN DEN EXEMPLE-{number // 10}",
            f"prenom{given} exemple {number // 100}",
            f"pr{given % 10}",
            f"introuvable {number}",
        ]
    return found[:count]


def double_some() -> None:
    """Names that several bear, as in a country."""
    from socle.elections.rules import sort_name  # noqa: PLC0415 -- after Django is set up

    rows = list(Person.objects.order_by("pk")[::DOUBLED])
    for number, row in enumerate(rows):
        row.given_name, row.family_name = "Zoé", f"Pareille-{number // 2}"
        row.sort_name = sort_name(row.given_name, row.family_name)
    Person.objects.bulk_update(rows, ["given_name", "family_name", "sort_name"], batch_size=500)
    settle()


def timed(page: str, state: str, asks: Sequence[Callable[[], object]]) -> Row:
    times, most = list[float](), 0
    for ask in asks:
        begun = time.perf_counter_ns()
        with counting_queries() as queries:
            ask()
        times.append((time.perf_counter_ns() - begun) / 1e6)
        most = max(most, len(queries))
    return Row(page, state, most, statistics.median(times), p95(times))


def rows(rounds: int) -> Iterator[Row]:
    """Milliseconds by the clock: most of the work is the database's."""
    double_some()
    state = f"among {Candidacy.objects.count():,} candidates"
    words = typed(SEARCHES)
    asks = [partial(persons_called, each) for each in words]
    yield timed("Finding a person", state, asks)
    yield timed("Who may be one", state, [doubles] * max(3, rounds // 10))
