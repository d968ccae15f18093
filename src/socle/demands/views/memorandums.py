"""Memorandums: the list, one of them, a frozen release."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from socle.demands.models import Memorandum, Release
from socle.demands.queries.addresses import path_if_any, path_of, slug
from socle.demands.queries.memorandums import (
    demands_of_groups,
    memorandum_page,
    public_memorandums,
)
from socle.demands.queries.releases import release_page
from socle.demands.queries.words import published
from socle.demands.rules import (
    DEMANDS,
    may_bring_memorandum_back,
    may_write_memorandum,
    open_memorandum,
)
from socle.demands.views.showing import elsewhere, in_each_language, show, trail, who_asks
from socle.foundation.kept import kept_page
from socle.foundation.reading import read_only
from socle.groups.rules import GROUPS, Who
from socle.territories.rules import AREAS, BODIES
from socle.texts.models import Revision

TAKEN_AWAY = ("memorandum-pdf", "memorandum-markdown", "memorandum-json")


@read_only
@kept_page(DEMANDS, GROUPS, AREAS)
def memorandums(request: HttpRequest) -> HttpResponse:
    """Those anyone may read, and the demands that groups wrote themselves."""
    return show(request, "memorandums", lines=public_memorandums(), own=demands_of_groups())


@read_only
@kept_page(DEMANDS, GROUPS, AREAS, BODIES)
def memorandum(request: HttpRequest, key: int) -> HttpResponse:
    """All of it, to be read in one go: the words published today."""
    asker = who_asks(request)
    found = open_memorandum(asker, key)
    page = memorandum_page(found)
    if page is None:
        raise Http404
    is_public = found.status != Memorandum.Status.DRAFT
    moved = elsewhere(request, found, page.said, is_public=is_public)
    if moved is not None:
        return moved
    return show(
        request,
        "memorandum",
        page=page,
        edit_url=where_to_work(asker, found),
        files=files_of(found, page.words),
        breadcrumb=trail(page.words),
        alternates=in_each_language(found, page.said),
    )


def where_to_work(asker: Who, memorandum: Memorandum) -> str:
    """Where it is written, or brought back; "" for who does neither."""
    if may_write_memorandum(asker, memorandum):
        return path_if_any("demands:memorandum-edit", memorandum.pk)
    may_bring_back = may_bring_memorandum_back(asker, memorandum)
    return path_if_any("demands:memorandum-restore", memorandum.pk) if may_bring_back else ""


def files_of(memorandum: Memorandum, words: Revision) -> dict[str, str]:
    """What can be taken away, by a word for its form."""
    here = slug(memorandum.pk, words)
    found = {name.rpartition("-")[2]: path_if_any(f"demands:{name}", here) for name in TAKEN_AWAY}
    return {form: url for form, url in found.items() if url}


@read_only
@kept_page(DEMANDS, GROUPS, AREAS)
def release(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """The words as they were frozen, for good; what is around them may change."""
    memorandum = open_memorandum(who_asks(request), key)
    rows = Release.objects.select_related("memorandum__text")
    found = get_object_or_404(rows, memorandum=memorandum, number=number)
    said = published([memorandum.text])
    page = release_page(found)
    words = page.words or said.of(memorandum.text)
    url = path_of(memorandum, said.of(memorandum.text))
    name = _("Release %(number)s") % {"number": found.number}
    return show(
        request,
        "release",
        page=page,
        words=words,
        title=words.title if words else "",
        name=name,
        memorandum_url=url,
        breadcrumb=trail((url, words), name),
    )
