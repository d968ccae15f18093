"""A demand and a local wording of it, for anyone."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language

from socle.demands.models import Adaptation, Demand
from socle.demands.queries.adaptation_pages import AdaptationPage, adaptation_page, adopted_since
from socle.demands.queries.addresses import path_if_any, path_of
from socle.demands.queries.adopted import adopted_of, communes_of
from socle.demands.queries.demand_pages import DemandPage, demand_page
from socle.demands.queries.working import Asked, asked_in_drafts, what_it_asks, written
from socle.demands.rules import (
    ADAPTATIONS,
    DEMANDS,
    is_read,
    may_take_over,
    may_write_demand,
    open_adaptation,
    open_demand,
)
from socle.demands.views.showing import elsewhere, in_each_language, show, trail, who_asks
from socle.foundation.kept import kept_page
from socle.foundation.reading import read_only
from socle.groups.models import Membership
from socle.groups.rules import GROUPS, Who
from socle.library.rules import CASES
from socle.territories.addresses import area_path
from socle.territories.models import Area
from socle.territories.rules import AREAS, BODIES, TOPICS

ORGANISER = Membership.Role.ORGANISER


@read_only
@kept_page(DEMANDS, ADAPTATIONS, GROUPS, AREAS, BODIES, TOPICS, CASES, asks={"page"})
def demand(request: HttpRequest, key: int) -> HttpResponse:
    asker = who_asks(request)
    found = open_demand(asker, key)
    page = demand_page(found, day=timezone.localdate(), number=request.GET.get("page"))
    if page.words is None:
        return draft(request, asker, found)
    moved = elsewhere(request, found, page.said, is_public=found.is_open)  # type: ignore[attr-defined]
    if moved is not None:
        return moved
    above = [(path_of(row, words), words) for row, words in page.memorandums[:1]]
    return show(
        request,
        "demand",
        page=page,
        links=links_of(asker, found, page),
        drafts=drafts_for(asker, found),
        breadcrumb=trail(*above, page.words),
        alternates=in_each_language(found, page.said),
    )


def drafts_for(asker: Who, demand: Demand) -> list[Asked]:
    """What the people of its group are about to ask."""
    if demand.withdrawn_at is not None or not asker.is_inside(demand.text.owner):
        return []
    return asked_in_drafts(demand, (get_language() or "")[:2])


def draft(request: HttpRequest, asker: Who, demand: Demand) -> HttpResponse:
    """Nothing of it is published: what is being written, for the people of its group."""
    language = (get_language() or "")[:2]
    words = written([demand.text_id], language)[demand.text_id].draft
    if words is None or not asker.is_inside(demand.text.owner):
        raise Http404
    may_write = may_write_demand(asker, demand)
    return show(
        request,
        "draft",
        demand=demand,
        words=words,
        asks=what_it_asks(demand, language, day=timezone.localdate()),
        edit_url=path_if_any("demands:demand-edit", demand.pk) if may_write else "",
        breadcrumb=trail(words.title),
    )


def links_of(asker: Who, demand: Demand, page: DemandPage) -> dict[str, str]:
    """Pages about its text, where they are there."""
    text = demand.text
    language = page.words.language if page.words else text.source_language
    found = {
        "history": path_if_any("texts:history", text.pk),
        "lineage": path_if_any("texts:lineage", text.pk),
    }
    if demand.withdrawn_at is None:
        found["suggest"] = path_if_any("texts:suggest", text.pk, language)
    if may_write_demand(asker, demand):
        found["edit"] = path_if_any("demands:demand-edit", demand.pk)
    return found


@read_only
@kept_page(DEMANDS, ADAPTATIONS, GROUPS, AREAS)
def places(request: HttpRequest, key: int) -> HttpResponse:
    """GeoJSON: a point for each commune where the demand was taken over."""
    found = open_demand(who_asks(request), key)
    areas = communes_of(adopted_of(found), timezone.localdate()).select_related("level")
    rows = areas.filter(latitude__isnull=False).order_by("code")
    return JsonResponse({"type": "FeatureCollection", "features": [point(row) for row in rows]})


def point(area: Area) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"name": area.name, "url": area_path(area)},
        "geometry": {"type": "Point", "coordinates": [area.longitude, area.latitude]},
    }


@read_only
@kept_page(DEMANDS, ADAPTATIONS, GROUPS, AREAS)
def adaptation(request: HttpRequest, key: int) -> HttpResponse:
    """What a local group made of it: its words, what was changed, the original."""
    asker = who_asks(request)
    found = open_adaptation(asker, key)
    inside = asker.is_inside(found.text.owner)
    page = adaptation_page(found, timezone.localdate(), inside=inside)
    if found.was_public and not inside:
        return withdrawn_wording(request, asker, found, page)
    is_public = found.status == Adaptation.Status.ADOPTED
    moved = elsewhere(request, found, page.said, is_public=is_public)
    if moved is not None:
        return moved
    above = path_of(found.provision.demand, page.demand)
    return show(
        request,
        "adaptation",
        page=page,
        may_manage=may_take_over(asker, found.text.owner),
        links=links_of_wording(found, page) | links_to_take(asker, found),
        breadcrumb=trail((above, page.demand), found.text.owner.name),
        alternates=in_each_language(found, page.said),
    )


def withdrawn_wording(
    request: HttpRequest, asker: Who, adaptation: Adaptation, page: AdaptationPage
) -> HttpResponse:
    """What anyone could read is gone, and this is said: by whom, when, why. Its words are not."""
    demand = is_read(asker, adaptation.provision.demand_id)
    above = path_of(adaptation.provision.demand, page.demand) if demand else ""
    return show(
        request,
        "wording_withdrawn",
        status=410,
        page=page,
        demand_url=above,
        today=adopted_since(adaptation),
        breadcrumb=trail(*([(above, page.demand)] if demand else []), adaptation.text.owner.name),
    )


def links_to_take(asker: Who, adaptation: Adaptation) -> dict[str, str]:
    """For other groups: whoever organises its own alone has these words already."""
    owner = adaptation.text.owner
    stands = Adaptation.objects.adopted().filter(pk=adaptation.pk).exists()
    others = [key for key, roles in asker.roles.items() if key != owner.pk and ORGANISER in roles]
    if not stands or (asker.organises(owner) and not others):
        return {}
    return {"take": path_if_any("demands:adopt-wording", adaptation.pk)}


def links_of_wording(adaptation: Adaptation, page: AdaptationPage) -> dict[str, str]:
    text = adaptation.text
    history = path_if_any("texts:history", text.pk) if page.words else ""
    adopted = adaptation.status == Adaptation.Status.ADOPTED
    suggest = path_if_any("texts:suggest", text.pk, text.source_language) if adopted else ""
    write = path_if_any("texts:write", text.pk, text.source_language)
    lineage = path_if_any("texts:lineage", text.pk)
    return {"history": history, "lineage": lineage, "suggest": suggest, "write": write}
