"""What every page says of who looks at it: the way in for a visitor, their own pages for others."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from socle.accounts.models import User
from socle.foundation.addresses import path_of_page


def who_looks(request: HttpRequest) -> dict[str, Any]:
    """A context processor. A visitor's page says nothing of them, so that it can be kept."""
    if not request.path.startswith(f"/{get_language()}/"):
        return {}
    user = getattr(request, "user", None)
    if isinstance(user, User):
        return {"person": links_of(user, request.path)}
    return {"sign_in": way_in(request.path)}


def way_in(path: str) -> dict[str, Any]:
    """To the sign-in page, and back to this very page; not in circles."""
    sign_in = path_of_page(None, "account_login")
    here = path.startswith((sign_in, path_of_page(None, "accounts:sign-out")))
    back = "" if here or path == f"/{get_language()}/" else f"?{urlencode({'next': path})}"
    return {"url": f"{sign_in}{back}", "current": path == sign_in}


def links_of(user: User, path: str) -> dict[str, Any]:
    home, account = resolve_url(settings.LOGIN_REDIRECT_URL), reverse("accounts:account")
    return {
        "name": user.name or user.email,
        "home": {"url": home, "current": path == home},
        "account": {"url": account, "current": path == account},
        "sign_out": reverse("accounts:sign-out"),
    }
