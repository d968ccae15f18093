"""Pages that need somebody signed in, and the way back to them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from socle.accounts.adapter import is_of_this_site
from socle.accounts.models import User
from socle.accounts.queries import has_second_step
from socle.foundation.addresses import alternates

View = Callable[..., HttpResponse]
Words = str | Promise
SALT = "accounts.why"
CONFIRMED = "confirmed_at"
# What changes who can sign in is done by somebody who proved lately that it is them.
CONFIRMED_FOR = timedelta(minutes=15)


class PersonRequest(HttpRequest):
    """What a view behind ``signed_in_only`` is given: somebody asks, and who is known."""

    user: User


@dataclass(frozen=True, slots=True)
class Way:
    """Where somebody is going by way of the sign-in, and what for; it stands in the address.

    ``why`` is signed: nobody else puts words on our page.
    """

    next: str = ""
    why: str = ""
    signed_why: str = ""

    @property
    def onward(self) -> str:
        return self.next or resolve_url(settings.LOGIN_REDIRECT_URL)

    @property
    def query(self) -> dict[str, str]:
        parts = {"next": self.next, "why": self.signed_why if self.why else ""}
        return {name: value for name, value in parts.items() if value}

    def to(self, name: str) -> str:
        """The address of another step, on the same way."""
        return reverse(name, query=self.query)


def way_of(request: HttpRequest) -> Way:
    onward, signed = request.GET.get("next", ""), request.GET.get("why", "")
    safe = onward if is_of_this_site(request, onward) else ""
    return Way(safe, why_of(signed), signed)


def why_of(signed: str) -> str:
    """The reason, if it is ours and in the language of the page."""
    try:
        words, language = signing.loads(signed, salt=SALT)
    except signing.BadSignature:
        return ""
    return str(words) if language == get_language() else ""


def sign_in_first(request: HttpRequest, why: Words, back: str = "") -> HttpResponse:
    """To the sign-in page, which says what for, and from there back to this very page.

    ``why`` is a whole sentence: "To join Gembloux en transition, tell us your e-mail address."
    ``back`` is the path to come back to, where it is not that of the request.
    """
    signed = signing.dumps([str(why), get_language()], salt=SALT)
    way = Way(back or request.get_full_path(), str(why), signed)
    return redirect(way.to("account_login"))


def signed_in_only(why: Words) -> Callable[[View], View]:
    """A view for somebody signed in; anybody else is asked to sign in, and comes back."""

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return sign_in_first(request, why)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def confirmed_lately(view: View) -> View:
    """Ask who has a second step for it again, before something that changes how they sign in."""

    @wraps(view)
    def guarded(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if has_second_step(request.user) and not is_confirmed(request):
            return redirect(reverse("accounts:confirm", query={"next": request.path}))
        return view(request, *args, **kwargs)

    return guarded


def is_confirmed(request: HttpRequest) -> bool:
    at = request.session.get(CONFIRMED)
    return at is not None and timezone.now() - datetime.fromisoformat(at) < CONFIRMED_FOR


def note_confirmed(request: HttpRequest) -> None:
    request.session[CONFIRMED] = timezone.now().isoformat()


def show(
    request: HttpRequest, template: str, form: Any = None, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of this room; 422 when its form was not filled in right."""
    if form is not None and form.errors:
        status = 422
    if "key" in request.GET:
        # The link of a message opens in every language.
        key = {"key": request.GET["key"]}
        context.setdefault("alternates", alternates(lambda code: path_in(request, code, key)))
    return render(request, f"accounts/{template}.html", {"form": form, **context}, status=status)


def show_inside(
    request: HttpRequest, template: str, here: str, form: Any = None, **context: Any
) -> HttpResponse:
    """A page of one's account; ``here`` is its name in the path from the top."""
    trail = [{"url": reverse("accounts:account"), "label": _("My account")}, {"label": here}]
    return show(request, template, form, breadcrumb=trail, **context)


def in_each_language(request: HttpRequest, way: Way) -> list[dict[str, Any]]:
    """This page in the others, on the same way, which goes on in their language too."""

    def same_way(language: str) -> str:
        onward = {"next": translate_url(way.next, language)} if way.next else {}
        return path_in(request, language, onward)

    return alternates(same_way)


def path_in(request: HttpRequest, language: str, query: dict[str, str]) -> str:
    """This page in another language, asked for with ``query``."""
    return translate_url(request.path, language) + ("?" + urlencode(query) if query else "")
