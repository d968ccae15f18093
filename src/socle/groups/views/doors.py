"""What the pages of the people of a group have in common: who asks, the way in, the answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from socle.accounts.models import User
from socle.accounts.views.doors import sign_in_first
from socle.groups.models import Group
from socle.groups.rules import Who, who

View = Callable[..., HttpResponse]
WHY = _("To see a group from the inside, sign in.")


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, and when."""

    who: Who
    user: User
    day: date
    now: datetime


def asked_by(request: HttpRequest) -> Asked:
    """For a view behind ``people_only`` or ``act``."""
    now = timezone.now()
    day = timezone.localdate(now)
    user: User = request.user  # type: ignore[assignment]
    return Asked(who(user, day=day), user, day, now)


def people_only(view: View) -> View:
    """A page for somebody signed in. A visitor is asked to sign in, whether or not it is there."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return sign_in_first(request, str(WHY))
        return view(request, *args, **kwargs)

    return guarded


def act(view: View) -> View:
    """What a button does: POST only. Who was signed out meanwhile comes back to the people of the
    group, where the button is, since there is no page at this address."""

    @never_cache
    @require_POST
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        key = kwargs.get("key")
        back = reverse("groups:members", args=[key]) if key else f"/{get_language()}/"
        return sign_in_first(request, str(WHY), back=back)

    return guarded


def to_members(group: Group, part: str = "") -> HttpResponse:
    """Back to the people of the group."""
    return redirect(reverse("groups:members", args=[group.slug]) + (f"#{part}" if part else ""))


def show(
    request: HttpRequest, template: str, form: Any = None, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of this room; 422 when its form was not filled in right."""
    if form is not None and form.errors:
        status = 422
    return render(request, f"groups/{template}.html", {"form": form, **context}, status=status)
