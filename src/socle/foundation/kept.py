"""Pages that anyone may see, built once and kept until something they show changes.

A view marked ``@kept_page("territories", …)`` names the stamps of what it shows. Their versions are
read before the page is built; an entry is used only while every version is still the same, so that
a change is seen at once, whatever process made it. Each version of a page is built by one process;
those who ask meanwhile wait for it. See docs/decisions/0004-kept-pages.md.
"""

import gzip
import hashlib
import re
import time
from collections.abc import Callable, Collection, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache, wraps
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import structlog
from django.conf import settings
from django.core.cache import cache as shared
from django.core.cache import caches
from django.core.exceptions import DisallowedHost
from django.db import Error
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.cache import has_vary_header, patch_vary_headers
from django.utils.http import parse_etags

from socle.foundation.asking import marks, rows
from socle.foundation.database_cache import LeanDatabaseCache
from socle.foundation.entries import Entry, Memory
from socle.foundation.models import Stamp

# A day: pages that speak of "today" have the day in their key besides.
LONGEST = 86_400
# There is no end to the questions that can be asked in an address: their answers are not stored up.
BRIEFLY = 60
# Longer than any page takes to build; a builder that died is replaced after it.
BUILD_SECONDS = 10
MOST_TURNS = 5
# Those who wait look again after this long, then after longer and longer.
FIRST_WAIT, LONGEST_WAIT = 0.01, 0.25
# A page that took longer than this may have been overtaken by a newer one.
LONG_BUILD = 0.25
IN_MEMORY_BYTES = 32_000_000
REFUSED = re.compile(r"q\s*=\s*0(\.0*)?")
VERSIONS = f"SELECT name, version FROM {Stamp._meta.db_table} WHERE name IN ({{}})"  # noqa: S608
CACHE_CONTROL = "public, max-age=0, must-revalidate"
PRIVATE = "private, max-age=0, must-revalidate"

# Cookies that make a page somebody's own: who is signed in, what they are told once.
PERSONAL = {settings.SESSION_COOKIE_NAME, "messages"}

log = structlog.get_logger(__name__)
# What the page under construction was told of its stamps, for the sections in it.
told: ContextVar[dict[str, str] | None] = ContextVar("told", default=None)


memory = Memory(IN_MEMORY_BYTES)

# The stamps of all marked views; there are few.
SHOWN: set[str] = set()

# Settings that a page may show.
SHOWN_SETTINGS = (
    "SOCLE_BASE_URL",
    "SOCLE_COUNTRY",
    "SOCLE_MAP_TILES",
    "SOCLE_PHASE",
    "SOCLE_SOURCE_URL",
    "STATIC_URL",
)


@cache
def build_id() -> str:
    """Names this version of the program, so that a page kept by another one is not used."""
    digest = hashlib.sha256()
    for path in sorted(settings.SOURCE_DIR.rglob("*")):
        if path.suffix in {".py", ".html", ".mo"} and "tests" not in path.parts:
            digest.update(path.read_bytes())
    # The names under which this version's static files are served.
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists():
        digest.update(manifest.read_bytes())
    for name in SHOWN_SETTINGS:
        digest.update(f"{name}={getattr(settings, name)}".encode())
    return digest.hexdigest()[:12]


def versions(names: Iterable[str]) -> dict[str, str]:
    """The present version of each named thing, in one query; one never touched is ``""``."""
    names = list(names)
    found = dict(rows(VERSIONS.format(marks(names)), names)) if names else {}
    return {name: found.get(name, "") for name in names}


def versions_told(names: Collection[str]) -> dict[str, str]:
    """The same, as the page under construction read them before anything else; else the present."""
    page = told.get() or {}
    return {name: page[name] for name in names} if set(names) <= set(page) else versions(names)


View = Callable[..., HttpResponse]


