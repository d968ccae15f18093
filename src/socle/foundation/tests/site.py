"""A mail server and worker processes of the tests' own: real parts, on loopback."""

import asyncio
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing, contextmanager
from email import message_from_bytes
from email.policy import default as policy
from pathlib import Path

from aiosmtpd.controller import Controller
from django.db import connection

PATIENCE = 90


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def is_answering(port):
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def wait_until(is_so, what, *running):
    """Look again and again; fail after a long while, or when one that should run has ended."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        for process in running:
            assert process.poll() is None, process.stdout and process.stdout.read()
        assert time.monotonic() < deadline, f"still waiting until {what}"
        time.sleep(0.02)


def postgres_address(name=None):
    """The database of the tests, or one beside it, as another process is told of it."""
    at = connection.settings_dict
    who = f"{at['USER']}:{at['PASSWORD']}".rstrip(":")
    where = f"{at['HOST']}:{at['PORT']}".rstrip(":")
    # A server of our own answers on a socket: its folder stands among the options.
    folder = at["OPTIONS"].get("host")
    socket_in = f"?host={folder}" if folder else ""
    return f"postgres://{who}@{where}/{name or at['NAME']}{socket_in}"


def copied_to(file):
    """The tests' own database is in memory, where no other process sees it: the address of a copy.

    In the mode of every site's: processes that change it at the same moment refuse each other.
    """
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=WAL")
    return f"sqlite:///{file}"


class MailServer:
    """Keeps what it is handed; may refuse an address, or hold one message in hand."""

    def __init__(self):
        self.messages, self.connections = [], 0
        self.refuse, self.refuse_everybody = {}, ""
        self.refused = Counter()
        self.hold_at = None
        self.in_hand, self.let_go = threading.Event(), threading.Event()
        self.port = free_port()

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        if words := self.refuse.get(address, self.refuse_everybody):
            self.refused[address] += 1
            return words
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.messages.append(message_from_bytes(envelope.content, policy=policy))
        if len(self.messages) == self.hold_at:
            self.in_hand.set()
            await asyncio.to_thread(self.let_go.wait, PATIENCE)
        return "250 taken"

    def by_id(self):
        return Counter(message["Message-ID"] for message in self.messages)


@contextmanager
def mail_server():
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        server.let_go.set()
        controller.stop()


class Site:
    """The database of the test, for processes beside it: a copy on SQLite, itself on PostgreSQL."""

    def __init__(self, folder: Path, **env):
        self.folder = folder
        self.env = os.environ | {"SOCLE_DATA_DIR": str(folder), "SECRET_KEY": "of-this-test"} | env
        self.env["DATABASE_URL"] = self.open_database()
        self.running = []

    def open_database(self):
        if connection.vendor == "sqlite":
            self.file = self.folder / "socle.sqlite3"
            return copied_to(self.file)
        return postgres_address()

    def sql(self, statement):
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(self.file, timeout=30)) as base, base:
                return base.execute(statement).fetchall()
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def is_all_sent(self):
        return self.sql("SELECT count(*) FROM foundation_outgoingmail WHERE sent_at IS NULL") == [
            (0,)
        ]

    def start(self, *words):
        process = subprocess.Popen(
            [sys.executable, "-m", "socle", *words],
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.running.append(process)
        return process

    def close(self):
        for process in self.running:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            process.stdout.close()


@contextmanager
def site(folder, **env):
    place = Site(folder, **env)
    try:
        yield place
    finally:
        place.close()
