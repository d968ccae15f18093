"""What this room shows on pages of the rooms below."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from socle.commitments.models import Questionnaire
from socle.commitments.queries.grid import asks_shown
from socle.commitments.queries.ledger import head
from socle.commitments.queries.rounds import provisions_to_ask
from socle.commitments.queries.stage import stages_to_note
from socle.commitments.queries.standing_said import said_by_list, said_where_they_stood
from socle.commitments.rules import ANSWERS, ASKS, LEDGER
from socle.demands.models import Demand
from socle.elections.models import Contest, ElectoralList, Person
from socle.foundation.slots import Provider, fill
from socle.groups.models import Group
from socle.groups.rules import may_coordinate, who


def asks_beside(group: Group, context: dict[str, Any]) -> str:
    """For who manages the group: the way to what it asks candidates. For its witnesses: the
    meetings where they note what lists answer."""
    may = context.get("may", {})
    if group.kind == Group.Kind.WORKING or not may.get("inside"):
        return ""
    shown: dict[str, Any] = {"group": group, "manages": may.get("manage")}
    if not may.get("manage"):
        shown["stages"] = stages_to_note(group, context["request"].user, timezone.now())
    return render_to_string("commitments/parts/asks_beside.html", shown)


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


def answers_of_list(row: ElectoralList, context: dict[str, Any]) -> str:
    said = said_by_list(row)
    if said is None:
        return ""
    shown = {"said": said, "head": head()}
    return render_to_string("commitments/parts/said_by_list.html", shown)


def answers_of_person(person: Person, context: dict[str, Any]) -> str:
    """Where they may be named, as their page found it."""
    said = said_where_they_stood(context["page"].candidacies)
    return render_to_string("commitments/parts/said_by_person.html", {"said": said}) if said else ""


SAID_OF: dict[type, Provider] = {
    Contest: answers_beside,
    ElectoralList: answers_of_list,
    Person: answers_of_person,
}


def said_on_page(shown: object, context: dict[str, Any]) -> str:
    return SAID_OF[type(shown)](shown, context)


def place_of_asks(shown: object, context: dict[str, Any]) -> str:
    request = context["request"]
    url = reverse("commitments:rounds")
    here = {"url": url, "current": request.path == url}
    return render_to_string("commitments/coalition/place.html", here)


def place_of_promises(shown: object, context: dict[str, Any]) -> str:
    request = context["request"]
    url = reverse("commitments:gathering")
    here = {"url": url, "current": request.path == url}
    return render_to_string("commitments/gathering/place.html", here)


def whole_level_beside(demand: Demand, context: dict[str, Any]) -> str:
    """For coordinators: the way to asking it of a whole level."""
    user = context["request"].user
    day = timezone.localdate()
    if not user.is_authenticated or not may_coordinate(who(user, day=day)):
        return ""
    if not provisions_to_ask(day, demand).exists():
        return ""
    return render_to_string("commitments/coalition/beside_demand.html", {"demand": demand})


fill("group.aside", asks_beside)
fill("coalition.places", place_of_asks)
fill("coalition.places", place_of_promises)
fill("demand.aside", whole_level_beside)
fill("election.said", said_on_page, stamps=(ASKS, ANSWERS, LEDGER))
