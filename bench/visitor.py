"""A visitor who asks this process for pages, through all that Django does for a request."""

import io
import sys
import time
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

HOST = "localhost:8000"


@dataclass
class Answer:
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    cpu_ms: float = 0.0


@cache
def application() -> Any:
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415

    return get_wsgi_application()


def environ_for(address: str, **headers: str) -> dict[str, Any]:
    parts = urlsplit(address)
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(parts.path).encode().decode("latin-1"),
        "QUERY_STRING": parts.query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": HOST,
        "HTTP_ACCEPT": "text/html,application/xhtml+xml,*/*;q=0.8",
        "HTTP_ACCEPT_LANGUAGE": "fr,en;q=0.5",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "HTTP_USER_AGENT": "bench",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    named = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    return environ | named


def get(address: str, **headers: str) -> Answer:
    """The answer, with the CPU time of this process from the call to the last byte."""
    app, environ, answer = application(), environ_for(address, **headers), Answer()

    def start_response(status: str, fields: list[tuple[str, str]]) -> None:
        answer.status, answer.headers = int(status[:3]), dict(fields)

    begun = time.process_time_ns()
    response = app(environ, start_response)
    answer.body = b"".join(response)
    response.close()
    answer.cpu_ms = (time.process_time_ns() - begun) / 1e6
    return answer
