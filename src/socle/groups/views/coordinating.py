"""What the pages of coordinators have in common: the door, the way through them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from socle.accounts.views.doors import sign_in_first
from socle.groups.models import Approach
from socle.groups.rules import require_coordinator
from socle.groups.views.doors import Asked, asked_by, show

View = Callable[Concatenate[HttpRequest, Asked, ...], HttpResponse]


def coordinators_only(view: View) -> Callable[..., HttpResponse]:
    """A page for coordinators. A visitor is asked to sign in, whether or not it is there."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            # What was sent cannot come along: the overview is where everything begins.
            back = "" if request.method == "GET" else reverse("groups:coalition")
            why = _("These pages are for who coordinates the coalition: sign in.")
            return sign_in_first(request, why, back=back)
        asked = asked_by(request)
        require_coordinator(asked.who)
        return view(request, asked, *args, **kwargs)

    return guarded


def coordinators_act(view: View) -> Callable[..., HttpResponse]:
    """What a button on those pages does: POST only."""
    return require_POST(coordinators_only(view))


def frame(
    request: HttpRequest,
    template: str,
    here: str,
    form: Any = None,
    *,
    above: tuple[str, str] | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page of coordinators, named ``here``; ``above``: address and name of what holds it."""
    crumbs = [{"url": reverse("groups:coalition"), "label": _("Coalition")}]
    if above:
        crumbs.append({"url": above[0], "label": above[1]})
    crumbs = [*crumbs, {"url": "", "label": here}] if template != "home" else []
    return show(
        request,
        f"coalition/{template}",
        form,
        status=status,
        here=here,
        breadcrumb=crumbs,
        places=places(request),
        **context,
    )


def places(request: HttpRequest) -> list[dict[str, Any]]:
    """The pages one goes to and fro between."""
    named = [
        ("groups:coalition", _("Overview")),
        ("groups:pipeline", _("Board")),
        ("groups:pipeline-list", _("List")),
        ("groups:coalition-groups", _("Local groups")),
    ]
    found = []
    for name, label in named:
        url = reverse(name)
        found.append({"url": url, "label": label, "current": request.path == url})
    return found


def of_pipeline() -> tuple[str, str]:
    return reverse("groups:pipeline"), _("Organisations")


def page_of(approach: Approach, part: str = "") -> str:
    """The address of the page of one organisation."""
    address = reverse("groups:approach", args=[approach.group.slug])
    return f"{address}#{part}" if part else address


def above_of(approach: Approach) -> tuple[str, str]:
    return page_of(approach), approach.group.name
