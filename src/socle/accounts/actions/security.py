"""Passkeys, the second step, and devices: each change is told to the person by mail."""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from socle.accounts.journal import record
from socle.accounts.models import Session, User
from socle.accounts.queries import has_second_step
from socle.foundation.actions.mail import write_mail

Type = Authenticator.Type


class NothingToAskFor(Exception):
    """A second step needs a passkey or an application to be asked for."""


def add_passkey(*, user: User, name: str, credential: dict[str, Any], now: datetime) -> None:
    """Keep a passkey whose answer was checked; ``credential`` as the browser gave it."""
    with transaction.atomic():
        passkey = WebAuthn.add(user, name, credential).instance
        record("accounts.passkey.added", now=now, by=user, target=passkey)
        tell(user, "passkey-added", now=now)


def rename_passkey(*, passkey: Authenticator, name: str) -> None:
    passkey.wrap().name = name
    passkey.save(update_fields=["data"])


def remove_passkey(*, passkey: Authenticator, now: datetime) -> None:
    """With the last one goes a second step that has nothing else to ask for."""
    user: User = passkey.user
    with transaction.atomic():
        record("accounts.passkey.removed", now=now, by=user, target=passkey)
        passkey.delete()
        tell(user, "passkey-removed", now=now)
        if has_second_step(user) and not can_ask_for_more(user):
            turn_off_second_step(user=user, now=now)


def can_ask_for_more(user: User) -> bool:
    kinds = [Type.TOTP, Type.WEBAUTHN]
    return Authenticator.objects.filter(user=user, type__in=kinds).exists()


def set_up_application(*, user: User, secret: str, now: datetime) -> None:
    """An application that shows codes, in place of the one before; turns the second step on."""
    with transaction.atomic():
        Authenticator.objects.filter(user=user, type=Type.TOTP).delete()
        TOTP.activate(user, secret)
        turn_on_second_step(user=user, now=now)


def turn_on_second_step(*, user: User, now: datetime) -> None:
    """From now on a code by e-mail is not enough. Makes the recovery codes, if there are none."""
    with transaction.atomic():
        if not can_ask_for_more(user):
            raise NothingToAskFor
        if has_second_step(user):
            return
        RecoveryCodes.activate(user)
        record("accounts.factor.on", now=now, by=user, target=user)
        tell(user, "second-step-on", now=now)


def turn_off_second_step(*, user: User, now: datetime) -> None:
    """The application and the recovery codes go; passkeys stay, as a way to sign in."""
    with transaction.atomic():
        kinds = [Type.TOTP, Type.RECOVERY_CODES]
        Authenticator.objects.filter(user=user, type__in=kinds).delete()
        record("accounts.factor.off", now=now, by=user, target=user)
        tell(user, "second-step-off", now=now)


def renew_recovery_codes(*, user: User, now: datetime) -> None:
    """New ones; those of before no longer work."""
    with transaction.atomic():
        Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).delete()
        RecoveryCodes.activate(user)
        tell(user, "recovery-codes-renewed", now=now)


def end_sessions(*, user: User, keys: list[str], now: datetime) -> int:
    """Sign out the devices of ``keys``, those that are this person's. How many."""
    with transaction.atomic():
        count, _by_table = Session.objects.filter(user=user, pk__in=keys).delete()
        if count:
            record("accounts.sessions.revoked", now=now, by=user, target=user)
    return count


def use_second_step(form: Any) -> None:
    """Note that what a valid form holds was used: a recovery code opens the door once."""
    form.save()


def tell_recovery_code_used(*, user: User, now: datetime) -> None:
    with transaction.atomic():
        tell(user, "recovery-code-used", now=now)


def tell(user: User, what: str, *, now: datetime) -> None:
    """A message that says what was changed, and what to do if it was somebody else."""
    write_mail(
        to=user.email,
        template="accounts/mail/security",
        context={"what": what, "link": link_in(user.language, "accounts:security")},
        language=user.language,
        now=now,
    )


def link_in(language: str, name: str) -> str:
    """A whole address, for a message in that language."""
    with translation.override(language):
        return settings.SOCLE_BASE_URL + reverse(name)
