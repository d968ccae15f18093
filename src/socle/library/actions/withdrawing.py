"""A case that is none, or that harms somebody, is withdrawn; and brought back."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.library.actions.showing import find_case
from socle.library.models import Case
from socle.texts.actions.publishing import (
    TextIsWithdrawn,
    bring_text_back,
    hold_text,
    withdraw_text,
)


def withdraw_case(*, case: Case, why: str, by: User, now: datetime) -> None:
    """Its page says why; its words are no longer shown. Idempotent."""
    with transaction.atomic(), suppress(TextIsWithdrawn):
        # First, as whoever changes it does: two who lock the same never wait for each other.
        hold_text(case.text)
        rows = Case.objects.standing().filter(pk=case.pk)
        if rows.update(withdrawn_why=why, updated_at=now):
            withdraw_text(text=case.text, by=by, now=now, reason=why)
            record("library.case.withdrawn", now=now, by=by, target=case, reason=why)
            find_case(case)


def bring_case_back(*, case: Case, by: User, now: datetime) -> None:
    """As it was. Idempotent."""
    with transaction.atomic():
        rows = Case.objects.exclude(text__withdrawn_at=None).filter(pk=case.pk)
        if rows.update(withdrawn_why="", updated_at=now):
            bring_text_back(text=case.text, by=by, now=now)
            record("library.case.restored", now=now, by=by, target=case)
            find_case(case)
