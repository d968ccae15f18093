import errno
import os
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from socle.foundation.processes import Together


class Command(BaseCommand):
    # What speaks of this machine; the pages are checked elsewhere.
    requires_system_checks = ["socle"]
    help = "Serve the site with gunicorn, and with --with-worker its jobs besides."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="default 8000")
        parser.add_argument(
            "--host", default="127.0.0.1", help="default 127.0.0.1: this machine only"
        )
        parser.add_argument("--workers", type=int, default=2, help="processes (default 2)")
        parser.add_argument("--threads", type=int, default=8, help="of each process (default 8)")
        parser.add_argument("--with-worker", action="store_true", help="run the jobs too")

    def handle(self, *args: Any, **options: Any) -> None:
        require_free_port(options["host"], options["port"])
        web = web_command(options)
        if not options["with_worker"]:
            os.execv(web[0], web)  # noqa: S606 -- the server takes this process's place
        worker = [sys.executable, "-m", "socle", "worker"]
        sys.exit(Together({"web server": web, "worker": worker}).run())


def web_command(options: dict[str, Any]) -> list[str]:
    return [
        *[sys.executable, "-m", "gunicorn", "socle.config.wsgi:application"],
        *["--bind", f"{options['host']}:{options['port']}"],
        *["--worker-class", "gthread"],
        *["--workers", str(options["workers"]), "--threads", str(options["threads"])],
        *["--config", "python:socle.config.gunicorn"],
        *["--graceful-timeout", "10", "--log-level", "error", "--no-control-socket"],
    ]


def require_free_port(host: str, port: int) -> None:
    """Say in one line what is wrong before the server says it in fifty."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            sys.exit(words_for(error, host, port))
        except OverflowError:
            sys.exit(f"{port} is not a port: choose one from 1024 to 65535.")


def words_for(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken. Stop the other program, or choose another: "
            f"make run PORT={port + 1}"
        )
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights. Choose one above 1024: make run PORT=8000"
    return f"Nothing can be served on {host}:{port}: {error.strerror}."
