"""What the page of a case shows."""

from dataclasses import dataclass

from django.db.models import Q

from socle.library.models import Case
from socle.library.queries.listed import Line, lines_of
from socle.territories.models import Topic
from socle.texts.queries.translations import Shown, shown_of


@dataclass(frozen=True, slots=True)
class CasePage:
    """``after``: what they had seen done elsewhere; ``others``: who did it after them."""

    case: Case
    shown: Shown
    topics: list[Topic]
    after: Line | None
    others: list[Line]


def case_page(case: Case, language: str) -> CasePage:
    near = Q(adapted_from=case) | Q(pk=case.adapted_from_id)
    rows = Case.objects.standing().filter(near).select_related("text", "area")
    lines = lines_of(rows.order_by("since", "pk"))
    return CasePage(
        case=case,
        shown=shown_of([case.text_id], language)[case.text_id],
        topics=list(case.topics.order_by("position")),
        after=next((line for line in lines if line.case.pk == case.adapted_from_id), None),
        others=[line for line in lines if line.case.pk != case.adapted_from_id],
    )
