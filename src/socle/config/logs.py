"""What is logged, and how: one line an event, on standard error, without personal data."""

import os
import re
from typing import Any

import structlog

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
QUERY = re.compile(r"(?<=/)([\w.~-]*)\?[^\s\"']*")
# A signed link or a code is as good as a key.
TOKEN = re.compile(r"(?<=/)[\w:=.-]{24,}(?=[/\s\"'?]|$)")


def scrub(words: str) -> str:
    """Without e-mail addresses, query strings, and long parts of addresses of pages."""
    words = QUERY.sub(r"\1?…", words)
    return TOKEN.sub("…", ADDRESS.sub("…@…", words))


def scrub_event(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    return {
        name: scrub(value) if isinstance(value, str) and not name.startswith("_") else value
        for name, value in event.items()
    }


SHARED: list[Any] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]

structlog.configure(
    processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": SHARED,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                scrub_event,
                structlog.processors.LogfmtRenderer(
                    key_order=["timestamp", "level", "logger", "event"]
                ),
            ],
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "socle": {"level": os.environ.get("SOCLE_LOG_LEVEL", "INFO").upper()},
        # Django mails nobody and prints nothing of its own: the root handler above has it all.
        "django": {"level": "WARNING", "handlers": [], "propagate": True},
        # Who asks for what is the proxy's to log, without query strings: see docs/deploy.md
        "django.server": {"level": "WARNING", "handlers": [], "propagate": True},
        # Signs of a stranger at the door, not of a fault.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.request": {"level": "ERROR"},
        # It complains of every HEAD.
        "gunicorn.http.wsgi": {"level": "ERROR"},
        # A job that failed is logged by foundation/queue.py, without the words of the exception.
        "huey": {"level": "WARNING"},
    },
}
