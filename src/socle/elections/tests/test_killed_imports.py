"""An import killed on its way has written nothing, and runs again."""

import sqlite3
from contextlib import closing

import pytest
from django.db import connection

from socle.elections.models import (
    Contest,
)
from socle.foundation.tests.site import site, wait_until

MANY = 6_000


def many_rows():
    rows = Contest.objects.filter(election__slug="2018-local", area__level__position=1)
    codes = sorted(set(rows.filter(body__area=None).values_list("area__code", flat=True)))[:50]
    for n in range(MANY):
        place, code = n // len(codes) + 1, codes[n % len(codes)]
        yield f"{code},1,Liste du Moulin,{place},Prénom{n},Exemple{n},k-{n}"


def is_writing(here):
    """Whether some process holds the lock that writing takes."""
    if connection.vendor == "postgresql":
        words = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
        return here.sql(words) != [(0,)]
    try:
        with closing(sqlite3.connect(here.file, timeout=0)) as base:
            base.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return True
    return False


@pytest.mark.django_db(transaction=True)
def test_killed_while_it_writes_it_wrote_nothing_and_runs_again(belgium, tmp_path, desk):
    path = desk.table(*many_rows())
    words = ("import", "candidates", str(path), "--election", "2018-local")
    count = "SELECT count(*) FROM elections_candidacy"
    with site(tmp_path) as here:
        first = here.start(*words)
        wait_until(lambda: is_writing(here), "it writes", first)
        first.kill()
        first.wait()
        assert here.sql(count) == [(0,)]
        for said in (f"{MANY:,} created", f"{MANY:,} unchanged"):
            again = here.start(*words)
            told, _nothing = again.communicate(timeout=300)
            assert (again.returncode, said in told.replace("\N{NO-BREAK SPACE}", ",")) == (0, True)
            assert here.sql(count) == [(MANY,)]
