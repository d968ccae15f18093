"""How often something may be asked: by one client address, with one key such as an e-mail address.

The rates stand in the setting ``SOCLE_LIMITS``: ``"60/10m/ip,5/10m/pair,20/h/key"`` allows sixty in
ten minutes from one client address, five with the same key from the same address, and twenty an
hour with the same key from anywhere (so that nobody can shut out somebody else from afar). Counts
stand in the cache that all processes share, under digests: neither an address nor a key can be read
there.
"""

import ipaddress
import math
import time

from allauth.core.internal.ratelimit import Rate, apply_rate, cache_lock, parse_rates
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

# One client holds a whole network of that many bits.
IPV6_NETWORK = 64
# Seconds to wait when so many ask at once that their tries cannot be counted.
BUSY = 5


def within_limit(request: HttpRequest, action: str, *, key: str = "") -> bool:
    """Count one more try of ``action`` (``"groups.contact"``); False when it is one too many.

    Then ``too_many(request)`` is the answer: it says when to try again. Without ``key`` only what
    one client address may do is counted. Call it outside a transaction.
    """
    rates = settings.SOCLE_LIMITS.get(action) or settings.SOCLE_LIMITS["default"]
    for rate in parse_rates(rates):
        if rate.per != "ip" and not key:
            continue
        wait = seconds_to_wait(entry_of(request, action, rate, key), rate)
        if wait:
            request.seconds_to_wait = wait  # type: ignore[attr-defined]
            return False
    return True


def entry_of(request: HttpRequest, action: str, rate: Rate, key: str) -> str:
    sources = {
        "ip": [client_network(request)],
        "key": [key.lower()],
        "pair": [client_network(request), key.lower()],
    }
    digest = salted_hmac("limits", repr(sources[rate.per]), algorithm="sha256").hexdigest()
    return f"limit:{action}:{rate}:{digest[:40]}"


def seconds_to_wait(entry: str, rate: Rate) -> int:
    """0, and the try is counted; or how long until the oldest of those counted no longer is."""
    with cache_lock(entry) as is_mine:
        if not is_mine:
            return BUSY
        now = time.time()
        allowed, tries = apply_rate(cache.get(entry, []), now, rate)
        if allowed:
            cache.set(entry, tries, rate.duration)
            return 0
        return max(1, math.ceil(tries[-1] + rate.duration - now))


def too_many(request: HttpRequest) -> HttpResponse:
    """429, saying in how many minutes to try again."""
    wait = getattr(request, "seconds_to_wait", BUSY)
    response = render(request, "429.html", {"minutes": math.ceil(wait / 60)}, status=429)
    response.headers["Retry-After"] = str(wait)
    response.headers["Cache-Control"] = "no-store"
    return response


def client_address(request: HttpRequest) -> str:
    """The address of who asks; behind proxies, as the outermost of our own saw it.

    Each proxy adds at the right whom it answered, so that what stands further to the left than our
    own proxies reach may be anybody's invention. Empty when there is none, as on a socket.
    """
    address = request.META.get("REMOTE_ADDR", "")
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if settings.SOCLE_PROXIES > 0 and any(seen):
        address = seen[-min(settings.SOCLE_PROXIES, len(seen))]
    return address


def client_network(request: HttpRequest) -> str:
    """The address, or for IPv6 the network it is in: a household has as many as it likes."""
    address = client_address(request)
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return address
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network(f"{known}/{IPV6_NETWORK}", strict=False))
