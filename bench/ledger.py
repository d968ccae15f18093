"""The public ledger: twenty processes that publish answers, and a million lines to check."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from django.db import connection, transaction
from django.utils import timezone

from bench.importing import MEGABYTES
from bench.measure import Row, p95
from socle.commitments.actions.ledger import append, publish
from socle.commitments.chain.canonical import canonical
from socle.commitments.chain.lines import START, digest_of, hash_of, moment, new_salt
from socle.commitments.kinds import Answer
from socle.foundation.actions.stamps import touch
from socle.foundation.models import Stamp

CONNECTIONS = 20
# Published by each.
ANSWERS = 100
LINES = 1_000_000
COMMITS = 200
PUBLISHING, CHECKING, COMMITTING = "Adding to the ledger", "Checking the ledger", "A commit"


def answer(name: int, number: int) -> Answer:
    return Answer(
        contest="namur-2018",
        ask=str(number % 10),
        ask_digest="a" * 64,
        respondent={"kind": "list", "id": str(name), "name": f"Liste inventée numéro {name}"},
        stance="yes",
        words="Oui, dès la première année, avec les habitantes et les habitants. " * 4,
        language="fr",
        channel="link",
        sureness="published_address",
        received_at=moment(timezone.now()),
    )


# --- adding ---


def rows(answers: int) -> Iterator[Row]:
    """By the clock: what one commit costs here, then each answer when twenty publish at once."""
    took = sorted(commits())
    yield Row(COMMITTING, "one row changed, alone", 1, median(took), p95(took))
    each = publish_at_once(answers) * 1_000 / (CONNECTIONS * answers)
    yield Row(PUBLISHING, f"each answer of {CONNECTIONS} connections", 0, each, each)


def commits() -> Iterator[float]:
    """Milliseconds: one statement, and what the disk takes to have it for good."""
    Stamp.objects.get_or_create(name="bench")
    for number in range(COMMITS):
        begun = time.perf_counter_ns()
        Stamp.objects.filter(name="bench").update(version=str(number))
        yield (time.perf_counter_ns() - begun) / 1e6


def publish_at_once(answers: int) -> float:
    """Seconds from the moment that all may go."""
    connection.close()
    go, ready = os.pipe()
    children = [child for name in range(CONNECTIONS) if (child := start(name, answers, go, ready))]
    begun = time.perf_counter()
    os.close(ready)
    if any(os.waitpid(child, 0)[1] for child in children):
        raise SystemExit("An answer could not be added.")
    return time.perf_counter() - begun


def start(name: int, answers: int, go: int, ready: int) -> int:
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        connection.ensure_connection()
        os.close(ready)
        # Ends once all are connected: nobody can write into it any more.
        os.read(go, 1)
        for number in range(answers):
            with transaction.atomic():
                touch([f"contest-{name}"])
                entry = publish(answer(name, number), subject=f"answer:{name}-{number}")
                append([entry], now=timezone.now())
        status = 0
    finally:
        os._exit(status)


# --- checking ---

# A process begins with what the one that started it held: between the two, one that holds little.
CHECK = """
import resource, subprocess, sys
command = [sys.executable, "-m", "socle", "ledger", "verify", sys.argv[1]]
subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def check(count: int) -> Row:
    """``socle ledger verify`` on so many lines, as it is typed: the clock, the most it held."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.jsonl"
        with path.open("wb") as file:
            file.writelines(lines(count))
        begun = time.perf_counter_ns()
        command = [sys.executable, "-c", CHECK, str(path)]
        told = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE)
        took = (time.perf_counter_ns() - begun) / 1e6
    held = int(told.stdout) / MEGABYTES
    return Row(CHECKING, f"{count:,} lines", 0, took, took, memory=held)


def lines(count: int) -> Iterator[bytes]:
    """One chain, without a database: as an export writes it."""
    at, prev = datetime(2018, 9, 1, tzinfo=UTC), START
    payload = answer(4, 1).as_json()
    for seq in range(1, count + 1):
        salt = new_salt()
        line = {
            "seq": seq,
            "at": moment(at + timedelta(seconds=seq)),
            "kind": "answer",
            "subject": f"answer:{seq}",
            "payload_digest": digest_of(payload, salt),
            "payload": payload,
            "salt": salt,
            "prev": prev,
        }
        line["hash"] = prev = hash_of(line)
        yield canonical(line) + b"\n"
