"""What a site says to the person who deploys it."""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core import checks
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from socle.foundation.models import OutgoingMail
from socle.foundation.tests.site import free_port

NOW = datetime(2018, 9, 1, 12, tzinfo=UTC)
SQLITE = ["socle.I005"] if connection.vendor == "sqlite" else []

ROOT = Path(__file__).parents[4]


@pytest.fixture(autouse=True)
def _good_deployment(settings, tmp_path):
    """A site where everything is as it should be; each test spoils one thing."""
    settings.SECRET_KEY = "x7" * 40
    settings.SOCLE_BASE_URL = "https://commune.example"
    settings.HTTPS, settings.SOCLE_PROXIES, settings.SOCLE_DEMO = True, 1, False
    settings.SOCLE_CONTROLLER = "Example, rue de la Loi 1, 1000 Bruxelles"
    settings.ALLOWED_HOSTS = ["commune.example"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.SOCLE_DATA_DIR = tmp_path
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "cache"}}


def found(deploy=True):
    """The ids of what our checks say, in order."""
    said = checks.run_checks(tags=["socle"], include_deployment_checks=deploy)
    return sorted(message.id for message in said)


@pytest.fixture
def cache_table(db):
    call_command("createcachetable", verbosity=0)


@pytest.mark.usefixtures("cache_table")
class TestEachCheck:
    def test_a_good_deployment_hears_nothing(self):
        assert found() == SQLITE

    def test_the_secret_made_at_the_first_start(self, settings, tmp_path):
        (tmp_path / "secret_key").write_text(settings.SECRET_KEY)
        assert found() == [*SQLITE, "socle.W001"]
        (tmp_path / "secret_key").write_text("another")
        assert found() == SQLITE

    def test_a_proxy_that_is_not_counted(self, settings):
        settings.SOCLE_PROXIES = 0
        assert found() == [*SQLITE, "socle.W020"]
        settings.HTTPS = False
        assert found() == SQLITE

    def test_fewer_proxies_than_none(self, settings):
        settings.SOCLE_PROXIES = -1
        assert found(deploy=False) == ["socle.E019"]

    def test_a_demo_on_line(self, settings):
        settings.SOCLE_DEMO = True
        assert found() == [*SQLITE, "socle.W021"]

    def test_nobody_who_answers_for_personal_data(self, settings):
        settings.SOCLE_CONTROLLER = ""
        assert found() == [*SQLITE, "socle.W022"]

    def test_a_site_that_says_it_is_on_this_machine(self, settings):
        settings.SOCLE_BASE_URL = "https://localhost:8000"
        assert found() == [*SQLITE, "socle.W002"]

    def test_a_site_without_https(self, settings):
        settings.SOCLE_BASE_URL = "http://commune.example"
        assert found() == [*SQLITE, "socle.W003"]

    def test_mail_that_only_this_terminal_sees(self, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
        assert found() == [*SQLITE, "socle.W004"]

    def test_a_data_folder_that_is_a_file(self, settings, tmp_path):
        (tmp_path / "var").write_text("")
        settings.SOCLE_DATA_DIR = tmp_path / "var" / "socle"
        assert found() == ["socle.E006", *SQLITE]

    def test_a_data_folder_yet_to_be_made(self, settings, tmp_path):
        settings.SOCLE_DATA_DIR = tmp_path / "new" / "folder"
        assert found() == SQLITE

    def test_a_country_without_a_pack(self, settings):
        settings.SOCLE_COUNTRY = "atlantis"
        settings.SOCLE_PACK_DIR = settings.ROOT_DIR / "packs" / "atlantis"
        assert found() == ["socle.E007", *SQLITE]

    def test_a_cache_table_that_is_missing(self, settings):
        settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "elsewhere"}}
        assert found() == ["socle.E010", *SQLITE]

    def test_a_database_of_an_older_version(self):
        newest = MigrationExecutor(connection).loader.graph.leaf_nodes("foundation")[0]
        MigrationRecorder(connection).record_unapplied(*newest)
        assert found() == ["socle.E018", *SQLITE]

    def test_a_redis_that_does_not_answer(self, settings):
        redis = "django.core.cache.backends.redis.RedisCache"
        address = f"redis://127.0.0.1:{free_port()}/0"
        settings.CACHES = {"default": {"BACKEND": redis, "LOCATION": address}}
        assert found() == ["socle.E017", *SQLITE]

    def test_a_cache_that_keeps_too_little(self, settings):
        settings.CACHES = {"default": settings.CACHES["default"] | {"OPTIONS": {}}}
        assert found() == [*SQLITE, "socle.W011"]

    def test_a_cache_that_each_process_has_for_itself(self, settings):
        memory = "django.core.cache.backends.locmem.LocMemCache"
        settings.CACHES = {"default": {"BACKEND": memory}}
        assert found() == [*SQLITE, "socle.W011"]

    def test_a_site_that_answers_to_any_name(self, settings):
        settings.ALLOWED_HOSTS = ["*"]
        assert found() == [*SQLITE, "socle.W012"]

    @pytest.mark.parametrize("url", ["bucket", "s3://", "s3://host", "ftp://host/files", "file:"])
    def test_a_storage_that_is_none(self, settings, url):
        settings.SOCLE_STORAGE_URL = url
        assert found() == ["socle.E013", *SQLITE]

    @pytest.mark.parametrize("url", ["s3://key:secret@host/bucket", "file:///srv/media"])
    def test_a_storage_that_is_one(self, settings, url):
        settings.SOCLE_STORAGE_URL = url
        assert found() == SQLITE

    @pytest.mark.parametrize("tiles", ["be", "https://host/be.png", "be.pmtiles", "javascript:x"])
    def test_map_tiles_that_are_none(self, settings, tiles):
        settings.SOCLE_MAP_TILES = tiles
        assert found() == ["socle.E014", *SQLITE]

    @pytest.mark.parametrize("tiles", ["https://host/be.pmtiles", "/static/map/be.pmtiles"])
    def test_map_tiles_that_are_some(self, settings, tiles):
        settings.SOCLE_MAP_TILES = tiles
        assert found() == SQLITE

    def test_mail_that_was_given_up(self):
        OutgoingMail.objects.create(
            message_id="<1@test>",
            to="alice@example.org",
            language="fr",
            created_at=NOW,
            due_at=NOW,
            given_up_at=NOW,
        )
        assert found() == [*SQLITE, "socle.W015"]

    def test_on_one_s_own_machine_only_what_is_wrong_there_is_said(self, settings):
        settings.SOCLE_BASE_URL = "http://localhost:8000"
        settings.ALLOWED_HOSTS = ["*"]
        settings.SOCLE_STORAGE_URL = "bucket"
        assert found(deploy=False) == ["socle.E013"]


def test_a_database_that_does_not_answer(tmp_path):
    env = os.environ | {
        "DATABASE_URL": f"postgres://nobody@127.0.0.1:{free_port()}/nothing",
        "SOCLE_DATA_DIR": str(tmp_path),
    }
    command = [sys.executable, "-m", "socle", "check", "--deploy", "--tag", "socle"]
    process = subprocess.run(command, env=env, capture_output=True, text=True)
    assert process.returncode == 1
    assert "(socle.E009) The database does not answer." in process.stderr
    assert "Traceback" not in process.stderr


def test_every_check_has_its_section_in_the_docs():
    page = (ROOT / "docs" / "deploy.md").read_text()
    source = "".join(path.read_text() for path in (ROOT / "src").rglob("checks.py"))
    numbers = set(re.findall(r'"(?:socle\.)?([EWI]\d{3})"', source))
    assert len(numbers) >= 16
    assert {line.removeprefix("### socle.") for line in page.splitlines() if "### so" in line} == (
        numbers
    )
    assert [number for number in numbers if f'id="socle-{number.lower()}"' not in page] == []
