"""What is asked with a case of the library as its proof."""

from socle.demands.models import Demand
from socle.demands.queries.words import published
from socle.demands.rules import public_demands
from socle.library.models import Case
from socle.texts.models import Revision

# Beside the page of a case.
MOST = 20


def demands_with_case(case: Case) -> list[tuple[Demand, Revision]]:
    """Public ones that stand, each once; two queries."""
    rows = Demand.objects.standing().filter(public_demands(), evidence__case=case)
    demands = list(rows.select_related("text").distinct().order_by("pk")[:MOST])
    said = published(demand.text_id for demand in demands)
    return [(demand, words) for demand in demands if (words := said.of(demand.text))]
