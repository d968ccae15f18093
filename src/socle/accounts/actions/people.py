"""What people say of themselves, and who makes the first of them."""

from datetime import datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import Session, User
from socle.accounts.rules import NAMES
from socle.foundation.actions.stamps import touch


def describe_self(*, user: User, name: str, language: str) -> None:
    """``name`` may be empty. ``language`` is the one we write to them in."""
    with transaction.atomic():
        user.name, user.language = name, language
        user.save(update_fields=["name", "language"])
        touch([NAMES])


def make_person(
    *, email: str, language: str, now: datetime, name: str = "", administrator: bool = False
) -> tuple[User, bool]:
    """Whoever has this address, made if need be, and whether anything changed.

    For who deploys the site: nobody has to be signed in. Nobody loses a right here.
    """
    with transaction.atomic():
        person = User.objects.at(email).select_for_update().first()
        if person is None:
            person = User.objects.create_user(email, language=language, name=name)
        elif not administrator or person.is_superuser:
            return person, False
        if administrator:
            person.is_staff = person.is_superuser = True
            person.save(update_fields=["is_staff", "is_superuser"])
            record("accounts.administrator.made", now=now, target=person)
    return person, True


def close_account(*, user: User, now: datetime) -> None:
    """They can no longer sign in, and are signed out everywhere. What they did stays."""
    with transaction.atomic():
        user.is_active = False
        user.save(update_fields=["is_active"])
        Session.objects.filter(user=user).delete()
        record("accounts.person.closed", now=now, target=user)


def open_account(*, user: User, now: datetime) -> None:
    with transaction.atomic():
        user.is_active = True
        user.save(update_fields=["is_active"])
        record("accounts.person.opened", now=now, target=user)
