"""Giving a consent and taking it back: one purpose at a time, with the words that were shown."""

from datetime import datetime

from django.db import models, transaction

from socle.accounts.journal import record
from socle.accounts.models import Consent, User
from socle.accounts.purposes import PURPOSES, SAY_A_NAME
from socle.accounts.queries import label_of
from socle.accounts.rules import NAMES
from socle.foundation.actions.stamps import touch

KNOWN = frozenset(purpose for purpose, _words in PURPOSES)


class UnknownPurpose(Exception):
    """The purpose is not in the closed list of ``accounts/purposes.py``."""


def give_consent(
    *,
    user: User,
    purpose: str,
    words: str,
    language: str,
    now: datetime,
    about: models.Model | str = "",
) -> Consent:
    """Keep that ``user`` agreed, under ``words``. Given already, it stays as it was."""
    if purpose not in KNOWN:
        raise UnknownPurpose(purpose)
    with transaction.atomic():
        consent, is_new = Consent.objects.get_or_create(
            user=user,
            purpose=purpose,
            about=label_of(about),
            withdrawn_at=None,
            defaults={"words": words, "language": language, "given_at": now},
        )
        if is_new:
            record("accounts.consent.given", now=now, by=user, target=consent)
            tell_pages(purpose)
    return consent


def withdraw_consent(
    *, user: User, purpose: str, now: datetime, about: models.Model | str = ""
) -> bool:
    """True when there was one to withdraw."""
    running = Consent.objects.filter(
        user=user, purpose=purpose, about=label_of(about), withdrawn_at=None
    )
    with transaction.atomic():
        consent = running.select_for_update().first()
        if consent is None:
            return False
        consent.withdrawn_at = now
        consent.save(update_fields=["withdrawn_at"])
        record("accounts.consent.withdrawn", now=now, by=user, target=consent)
        tell_pages(purpose)
    return True


def tell_pages(purpose: str) -> None:
    if purpose in SAY_A_NAME:
        touch([NAMES])


def carry_consents(
    *, purpose: str, before: models.Model, after: models.Model, now: datetime
) -> None:
    """What was agreed to for ``before`` holds for ``after``, which took its place; in the
    transaction of the caller, who tells the people. Given for both, the older one is closed."""
    running = Consent.objects.filter(purpose=purpose, withdrawn_at=None)
    both = running.filter(about=label_of(after)).values_list("user_id", flat=True)
    old = running.filter(about=label_of(before))
    old.filter(user__in=list(both)).update(withdrawn_at=now)
    old.update(about=label_of(after))
