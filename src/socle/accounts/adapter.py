"""How django-allauth does things here: our mail, our words, our addresses, and no password.

allauth leads through the steps of a sign-in and checks passkeys and codes; pages and messages are
ours, so what it would say by itself is left unsaid.
"""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from socle.accounts.actions.signing_in import note_first_sign_in, write_code
from socle.accounts.actions.subscriptions import adopt_subscription
from socle.accounts.models import User
from socle.accounts.queries import has_second_step
from socle.accounts.sessions import note_device
from socle.foundation.limits import client_address

CODE_MAIL = "account/email/login_code"


class UnknownMail(Exception):
    """allauth wants to send a message that no page of ours leads to."""


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _("Too many wrong tries. Wait five minutes, then try again."),
        "rate_limited": _("Too many wrong tries. Wait five minutes, then try again."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        if template_prefix != CODE_MAIL:
            raise UnknownMail(template_prefix)
        language = get_language() or settings.LANGUAGE_CODE
        write_code(email=email, code=context["code"], language=language, now=timezone.now())

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say what happened."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Our actions do, with the change they tell of."""

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def is_safe_url(self, url: str) -> bool:
        return is_of_this_site(self.request, url)

    def login(self, request: HttpRequest, user: Any) -> None:
        is_first = user.last_login is None
        super().login(request, user)
        now = timezone.now()
        note_device(request, now=now)
        adopt_subscription(user=user, now=now)
        if is_first:
            note_first_sign_in(user=user, now=now)
        request.is_first_sign_in = is_first  # type: ignore[attr-defined]

    def post_login(
        self, request: HttpRequest, user: Any, *, redirect_url: str | None, **kwargs: Any
    ) -> HttpResponse:
        """On to where they were going; by way of a word of welcome, the first time."""
        onward = redirect_url if redirect_url and self.is_safe_url(redirect_url) else ""
        if getattr(request, "is_first_sign_in", False):
            return redirect(reverse("accounts:welcome", query={"next": onward} if onward else {}))
        return redirect(onward or settings.LOGIN_REDIRECT_URL)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return render(request, "accounts/closed.html", status=403)


class FactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Look at the one shown now, and try again."),
    }

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """Whoever has a passkey is not asked for it after a code, unless they wanted that."""
        return isinstance(user, User) and has_second_step(user)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": urlsplit(settings.SOCLE_BASE_URL).hostname or "", "name": "Socle"}


def is_of_this_site(request: HttpRequest, url: str) -> bool:
    """Whether ``url`` is a path of this very site, so that nobody is led astray."""
    is_path = url.startswith("/") and not url.startswith("//") and url.isprintable()
    return is_path and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