def kept_page(*stamps: str, asks: Collection[str] = ()) -> Callable[[View], View]:
    """Mark a view whose answer depends on nothing but its path, the day and these stamps.

    And on the parameters it ``asks`` for: it is not told of any other, so that a page which came
    with the mark of whoever sent the visitor is the same page.
    """

    SHOWN.update(stamps)

    def decorate(view: View) -> View:
        @wraps(view)
        def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            known = forget_unasked(request, asks)
            key = getattr(request, "kept_key", None)
            if key is None:
                return view(request, *args, **kwargs)
            if not known:
                key = request.kept_key = key_of(request) or key  # type: ignore[attr-defined]
                entry, request.kept_seen = look(key)  # type: ignore[attr-defined]
                if entry is not None:
                    return marked_with(HttpResponse(), entry=entry)
            seen = seen_by(request, stamps)
            lock = build_lock(key, seen)
            entry = wait_for_turn(key, seen, lock)
            if entry is not None:
                return marked_with(HttpResponse(), entry=entry)
            request.kept_lock = lock  # type: ignore[attr-defined]
            # The page is kept whole and plain; who asked gets it compressed or not afterwards.
            request.META.pop("HTTP_ACCEPT_ENCODING", None)
            request.META.pop("HTTP_IF_NONE_MATCH", None)
            log.debug("page built", path=request.path)
            token, began = told.set(seen), time.monotonic()
            try:
                return marked_with(view(request, *args, **kwargs), stamps=seen, began=began)
            finally:
                told.reset(token)

        return marked

    return decorate


def forget_unasked(request: HttpRequest, asks: Collection[str]) -> bool:
    """Leave in the query only what is asked for; whether that is all there was."""
    written = request.META.get("QUERY_STRING", "")
    parts = [p for p in written.split("&") if unquote_plus(p.partition("=")[0]) in asks]
    kept = "&".join(parts)
    if kept == written:
        return True
    request.META["QUERY_STRING"] = kept
    request.GET = QueryDict(kept, encoding=request.encoding)
    return False


def seen_by(request: HttpRequest, stamps: Iterable[str]) -> dict[str, str]:
    """The versions this request read before anything else, or else the present ones."""
    seen: dict[str, str] = getattr(request, "kept_seen", None) or {}
    if not seen.keys() >= set(stamps):
        return versions(stamps)
    return {name: seen[name] for name in stamps}


def build_lock(key: str, seen: dict[str, str]) -> str:
    """Taken once for each version of the page, and given back only if nothing could be kept.

    Who finds the page missing just before it is kept, and asks for the lock just after, does not
    get it: so the page is not built twice.
    """
    digest = hashlib.sha256(repr(sorted(seen.items())).encode()).hexdigest()
    return f"build:{key}:{digest[:16]}"


def marked_with(response: HttpResponse, **marks: Any) -> HttpResponse:
    for name, value in marks.items():
        setattr(response, f"kept_{name}", value)
    return response


def key_of(request: HttpRequest) -> str | None:
    """The key of the page asked for, or None when this request must not meet a kept page."""
    if request.method not in {"GET", "HEAD"} or PERSONAL & set(request.COOKIES):
        return None
    if request.path.startswith(settings.STATIC_URL):
        return None
    try:
        # No page shows it, so it is not in the key: there is no end to its ports.
        request.get_host()
    except DisallowedHost:
        return None
    # A server that believes a stranger's SCRIPT_NAME would let one page take another's place.
    if request.META.get("SCRIPT_NAME"):
        return None
    where = f"{request.scheme}:{request.get_full_path()}"
    asked = f"{build_id()}|{timezone.localdate()}|{where}"
    return "page:" + hashlib.sha256(asked.encode()).hexdigest()


def look(key: str) -> tuple[Entry | None, dict[str, str] | None]:
    """The entry under ``key`` if nothing it shows has changed since it was built.

    And the versions read on the way.
    """
    entry = memory.get(key)
    if entry is not None:
        now = versions(entry.stamps)
        if now == entry.stamps:
            return entry, now
    now, entry = versions_and_entry(key)
    if entry is not None:
        if not entry.stamps.keys() <= now.keys():
            now = versions(entry.stamps)
        if entry.stamps.items() <= now.items():
            memory.put(key, entry)
            return entry, now
    memory.drop(key)
    return None, now


def versions_and_entry(key: str) -> tuple[dict[str, str], Entry | None]:
    """The versions of all that pages show, and the entry in the shared cache, right or not.

    Asked in one go where one database holds both.
    """
    cache, names = caches["default"], sorted(SHOWN)
    if not isinstance(cache, LeanDatabaseCache):
        return versions(names), cache.get(key)
    found, entry = cache.get_beside(key, VERSIONS.format(marks(names)), names)
    return {name: found.get(name, "") for name in names}, entry


