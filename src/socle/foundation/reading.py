"""What pages that are only read have in common."""

from collections.abc import Callable

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponseBase]
A_DAY = 86_400


def read_only(view: View) -> View:
    """GET and HEAD; anything else is 405, said before a token that no page here has is missed."""
    return csrf_exempt(require_safe(view))


# What each question makes anew says the same as a kept page: see foundation/kept.py.
may_be_kept_if_asked_about = cache_control(public=True, max_age=0, must_revalidate=True)


def moved_to(path: str) -> HttpResponse:
    """For good, as far as anyone knows; believed for a day, since a name may change back."""
    response = redirect(path, permanent=True)
    response.headers["Cache-Control"] = f"public, max-age={A_DAY}"
    return response
