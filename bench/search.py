"""Search over 100,000 documents: how long each kind of query takes.

`DATABASE_URL=… python -m bench.search` fills that database, which must have no search documents
but these, and prints a table. Filling takes a minute or two the first time.
"""

import os
import random
import statistics
import time
from collections.abc import Iterator
from typing import NamedTuple

DOCUMENTS = 100_000
ROUNDS = 100
BATCH = "bench."
KINDS = ["area", "competence", "demand", "group", "topic"]


class Row(NamedTuple):
    name: str
    database: str
    n: int
    p50_ms: float
    p95_ms: float


def vocabulary(chance: random.Random) -> list[str]:
    """20,000 words one could read in French, all beginning differently enough."""
    beginnings = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "u", "ou", "an")]
    ends = ["tion", "ment", "eur", "age", "ité", "oir", "elle", "iste", "ence", "ard"]
    found: dict[str, None] = {}
    while len(found) < 20_000:
        syllables = "".join(chance.choices(beginnings, k=chance.choice([1, 2, 2, 3])))
        found[syllables + chance.choice(ends)] = None
    return list(found)


def texts(n: int) -> Iterator[tuple[str, str, list[str]]]:
    """Title, body and vocabulary; common words by Zipf's law, "commune" in 58 of 100 bodies."""
    chance = random.Random(2018)
    known = vocabulary(chance)
    frequency = [1 / (rank + 10) for rank in range(len(known))]
    running, total = [], 0.0
    for share in frequency:
        total += share
        running.append(total)
    for number in range(n):
        title = chance.choices(known, cum_weights=running, k=5)
        body = chance.choices(known, cum_weights=running, k=80)
        if number % 100 < 58:
            body[30] = "commune"
            body[31] = "paritude" if number % 100 < 29 else "dimorphe"
        if number % 5 == 0:
            title[2:3] = ["plan", "communal"]
        if number % 7 == 0:
            body[10:12] = ["eau", "potable"]
        if number % 50_000 == 49_999:
            body[40] = "rarissime"
        yield " ".join(title).capitalize(), " ".join(body), known


def fill(n: int) -> None:
    from socle.foundation import search  # noqa: PLC0415 -- after Django is set up
    from socle.foundation.actions.search import index  # noqa: PLC0415
    from socle.foundation.models import SearchDocument  # noqa: PLC0415

    if SearchDocument.objects.exclude(key__startswith=BATCH).exists():
        raise SystemExit("This database has search documents of its own: use another one.")
    if SearchDocument.objects.count() == n:
        return
    index(
        search.Document(
            key=f"{BATCH}thing:{number}",
            language="fr",
            kind=KINDS[number // 7 % 5] if number % 101 else "rare",
            title=title,
            body=body,
            url=f"/fr/thing/{number}",
            weight=number * 7919 % 997,
        )
        for number, (title, body, _known) in enumerate(texts(n))
    )
    settle()


def settle() -> None:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")


def queries(known: list[str]) -> dict[str, list[dict]]:
    """For each kind of query, the ones to ask in turn."""
    letters = [a + b for a in "bcdfglmnprstv" for b in "aeiou"]
    rare, usual = known[-200:], known[:200]
    return {
        "rare word": [{"query": word + " "} for word in (*rare, "rarissime")],
        "usual word": [{"query": word + " "} for word in usual],
        "word in 58 of 100": [{"query": "commune "}],
        "the same, every language": [{"query": "commune ", "language": None}],
        "the same, one kind": [{"query": "commune ", "kinds": [kind]} for kind in KINDS],
        "the same, a rare kind": [{"query": "commune ", "kinds": ["rare"]}],
        "the same, page 40": [{"query": "commune ", "offset": 780}],
        "two usual words": [{"query": f"{a} {b} "} for a, b in zip(usual, usual[1:], strict=False)],
        "usual and rare": [{"query": f"commune {word} "} for word in rare],
        "two common words": [{"query": "commune potable "}],
        "five common words": [{"query": " ".join(["commune", "potable", *usual[:3], ""])}],
        "two common that never meet": [{"query": "paritude dimorphe "}],
        "one letter": [{"query": letter} for letter in "bcdfglmnprstv"],
        "two letters": [{"query": pair} for pair in letters],
        "three letters": [{"query": word[:3]} for word in usual],
        "four letters": [{"query": word[:4]} for word in usual],
        "six letters": [{"query": word[:6]} for word in usual],
        "common and four letters": [{"query": f"commune {word[:4]}"} for word in usual],
        "phrase in 20 of 100": [{"query": '"plan communal"'}],
        "phrase": [{"query": f'"{a} {b}"'} for a, b in zip(usual, usual[1:], strict=False)],
        "no match": [{"query": f"introuvable{n} "} for n in range(20)],
        "typing": [{"query": "potable"[:n]} for n in range(1, 8)],
    }


def run(n: int = DOCUMENTS, rounds: int = ROUNDS) -> list[Row]:
    """Fill this database with ``n`` documents if need be, and time each kind of query."""
    from django.db import connection  # noqa: PLC0415

    from socle.foundation.search import find  # noqa: PLC0415

    fill(n)
    known = next(texts(1))[2]
    rows = []
    for name, asked in queries(known).items():
        times = []
        for number in range(rounds + 3):
            options = {"language": "fr"} | asked[number % len(asked)]
            start = time.perf_counter()
            find(**options)
            times.append((time.perf_counter() - start) * 1000)
        # The first ones warm caches that a running site keeps warm.
        cuts = statistics.quantiles(times[3:], n=20, method="inclusive")
        p50, p95 = cuts[9], cuts[18]
        rows.append(Row(name, connection.vendor, rounds, round(p50, 2), round(p95, 2)))
    return rows


def main() -> None:
    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socle.config.settings")
    django.setup()
    for row in run():
        print(f"{row.name:32}{row.database:12}{row.n:6}{row.p50_ms:9.2f}{row.p95_ms:9.2f}")


if __name__ == "__main__":
    main()
