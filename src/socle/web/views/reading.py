"""What every page here has in common: it is only read."""

from collections.abc import Callable

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponse]


def read_only(view: View) -> View:
    """GET and HEAD; anything else is 405, said before a token that no page here has is missed."""
    return csrf_exempt(require_safe(view))
