"""The demands of a memorandum, moved by one place, to a place, put in and taken out."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from socle.accounts.models import User
from socle.demands.actions.memorandums import hold_memorandum, place_demands
from socle.demands.models import Demand, Memorandum


def order_now(memorandum: Memorandum) -> list[Demand]:
    places = memorandum.places.select_related("demand").order_by("position", "pk")
    return [place.demand for place in places]


def move_demand(
    *,
    memorandum: Memorandum,
    demand: int,
    by_places: int,
    by: User,
    now: datetime,
    seen: int | None = None,
) -> bool:
    """Up by one place (-1) or down (1); whether it moved. Raises ChangedMeanwhile."""
    with transaction.atomic():
        held = hold_memorandum(memorandum, seen)
        order = order_now(held)
        here = next((n for n, each in enumerate(order) if each.pk == demand), None)
        there = None if here is None else here + by_places
        if here is None or there is None or not 0 <= there < len(order):
            return False
        order[here], order[there] = order[there], order[here]
        place_demands(memorandum=held, demands=order, by=by, now=now)
    return True


def put_in_order(
    *,
    memorandum: Memorandum,
    positions: Mapping[int, int],
    by: User,
    now: datetime,
    seen: int | None = None,
) -> bool:
    """``positions``: by the key of the demand, the place it was given, counted from 1. One moved to
    a place comes before what stood there when it goes up, after it when it goes down. Whether
    anything moved. Raises ChangedMeanwhile."""
    with transaction.atomic():
        held = hold_memorandum(memorandum, seen)
        order = order_now(held)
        wanted = sorted(
            enumerate(order, start=1), key=lambda row: weight(row[0], positions.get(row[1].pk))
        )
        demands = [demand for _place, demand in wanted]
        if demands == order:
            return False
        place_demands(memorandum=held, demands=demands, by=by, now=now)
    return True


def weight(place: int, wanted: int | None) -> tuple[float, int]:
    if wanted is None or wanted == place:
        return float(place), 0
    return (wanted - 0.5, 0) if wanted < place else (wanted + 0.5, 0)


def take_out(
    *, memorandum: Memorandum, demand: int, by: User, now: datetime, seen: int | None = None
) -> bool:
    """The demand itself stands as it is. Whether it was there. Raises ChangedMeanwhile."""
    with transaction.atomic():
        held = hold_memorandum(memorandum, seen)
        order = order_now(held)
        left = [each for each in order if each.pk != demand]
        if len(left) == len(order):
            return False
        place_demands(memorandum=held, demands=left, by=by, now=now)
    return True
