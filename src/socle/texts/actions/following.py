"""Which original an adaptation follows: the one it was made from, or the first of its lineage."""

from datetime import datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.groups.actions.living import show_act
from socle.texts.actions.publishing import TextIsWithdrawn, ask_to_compare, hold_text
from socle.texts.actions.updating import show_again
from socle.texts.models import Text, Update
from socle.texts.queries.following import first_original
from socle.texts.queries.revisions import latest

State = Update.State


class NothingToFollow(Exception):
    """Nothing above it was published in its language."""


def bring_up_to_date(
    text: Text, *, now: datetime, told_at: datetime | None = None
) -> Update | None:
    """What the original of an adaptation published since is due to be compared. ``told_at``: its
    group knows already. In the transaction that measures it against that original."""
    base = text.base
    newest = latest(base.text, base.language) if base else None
    if base is None or newest is None or newest.number <= base.number:
        return None
    told = {"state": State.DUE, "asked_at": now, "told_at": told_at, "measured_from": None}
    found, _made = Update.objects.update_or_create(text=text, revision=newest, defaults=told)
    transaction.on_commit(ask_to_compare, robust=True)
    return found


def follow_first_original(*, text: Text, by: User, now: datetime) -> Update | None:
    """From now on it is measured against the text at the top of its lineage, no longer against the
    one between. Its words stay; where that text moved on, the update to decide on. Idempotent.

    Raises NothingToFollow, TextIsWithdrawn (itself, or the first original), GroupIsArchived.
    """
    with transaction.atomic():
        held = hold_text(text)
        first = first_original(held)
        if first is None:
            raise NothingToFollow
        if first.text.withdrawn_at is not None:
            raise TextIsWithdrawn
        open_ones = Update.objects.filter(text=held, state__in=[State.DUE, State.WAITING])
        if held.base is not None and held.base.text_id == first.text_id:
            return open_ones.order_by("-pk").first()
        open_ones.update(state=State.OVERTAKEN)
        held.base = first
        Text.objects.filter(pk=held.pk).update(base=first, updated_at=now)
        update = bring_up_to_date(held, now=now, told_at=now)
        record("texts.text.followed", now=now, by=by, target=held, reason=f"from {first.pk}")
        show_again(held)
        show_act(held.owner, by=by, now=now)
    return update
