"""Twenty processes add to the ledger at the same time, and it stays one chain."""

import io
import os
import sqlite3
import subprocess
import sys
from collections import Counter

import pytest
from django.db import connection

from socle.commitments.chain.verifying import verify
from socle.commitments.queries.ledger import lines_after, whole_ledger
from socle.commitments.tests.factories import add_answers
from socle.commitments.tests.writers import PROCESSES
from socle.commitments.tests.writing import LINES
from socle.foundation.tests.site import copied_to, postgres_address

ROUNDS = 4


def add_at_once(database, folder):
    env = os.environ | {
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "socle.config.settings",
        "SOCLE_DATA_DIR": str(folder),
    }
    command = [sys.executable, "-m", "socle.commitments.tests.writers", str(ROUNDS)]
    told = subprocess.run(command, env=env, capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (0, "")


EACH_WROTE = {f"answer:{name}": ROUNDS * LINES for name in range(PROCESSES)}


@pytest.mark.django_db(transaction=True)
def test_no_fork_no_gap_no_line_lost(tmp_path):
    if connection.vendor == "sqlite":
        file = tmp_path / "ledger.sqlite3"
        add_at_once(copied_to(file), tmp_path)
        copy_back(file)
    else:
        add_at_once(postgres_address(), tmp_path)
    found = verify(io.BytesIO(b"".join(whole_ledger())))
    assert found.seq == PROCESSES * ROUNDS * LINES
    subjects = [line.subject for line in lines_after(0)]
    assert Counter(subjects) == EACH_WROTE
    transactions = [subjects[at : at + LINES] for at in range(0, len(subjects), LINES)]
    assert {len({*together}) for together in transactions} == {1}


def copy_back(file):
    """Into the database of the test, which checks each line as it comes."""
    with sqlite3.connect(file) as other:
        names = "seq, at, kind, subject, payload_digest, payload, salt, prev, hash"
        rows = other.execute(f"SELECT {names} FROM commitments_ledgerline ORDER BY seq").fetchall()
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * 9)
        cursor.executemany(f"INSERT INTO commitments_ledgerline ({names}) VALUES ({marks})", rows)


@pytest.mark.django_db(transaction=True)
def test_between_tests_it_is_emptied_and_refuses_again():
    """The first test left many lines; those of this one are the first of their chain."""
    assert [line.seq for line in add_answers(2)] == [1, 2]
