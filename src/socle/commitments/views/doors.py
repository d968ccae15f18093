"""What the pages of who asks and invites have in common: the way in, the frame, the way back."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from socle.accounts.views.doors import sign_in_first
from socle.commitments.rules import Asking, open_asking
from socle.elections.queries.titles import contest_title
from socle.groups.views.doors import Asked, asked_by

View = Callable[Concatenate[HttpRequest, Asked, Asking, ...], HttpResponse]
FORBIDDEN = 403


def askers_only(view: View) -> Callable[..., HttpResponse]:
    """A page for who manages a group, about one contest. Who may not ask there is told why."""

    @never_cache
    @wraps(view)
    def guarded(
        request: HttpRequest, key: int, contest: int, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if not request.user.is_authenticated:
            return sign_in_first(request, _("To ask candidates in the name of a group, sign in."))
        asked = asked_by(request)
        asking = open_asking(asked.who, key, contest, day=asked.day)
        if asking.refusal is not None:
            return frame(request, asking, "refused", title_of(asking), status=FORBIDDEN)
        return view(request, asked, asking, *args, **kwargs)

    return guarded


def askers_act(view: View) -> Callable[..., HttpResponse]:
    """What a button on those pages does: POST only."""
    return require_POST(askers_only(view))


def title_of(asking: Asking) -> str:
    return contest_title(asking.contest)


def home_of(asking: Asking, part: str = "") -> str:
    address = reverse("commitments:way", args=[asking.group.slug, asking.contest.pk])
    return f"{address}#{part}" if part else address


def to_way(asking: Asking, part: str = "") -> HttpResponse:
    return redirect(home_of(asking, part))


def frame(
    request: HttpRequest,
    asking: Asking,
    template: str,
    here: str,
    form: Any = None,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page named ``here``; 422 when its form was not filled in right."""
    if form is not None and form.errors and status == 200:
        status = 422
    group = asking.group
    crumbs = [
        {"url": group.get_absolute_url(), "label": group.name},
        {
            "url": reverse("commitments:contests", args=[group.slug]),
            "label": pgettext("what candidates are asked", "Asks"),
        },
    ]
    if template not in ("way", "refused"):
        crumbs.append({"url": home_of(asking), "label": title_of(asking)})
    context |= {
        "form": form,
        "here": here,
        "asking": asking,
        "group": group,
        "contest": asking.contest,
        "contest_title": title_of(asking),
        "breadcrumb": [*crumbs, {"url": "", "label": here}],
    }
    return render(request, f"commitments/asking/{template}.html", context, status=status)
