"""A real site in a process of its own, and a real browser that visits it."""

import os
import shutil
import subprocess
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from playwright.sync_api import sync_playwright
from tools.shots import BROWSERS

from socle.foundation.tests.site import free_port, mail_server, wait_until
from tests.journeys.looked_at import once
from tests.journeys.originals import QUIETLY, SOCLE, Originals

# The browser's own loop runs in this thread; what the tests ask of the database is not async.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

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
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # What passes need not be written out: on long pages that takes longer than to look at it.
    "resultTypes": ["violations"],
}
COLOURS = RULES | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# Four fifths of the time goes to contrast: it is looked at where it may differ.
ALL_BUT_COLOURS = RULES | {"rules": {"color-contrast": {"enabled": False}}}


def wait_until_it_answers(address, process):
    wait_until(lambda: answers(address), "the site answers", process)


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


@pytest.fixture(scope="session")
def new_site(tmp_path_factory, worker_id, testrun_uid, django_db_blocker):
    """Makes a site of the name given, a copy of an original; its processes are told the answer."""
    mine = tmp_path_factory.getbasetemp()
    shared = mine if worker_id == "master" else mine.parent
    originals = Originals(shared, testrun_uid[:8], worker_id, django_db_blocker)

    def make(name, like="country"):
        return originals.copy(like, tmp_path_factory.mktemp(name) / "var")

    yield make
    originals.remove()


@pytest.fixture(scope="session")
def campaign(new_site):
    """A mail server to which a site with the demo campaign writes, at ``campaign.site``; what the
    processes of that site are told is ``campaign.env``.

    Stories share it: each in places, and of people, of its own.
    """
    with site_that_writes(new_site("campaign", like="campaign")) as server:
        yield server


@pytest.fixture(scope="session")
def post(new_site):
    """A mail server to which a site without campaign writes, at ``post.site``, with its worker.

    Stories share it too.
    """
    with site_that_writes(new_site("site")) as server:
        yield server


@pytest.fixture(scope="session")
def site(post):
    """The address of the same site: it holds the country's facts, and who signed in."""
    return post.site


@contextmanager
def site_that_writes(env):
    port = free_port()
    with mail_server() as server:
        server.site = f"http://localhost:{port}"
        told = {"SOCLE_BASE_URL": server.site, "EMAIL_URL": f"smtp://127.0.0.1:{server.port}"}
        server.env = env | told
        with served(server.env, port, "/health", "--with-worker"):
            yield server


@pytest.fixture
def site_without_database(new_site):
    """The address of a site while its database is out of reach."""
    port = free_port()
    nowhere = {"DATABASE_URL": f"postgres://nobody@127.0.0.1:{free_port()}/nothing"}
    with served(new_site("alone") | nowhere, port, "/robots.txt"):
        yield f"http://localhost:{port}"


@contextmanager
def served(env, port, answers_at, *options):
    """A site in a process of its own, from the moment it answers at a path."""
    command = [*SOCLE, "serve", "--port", str(port), "--workers", "1", *options]
    with subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL, **QUIETLY) as process:
        wait_until_it_answers(f"http://localhost:{port}{answers_at}", process)
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

    def open_page(path, *, width=1280, height=900, at=site, **habits):
        context = browser.new_context(
            viewport={"width": width, "height": height}, base_url=at, **habits
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("request", lambda r: errors.append(r.url) if not from_here(r.url, at) else None)
        page.goto(path)
        return page

    open_page.errors = errors
    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def walk(visit, campaign):
    """Opens a page of the demo campaign on a phone; what is amiss on the way is kept."""
    seen = {}

    def begin(path):
        page = visit(path, at=campaign.site, width=360, height=800, reduced_motion="reduce")
        page.seen = seen
        return page

    yield begin
    assert seen == {}


def from_here(url, site):
    return url.startswith((site, "data:", "blob:"))


def look_with_axe(page, rules):
    """What axe has to say of the page as it stands: one line per rule and place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    results = page.evaluate("rules => axe.run(rules)", rules)
    return [
        f"{fault['id']}: {node['target']}"
        for fault in results["violations"]
        for node in fault["nodes"]
    ]


faults_found_by_axe = once(look_with_axe, RULES)


def scrolls_sideways(page):
    """Whether anything makes the page wider than the window."""
    return page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
