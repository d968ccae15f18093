"""A memorandum is withdrawn with a reason, and brought back as it was; its demands stay."""

from datetime import datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.demands.actions.finding import find_memorandum
from socle.demands.actions.memorandums import changed
from socle.demands.actions.withdrawing import NoReason
from socle.demands.models import Memorandum
from socle.texts.actions.publishing import bring_text_back, withdraw_text


def withdraw_memorandum(*, memorandum: Memorandum, why: str, by: User, now: datetime) -> Memorandum:
    """Its page stays, and says why; its releases are read on. Idempotent. Raises NoReason."""
    if not why.strip():
        raise NoReason
    with transaction.atomic():
        held = hold_as_it_is(memorandum)
        if held.withdrawn_at is None:
            held.withdrawn_at, held.withdrawn_why = now, why.strip()[:500]
            withdraw_text(text=held.text, by=by, now=now, reason=why)
            changed(held, now)
            find_memorandum(held)
            record(
                "demands.memorandum.withdrawn",
                now=now, by=by, target=held, reason=held.withdrawn_why,
            )  # fmt: skip
    return held


def bring_memorandum_back(*, memorandum: Memorandum, by: User, now: datetime) -> Memorandum:
    """As it was. Idempotent."""
    with transaction.atomic():
        held = hold_as_it_is(memorandum)
        if held.withdrawn_at is not None:
            held.withdrawn_at, held.withdrawn_why = None, ""
            bring_text_back(text=held.text, by=by, now=now)
            changed(held, now)
            find_memorandum(held)
            record("demands.memorandum.restored", now=now, by=by, target=held)
    return held


def hold_as_it_is(memorandum: Memorandum) -> Memorandum:
    """Standing or withdrawn, held until the transaction ends."""
    rows = Memorandum.objects.select_for_update(of=("self",)).select_related("text__owner")
    return rows.get(pk=memorandum.pk)
