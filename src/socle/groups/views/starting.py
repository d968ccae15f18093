"""Starting the group of a commune."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from socle.accounts.models import User
from socle.accounts.views.doors import sign_in_first
from socle.foundation.addresses import alternates
from socle.foundation.limits import too_many, within_limit
from socle.foundation.reading import read_only
from socle.groups.actions.starting import start_group
from socle.groups.forms.starting import StartForm
from socle.groups.queries.whereabouts import local_groups_of
from socle.groups.views.doors import show
from socle.territories.models import Area
from socle.territories.queries.areas import area_by_code
from socle.territories.queries.history import History, in_force
from socle.territories.queries.places import suggest
from socle.territories.queries.typed import as_typed, meant_by

# What a visitor typed waits in their session while they sign in.
DRAFT = "groups.start"
MOST_SUGGESTIONS = 8
SECONDS_KEPT = 300


@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """Anyone may read the form; who sends it signs in on the way."""
    code, day = request.GET.get("commune", ""), timezone.localdate()
    asked_for = area_by_code(code)
    if asked_for is None or asked_for.level.position != 1:
        return which_commune(request, wrong=bool(code))
    if in_force(asked_for, day):
        return start_in(request, asked_for)
    communes = History.around(asked_for).at(asked_for, day)
    if len(communes) != 1:
        return which_commune(request, gone=asked_for, successors=communes)
    return start_in(request, communes[0], former=asked_for)


def start_in(request: HttpRequest, commune: Area, former: Area | None = None) -> HttpResponse:
    """``former`` is the commune that was asked for, where it is no more."""
    existing = local_groups_of(commune, timezone.localdate())
    sent = request.POST if request.method == "POST" else draft_of(request, commune)
    form = StartForm(sent, commune=commune, existing=existing)
    if request.method == "POST" and form.is_valid():
        return begin(request, form, commune)
    came_back = request.method != "POST" and sent is not None
    return show(
        request,
        "start",
        form,
        commune=commune,
        former=former,
        existing=existing,
        came_back=came_back,
        alternates=alternates(lambda language: start_address(commune, language)),
    )


def draft_of(request: HttpRequest, commune: Area) -> QueryDict | None:
    """What was typed for this commune before signing in."""
    draft = request.session.get(DRAFT)
    return QueryDict(draft["sent"]) if draft and draft["commune"] == commune.code else None


def begin(request: HttpRequest, form: StartForm, commune: Area) -> HttpResponse:
    if not isinstance(request.user, User):
        request.session[DRAFT] = {"commune": commune.code, "sent": request.POST.urlencode()}
        why = _("To start the group of %(commune)s, tell us your e-mail address.")
        back = f"{request.path}?commune={commune.code}"
        return sign_in_first(request, why % {"commune": commune.name}, back=back)
    if not within_limit(request, "groups.start", key=request.user.email):
        return too_many(request)
    group = start_group(by=request.user, areas=[commune], now=timezone.now(), **form.cleaned_data)
    request.session.pop(DRAFT, None)
    messages.success(request, _("Your group is there. Say what comes next, and invite people."))
    return redirect("groups:group", group.slug)


def which_commune(
    request: HttpRequest,
    *,
    wrong: bool = False,
    gone: Area | None = None,
    successors: list[Area] | None = None,
) -> HttpResponse:
    """First of all: where? Without JavaScript, what was typed comes as ``q``."""
    day, language = timezone.localdate(), (get_language() or "")[:2]
    typed = request.GET.get("q", "")[:200].replace("\0", "")
    matches = meant_by(typed, language, day, "commune") if typed else []
    if len(matches) == 1 and matches[0].exact:
        return redirect(start_address(matches[0].area))
    context: dict[str, Any] = {
        "typed": typed,
        "found": [(match, start_address(match.area)) for match in matches],
        "gone": gone,
        "successors": [(area, start_address(area)) for area in successors or []],
        "wrong": wrong,
    }
    return show(request, "start_where", status=404 if wrong else 200, **context)


def start_address(commune: Area, language: str | None = None) -> str:
    with override(language or get_language()):
        return f"{reverse('groups:start')}?commune={commune.code}"


@read_only
def places(request: HttpRequest) -> HttpResponse:
    """Places as one types: ``url`` starts a group there, ``value`` is what a field holds."""
    typed, language = request.GET.get("q", "")[:200], (get_language() or "")[:2]
    level, day = request.GET.get("level", ""), timezone.localdate()
    matches = suggest(typed, language, day, 200 if level else MOST_SUGGESTIONS + 1)
    found = [match for match in matches if not level or match.kind == level]
    results = [
        {
            "label": match.label,
            "detail": match.detail,
            "value": as_typed(match.area, language, day),
            "url": start_address(match.area),
        }
        for match in found[:MOST_SUGGESTIONS]
    ]
    response = JsonResponse({"results": results, "more": len(found) > len(results)})
    response.headers["Cache-Control"] = f"public, max-age={SECONDS_KEPT}"
    return response
