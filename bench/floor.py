"""The site's addresses, and one more: a view that answers a constant of a given size."""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.urls import path

from bench.visitor import Answer, get
from socle.config.urls import urlpatterns as of_the_site

# With a session, kept pages stand aside: the floor asks the database nothing.
COOKIE = "sessionid=bench"


@lru_cache
def constant(size: int) -> bytes:
    return b"x" * size


def floor(request: HttpRequest, size: int) -> HttpResponse:
    """Says it is compressed already, so that compressing is not part of the floor."""
    return HttpResponse(constant(size), headers={"Content-Encoding": "gzip"})


def ask_floor(size: int) -> Answer:
    return get(f"/bench-floor/{size}", cookie=COOKIE)


urlpatterns = [path("bench-floor/<int:size>", floor), *of_the_site]
