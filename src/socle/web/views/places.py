"""The front door: your commune or postcode?"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from socle.foundation.kept import kept_page
from socle.foundation.reading import may_be_kept_if_asked_about, read_only
from socle.territories.addresses import area_path
from socle.territories.queries import pack
from socle.territories.queries.areas import areas_at
from socle.territories.queries.places import suggest
from socle.territories.rules import AREAS
from socle.web.context import same_search
from socle.web.forms import SearchForm
from socle.web.rules import unique_exact

MOST_MATCHES = 30
SECONDS_KEPT = 300
MOST_SUGGESTIONS = 8


@read_only
@kept_page(AREAS)
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "web/home.html", {"country": pack.country_name()})


@kept_page(AREAS)
def every_place(request: HttpRequest) -> HttpResponse:
    """Every commune, by region and province; for those who would rather choose than type."""
    today = timezone.localdate()
    context = {"regions": by_region(today)}
    return render(request, "web/places.html", context)


def by_region(today: Any) -> list[dict[str, Any]]:
    """Each region with its provinces and their communes; a region without province stands alone."""
    areas = list(areas_at(today).prefetch_related("parents"))
    inside: dict[int, list[Any]] = {}
    for area in areas:
        for parent in area.parents.all():
            inside.setdefault(parent.pk, []).append(area)
    regions = [area for area in areas if area.level.code == "region"]
    return [{"region": region, "groups": groups_in(region, inside)} for region in regions]


def groups_in(region: Any, inside: dict[int, list[Any]]) -> list[dict[str, Any]]:
    provinces = [a for a in inside.get(region.pk, []) if a.level.code == "province"]
    return [
        {
            "area": area,
            "communes": sorted(
                (a for a in inside.get(area.pk, []) if a.level.position == 1), key=lambda a: a.name
            ),
        }
        for area in provinces or [region]
    ]


@read_only
@may_be_kept_if_asked_about
def places(request: HttpRequest) -> HttpResponse:
    """What Enter gives without JavaScript: the place itself if there is no doubt, else matches."""
    query = SearchForm(request.GET).words()
    if not query:
        return every_place(request)
    matches = suggest(query, get_language(), timezone.localdate(), limit=MOST_MATCHES)
    only = unique_exact(matches, lambda match: match.kind == "commune" and match.exact)
    if only is not None:
        return redirect(area_path(only.area))
    found = [{"url": area_path(match.area), "match": match} for match in matches]
    context = {
        "query": query,
        "is_number": query.isdecimal(),
        "matches": found,
        "country": pack.country_name(),
        "alternates": same_search(request, query),
    }
    return render(request, "web/matches.html", context)


@read_only
def suggestions(request: HttpRequest) -> HttpResponse:
    """Matches as one types, for the combobox."""
    query = SearchForm(request.GET).words()
    # One more than is shown tells whether there are more.
    matches = suggest(query, get_language(), timezone.localdate(), limit=MOST_SUGGESTIONS + 1)
    results = [
        {"label": match.label, "detail": match.detail, "url": area_path(match.area)}
        for match in matches[:MOST_SUGGESTIONS]
    ]
    response = JsonResponse({"results": results, "more": len(matches) > len(results)})
    response.headers["Cache-Control"] = f"public, max-age={SECONDS_KEPT}"
    return response
