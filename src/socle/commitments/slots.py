"""What this room shows on pages of the rooms below."""

from typing import Any

from django.template.loader import render_to_string

from socle.commitments.models import Questionnaire
from socle.commitments.queries.grid import asks_shown
from socle.commitments.queries.ledger import head
from socle.commitments.rules import ANSWERS, ASKS, LEDGER
from socle.elections.models import Contest
from socle.foundation.slots import fill
from socle.groups.models import Group


def asks_beside(group: Group, context: dict[str, Any]) -> str:
    """For who manages the group: the way to what it asks candidates."""
    if group.kind == Group.Kind.WORKING or not context.get("may", {}).get("manage"):
        return ""
    return render_to_string("commitments/parts/asks_beside.html", {"group": group})


def answers_beside(contest: Contest, context: dict[str, Any]) -> str:
    """How much its lists are asked, and the head of the ledger."""
    questionnaire = Questionnaire.objects.filter(contest=contest).first()
    shown = {
        "contest": contest,
        "questionnaire": questionnaire,
        "asks": asks_shown(questionnaire).count() if questionnaire else 0,
        "head": head(),
    }
    return render_to_string("commitments/parts/beside_contest.html", shown)


fill("group.aside", asks_beside)
fill("contest.aside", answers_beside, stamps=(ASKS, ANSWERS, LEDGER))
