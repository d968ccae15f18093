"""What the three steps of taking a demand over share."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from socle.demands.forms.adopting import WordsForm
from socle.demands.models import Provision
from socle.demands.queries.addresses import path_of
from socle.demands.queries.words import published
from socle.demands.views.showing import show, trail
from socle.texts.models import Revision

# What somebody typed waits in their session while they sign in.
DRAFT = "demands.adopt"


def around(request: HttpRequest, provision: Provision, original: Revision) -> dict[str, Any]:
    demand = provision.demand
    said = published([demand.text_id])
    words = said.of(demand.text)
    return {
        "provision": provision,
        "original": original,
        "demand_words": words,
        "breadcrumb": trail((path_of(demand, words), words or original), _("Take over")),
    }


def choose_url(request: HttpRequest, provision: Provision) -> str:
    commune = request.GET.get("commune", "")
    query = {"commune": commune} if commune else None
    return reverse("demands:adopt", args=[provision.pk], query=query)


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
