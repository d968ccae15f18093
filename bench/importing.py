"""`socle import groups` with ten thousand organisations: the clock, the memory of the process."""

import csv
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from django.utils import timezone
from django.utils.translation import override

from bench.measure import Row, counting_queries
from socle.foundation.tables import Wishes, find_importer
from socle.territories.models import Area

ORGANISATIONS = 10_000
HEADINGS = (
    "name,area,stage,contact_name,contact_email,phone,languages,website,note,signed_by,signed_on"
)
STAGES = ["to contact"] * 5 + ["contacted"] * 3 + ["interested"] * 2 + ["declined"]
ONE_MEMBER_IN = 20
# What the system counts memory in: macOS bytes, Linux kilobytes.
MEGABYTES = 1e6 if sys.platform == "darwin" else 1e3


def lines(count: int) -> Iterator[list[str]]:
    """The same each time; one in twenty is a member with who signed, the others on their way."""
    chance = random.Random(1)
    communes = Area.objects.filter(level__position=1, valid_to=None)
    codes = list(communes.order_by("code").values_list("code", flat=True))
    for n in range(count):
        member = n % ONE_MEMBER_IN == 0
        stage = "member" if member else chance.choice(STAGES)
        signed = ["Anne Duval", "2026-01-31"] if member else ["", ""]
        yield [
            f"Organisation citoyenne numéro {n} ASBL",
            chance.choice(codes),
            stage,
            f"Personne {n}",
            f"contact{n}@example.org",
            "+32 470 12 34 56",
            "fr nl",
            f"https://example.org/{n}",
            "Rencontrée à la foire associative. " * 5,
            *signed,
        ]


def import_once(state: str, count: int) -> Row:
    """In a process of its own: what it used most is then what importing needs."""
    importer = find_importer("groups")
    assert importer is not None
    with tempfile.TemporaryDirectory() as folder, override("en"):
        path = Path(folder) / "organisations.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADINGS.split(","))
            writer.writerows(lines(count))
        begun = time.perf_counter_ns()
        with counting_queries() as queries:
            report = importer(path, Wishes(now=timezone.now()))
        took = (time.perf_counter_ns() - begun) / 1e6
    assert report.created + report.unchanged == count, report.refusals[:3]
    page = f"Importing {count:,} groups"
    return Row(page, state, len(queries), took, took, memory=peak())


def peak() -> float:
    """In MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTES
