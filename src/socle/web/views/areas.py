"""The page of a commune, of any other area, and of a topic there."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from socle.commitments.rules import ANSWERS, ASKS, PROMISES
from socle.demands.rules import ADAPTATIONS, DEMANDS
from socle.elections.rules import ELECTIONS, LISTS
from socle.foundation.addresses import alternates
from socle.foundation.kept import kept_page
from socle.foundation.reading import moved_to, read_only
from socle.groups.rules import GROUPS
from socle.territories.addresses import area_path, name_in, topic_word
from socle.territories.models import Area, Topic
from socle.territories.queries.areas import area_by_code
from socle.territories.queries.competences import competences_for, topic_by_slug, topics_tree
from socle.territories.queries.history import area_in_force, in_force
from socle.territories.queries.scopes import scope_of
from socle.territories.rules import ALL_STAMPS, AREAS
from socle.web.drawing import outlines, qr_code
from socle.web.parts import grid_of_contest, shared_by_communes
from socle.web.queries.area_pages import commune_page, level_page, map_of, standing


def known_area(code: str) -> Area:
    found = area_by_code(code)
    if found is None:
        raise Http404
    return found


def trail(*areas: Area) -> list[dict[str, str]]:
    return [{"url": area_path(area), "label": area.name} for area in areas]


@read_only
@kept_page(*ALL_STAMPS, GROUPS, DEMANDS, ADAPTATIONS, ELECTIONS, LISTS, ASKS, ANSWERS, PROMISES)
def area(request: HttpRequest, code: str, level: str) -> HttpResponse:
    places = standing(code)
    if not places:
        raise Http404
    found, *above = places
    if request.path != area_path(found):
        return moved_to(area_path(found))
    today = timezone.localdate()
    context: dict[str, Any] = {
        "alternates": alternates(lambda language: area_path(found, language)),
        "api_url": f"/api/v1/areas/{found.code}",
    }
    if level == "commune":
        page = commune_page(found, above, today=today, phase=settings.SOCLE_PHASE)
        context["page"], promised = page, page.promised
        if promised.contest and promised.there:
            context["grid"] = grid_of_contest(promised.contest, promised.there)
        if page.in_force:
            context["shared"] = shared_by_communes(scope_of(places), today)
        context["qr"] = qr_code(settings.SOCLE_BASE_URL + request.path)
        return render(request, "web/commune.html", context)
    context["page"] = level_page(found, above, today=today)
    return render(request, "web/level.html", context)


@read_only
@kept_page(*ALL_STAMPS)
def area_topic(request: HttpRequest, code: str, level: str, slug: str) -> HttpResponse:
    """Who decides what on one topic, for those who live in the area."""
    found, today = known_area(code), timezone.localdate()
    topic = topic_by_slug(slug, get_language())
    if topic is None or topic.parent is None:
        raise Http404
    here = f"{area_path(found)}{topic_word()}/{topic.slug}/"
    if request.path != here:
        return moved_to(here)
    alive = in_force(found, today)
    theme = next(theme for theme in topics_tree() if theme.topic == topic.parent)
    context = {
        "area": found,
        "in_force": alive,
        "successor": None if alive else area_in_force(found, today),
        "topic": topic,
        "theme": theme,
        "rows": list(competences_for(found, topic, day=today)),
        "breadcrumb": [*trail(found), {"label": topic.name}],
        "area_url": area_path(found),
        "here": f"{area_path(found)}{topic_word()}/",
        "alternates": alternates(lambda language: topic_there(found, topic, language)),
    }
    return render(request, "web/area_topic.html", context)


def topic_there(area: Area, topic: Topic, language: str) -> str:
    slug = name_in(topic, language, "slug")
    return f"{area_path(area, language)}{topic_word(language)}/{slug}/"


@read_only
@kept_page(AREAS)
def area_map(request: HttpRequest, code: str) -> HttpResponse:
    """GeoJSON of the communes of an area: outlines where there are some, else points."""
    found = known_area(code)
    here = f"{area_path(found)}map.json"
    if request.path != here:
        return moved_to(here)
    return JsonResponse(outlines(map_of(found, today=timezone.localdate())))
