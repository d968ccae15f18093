"""Search over everything that can be found, and where the facts come from."""

from typing import Any, cast

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from socle.foundation.kept import kept_page
from socle.foundation.reading import may_be_kept_if_asked_about, read_only
from socle.territories.queries import pack
from socle.territories.rules import ALL_STAMPS, known_since
from socle.web.context import same_search
from socle.web.forms import SearchForm
from socle.web.queries.finding import Found

PER_PAGE = 20


@read_only
@may_be_kept_if_asked_about
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    query = form.words()
    found = Found(query, get_language())
    page = Paginator(cast(Any, found), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "query": query,
        "page": page,
        "found": found,
        "alternates": same_search(request, query),
    }
    return render(request, "web/search.html", context)


@read_only
@kept_page(*ALL_STAMPS)
def sources(request: HttpRequest) -> HttpResponse:
    """Where the facts about the country come from, as its pack says, and how to take them."""
    context = {
        "sources": pack.sources(),
        "since": known_since(),
        "folder": f"packs/{settings.SOCLE_COUNTRY}",
        "code_url": settings.SOCLE_SOURCE_URL,
    }
    return render(request, "web/sources.html", context)
