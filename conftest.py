"""What every test may ask for."""

import gc
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction

PACK = Path(__file__).parent / "packs" / "be"


def pytest_addoption(parser):
    words = "leave out what asks no database anything: another pass, on the other one, runs it"
    parser.addoption("--with-database-only", action="store_true", help=words)


# Stories in a browser where two processes meet on one database; the others say the same on any,
# and what their pages ask and write is tested on both beside the rooms.
ON_BOTH = {"test_kept_under_load", "test_signing_in"}


def asks_a_database(item):
    """Whether a test is given one: pytest-django refuses it to all others."""
    if "/journeys/" in item.nodeid:
        return item.path.stem in ON_BOTH
    return bool("db" in item.fixturenames or item.get_closest_marker("django_db"))


def pytest_collection_modifyitems(config, items):
    if config.getoption("with_database_only"):
        config.hook.pytest_deselected(items=[item for item in items if not asks_a_database(item)])
        items[:] = [item for item in items if asks_a_database(item)]


def pytest_configure():
    """WhiteNoise wants its folder to be there, even empty. Pages under test name static files as
    they are: nothing needs collecting first."""
    from django.conf import settings  # noqa: PLC0415 -- once pytest-django has named them

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.WHITENOISE_AUTOREFRESH = True
    # There is no password: to find that out a million times takes as long as to find it out once.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


def pytest_collection_finish():
    """All that is there by now stays until the end. Looking through it for what nobody uses any
    more, again and again, took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def load_belgium() -> None:
    # Here, once Django is set up.
    from socle.territories.actions.pack import load_pack  # noqa: PLC0415

    load_pack(folder=PACK, now=datetime(2026, 1, 1, tzinfo=UTC), search=False)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Belgium is loaded once, before the first test: those that roll back share it."""
    with django_db_blocker.unblock():
        load_belgium()


@pytest.fixture
def belgium(db):
    """The facts of Belgium; loaded again after a test that emptied the tables."""
    load_belgium_if_gone()


def load_belgium_if_gone() -> None:
    from socle.territories.models import Area  # noqa: PLC0415

    if not Area.objects.exists():
        load_belgium()


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker):
    """Belgium, with what a fixture of the module adds to it: its stories share that, and each finds
    it as it was made."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_belgium_if_gone()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def absent_in_short(monkeypatch):
    """A page that is not there says so in no words: tables of who may see what look at that alone,
    hundreds of times. What it says, and that it says the same of what one may not see, is read in
    stories of its own."""
    from django.http import HttpResponseNotFound  # noqa: PLC0415 -- once Django is set up

    def not_there(request, exception):
        return HttpResponseNotFound()

    monkeypatch.setattr("socle.config.urls.handler404", not_there)


LEDGER = "commitments_ledgerline"
# Tables of which the database refuses to remove rows.
KEPT = [LEDGER, "commitments_ask", "commitments_askwords"]


def emptying_the_ledger_too(sql_flush):
    """The database refuses to empty the ledger, or to forget what was asked: between two tests
    alone, it looks away."""

    def statements(style, connection, **options):
        flush = sql_flush(style, connection, **options)
        if connection.vendor == "postgresql":
            alter = f"ALTER TABLE {LEDGER} {{}} TRIGGER USER"
            return [alter.format("DISABLE"), *flush, alter.format("ENABLE")]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master"
                " WHERE type = 'trigger' AND tbl_name IN (%s, %s, %s)",
                KEPT,
            )
            triggers = cursor.fetchall()
        drop = [f"DROP TRIGGER {name}" for name, _sql in triggers]
        return [*drop, *flush, *(sql for _name, sql in triggers)]

    return statements


@pytest.fixture(scope="session", autouse=True)
def _the_ledger_is_emptied_between_tests():
    from django.core.management.commands import flush  # noqa: PLC0415 -- once settings are read

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush, "sql_flush", emptying_the_ledger_too(flush.sql_flush))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_page_takes_long():
    """On a busy machine any page may, and then asks once more whether it was overtaken; and one
    write in a thousand tidies the cache up. The number of questions would be that of a moment."""
    from socle.foundation import database_cache, kept  # noqa: PLC0415 -- once settings are read

    kept.LONG_BUILD, database_cache.TIDY_EVERY = 3_600, 10**12


@pytest.fixture(autouse=True)
def _jobs_run_at_once():
    """A job asked for under test runs there and then; no worker and no queue of this machine."""
    from socle.foundation.queue import huey  # noqa: PLC0415 -- after the settings are read

    huey.immediate = True


def pytest_sessionfinish(session, exitstatus):
    """Nothing may be left out where a change is judged: a skipped test fails the run there."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter and reporter.stats.get("skipped"):
        reporter.write_line("Tests were skipped; none may be where CI=true.", red=True)
        session.exitstatus = 1
