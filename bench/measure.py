"""Timing one kind of request: queries, CPU, bytes, and the floor beside it."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from typing import Any

# No kind of request takes longer than this in all, however slow it is.
SECONDS = 0.8
FEWEST = 4


@dataclass
class Row:
    """``floor`` in CPU milliseconds; None where there is no request to compare with."""

    page: str
    state: str
    queries: int
    median: float
    p95: float
    size: int = 0
    floor: float | None = None
    statuses: tuple[int, ...] = ()
    # The most the process held, in MB, where that is asked about.
    memory: float | None = None

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@contextmanager
def counting_queries() -> Iterator[list[str]]:
    from django.db import connection  # noqa: PLC0415 -- after Django is set up

    seen: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


def p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[18] if len(times) > 1 else times[0]


Headers = Callable[[str], dict[str, str]]


def time_requests(
    page: str,
    state: str,
    addresses: Sequence[str],
    *,
    rounds: int,
    before: Callable[[str], None] | None = None,
    headers: Headers = lambda address: {},
) -> Row:
    """Ask for the addresses in turn; ``before`` prepares each request and is not timed."""
    from bench.floor import ask_floor  # noqa: PLC0415
    from bench.visitor import get  # noqa: PLC0415

    if before is None:
        # Warm: templates compiled, pages kept, names in memory.
        for address in addresses:
            get(address)
    before = before or (lambda address: None)
    queries, size, statuses = looked_at(addresses, before, headers)
    times, floors = list[float](), list[float]()
    end = time.monotonic() + SECONDS
    for address in islice(cycle(addresses), rounds):
        if len(times) >= FEWEST and time.monotonic() > end:
            break
        before(address)
        fields = headers(address)
        times.append(get(address, **fields).cpu_ms)
        floors.append(ask_floor(size).cpu_ms)
    floor = statistics.median(floors)
    return Row(page, state, queries, statistics.median(times), p95(times), size, floor, statuses)


def looked_at(
    addresses: Sequence[str], before: Callable[[str], None], headers: Headers
) -> tuple[int, int, tuple[int, ...]]:
    """The most queries, the middle size and the statuses of their answers, not timed."""
    from bench.visitor import get  # noqa: PLC0415

    most, sizes, statuses = 0, list[int](), set[int]()
    get(addresses[0])
    end = time.monotonic() + SECONDS
    for address in addresses:
        before(address)
        fields = headers(address)
        with counting_queries() as queries:
            answer = get(address, **fields)
        most = max(most, len(queries))
        sizes.append(len(answer.body))
        statuses.add(answer.status)
        if time.monotonic() > end:
            break
    return most, round(statistics.median(sizes)), tuple(sorted(statuses))


def time_calls(page: str, state: str, calls: Sequence[Callable[[], Any]], *, rounds: int) -> Row:
    """The same for functions."""
    most, times = 0, list[float]()
    for call in calls:
        call()
        with counting_queries() as queries:
            call()
        most = max(most, len(queries))
    end = time.monotonic() + SECONDS
    for call in islice(cycle(calls), rounds):
        if len(times) >= FEWEST and time.monotonic() > end:
            break
        begun = time.process_time_ns()
        call()
        times.append((time.process_time_ns() - begun) / 1e6)
    return Row(page, state, most, statistics.median(times), p95(times))
