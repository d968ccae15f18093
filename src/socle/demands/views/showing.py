"""What the pages that are read have in common: who asks, the way from the top, the languages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from socle.demands.models import Adaptation, Demand, Memorandum
from socle.demands.queries.addresses import path_of
from socle.demands.queries.words import Published
from socle.foundation.addresses import alternates
from socle.foundation.reading import moved_to
from socle.groups.rules import Who, who
from socle.texts.models import Revision

Row = Memorandum | Demand | Adaptation


def who_asks(request: HttpRequest) -> Who:
    return who(request.user, day=timezone.localdate())


Name = str | Revision | None


def trail(*steps: tuple[str, Name] | Name) -> list[dict[str, str]]:
    """Our demands, then each step as address and name; the page itself is a name alone. What
    gives its title may be in another language than the page."""
    items = [{"url": reverse("demands:memorandums"), "label": _("Our demands")}]
    for step in steps:
        url, label = step if isinstance(step, tuple) else ("", step)
        items.append({"url": url} | named(label))
    return items


def named(name: Name) -> dict[str, str]:
    if isinstance(name, Revision):
        return {"label": name.title, "language": name.language}
    return {"label": name or ""}


def show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, f"demands/{template}.html", context, status=status)


def elsewhere(
    request: HttpRequest, row: Row, said: Published, *, is_public: bool
) -> HttpResponse | None:
    """The way to the address with the title of today, where it was asked for under another."""
    here = path_of(row, said.of(row.text))
    if request.path == here:
        return None
    return moved_to(here) if is_public else redirect(here)


def in_each_language(row: Row, said: Published) -> list[dict[str, Any]]:
    return alternates(lambda language: path_of(row, said.of(row.text, language), language))
