"""What is wrong with how a site is set up, told to the person who deploys it.

Each says what to do and names its section of docs/deploy.md. Those registered with ``deploy``
speak at ``socle check --deploy`` only: on one's own machine they are as they should be.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from django.core.checks import CheckMessage, Error, Info, Warning, register
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from redis.exceptions import RedisError

from socle.foundation.actions.mail import TRIES
from socle.foundation.models import OutgoingMail

FEWEST_ENTRIES = 100_000
LOCAL = {"localhost", "127.0.0.1", "::1", "0.0.0.0"}  # noqa: S104 -- names, nothing is bound
STORAGE_SCHEMES = {"s3", "file"}

Found = Iterator[CheckMessage]


def see(message: Callable[..., CheckMessage], number: str, words: str, hint: str) -> CheckMessage:
    return message(words, f"{hint} See docs/deploy.md#socle-{number.lower()}", id=f"socle.{number}")


def check(deploy: bool = False) -> Callable[[Callable[[], Found]], Callable[..., Any]]:
    def decorate(function: Callable[[], Found]) -> Callable[..., Any]:
        def run(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
            return list(function())

        run.__name__ = function.__name__
        return register("socle", deploy=deploy)(run)

    return decorate


@check(deploy=True)
def secret_is_ours() -> Found:
    made_here = settings.SOCLE_DATA_DIR / "secret_key"
    if made_here.is_file() and made_here.read_text() == settings.SECRET_KEY:
        yield see(
            Warning,
            "W001",
            "The secret is the one made at the first start, kept in the data folder.",
            "Set SECRET_KEY to 50 random characters, the same for every process.",
        )


@check(deploy=True)
def base_url_is_public() -> Found:
    if urlsplit(settings.SOCLE_BASE_URL).hostname in LOCAL:
        yield see(
            Warning,
            "W002",
            f"The site says it lives at {settings.SOCLE_BASE_URL}: mail would link there.",
            "Set SOCLE_BASE_URL to the address people type.",
        )


@check(deploy=True)
def base_url_is_https() -> Found:
    if urlsplit(settings.SOCLE_BASE_URL).scheme != "https":
        yield see(
            Warning,
            "W003",
            "The address of the site is not https: cookies and passkeys are not safe.",
            "Give SOCLE_BASE_URL an https address and put a certificate in front.",
        )


@check(deploy=True)
def mail_leaves() -> Found:
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        yield see(
            Warning,
            "W004",
            "Mail is printed or kept here instead of being sent.",
            "Set EMAIL_URL to your mail server, such as smtp+tls://user:password@host:587.",
        )


@check(deploy=True)
def database_is_meant() -> Found:
    if connection.vendor == "sqlite":
        yield see(
            Info,
            "I005",
            "The database is SQLite: right for one machine, not for several.",
            "Set DATABASE_URL to a PostgreSQL database if the site runs on more than one.",
        )


@check()
def data_folder_is_writable() -> Found:
    place: Path = settings.SOCLE_DATA_DIR
    while not place.exists():
        place = place.parent
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        yield see(
            Error,
            "E006",
            f"Nothing can be written in {settings.SOCLE_DATA_DIR}.",
            "Give the user who runs Socle the right to write there, or set SOCLE_DATA_DIR.",
        )


@check()
def country_has_a_pack() -> Found:
    if not settings.SOCLE_PACK_DIR.is_dir():
        yield see(
            Error,
            "E007",
            f'There is no pack for the country "{settings.SOCLE_COUNTRY}".',
            f"Set SOCLE_COUNTRY to one of: {', '.join(packs())}.",
        )


def packs() -> list[str]:
    folder = settings.SOCLE_PACK_DIR.parent
    return sorted(place.name for place in folder.iterdir()) if folder.is_dir() else []


@check(deploy=True)
def tables_are_there() -> Found:
    """The database answers, and has the tables of this version."""
    try:
        tables = connection.introspection.table_names()
    except DatabaseError:
        yield see(
            Error,
            "E009",
            "The database does not answer.",
            "Look at DATABASE_URL, and that the database runs.",
        )
        return
    cache = caches["default"]
    if isinstance(cache, DatabaseCache) and table_of(cache) not in tables:
        yield see(
            Error,
            "E010",
            f'The table "{table_of(cache)}" is missing, where pages are kept.',
            "Run: socle prepare.",
        )
    plan = MigrationExecutor(connection)
    if plan.migration_plan(plan.loader.graph.leaf_nodes()):
        yield see(
            Error,
            "E018",
            "The database does not have all the tables of this version.",
            "Run: socle prepare.",
        )


def table_of(cache: DatabaseCache) -> str:
    return cache.cache_model_class._meta.db_table


@check(deploy=True)
def redis_answers() -> Found:
    cache = caches["default"]
    if not isinstance(cache, RedisCache):
        return
    try:
        cache.get("anything")
    except RedisError:
        yield see(
            Error,
            "E017",
            "Redis does not answer: without it every page is an error.",
            "Look at REDIS_URL, and that Redis runs; or leave REDIS_URL out.",
        )


@check()
def cache_is_shared_and_large() -> Found:
    cache = caches["default"]
    if isinstance(cache, LocMemCache):
        yield see(
            Warning,
            "W011",
            "The cache is in memory: each process has its own, and limits count wrong.",
            "Use the database cache, or set REDIS_URL.",
        )
    elif isinstance(cache, DatabaseCache) and cache._max_entries < FEWEST_ENTRIES:
        yield see(
            Warning,
            "W011",
            f"The cache keeps {cache._max_entries} entries: pages would be built again and again.",
            f"Give it a MAX_ENTRIES of {FEWEST_ENTRIES} or more.",
        )


@check(deploy=True)
def hosts_are_named() -> Found:
    if "*" in settings.ALLOWED_HOSTS:
        yield see(
            Warning,
            "W012",
            "The site answers to any name, so that links can be forged.",
            "Name its hosts in ALLOWED_HOSTS, with commas between.",
        )


@check()
def proxies_are_counted() -> Found:
    if settings.SOCLE_PROXIES < 0:
        yield see(
            Error,
            "E019",
            f"There cannot be {settings.SOCLE_PROXIES} proxies.",
            "Set SOCLE_PROXIES to how many of your own a request passes through.",
        )


@check(deploy=True)
def proxies_are_believed() -> Found:
    if settings.HTTPS and not settings.SOCLE_PROXIES:
        yield see(
            Warning,
            "W020",
            "A proxy is in front and is not counted: all visitors share one limit.",
            "Leave SOCLE_PROXIES out, or count your proxies.",
        )


@check(deploy=True)
def is_no_demo() -> Found:
    if settings.SOCLE_DEMO:
        yield see(
            Warning,
            "W021",
            "Invented people sign in by codes that never change.",
            "Leave SOCLE_DEMO out on a site of real people.",
        )


@check()
def storage_is_readable() -> Found:
    if settings.SOCLE_STORAGE_URL and not is_storage(settings.SOCLE_STORAGE_URL):
        yield see(
            Error,
            "E013",
            "SOCLE_STORAGE_URL names no place for files.",
            "Write s3://key:secret@host/bucket or file:///a/folder, or leave it out.",
        )


def is_storage(url: str) -> bool:
    parts = urlsplit(url)
    needed = parts.path if parts.scheme == "file" else parts.hostname and parts.path.strip("/")
    return parts.scheme in STORAGE_SCHEMES and bool(needed)


@check()
def map_tiles_are_readable() -> Found:
    if settings.SOCLE_MAP_TILES and not is_tiles(settings.SOCLE_MAP_TILES):
        yield see(
            Error,
            "E014",
            "SOCLE_MAP_TILES names no base map.",
            "Give the https address, or the path on this site, of a .pmtiles file.",
        )


def is_tiles(address: str) -> bool:
    parts = urlsplit(address)
    here = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    there = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return (here or there) and parts.path.endswith(".pmtiles")


@check(deploy=True)
def controller_is_named() -> Found:
    if not settings.SOCLE_CONTROLLER:
        yield see(
            Warning,
            "W022",
            "Nobody is named who answers for what this site keeps of people.",
            "Set SOCLE_CONTROLLER to a name and a postal or e-mail address.",
        )


@check(deploy=True)
def no_mail_is_given_up() -> Found:
    try:
        count = OutgoingMail.objects.given_up().count()
    except DatabaseError:
        return
    if count:
        yield see(
            Warning,
            "W015",
            f"Messages given up after {TRIES} tries: {count}. They reached nobody.",
            "Run socle mail to see why, and socle mail --retry once it is repaired.",
        )
