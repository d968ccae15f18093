"""A memorandum as a file: PDF, Markdown, JSON."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from socle.demands.models import Memorandum, Release
from socle.demands.queries.addresses import path_if_any, path_of, slug
from socle.demands.queries.exported import (
    markdown_files,
    memorandum_json,
    taken_at,
    taken_today,
    zipped,
)
from socle.demands.queries.paper import NoPublisher, memorandum_pdf
from socle.demands.queries.words import published
from socle.demands.rules import may_write_memorandum, open_memorandum
from socle.demands.views.showing import show, trail, who_asks
from socle.foundation.reading import read_only
from socle.territories.addresses import LANGUAGES


@read_only
def pdf(request: HttpRequest, key: int, number: int | None = None) -> HttpResponse:
    """Of a release, the last one when none is named; else the page says why there is none."""
    asker = who_asks(request)
    memorandum = open_memorandum(asker, key)
    release = release_of(memorandum, number)
    try:
        content = memorandum_pdf(release) if release else b""
    except NoPublisher:
        content = b""
    if content and release:
        return file(content, "application/pdf", f"{name_of(memorandum)}-{release.number}.pdf")
    words = published([memorandum.text]).of(memorandum.text)
    title, may_write = words.title if words else "", may_write_memorandum(asker, memorandum)
    return show(
        request,
        "no_pdf",
        status=404,
        title=title,
        release=release,
        owner=memorandum.text.owner,
        memorandum_url=path_of(memorandum, words),
        edit_url=path_if_any("demands:memorandum-edit", memorandum.pk) if may_write else "",
        breadcrumb=trail((path_of(memorandum, words), title), "PDF"),
    )


@read_only
def markdown(request: HttpRequest, key: int, number: int | None = None) -> HttpResponse:
    """A ZIP of Markdown files; ``?language=nl`` keeps to one language."""
    memorandum = open_memorandum(who_asks(request), key)
    language = request.GET.get("language", "")
    if language and language not in LANGUAGES:
        raise Http404
    found = taken_today(memorandum)
    if number is not None and (release := release_of(memorandum, number)):
        found = taken_at(release)
    name = "-".join(filter(None, [name_of(memorandum), str(number or ""), language]))
    return file(zipped(markdown_files(found, language)), "application/zip", f"{name}.zip")


@read_only
def as_json(request: HttpRequest, key: int) -> HttpResponse:
    memorandum = open_memorandum(who_asks(request), key)
    options = {"ensure_ascii": False, "indent": 1}
    answer = JsonResponse(memorandum_json(memorandum), json_dumps_params=options)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name_of(memorandum)}.json"'
    return answer


def release_of(memorandum: Memorandum, number: int | None) -> Release | None:
    rows = Release.objects.select_related("memorandum__text__owner").filter(memorandum=memorandum)
    if number is not None:
        return get_object_or_404(rows, number=number)
    return rows.order_by("-number").first()


def name_of(memorandum: Memorandum) -> str:
    words = published([memorandum.text]).of(memorandum.text, get_language())
    return slug(memorandum.pk, words).partition("-")[2] or "memorandum"


def file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
