"""The databases a benchmark makes for itself, on SQLite and on PostgreSQL, and removes again."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).parents[1]
WHERE = "postgres://root@127.0.0.1:5432/test"


class Database:
    """A kind of database: its data folder, and copies under names of our own."""

    name = ""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def address(self, name: str) -> str:
        raise NotImplementedError

    def make(self, name: str) -> None:
        """Ready to be prepared."""

    def copy(self, name: str, to: str) -> None:
        raise NotImplementedError

    def remove(self) -> None:
        """What lies outside the folder."""

    def prepare(self, name: str) -> None:
        self.make(name)
        self.run(name, "-m", "socle", "prepare")

    def step(self, name: str, what: str, rounds: int) -> Any:
        said = self.run(name, "-m", "bench.step", what, str(rounds))
        return json.loads(said.splitlines()[-1])

    def run(self, name: str, *arguments: str) -> str:
        env = {key: value for key, value in os.environ.items() if key != "REDIS_URL"}
        env |= {"SOCLE_DATA_DIR": str(self.folder), "DATABASE_URL": self.address(name)}
        env["SOCLE_BASE_URL"] = "http://localhost:8000"
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True
        )
        if done.returncode:
            raise SystemExit(f"{self.name}, {' '.join(arguments)}:\n{done.stderr[-3000:]}")
        return done.stdout


class SQLite(Database):
    name = "SQLite"

    def path(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite3"

    def address(self, name: str) -> str:
        return f"sqlite:///{self.path(name)}"

    def copy(self, name: str, to: str) -> None:
        # The last process that had it open has put its journal away.
        shutil.copyfile(self.path(name), self.path(to))


class PostgreSQL(Database):
    name = "PostgreSQL"

    def __init__(self, folder: Path, where: str) -> None:
        super().__init__(folder)
        self.where = where
        self.made: list[str] = []

    def own(self, name: str) -> str:
        return f"socle_bench_{os.getpid()}_{name}"

    def address(self, name: str) -> str:
        return urlsplit(self.where)._replace(path=f"/{self.own(name)}").geturl()

    def tell(self, statement: str) -> None:
        with psycopg.connect(self.where, autocommit=True, connect_timeout=10) as connection:
            connection.execute(statement)

    def make(self, name: str) -> None:
        self.made.append(name)
        self.tell(f'CREATE DATABASE "{self.own(name)}"')

    def copy(self, name: str, to: str) -> None:
        self.made.append(to)
        self.tell(f'CREATE DATABASE "{self.own(to)}" TEMPLATE "{self.own(name)}"')

    def remove(self) -> None:
        for name in self.made:
            self.tell(f'DROP DATABASE IF EXISTS "{self.own(name)}" WITH (FORCE)')


@contextlib.contextmanager
def databases(folder: Path) -> Iterator[list[Database]]:
    """SQLite, and PostgreSQL where a server answers."""
    found: list[Database] = [SQLite(folder / "sqlite")]
    where = os.environ.get("BENCH_POSTGRES") or os.environ.get("SOCLE_TEST_POSTGRES") or WHERE
    try:
        psycopg.connect(where, connect_timeout=10).close()
        found.append(PostgreSQL(folder / "postgresql", where))
    except psycopg.OperationalError as error:
        print(f"No PostgreSQL (see BENCH_POSTGRES): {error}", file=sys.stderr)
    try:
        yield found
    finally:
        for database in found:
            database.remove()
