"""Everything the page of a local wording shows."""

from dataclasses import dataclass
from datetime import date

from socle.demands.models import Adaptation
from socle.demands.queries.adopted import areas_now
from socle.demands.queries.neighbours import (
    Following,
    following,
    neighbour_of,
    words_it_came_from,
)
from socle.demands.queries.words import Published, merged_in, published
from socle.groups.models import Group
from socle.territories.models import Area
from socle.texts.models import Draft, Revision


@dataclass(frozen=True, slots=True)
class AdaptationPage:
    """``words`` are those shown, ``own`` those the group wrote, None before it adopted any;
    ``original`` is what they are measured against, for who may read that, and ``neighbour`` the
    group that wrote it, where it is a local wording too; ``draft`` is what is being prepared;
    ``followed`` says, to those inside, what that neighbour follows; ``merged_into`` names the
    demand that its own became part of."""

    adaptation: Adaptation
    said: Published
    words: Revision | None
    own: Revision | None
    original: Revision | None
    neighbour: Group | None
    followed: Following | None
    demand: Revision | None
    merged_into: Revision | None
    draft: Draft | None
    areas: list[Area]


def adaptation_page(adaptation: Adaptation, day: date, *, inside: bool) -> AdaptationPage:
    text, demand = adaptation.text, adaptation.provision.demand
    into = demand.merged_into
    said = published([text, demand.text, *([into.text] if into else [])])
    return AdaptationPage(
        adaptation=adaptation,
        said=said,
        words=said.of(text),
        own=said.own(text),
        original=text.base if inside else words_it_came_from(text),
        neighbour=neighbour_of(text),
        followed=following(adaptation) if inside else None,
        demand=said.of(demand.text),
        merged_into=merged_in(demand, said),
        draft=text.drafts.filter(language=text.source_language).first(),
        areas=areas_now([adaptation], day).get(adaptation.area_id or 0, []),
    )


def adopted_since(withdrawn: Adaptation) -> Adaptation | None:
    """The wording of the same thing that the group stands by today, if it took it over again."""
    rows = Adaptation.objects.adopted().filter(
        provision=withdrawn.provision_id, text__owner=withdrawn.text.owner_id
    )
    return rows.select_related("text").order_by("-pk").first()
