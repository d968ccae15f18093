"""What demands show on pages of the rooms below."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from socle.demands.queries.next_steps import to_answer
from socle.demands.queries.of_cases import demands_with_case
from socle.demands.queries.of_groups import group_demands
from socle.demands.queries.working import groups_that_adopted
from socle.demands.rules import ADAPTATIONS, DEMANDS, PROVISION, is_another_ask
from socle.foundation.slots import fill
from socle.groups.models import Group
from socle.library.rules import CASE
from socle.texts.models import Text
from socle.texts.queries.revisions import latest

# Beside the page of a group; the rest stands on a page of its own.
MOST = 6


def place_of_demands(shown: object, context: dict[str, Any]) -> str:
    request = context["request"]
    url = reverse("demands:coalition-demands")
    here = {"url": url, "current": request.path == url}
    return render_to_string("demands/coalition/place.html", here)


def overview_of_demands(coalition: Group, context: dict[str, Any]) -> str:
    found = to_answer(coalition)
    return render_to_string("demands/coalition/overview.html", {"found": found})


def demands_beside(group: Group, context: dict[str, Any]) -> str:
    """What the group asks, for anyone."""
    page = group_demands(group, inside=False)
    if not page and not context.get("may", {}).get("inside"):
        return ""
    shown = {"group": group, "adopted": page.adopted[:MOST], "own": page.own[:MOST]}
    return render_to_string("demands/parts/beside_group.html", shown)


def another_ask(text: Text, context: dict[str, Any]) -> str:
    """Before the words of a provision are published: whether they change its indicator, for how
    many groups that adopted it."""
    if text.kind != PROVISION or context.get("opened") is None:
        return ""
    opened = context["opened"]
    if not is_another_ask(latest(text, opened.language), opened.words):
        return ""
    groups = groups_that_adopted(text.provision)
    shown = {"groups": groups}
    return render_to_string("demands/writing/another_ask.html", shown) if groups else ""


def demands_of_case(text: Text, context: dict[str, Any]) -> str:
    """Beside a case: the demands that point to it."""
    if text.kind != CASE or "case" not in context:
        return ""
    found = demands_with_case(context["case"])
    return render_to_string("demands/parts/beside_case.html", {"found": found}) if found else ""


fill("text.aside", another_ask)
fill("text.aside", demands_of_case, stamps=(DEMANDS,))
fill("coalition.places", place_of_demands)
fill("coalition.overview", overview_of_demands)
fill("group.aside", demands_beside, stamps=(DEMANDS, ADAPTATIONS))
