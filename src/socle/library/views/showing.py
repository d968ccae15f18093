"""What the pages of cases have in common: who asks, the way from the top, the frame."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from socle.accounts.views.doors import sign_in_first
from socle.groups.rules import Who, who
from socle.groups.views.doors import Asked, asked_by
from socle.library.models import Case
from socle.library.queries.addresses import path_of
from socle.texts.models import Revision

View = Callable[Concatenate[HttpRequest, Asked, ...], HttpResponse]
Crumb = dict[str, str]
# Somebody else was quicker: what was sent stands against what is there now.
CONFLICT = 409


def who_asks(request: HttpRequest) -> Who:
    return who(request.user, day=timezone.localdate())


def signed_in(view: View) -> Callable[..., HttpResponse]:
    """A page for somebody signed in. A visitor is asked to sign in, whether or not it is there."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return sign_in_first(request, _("To tell a case or to change one, sign in."))
        return view(request, asked_by(request), *args, **kwargs)

    return guarded


def language_here() -> str:
    return (get_language() or "")[:2]


def trail(*steps: Crumb | str) -> list[Crumb]:
    """The list, then each step; the page itself is a name alone."""
    items = [{"url": reverse("library:cases"), "label": _("We did it!")}]
    return items + [{"url": "", "label": each} if isinstance(each, str) else each for each in steps]


def step_to(case: Case, words: Revision) -> Crumb:
    return {"url": path_of(case, words), "label": words.title, "language": words.language}


def show(
    request: HttpRequest, template: str, form: Any = None, *, status: int = 200, **context: Any
) -> HttpResponse:
    """422 when its form was not filled in right."""
    if form is not None and form.errors and status == 200:
        status = 422
    return render(request, f"library/{template}.html", {"form": form, **context}, status=status)
