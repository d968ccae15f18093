"""What every test may ask for."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

PACK = Path(__file__).parent / "packs" / "be"


def pytest_configure():
    """WhiteNoise wants its folder to be there, even empty."""
    from django.conf import settings  # noqa: PLC0415 -- once pytest-django has named them

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


def load_belgium() -> None:
    # Here, once Django is set up.
    from socle.territories.actions.pack import load_pack  # noqa: PLC0415

    load_pack(folder=PACK, now=datetime(2026, 1, 1, tzinfo=UTC), search=False)


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    """Pages under test name static files as they are: nothing needs collecting first."""
    settings.WHITENOISE_AUTOREFRESH = True
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Belgium is loaded once, before the first test: those that roll back share it."""
    with django_db_blocker.unblock():
        load_belgium()


@pytest.fixture
def belgium(db):
    """The facts of Belgium; loaded again after a test that emptied the tables."""
    from socle.territories.models import Area  # noqa: PLC0415

    if not Area.objects.exists():
        load_belgium()


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
