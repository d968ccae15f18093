"""What the library shows on pages of the rooms below."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from socle.foundation.slots import fill
from socle.groups.models import Group
from socle.library.queries.history import WATCHED, changed_lately


def overview_of_cases(coalition: Group, context: dict[str, Any]) -> str:
    """Every change is watched: how many there were, where there were some."""
    changes = changed_lately(timezone.now())
    found = {"changes": changes, "days": WATCHED}
    return render_to_string("library/parts/overview.html", found) if changes else ""


fill("coalition.overview", overview_of_cases)
