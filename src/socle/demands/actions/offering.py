"""A group offers its own demand upward; the coalition takes it, or says why not."""

from datetime import datetime
from typing import Any

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.demands.actions.demanding import hold_demand
from socle.demands.actions.memorandums import add_demand
from socle.demands.actions.telling import tell_coordinators, tell_organisers
from socle.demands.models import Demand, Memorandum, Offer
from socle.demands.queries.offers import may_be_offered
from socle.demands.rules import DEMANDS
from socle.foundation.actions.stamps import touch
from socle.groups.actions.living import hold, show_act
from socle.texts.queries.revisions import latest


class CannotBeOffered(Exception):
    """Only a published demand of a group's own that stands, and is in no memorandum yet."""


class OfferedAlready(Exception):
    """The demand waits for an answer; ``offer`` is that one (a second press of the button)."""

    def __init__(self, offer: Offer) -> None:
        self.offer = offer
        super().__init__(str(offer))


class AnsweredAlready(Exception):
    """Somebody answered the offer, or it was taken back; ``offer`` is as it is now."""

    def __init__(self, offer: Offer) -> None:
        self.offer = offer
        super().__init__(str(offer))


class NoAnswer(Exception):
    """A demand is not taken with a reason, which its group gets."""


def offer_demand(*, demand: Demand, words: str, by: User, now: datetime) -> Offer:
    """The coordinators are told. Raises OfferedAlready, CannotBeOffered, DemandIsWithdrawn,
    GroupIsArchived."""
    with transaction.atomic():
        hold(demand.text.owner)
        held = hold_demand(demand)
        waiting = held.offers.filter(state=Offer.State.WAITING).first()
        if waiting is not None:
            raise OfferedAlready(waiting)
        if not may_be_offered(held):
            raise CannotBeOffered
        offer = Offer.objects.create(demand=held, words=words, made_at=now, made_by=by)
        record("demands.offer.made", now=now, by=by, target=offer)
        tell_coordinators("offer_made", now=now, reply_to=by.email, **told_of(offer))
        show_act(held.text.owner, by=by, now=now)
    return offer


def hold_offer(offer: Offer) -> Offer:
    """As it is now, held until the transaction ends. Raises AnsweredAlready."""
    rows = Offer.objects.select_for_update(of=("self",))
    held = rows.select_related("demand__text__owner", "demand__born_in", "made_by").get(pk=offer.pk)
    if held.state != Offer.State.WAITING:
        raise AnsweredAlready(held)
    return held


def take_offer(
    *, offer: Offer, memorandum: Memorandum, by: User, now: datetime, answer: str = ""
) -> Offer:
    """The demand stands in the memorandum, at its end; its group stays its author, and is told.
    Raises AnsweredAlready, DemandIsWithdrawn."""
    with transaction.atomic():
        held = hold_offer(offer)
        hold_demand(held.demand)
        add_demand(memorandum=memorandum, demand=held.demand, by=by, now=now)
        close(held, Offer.State.TAKEN, answer, by, now)
        record("demands.offer.taken", now=now, by=by, target=held)
        tell_its_group(held, "offer_taken", by, now, memorandum=memorandum)
        touch([DEMANDS])
    return held


def decline_offer(*, offer: Offer, answer: str, by: User, now: datetime) -> Offer:
    """Its group is told why. Raises NoAnswer, AnsweredAlready."""
    if not answer.strip():
        raise NoAnswer
    with transaction.atomic():
        held = hold_offer(offer)
        close(held, Offer.State.DECLINED, answer, by, now)
        record("demands.offer.declined", now=now, by=by, target=held)
        tell_its_group(held, "offer_declined", by, now)
    return held


def withdraw_offer(*, offer: Offer, by: User, now: datetime) -> Offer:
    """Its group takes it back; the coordinators are told. Raises AnsweredAlready."""
    with transaction.atomic():
        held = hold_offer(offer)
        close(held, Offer.State.WITHDRAWN, "", by, now)
        record("demands.offer.withdrawn", now=now, by=by, target=held)
        tell_coordinators("offer_withdrawn", now=now, reply_to=by.email, **told_of(held))
    return held


def close(offer: Offer, state: str, answer: str, by: User, now: datetime) -> None:
    offer.state, offer.answer = state, answer.strip()
    offer.answered_at, offer.answered_by = now, by
    offer.save(update_fields=["state", "answer", "answered_at", "answered_by"])


def told_of(offer: Offer) -> dict[str, Any]:
    """What a message about it needs."""
    text = offer.demand.text
    title = latest(text)
    return {"offer": offer, "demand": offer.demand, "group": text.owner, "said": title}


def tell_its_group(
    offer: Offer, message: str, by: User, now: datetime, memorandum: Memorandum | None = None
) -> None:
    context = told_of(offer) | {
        "by": by,
        "memorandum": memorandum,
        "memorandum_said": latest(memorandum.text) if memorandum else None,
    }
    group = offer.demand.text.owner
    context.pop("group")
    tell_organisers(group, message, now=now, reply_to=by.email, **context)
