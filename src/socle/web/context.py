"""What every page shows around its content: navigation, footer, the other languages."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from socle.foundation.addresses import alternates, path_of_page


def link(request: HttpRequest, name: str, label: str) -> dict[str, Any]:
    url = path_of_page(None, name)
    return {"url": url, "label": label, "current": request.path == url}


def around(request: HttpRequest) -> dict[str, Any]:
    """A context processor: the main navigation, the links at the foot, the other languages."""
    if not request.path.startswith(f"/{get_language()}/"):
        return {}
    return {
        "navigation": [
            link(request, "web:places", _("Communes")),
            link(request, "demands:memorandums", _("Our demands")),
            link(request, "web:topics", _("Who decides what")),
            link(request, "elections:elections", _("Elections")),
            link(request, "groups:directory", _("Groups")),
            link(request, "web:search", _("Search")),
        ],
        "footer_links": [
            link(request, "web:sources", _("Sources")),
            link(request, "library:cases", _("We did it!")),
            link(request, "web:data-protection", _("Personal data")),
            link(request, "commitments:ledger", _("Public ledger")),
            {"url": f"{reverse('web:sources')}#data", "label": _("Open data")},
            *source_code(),
        ],
        # Most views name their own, and then these need not be worked out.
        "alternates": SimpleLazyObject(lambda: same_page(request)),
        "canonical": f"{settings.SOCLE_BASE_URL}{request.path}",
        "at_home": request.path == f"/{get_language()}/",
    }


def same_page(request: HttpRequest) -> list[dict[str, Any]]:
    return alternates(lambda language: translate_url(request.path, language))


def same_search(request: HttpRequest, query: str) -> list[dict[str, Any]]:
    """The same question in each language: what was typed comes along."""
    asked = f"?{urlencode({'q': query})}" if query else ""
    return alternates(lambda language: translate_url(request.path, language) + asked)


def source_code() -> list[dict[str, Any]]:
    url = settings.SOCLE_SOURCE_URL
    return [{"url": url, "label": _("Source code")}] if url else []
