"""A real site in a process of its own, and a real browser that visits it."""

import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection, connections
from playwright.sync_api import sync_playwright
from tools.shots import BROWSERS

from socle.foundation.tests.site import free_port, postgres_address, wait_until

# The browser's own loop runs in this thread; what the tests ask of the database is not async.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

ROOT = Path(__file__).parents[2]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
AXE = Axe()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def wait_until_it_answers(address, process):
    wait_until(lambda: answers(address), "the site answers", process)


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


@contextmanager
def own_database(blocker, worker):
    """The address of a database for the site beside that of the tests; None leaves it SQLite."""
    if connection.vendor == "sqlite":
        yield None
        return
    name = f"{connection.settings_dict['NAME']}_site_{worker}"
    drop = f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'
    ask_server(blocker, drop, f'CREATE DATABASE "{name}"')
    yield postgres_address(name)
    ask_server(blocker, drop)


def ask_server(blocker, *questions):
    with blocker.unblock(), connection._nodb_cursor() as cursor:
        for question in questions:
            cursor.execute(question)


@pytest.fixture(scope="session")
def site(tmp_path_factory, worker_id, django_db_blocker):
    """The address of a served site that holds the country's facts and nothing else."""
    port = free_port()
    env = os.environ | {
        "SOCLE_DATA_DIR": str(tmp_path_factory.mktemp("site")),
        "SOCLE_BASE_URL": f"http://localhost:{port}",
    }
    env.pop("DATABASE_URL", None)
    with own_database(django_db_blocker, worker_id) as database:
        env |= {"DATABASE_URL": database} if database else {}
        with served(env, port):
            yield f"http://localhost:{port}"


@contextmanager
def served(env, port):
    socle = [sys.executable, "-m", "socle"]
    quiet = {"env": env, "cwd": ROOT, "stdout": subprocess.DEVNULL}
    subprocess.run([*socle, "prepare"], check=True, **quiet)
    with subprocess.Popen(
        [*socle, "serve", "--port", str(port), "--workers", "1"],
        stderr=subprocess.DEVNULL,
        **quiet,
    ) as process:
        wait_until_it_answers(f"http://localhost:{port}/health", process)
        yield
        process.terminate()


def browser_path():
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser():
    path = browser_path()
    if path is None:
        words = "No Chromium here: name one in CHROMIUM, or install it, to run the journeys."
        (pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip)(words)
    env = dict(os.environ)
    if env.get("CHROMIUM_LIBRARIES"):
        env["LD_LIBRARY_PATH"] = env["CHROMIUM_LIBRARIES"]
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=QUIET, env=env)
        yield found
        found.close()
        # Those made while the browser's loop ran are out of reach once it has stopped.
        connections.close_all()


@pytest.fixture
def visit(browser, site):
    """Opens a page of the site as a visitor with given habits; fails on any error it logs."""
    contexts, errors = [], []

    def open_page(path, *, width=1280, height=900, **habits):
        context = browser.new_context(
            viewport={"width": width, "height": height}, base_url=site, **habits
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("request", lambda r: errors.append(r.url) if not from_here(r.url, site) else None)
        page.goto(path)
        return page

    open_page.errors = errors
    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


def from_here(url, site):
    return url.startswith((site, "data:", "blob:"))


def faults_found_by_axe(page, rules=RULES):
    """What axe has to say of the page as it stands: one line per rule and place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    results = page.evaluate("rules => axe.run(rules)", rules)
    return [
        f"{fault['id']}: {node['target']}"
        for fault in results["violations"]
        for node in fault["nodes"]
    ]


def scrolls_sideways(page):
    """Whether anything makes the page wider than the window."""
    return page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
