"""What texts show on pages of the room below."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from socle.foundation.slots import fill
from socle.groups.models import Group
from socle.texts.queries.suggestions import waiting_suggestions
from socle.texts.queries.updates import waiting_updates


def what_waits_for(group: Group, context: dict[str, Any]) -> str:
    """For who may answer; visitors are shown a page that is kept, and nothing of it."""
    if not context.get("may", {}).get("manage"):
        return ""
    found = {
        "group": group,
        "updates": waiting_updates([group.pk]).count(),
        "suggestions": waiting_suggestions([group.pk]).count(),
    }
    return render_to_string("texts/parts/waits.html", found)


def place_of_charter(_here: object, context: dict[str, Any]) -> str:
    url = reverse("texts:charter")
    here = {"url": url, "current": context["request"].path == url}
    return render_to_string("texts/parts/place_of_charter.html", here)


fill("group.next", what_waits_for)
fill("coalition.places", place_of_charter)