class KeptPages:
    """Answers from kept pages; keeps what a marked view answers. Stands first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # Views say what they show as they are imported: before the first request.
        import_module(settings.ROOT_URLCONF)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request)
        if key is None:
            return for_one_person(request, self.get_response(request))
        asked = Asked.of(request)
        try:
            entry, seen = look(key)
        except Error:
            # What needs no database still answers; the rest fails as a page does, headers and all.
            return self.get_response(request)
        if entry is not None:
            return answer(asked, entry)
        request.kept_key, request.kept_seen = key, seen  # type: ignore[attr-defined]
        try:
            response = self.get_response(request)
            entry = getattr(response, "kept_entry", None) or keep(request, response)
        finally:
            lock = getattr(request, "kept_lock", None)
            if lock is not None and entry is None:
                shared.delete(lock)
        return not_kept(response) if entry is None else answer(asked, entry)


def for_one_person(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What depends on who is signed in is no proxy's to keep, whatever its view says of others."""
    is_theirs = PERSONAL & set(request.COOKIES) and has_vary_header(response, "Cookie")
    if is_theirs and "no-store" not in response.headers.get("Cache-Control", ""):
        response.headers["Cache-Control"] = PRIVATE
    return response


def not_kept(response: HttpResponse) -> HttpResponse:
    """Any proxy may keep this too, and must ask, unless the view or a fault says otherwise."""
    told_otherwise = response.has_header("Cache-Control") or response.cookies
    if not told_otherwise and response.status_code < 500:
        response.headers["Cache-Control"] = CACHE_CONTROL
        patch_vary_headers(response, ["Cookie"])
    return response


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a request decides the form of the answer."""

    gzip: bool
    etags: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
        return cls(takes_gzip(accepted), request.META.get("HTTP_IF_NONE_MATCH", ""))


@lru_cache(maxsize=256)
def takes_gzip(accepted: str) -> bool:
    """Whether gzip is named, and not with the weight of zero that refuses it."""
    for part in accepted.lower().split(","):
        coding, *parameters = (word.strip() for word in part.split(";"))
        if coding in {"gzip", "x-gzip"}:
            return not any(REFUSED.fullmatch(word) for word in parameters)
    return False


def keep(request: HttpRequest, response: HttpResponse) -> Entry | None:
    """Keep what a marked view answered, if it is a whole page that sets no cookie."""
    stamps = getattr(response, "kept_stamps", None)
    if stamps is None or response.status_code != 200 or response.cookies or response.streaming:
        return None
    if (
        time.monotonic() - getattr(response, "kept_began", 0) > LONG_BUILD
        and versions(stamps) != stamps
    ):
        return None
    headers = {
        name: value
        for name, value in response.items()
        if name.lower() not in {"etag", "content-length", "cache-control", "vary"}
    }
    etag = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    entry = Entry(stamps, headers, gzip.compress(response.content, 6, mtime=0), etag)
    key = request.kept_key  # type: ignore[attr-defined]
    shared.set(key, entry, BRIEFLY if request.META.get("QUERY_STRING") else LONGEST)
    memory.put(key, entry)
    return entry


def answer(asked: Asked, entry: Entry) -> HttpResponse:
    """The kept page, or 304 when who asks already has it."""
    if asked.etags and (asked.etags.strip() == "*" or entry.etag in parse_etags(asked.etags)):
        response = HttpResponse(status=304)
        del response.headers["Content-Type"]
    else:
        body = entry.compressed if asked.gzip else gzip.decompress(entry.compressed)
        response = HttpResponse(body, headers=entry.headers)
        if asked.gzip:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(body))
    response.headers["ETag"] = entry.etag
    response.headers["Cache-Control"] = CACHE_CONTROL
    response.headers["Vary"] = "Accept-Encoding, Cookie"
    return response


def wait_for_turn(key: str, seen: dict[str, str], lock: str) -> Entry | None:
    """The entry that somebody else builds meanwhile, or None when it is for us to build it."""
    deadline = time.monotonic() + 2 * BUILD_SECONDS
    # A cache that can no longer be written gives its lock to nobody: no use in asking on.
    for _turn in range(MOST_TURNS):
        if shared.add(lock, 1, BUILD_SECONDS) or time.monotonic() > deadline:
            return None
        entry = built_elsewhere(key, seen, lock)
        if entry is not None:
            return entry
    return None


def built_elsewhere(key: str, seen: dict[str, str], lock: str) -> Entry | None:
    """The entry that the holder of the lock builds, or None once there is no lock any more."""
    wait, stale = FIRST_WAIT, list[dict[str, str]]()
    while True:
        found = shared.get_many([key, lock])
        for entry in (memory.get(key), found.get(key)):
            if entry is None or entry.stamps in stale:
                continue
            # The version this request found to be the present one will do, though no longer so.
            if entry.stamps == seen or versions(entry.stamps) == entry.stamps:
                memory.put(key, entry)
                return entry
            stale.append(entry.stamps)
        if lock not in found:
            return None
        time.sleep(wait)
        wait = min(wait * 1.5, LONGEST_WAIT)
