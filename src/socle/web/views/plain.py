"""Addresses that have no language: the root, robots, sitemap, health, errors."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import get_language_from_request
from django.views.defaults import bad_request

from socle.commitments.queries.ledger import ledger_path
from socle.demands.queries.listed import pages_of_demands
from socle.demands.rules import ADAPTATIONS, DEMANDS
from socle.foundation.addresses import alternates
from socle.foundation.kept import kept_page
from socle.foundation.models import Stamp
from socle.foundation.reading import read_only
from socle.groups.rules import GROUPS
from socle.library.queries.listed import pages_of_cases
from socle.library.rules import CASES
from socle.territories.addresses import area_path, topic_path, topics_path
from socle.territories.queries.areas import areas_at
from socle.territories.queries.competences import topics_tree
from socle.territories.rules import AREAS, TOPICS


@read_only
def root(request: HttpRequest) -> HttpResponse:
    """Leads to the home page in the language the browser asks for."""
    response = redirect(f"/{get_language_from_request(request)}/")
    response.headers["Vary"] = "Accept-Language"
    return response


@read_only
def health(request: HttpRequest) -> HttpResponse:
    """Answers when the site can reach its database."""
    words, status = "ok", 200
    try:
        # Of a table: an empty file would answer to less.
        Stamp.objects.exists()
    except Error:
        words, status = "no database", 503
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(words, status=status, content_type="text/plain", headers=headers)


@read_only
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /*?",
        "Disallow: /*/design/",
        f"Sitemap: {settings.SOCLE_BASE_URL}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@read_only
@kept_page(AREAS, TOPICS, DEMANDS, ADAPTATIONS, GROUPS, CASES)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page that is worth finding, each with its other languages."""
    languages = [code for code, _name in settings.LANGUAGES]
    pages = [{code: f"/{code}/" for code in languages}]
    pages.append({code: topics_path(code) for code in languages})
    pages.append({code: ledger_path(code) for code in languages})
    for area in areas_at(timezone.localdate()):
        pages.append({code: area_path(area, code) for code in languages})
    for theme in topics_tree():
        for topic in theme.topics:
            pages.append({code: topic_path(topic, code) for code in languages})
    pages += [*pages_of_demands(), *pages_of_cases()]
    context = {"pages": pages, "base_url": settings.SOCLE_BASE_URL}
    return render(request, "web/sitemap.xml", context, content_type="application/xml")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in the language of the address; the other languages begin at their home page."""
    languages = [code for code, _name in settings.LANGUAGES]
    spoken = request.path[1:3] in languages and request.path[3:4] == "/"
    context = {"canonical": ""} | (
        {"alternates": alternates(lambda language: f"/{language}/")} if spoken else {}
    )
    return render(request, "404.html", context, status=404)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """413 for more than a form may send; 400 for the rest, which no browser sends by itself."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", {"canonical": ""}, status=413)
    return bad_request(request, exception)


def at_fault(request: HttpRequest) -> HttpResponse:
    """500; asks for nothing that may itself be what is broken."""
    files = {"style": file_address("design/socle.css"), "icon": file_address("icon.svg")}
    return HttpResponse(render_to_string("500.html", files), status=500)


def file_address(name: str) -> str:
    """Empty where the static files were not collected or their list is damaged."""
    try:
        return static(name)
    except (OSError, ValueError):
        return ""
