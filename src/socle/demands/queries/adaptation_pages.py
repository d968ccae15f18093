"""Everything the page of a local wording shows."""

from dataclasses import dataclass
from datetime import date

from socle.demands.models import Adaptation
from socle.demands.queries.adopted import areas_now
from socle.demands.queries.words import Published, merged_in, published
from socle.territories.models import Area
from socle.texts.models import Draft, Revision


@dataclass(frozen=True, slots=True)
class AdaptationPage:
    """``words`` are those shown, ``own`` those the group wrote, None before it adopted any;
    ``original`` is what they are measured against, ``draft`` what is being prepared;
    ``merged_into`` names the demand that its own became part of."""

    adaptation: Adaptation
    said: Published
    words: Revision | None
    own: Revision | None
    original: Revision | None
    demand: Revision | None
    merged_into: Revision | None
    draft: Draft | None
    areas: list[Area]


def adaptation_page(adaptation: Adaptation, day: date) -> AdaptationPage:
    text, demand = adaptation.text, adaptation.provision.demand
    into = demand.merged_into
    said = published([text, demand.text, *([into.text] if into else [])])
    return AdaptationPage(
        adaptation=adaptation,
        said=said,
        words=said.of(text),
        own=said.own(text),
        original=text.base,
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
