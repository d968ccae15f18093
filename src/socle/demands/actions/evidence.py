"""Where what a demand asks was done already."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.demands.actions.demanding import DemandChangedMeanwhile, hold_demand
from socle.demands.models import Demand, Evidence
from socle.demands.rules import DEMANDS
from socle.foundation.actions.stamps import touch


def set_evidence(demand: Demand, evidence: Iterable[Evidence]) -> None:
    """Those rows and no others, in their order. In the transaction that changes the demand."""
    demand.evidence.all().delete()
    rows = list(evidence)
    for position, row in enumerate(rows, start=1):
        row.demand, row.position = demand, position
    Evidence.objects.bulk_create(rows)


def change_evidence(
    *,
    demand: Demand,
    evidence: Iterable[Evidence],
    by: User,
    now: datetime,
    seen: datetime | None = None,
) -> Demand:
    """``seen``: when the demand its page showed was changed last. Raises DemandIsWithdrawn,
    DemandChangedMeanwhile."""
    with transaction.atomic():
        held = hold_demand(demand)
        if seen is not None and held.updated_at != seen:
            raise DemandChangedMeanwhile
        set_evidence(held, evidence)
        held.updated_at = now
        held.save(update_fields=["updated_at"])
        record("demands.demand.changed", now=now, by=by, target=held)
        touch([DEMANDS])
    return held
