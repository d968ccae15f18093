"""Who is signed in where: sessions that know whose they are, and on which device.

No address of the network is kept: a list of one's devices does not need it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from socle.accounts.models import Session

DEVICE, SINCE, SEEN = "device", "signed_in_at", "seen_at"
# Writing at each request would have everyone wait for everyone; a day is near enough.
SEEN_EVERY = timedelta(days=1)

# In this order: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
BROWSERS = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
]
SYSTEMS = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
]


class SessionStore(db.SessionStore):
    """Django's sessions in the database, in a table that knows whose each one is."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = super().create_model_instance(data)
        session.user_id = data.get(SESSION_KEY)  # type: ignore[attr-defined]
        return session  # type: ignore[return-value]


def device_of(request: HttpRequest) -> str:
    """``"Firefox · Android"``; empty where the browser does not say."""
    agent = request.headers.get("User-Agent", "")
    found = [first(agent, BROWSERS), first(agent, SYSTEMS)]
    return " · ".join(filter(None, found))


def first(agent: str, names: list[tuple[str, str]]) -> str:
    return next((name for sign, name in names if sign in agent), "")


def note_device(request: HttpRequest, *, now: datetime) -> None:
    """Write in the session of who has just signed in what their list of devices will show."""
    request.session[DEVICE] = device_of(request)
    request.session[SINCE] = request.session[SEEN] = now.isoformat()
    # What was not signed in was to be forgotten soon.
    request.session.set_expiry(None)


class NoteWhenSeen:
    """Writes once a day that a session is in use, which also keeps it from ending."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Without the cookie there is nothing to look up, and the answer does not depend on it.
        # The API answers everybody alike.
        is_page = not request.path.startswith("/api/")
        if is_page and settings.SESSION_COOKIE_NAME in request.COOKIES:
            note_seen(request, now=timezone.now())
        return self.get_response(request)


def note_seen(request: HttpRequest, *, now: datetime) -> None:
    seen = request.session.get(SEEN)
    if seen is not None and now - datetime.fromisoformat(seen) > SEEN_EVERY:
        request.session[SEEN] = now.isoformat()
