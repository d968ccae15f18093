"""The queue of jobs: what `socle worker` runs, now or by the clock.

The queue delivers at most once: what a killed worker was running is forgotten. So a job carries
nothing but ids, a row says what is due, and a periodic job looks for such rows again.
"""

import sqlite3
import threading
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.db import close_old_connections, connection
from huey import Huey, crontab
from huey.api import TaskWrapper
from huey.serializer import SignedSerializer
from huey.storage import RedisStorage, SqliteStorage

__all__ = ["crontab", "huey", "job", "periodic", "queue_job", "registered_jobs", "stopping"]

log = structlog.get_logger(__name__)

# Set when the worker is asked to stop: long jobs look at it between two pieces of work.
stopping = threading.Event()

JOBS: dict[str, TaskWrapper] = {}


class UnsafeArgument(ValueError):
    """Something other than an id was to be put in the queue."""


class QueueFile(SqliteStorage):
    """The queue as one SQLite file, made on first use so that a check may say it cannot be."""

    def _create_connection(self) -> sqlite3.Connection:
        Path(self.filename).parent.mkdir(parents=True, exist_ok=True)
        connection = super()._create_connection()
        for statement in self.ddl:
            connection.execute(statement)
        return connection


def open_queue() -> Huey:
    # Signed: what is read from the queue is unpickled.
    common: dict[str, Any] = {
        "results": False,
        "serializer": SignedSerializer(settings.SECRET_KEY, "socle.jobs"),
    }
    if settings.REDIS_URL:
        return Huey("socle", storage_class=RedisStorage, url=settings.REDIS_URL, **common)
    place = str(settings.SOCLE_DATA_DIR / "jobs.sqlite3")
    return Huey("socle", storage_class=QueueFile, filename=place, create_tables=False, **common)


huey = open_queue()


def job(function: Callable[..., Any]) -> TaskWrapper:
    """Make ``function`` a job named ``<room>.<function>``; its arguments are ids."""
    return register(function, huey.task(name=function.__name__))


def periodic(when: Callable[..., bool]) -> Callable[[Callable[[], Any]], TaskWrapper]:
    """Make a function a job that runs ``when``: ``@periodic(crontab(minute="*/5"))``."""

    def decorate(function: Callable[[], Any]) -> TaskWrapper:
        return register(function, huey.periodic_task(when, name=function.__name__))

    return decorate


def register(function: Callable[..., Any], as_task: Callable[..., TaskWrapper]) -> TaskWrapper:
    name = f"{function.__module__.split('.')[1]}.{function.__name__}"
    JOBS[name] = as_task(guarded(name, function))
    return JOBS[name]


def guarded(name: str, function: Callable[..., Any]) -> Callable[..., None]:
    """``function`` with fresh database connections; a failure is logged, without its words.

    What an exception says may quote a person's data. The row stays due and is met again.
    """

    @wraps(function)
    def run(*ids: int | str) -> None:
        begin_afresh()
        try:
            function(*ids)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the worker lives on
            log.error("job failed", job=name, ids=ids, error=type(error).__name__, at=place(error))
        finally:
            begin_afresh()

    return run


def begin_afresh() -> None:
    """A connection that outlived its time is opened again; one in the middle of a transaction is
    that of whoever runs the job there and then."""
    if not connection.in_atomic_block:
        close_old_connections()


def place(error: BaseException) -> str:
    """Where it was raised, as ``file.py:12``."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""


def queue_job(name: str, *ids: int | str) -> None:
    """Ask for a job by its name: from an action, through ``transaction.on_commit(robust=True)``."""
    for value in ids:
        if not str(value).replace("-", "").replace("_", "").isalnum():
            raise UnsafeArgument(name)
    JOBS[name](*ids)


def registered_jobs() -> dict[str, str]:
    """The name of every job and its first sentence."""
    return {
        name: (task.func.__doc__ or "").strip().partition("\n")[0]
        for name, task in sorted(JOBS.items())
    }
