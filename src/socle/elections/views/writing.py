"""What the pages of those who write elections have in common: the frame, the way back."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from socle.accounts.models import JournalEntry
from socle.accounts.queries import label_of
from socle.elections.actions.meanwhile import Row, version_of
from socle.elections.models import Contest, ElectoralList, Person
from socle.elections.queries.addresses import contest_path
from socle.elections.queries.titles import contest_title
from socle.groups.queries.approach import Change
from socle.groups.queries.people import name_of
from socle.groups.views.coordinating import places

# Somebody else was quicker: what was sent stands against what is there now.
CONFLICT = 409
Crumb = tuple[str, str]


def page(
    request: HttpRequest,
    template: str,
    here: str,
    form: Any = None,
    *,
    above: list[Crumb],
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page named ``here``; ``above``: address and name of what holds it, after the coalition.
    422 when its form was not filled in right."""
    if form is not None and form.errors and status == 200:
        status = 422
    crumbs = [{"url": url, "label": label} for url, label in [of_coalition(), *above]]
    context |= {
        "form": form,
        "here": here,
        "breadcrumb": [*crumbs, {"url": "", "label": here}],
        "places": places(request),
    }
    return render(request, f"elections/coalition/{template}.html", context, status=status)


def of_coalition() -> Crumb:
    return reverse("groups:coalition"), _("Coalition")


def of_elections() -> list[Crumb]:
    return [(reverse("elections:coalition-elections"), _("Elections"))]


def of_contest(contest: Contest) -> list[Crumb]:
    """Its public page, where all its lists stand."""
    return [*of_elections(), (contest_path(contest), contest_title(contest))]


def of_list(row: ElectoralList) -> list[Crumb]:
    return [*of_contest(row.contest), (reverse("elections:list-edit", args=[row.pk]), row.name)]


def of_persons() -> list[Crumb]:
    return [(reverse("elections:persons"), _("Persons"))]


def of_person(person: Person) -> list[Crumb]:
    return [*of_persons(), (desk_path(person), person.name)]


def desk_path(person: Person) -> str:
    """The page of coordinators about the human of a row."""
    return reverse("elections:person-desk", args=[person.standing_id])


def sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def it_rests() -> str:
    return _("Something rests on it, such as an invitation or an answer: it stays.")


def sent_again(request: HttpRequest, row: Row, seen: Callable[[Any], str] = version_of) -> Any:
    """What was sent, upon the row as it is now: sent once more, it holds."""
    again = request.POST.copy()
    again["seen"] = seen(type(row)._default_manager.get(pk=row.pk))
    return again


def last_change(row: Row) -> Change | None:
    """Who changed it last, as the journal says."""
    lines = JournalEntry.objects.filter(target=label_of(row)).select_related("by")
    line = lines.order_by("-at", "-pk").first()
    return Change(name_of(line.by), line.at) if line else None
