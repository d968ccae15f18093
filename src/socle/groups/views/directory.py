"""The directory of groups."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from socle.foundation.addresses import alternates
from socle.foundation.kept import kept_page
from socle.foundation.reading import read_only
from socle.groups.forms.directory import PARAMETERS, DirectoryForm
from socle.groups.models import Group
from socle.groups.queries.directory import counts_by_kind, groups_asked
from socle.groups.queries.whereabouts import places_of, with_areas
from socle.groups.rules import GROUPS
from socle.territories.queries.typed import as_typed
from socle.territories.rules import AREAS, TOPICS

PER_PAGE = 24
# Several of a kind, where one chooses among kinds.
SEVERAL = {
    Group.Kind.COALITION: _("Coalition"),
    Group.Kind.ORGANISATION: _("Organisations"),
    Group.Kind.LOCAL: _("Local groups"),
    Group.Kind.WORKING: _("Working groups"),
}
MOST_OTHER_PLACES = 4


class Counted(Paginator):
    """The count is known already: it is the sum of those by kind."""

    def __init__(self, rows: Any, per_page: int, count: int) -> None:
        super().__init__(rows, per_page)
        self.count = count


@read_only
@kept_page(GROUPS, AREAS, TOPICS, asks=PARAMETERS)
def directory(request: HttpRequest) -> HttpResponse:
    day = timezone.localdate()
    form = DirectoryForm(request.GET, day=day)
    counts = {} if form.knows_no_such_place else counts_by_kind(form.asked)
    kind = form.asked.kind
    count = counts.get(kind, 0) if kind else sum(counts.values())
    rows = groups_asked(form.asked).prefetch_related(with_areas())
    page = Counted(rows if count else Group.objects.none(), PER_PAGE, count).get_page(
        form.asked_for["page"]
    )
    places = places_of(page, day)
    context = {
        "form": form,
        "page": page,
        "cards": [(group, places[group.pk]) for group in page],
        "kinds": kinds_counted(form, counts),
        "others": other_places(form, request),
        "alternates": same_question(form),
    }
    return render(request, "groups/directory.html", context)


def kinds_counted(form: DirectoryForm, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Each kind that would find something, as a link that asks for it alone."""
    chosen = form.asked.kind
    labelled = [("", "", sum(counts.values()))]
    labelled += [(k, str(label), counts[k]) for k, label in SEVERAL.items() if counts.get(k)]
    return [
        {"label": label, "count": count, "url": ask(form, kind=kind), "current": kind == chosen}
        for kind, label, count in labelled
    ]


def other_places(form: DirectoryForm, request: HttpRequest) -> list[dict[str, str]]:
    """What else was perhaps meant by what was typed."""
    return [
        {
            "label": as_typed(match.area, form.spoken, form.day),
            "url": ask(form, where="", area=match.code),
        }
        for match in form.matches[1 : 1 + MOST_OTHER_PLACES]
    ]


def ask(form: DirectoryForm, **changes: str) -> str:
    """The address of the question with something else in it, from its first page on."""
    asked = form.asked_for | changes | {"page": ""}
    return f"?{urlencode({name: value for name, value in asked.items() if value})}"


def same_question(form: DirectoryForm) -> list[dict[str, Any]]:
    """In each language: the place as its code, since its name is another there."""
    code = form.area.code if form.area else ""
    question = ask(form, where="" if code else form.asked_for["where"], area=code)

    def address(language: str) -> str:
        with override(language):
            return reverse("groups:directory") + (question if question != "?" else "")

    return alternates(address)
