"""Sites that are never served: the first process of a run that needs one makes it for all."""

import fcntl
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from socle.foundation.tests.site import free_port, postgres_address

ROOT = Path(__file__).parents[2]
SOCLE = [sys.executable, "-m", "socle"]
QUIETLY = {"cwd": ROOT, "stdout": subprocess.DEVNULL}
# By its name, what each is a copy of, and the command that makes the rest.
ORIGINALS = {"country": ("", "prepare"), "campaign": ("country", "demo")}


def environment(folder, database=None):
    """What the processes of a site are told; without the address of a database it is a file."""
    env = os.environ | {
        "SOCLE_DATA_DIR": str(folder),
        "SOCLE_BASE_URL": f"http://localhost:{free_port()}",
    }
    env.pop("DATABASE_URL", None)
    return env | ({"DATABASE_URL": database} if database else {})


class Originals:
    """The country with its facts, and the same with the demo campaign, in a folder that the
    processes of a run share; on PostgreSQL, with a database that carries the run's name."""

    def __init__(self, folder, run, worker, blocker):
        self.folder, self.run, self.worker, self.blocker = folder, run, worker, blocker
        self.databases = []

    @contextmanager
    def alone(self):
        with (self.folder / "originals.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def copy(self, name, folder):
        """What the processes of a new site are told, a copy of the original of that name."""
        database = f"{folder.parent.name}_{self.worker}"
        with self.alone():
            return self.copied(name, folder, database)

    def copied(self, name, folder, database):
        if name:
            if not (self.folder / name).exists():
                self.make(name)
            shutil.copytree(self.folder / name, folder)
        return environment(folder, self.create_database(database, name))

    def make(self, name):
        like, command = ORIGINALS[name]
        unfinished = self.folder / f"{name}-unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        env = self.copied(like, unfinished, name)
        subprocess.run([*SOCLE, command], env=env, check=True, **QUIETLY)
        unfinished.rename(self.folder / name)

    def remove(self):
        """Whoever still needs one makes it again."""
        with self.alone():
            for name in ORIGINALS:
                shutil.rmtree(self.folder / name, ignore_errors=True)
            for name in [*self.databases, *ORIGINALS]:
                self.drop_database(name)

    # --- on PostgreSQL; on SQLite the database is a file in the folder ---

    def create_database(self, name, like):
        if connection.vendor == "sqlite":
            return None
        self.databases.append(name)
        self.drop_database(name)
        template = f' TEMPLATE "{self.named(like)}"' if like else ""
        self.ask_server(f'CREATE DATABASE "{self.named(name)}"{template}')
        return postgres_address(self.named(name))

    def drop_database(self, name):
        if connection.vendor != "sqlite":
            self.ask_server(f'DROP DATABASE IF EXISTS "{self.named(name)}" WITH (FORCE)')

    def named(self, name):
        return f"socle_{self.run}_{name}"

    def ask_server(self, question):
        with self.blocker.unblock(), connection._nodb_cursor() as cursor:
            cursor.execute(question)
