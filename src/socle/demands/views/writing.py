"""What the pages of those who write have in common: the way in, the frame, the way back."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from socle.accounts.views.doors import sign_in_first
from socle.demands.forms.words import Typed
from socle.demands.models import Demand
from socle.demands.rules import PROVISION, NoLongerStands
from socle.groups.models import Group
from socle.groups.views.coordinating import places
from socle.groups.views.doors import Asked, asked_by
from socle.texts.kinds import KINDS
from socle.texts.models import Text
from socle.texts.queries.words import FIELDS, Words
from socle.texts.views.writing import preview_at

View = Callable[Concatenate[HttpRequest, Asked, ...], HttpResponse]
# Somebody else was quicker: what was sent stands against what is there now.
CONFLICT = 409
Crumb = tuple[str, str]


def writers_only(view: View) -> Callable[..., HttpResponse]:
    """A page for somebody signed in. A visitor is asked to sign in, whether or not it is there.
    Of what no longer stands, the way leads to where it is brought back."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return sign_in_first(request, _("To write demands, sign in."))
        try:
            return view(request, asked_by(request), *args, **kwargs)
        except NoLongerStands as told:
            if "body" in request.POST and isinstance(told.row, Demand):
                return too_late(request, asked_by(request), told.row)
            return redirect(f"demands:{told.row._meta.model_name}-restore", told.row.pk)

    return guarded


def too_late(request: HttpRequest, asked: Asked, demand: Demand) -> HttpResponse:
    """The demand was withdrawn while somebody wrote what it asks: their words, to be copied."""
    return page(
        request,
        "writing/too_late",
        _("It was withdrawn while you were writing"),
        above=above_demand(demand, asked),
        status=CONFLICT,
        group=demand.text.owner,
        demand=demand,
        typed=Typed(PROVISION, request.POST),
    )


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
    """A page named ``here``; ``above``: address and name of what holds it, from the top. 422 when
    its form was not filled in right."""
    if form is not None and form.errors and status == 200:
        status = 422
    crumbs = [{"url": url, "label": label} for url, label in above]
    context |= {
        "form": form,
        "here": here,
        "breadcrumb": [*crumbs, {"url": "", "label": here}],
        "places": places(request),
    }
    return render(request, f"demands/{template}.html", context, status=status)


def language_here() -> str:
    return (get_language() or "")[:2]


def of_coalition() -> list[Crumb]:
    return [
        (reverse("groups:coalition"), _("Coalition")),
        (reverse("demands:coalition-demands"), _("Demands")),
    ]


def of_group(group: Group) -> list[Crumb]:
    return [(group.get_absolute_url(), group.name)]


def above_demand(demand: Demand, asked: Asked) -> list[Crumb]:
    """The group that wrote it; for coordinators, the demands of the coalition."""
    owner = demand.text.owner
    is_coalition = owner.kind == Group.Kind.COALITION
    return of_coalition() if is_coalition and asked.who.is_coordinator else of_group(owner)


def written_with(request: HttpRequest, group: Group, kind: str, language: str) -> dict[str, Any]:
    """What the words of a form are written with: where they are read beside it, where pictures are
    added. ``language``: of words whose form does not ask for one."""
    return {
        "kind": KINDS[kind],
        "language": language,
        "preview_at": preview_at(group, kind),
        "picture_at": reverse("texts:picture-add", args=[group.slug]),
        "previewed": words_sent(request) if asks_preview(request) else None,
    }


def asks_preview(request: HttpRequest) -> bool:
    """A button for who has no script: nothing is kept yet, nothing is refused."""
    return request.POST.get("act") == "preview"


def words_sent(request: HttpRequest) -> Words:
    return Words.of(**{name: request.POST.get(name, "") for name in FIELDS})


def write_url(text: Text, language: str = "") -> str:
    """Where its words are written."""
    return optional_url("texts:write", text.pk, language or text.source_language)


def optional_url(name: str, *args: object) -> str:
    """The address of a page that another room may not have yet."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def when_seen(sent: str) -> datetime | None:
    """What a hidden field says of when something was changed last; None for what is no date."""
    try:
        return parse_datetime(sent)
    except ValueError:
        return None
