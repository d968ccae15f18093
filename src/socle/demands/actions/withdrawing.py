"""A demand is withdrawn, or merged into another; and brought back while nothing came of it."""

from datetime import datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.demands.actions.demanding import hold_demand
from socle.demands.actions.finding import find_adaptations, find_demands
from socle.demands.actions.telling import tell_groups_that_took
from socle.demands.models import Adaptation, Demand, Offer
from socle.demands.queries.withdrawals import nothing_came_of
from socle.demands.rules import ADAPTATIONS, DEMANDS
from socle.foundation.actions.stamps import touch
from socle.texts.actions.publishing import bring_text_back, withdraw_text
from socle.texts.models import Text
from socle.texts.queries.revisions import latest


class NoReason(Exception):
    """A demand is withdrawn with a reason, which its page shows."""


class CannotMerge(Exception):
    """A demand merges into another one that stands."""


class CannotComeBack(Exception):
    """Something came of the withdrawal since: a release, an act of a group, another merge."""


def withdraw_demand(
    *,
    demand: Demand,
    why: str,
    by: User,
    now: datetime,
    into: Demand | None = None,
) -> Demand:
    """Its page says why, and leads to the one it was merged ``into``. What groups made of it stays
    theirs; they are told. Raises NoReason, CannotMerge, DemandIsWithdrawn."""
    if not why.strip():
        raise NoReason
    with transaction.atomic():
        if into is not None:
            hold_both(demand, into)
        held = hold_demand(demand)
        held.withdrawn_at, held.withdrawn_why, held.merged_into = now, why.strip()[:500], into
        held.updated_at = now
        held.save()
        for text in texts_of(held):
            withdraw_text(text=text, by=by, now=now, reason=why)
        held.offers.filter(state=Offer.State.WAITING).update(
            state=Offer.State.WITHDRAWN, answered_at=now, answered_by=by
        )
        verb = "demands.demand.merged" if into else "demands.demand.withdrawn"
        record(verb, now=now, by=by, target=held, reason=held.withdrawn_why)
        told = {"into": into, "into_said": into and latest(into.text), "why": held.withdrawn_why}
        tell_groups_that_took(held, "demand_withdrawn", now=now, **told)
        find_demands([held, *([into] if into else [])])
        find_adaptations(Adaptation.objects.filter(provision__demand=held))
        touch([DEMANDS, ADAPTATIONS])
    return held


def hold_both(demand: Demand, into: Demand) -> None:
    """In one order, so that two who merge the one into the other do not wait in a circle."""
    rows = Demand.objects.select_for_update(of=("self",)).order_by("pk")
    held = {row.pk: row for row in rows.filter(pk__in=[demand.pk, into.pk])}
    if len(held) < 2 or held[into.pk].withdrawn_at is not None:
        raise CannotMerge


def bring_demand_back(*, demand: Demand, by: User, now: datetime) -> Demand:
    """As if it had not been withdrawn; the groups that were told are told. Idempotent. Raises
    CannotComeBack."""
    with transaction.atomic():
        rows = Demand.objects.select_for_update(of=("self",)).select_related("merged_into")
        held = rows.get(pk=demand.pk)
        if held.withdrawn_at is None:
            return held
        if not nothing_came_of(held):
            raise CannotComeBack
        merged = [held.merged_into] if held.merged_into else []
        held.withdrawn_at, held.withdrawn_why, held.merged_into = None, "", None
        held.updated_at = now
        held.save()
        for text in texts_of(held):
            bring_text_back(text=text, by=by, now=now)
        record("demands.demand.restored", now=now, by=by, target=held)
        tell_groups_that_took(held, "demand_stands_again", now=now)
        find_demands([held, *merged])
        find_adaptations(Adaptation.objects.filter(provision__demand=held))
        touch([DEMANDS, ADAPTATIONS])
    return held


def texts_of(demand: Demand) -> list[Text]:
    """Its own, and those of what it still asks."""
    asked = demand.provisions.filter(withdrawn_at=None).values("text")
    return list(Text.objects.filter(pk__in=[demand.text_id]) | Text.objects.filter(pk__in=asked))
