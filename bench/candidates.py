"""`socle import candidates` with 80,000 of them: the clock, the memory of the process."""

import csv
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from django.utils import timezone
from django.utils.translation import override

from bench.importing import peak
from bench.measure import Row, counting_queries
from socle.elections.models import Contest
from socle.foundation.tables import Wishes, find_importer

CANDIDATES = 80_000
ELECTION = "2018-local"
LISTS = 6
HEADINGS = "area_code,list_number,list_name,position,given_name,family_name,person_id,email,elected"


def lines(count: int) -> Iterator[list[str]]:
    """The same each time: six lists in every commune, a candidate in fifty without identifier."""
    chance = random.Random(1)
    rows = Contest.objects.filter(election__slug=ELECTION, body__level__position=1)
    codes = sorted(set(rows.filter(body__area=None).values_list("area__code", flat=True)))
    places: dict[tuple[str, int], int] = {}
    for n in range(count):
        place = codes[n % len(codes)], n // len(codes) % LISTS + 1
        places[place] = places.get(place, 0) + 1
        yield [
            place[0],
            str(place[1]),
            f"Liste inventée {place[1]}",
            str(places[place]),
            f"Prénom{chance.randrange(400)}",
            f"Van den Exemple-{n}",
            f"b-{n}" if n % 50 else "",
            f"candidat{n}@example.org",
            "yes" if places[place] < 5 else "no",
        ]


def import_once(state: str, count: int) -> Row:
    """In a process of its own: what it used most is then what importing needs."""
    importer = find_importer("candidates")
    assert importer is not None
    with tempfile.TemporaryDirectory() as folder, override("en"):
        path = Path(folder) / "candidates.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADINGS.split(","))
            writer.writerows(lines(count))
        begun = time.perf_counter_ns()
        with counting_queries() as queries:
            report = importer(path, Wishes(now=timezone.now(), election=ELECTION))
        took = (time.perf_counter_ns() - begun) / 1e6
    assert report.created + report.unchanged == count, report.refusals[:3]
    page = f"Importing {count:,} candidates"
    return Row(page, state, len(queries), took, took, memory=peak())
