"""Signing in: a person for each address, the code that proves it, and the first time."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.foundation.actions.mail import write_mail

CODE_DIGITS = 8


def person_at(*, email: str, language: str) -> User:
    """Whoever has this address; else a new person, not confirmed yet (``last_login`` is None)."""
    found = User.objects.at(email).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return User.objects.create_user(email, language=language)
    except (IntegrityError, ValidationError):
        # Asked for twice at once.
        return User.objects.at(email).get()


def write_code(*, email: str, code: str, language: str, now: datetime) -> None:
    """The message with a sign-in code: the same to an address known or new."""
    minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
    words = {"code": in_groups(code), "minutes": minutes}
    with transaction.atomic():
        write_mail(
            to=email,
            template="accounts/mail/code",
            context=words,
            language=language,
            now=now,
            forget=True,
        )


def in_groups(code: str) -> str:
    """``"1234 5678"``: easier to read, and as good when typed."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"


def write_closed(*, user: User, language: str, now: datetime) -> None:
    """In place of a code, to somebody who may no longer sign in."""
    with transaction.atomic():
        write_mail(
            to=user.email, template="accounts/mail/closed", context={}, language=language, now=now
        )


def note_first_sign_in(*, user: User, now: datetime) -> None:
    with transaction.atomic():
        record("accounts.person.confirmed", now=now, by=user, target=user)


def has_demo_code(user: User) -> bool:
    """Only where the site says that it is a demo, and only for people it invented."""
    return settings.SOCLE_DEMO and user.is_example


def demo_code(user: User) -> str:
    """The fixed code of an invented person, of this site alone; "" for anybody else."""
    if not has_demo_code(user):
        return ""
    digest = salted_hmac("accounts.demo", user.email, algorithm="sha256").digest()
    return str(int.from_bytes(digest[:8], "big") % 10**CODE_DIGITS).zfill(CODE_DIGITS)
