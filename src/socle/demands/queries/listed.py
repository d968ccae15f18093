"""Every page of this room that is worth finding, in each language."""

from django.conf import settings

from socle.demands.models import Adaptation, Demand, Memorandum
from socle.demands.queries.addresses import path_of
from socle.demands.queries.words import published
from socle.demands.rules import public_demands

LANGUAGES = tuple(dict(settings.LANGUAGES))


def pages_of_demands() -> list[dict[str, str]]:
    """Paths by language, for the map of the site."""
    rows: list[Memorandum | Demand | Adaptation] = [
        *Memorandum.objects.public().select_related("text").order_by("pk"),
        *Demand.objects.standing().filter(public_demands()).select_related("text").order_by("pk"),
        *Adaptation.objects.adopted().select_related("text").order_by("pk"),
    ]
    said = published(row.text_id for row in rows)
    return [
        {code: path_of(row, said.of(row.text, code), code) for code in LANGUAGES}
        for row in rows
        if said.by_text.get(row.text_id)
    ]
