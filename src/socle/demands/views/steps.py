"""What the three steps of taking a demand over share."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from socle.demands.forms.adopting import WordsForm
from socle.demands.models import Adaptation, Provision
from socle.demands.queries.addresses import path_of
from socle.demands.queries.taking_over import Start
from socle.demands.queries.words import published
from socle.demands.views.showing import show, trail

# What somebody typed waits in their session while they sign in.
DRAFT = "demands.adopt"


def around(start: Start) -> dict[str, Any]:
    """``whose``: the group whose words one starts from; None for those of who asks it."""
    demand, original = start.provision.demand, start.original
    said = published([demand.text_id])
    words = said.of(demand.text)
    whose = original.text.owner if start.is_neighbours else None
    above: list[Any] = [(path_of(demand, words), words or original)]
    if start.wording is not None and whose is not None:
        above.append((path_of(start.wording, original), whose.name))
    return {
        "provision": start.provision,
        "original": original,
        "wording": start.wording,
        "whose": whose,
        "demand_words": words,
        "breadcrumb": trail(*above, _("Take over")),
    }


def choose_url(request: HttpRequest, start: Start) -> str:
    commune = request.GET.get("commune", "")
    query = {"commune": commune} if commune else None
    if start.wording is not None:
        return reverse("demands:adopt-wording", args=[start.wording.pk], query=query)
    return reverse("demands:adopt", args=[start.provision.pk], query=query)


def steps_at(number: int, *urls: str) -> list[dict[str, str]]:
    labels = [_("Choose your group"), _("Read and reword"), _("Adopt")]
    return [
        {
            "label": label,
            "url": urls[place - 1] if place <= len(urls) else "",
            "state": "done" if place < number else "current" if place == number else "todo",
        }
        for place, label in enumerate(labels, start=1)
    ]


def withdrawn(
    request: HttpRequest, provision: Provision, typed: WordsForm | None = None
) -> HttpResponse:
    """Nothing more to take over: where it went, and what was ``typed`` meanwhile."""
    demand = provision.demand
    texts = [demand.text_id, *([demand.merged_into.text_id] if demand.merged_into else [])]
    said = published(texts)
    into = said.of(demand.merged_into.text) if demand.merged_into else None
    words = said.of(demand.text)
    context = {"demand": demand, "words": words, "into": into, "typed": typed}
    return show(request, "adopting/withdrawn", status=410, breadcrumb=trail(), **context)


def words_are_gone(
    request: HttpRequest, wording: Adaptation, typed: WordsForm | None = None
) -> HttpResponse:
    """Another group's words that it no longer stands by: the way to those of who asks it, and what
    was ``typed`` meanwhile."""
    demand = wording.provision.demand
    words = published([demand.text_id]).of(demand.text)
    context = {
        "wording": wording,
        "group": wording.text.owner,
        "demand": demand,
        "words": words,
        "stands": wording.provision.withdrawn_at is None and demand.withdrawn_at is None,
        "typed": typed,
    }
    return show(request, "adopting/gone", status=410, breadcrumb=trail(), **context)
