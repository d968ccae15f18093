"""Thirty readers of one page, while what it shows changes again and again.

Nobody who asks after a change is shown what was true before it, and each change costs the site
one page to build, not thirty.
"""

import re
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import contextmanager

import pytest

from socle.foundation.tests.site import free_port
from tests.journeys.conftest import wait_until_it_answers
from tests.journeys.originals import ROOT

READERS = 30
CHANGES = 5
# Of each change, how many answers must show it before the next one is made.
ANSWERS = 40
PATIENCE = 30
# Seconds a reader looks at a page: less than one takes to build, so that all ask while it is built.
# Without a moment between two, nothing but their asking goes on.
LOOK = 0.1
PAGE = "/fr/commune/92094-namur/"
NAME = re.compile(r"Namur(!*) · Socle</title>|<h1>Namur(!*)</h1>")
SOCLE = [sys.executable, "-m", "socle"]


@pytest.fixture
def busy_site(new_site, tmp_path):
    """A site of two processes, and the file it writes what it builds to."""
    port, log = free_port(), tmp_path / "log"
    env = new_site("busy") | {
        "SOCLE_BASE_URL": f"http://localhost:{port}",
        "SOCLE_LOG_LEVEL": "debug",
        "DJANGO_SETTINGS_MODULE": "socle.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    command = [*SOCLE, "serve", "--port", str(port), "--workers", "2", "--threads", "8"]
    with (
        log.open("wb") as lines,
        ended(subprocess.Popen(command, env=env, cwd=ROOT, stdout=lines, stderr=lines)) as site,
    ):
        wait_until_it_answers(f"http://localhost:{port}/health", site)
        yield f"http://localhost:{port}", log, env


@contextmanager
def ended(process):
    with process:
        try:
            yield process
        finally:
            process.terminate()


class Readers:
    """What each answer showed: when it was asked for, and the marks after the name."""

    def __init__(self, address):
        self.address, self.answers, self.faults = address, [], []
        self.stopped = threading.Event()
        self.threads = [threading.Thread(target=self.read) for _number in range(READERS)]

    def read(self):
        while not self.stopped.is_set():
            begun = time.monotonic()
            try:
                with urllib.request.urlopen(self.address, timeout=10) as answer:
                    html = answer.read().decode()
            except OSError as error:
                self.faults.append(str(error))
                return
            shown = {len("".join(marks)) for marks in NAME.findall(html)}
            self.answers.append((begun, shown))
            self.stopped.wait(LOOK)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *fault):
        self.stopped.set()
        for thread in self.threads:
            thread.join(timeout=15)

    def wait_for(self, number, since):
        """Until enough answers, asked for after that moment, came back."""
        deadline = time.monotonic() + PATIENCE
        while len([1 for begun, _shown in list(self.answers) if begun > since]) < ANSWERS:
            assert self.faults == []
            assert time.monotonic() < deadline, f"change {number} was not shown"
            time.sleep(0.01)


@contextmanager
def renaming(env):
    """The program that makes the changes, once it is ready: readers would hold its start up."""
    command = [sys.executable, "-m", "tests.journeys.renaming"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with ended(subprocess.Popen(command, env=env, cwd=ROOT, text=True, **pipes)) as program:
        assert program.stdout.readline() == "ready\n"
        yield program


def changes_made(program, readers):
    """The moment at which each number of marks was whole, by that number."""
    moments = {}
    for number in range(1, CHANGES + 1):
        program.stdin.write(f"{number}\n")
        program.stdin.flush()
        made, moment = program.stdout.readline().split()
        moments[int(made)] = float(moment)
        readers.wait_for(number, moments[number])
    return moments


def test_thirty_readers_see_each_change_at_once_and_each_is_built_once(busy_site):
    address, log, env = busy_site
    with urllib.request.urlopen(address + PAGE) as answer:
        assert NAME.findall(answer.read().decode()) == [("", ""), ("", "")]
    with renaming(env) as program, Readers(address + PAGE) as readers:
        moments = changes_made(program, readers)

    assert readers.faults == []
    assert list(moments) == list(range(1, CHANGES + 1))
    stale = [
        (number, shown)
        for begun, shown in readers.answers
        for number, moment in moments.items()
        if begun > moment and min(shown) < number
    ]
    assert stale == []
    assert max(max(shown) for _begun, shown in readers.answers) == CHANGES
    built = [line for line in log.read_text().splitlines() if 'event="page built"' in line]
    assert len([line for line in built if PAGE in line]) == 1 + CHANGES
