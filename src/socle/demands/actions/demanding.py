"""Demands and what each asks of each level of power: made, changed, withdrawn."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.demands.actions.finding import find_adaptations, find_demands
from socle.demands.actions.telling import tell_their_groups
from socle.demands.models import Demand, Provision, Source
from socle.demands.rules import ADAPTATIONS, DEMAND, DEMANDS, PROVISION
from socle.foundation.actions.stamps import touch
from socle.groups.actions.living import hold
from socle.groups.models import Group
from socle.territories.models import Area, Body, Level, Topic
from socle.texts.actions.publishing import begin_text, publish, withdraw_text
from socle.texts.models import Revision
from socle.texts.queries.revisions import latest
from socle.texts.queries.words import Words


class AlreadyAsked(Exception):
    """The demand asks something of that level, in that area, already; ``provision`` is it."""

    def __init__(self, provision: Provision) -> None:
        self.provision = provision
        super().__init__(str(provision))


class DemandMadeAlready(Exception):
    """The same form was sent before with the same words; ``demand`` is what it made."""

    def __init__(self, demand: Demand) -> None:
        self.demand = demand
        super().__init__(str(demand))


class DemandChangedMeanwhile(Exception):
    """Somebody changed the demand, or what it asks, since its page was opened."""


class DemandIsWithdrawn(Exception):
    """Nothing more is asked by a demand that was withdrawn."""


def make_demand(
    *,
    owner: Group,
    language: str,
    words: Words | None,
    by: User | None,
    now: datetime,
    topics: Iterable[Topic] = (),
    carried_by: Iterable[Group] = (),
    sources: Iterable[tuple[str, str]] = (),
    pressed: str = "",
) -> Demand:
    """A demand of a group's; published at once where ``words`` are given, else still to be
    written. Where a local group has it, it is born in its commune. ``pressed``: the secret of the
    form. Raises DemandMadeAlready, GroupIsArchived."""
    with transaction.atomic():
        hold(owner)
        there = Demand.objects.filter(pressed=pressed, text__owner=owner).first()
        if pressed and there is not None:
            raise DemandMadeAlready(there)
        text = begin_text(owner=owner, kind=DEMAND, language=language, by=by, now=now)
        is_local = owner.kind == Group.Kind.LOCAL
        demand = Demand.objects.create(
            text=text,
            born_in=owner.areas.order_by("pk").first() if is_local else None,
            pressed=pressed,
            updated_at=now,
        )
        demand.topics.set(topics)
        demand.carried_by.set(carried_by)
        set_sources(demand, sources)
        record("demands.demand.made", now=now, by=by, target=demand)
        if words is not None:
            publish(text=text, language=language, words=words, by=by, now=now)
    return demand


def set_sources(demand: Demand, sources: Iterable[tuple[str, str]]) -> None:
    """``sources``: title and address (or "") of each, in their order."""
    demand.sources.all().delete()
    Source.objects.bulk_create(
        Source(demand=demand, position=position, title=title[:300], url=url)
        for position, (title, url) in enumerate(sources, start=1)
    )


def hold_demand(demand: Demand) -> Demand:
    """The demand as it is now, held until the transaction ends. Raises DemandIsWithdrawn."""
    rows = Demand.objects.select_for_update(of=("self",)).select_related("text__owner")
    held = rows.get(pk=demand.pk)
    if held.withdrawn_at is not None:
        raise DemandIsWithdrawn
    return held


def change_demand(
    *,
    demand: Demand,
    topics: Iterable[Topic],
    carried_by: Iterable[Group],
    sources: Iterable[tuple[str, str]],
    by: User | None,
    now: datetime,
    seen: datetime | None = None,
) -> Demand:
    """What is said of it beside its words. ``seen``: when the demand its page showed was changed
    last. Raises DemandIsWithdrawn, DemandChangedMeanwhile."""
    with transaction.atomic():
        held = hold_demand(demand)
        if seen is not None and held.updated_at != seen:
            raise DemandChangedMeanwhile
        held.topics.set(topics)
        held.carried_by.set(carried_by)
        set_sources(held, sources)
        held.updated_at = now
        held.save(update_fields=["updated_at"])
        record("demands.demand.changed", now=now, by=by, target=held)
        touch([DEMANDS])
    return held


def ask_of_level(
    *,
    demand: Demand,
    level: Level,
    words: Words | None,
    by: User | None,
    now: datetime,
    area: Area | None = None,
    competent: Body | None = None,
    by_when: date | None = None,
    language: str = "",
) -> Provision:
    """What the demand asks of a level, everywhere or in one area of it. Raises AlreadyAsked,
    DemandIsWithdrawn."""
    with transaction.atomic():
        held = hold_demand(demand)
        there = held.provisions.filter(level=level, area=area, withdrawn_at=None).first()
        if there is not None:
            raise AlreadyAsked(there)
        language = language or held.text.source_language
        text = begin_text(owner=held.text.owner, kind=PROVISION, language=language, by=by, now=now)
        provision = Provision.objects.create(
            demand=held,
            level=level,
            area=area,
            competent=competent,
            text=text,
            by_when=by_when,
            updated_at=now,
        )
        record("demands.provision.made", now=now, by=by, target=provision)
        if words is not None:
            publish(text=text, language=language, words=words, by=by, now=now)
    return provision


def change_provision(
    *,
    provision: Provision,
    level: Level,
    area: Area | None,
    competent: Body | None,
    by_when: date | None,
    by: User | None,
    now: datetime,
    seen: datetime | None = None,
) -> Provision:
    """Of whom and by when it is asked. Raises AlreadyAsked, DemandIsWithdrawn,
    DemandChangedMeanwhile."""
    with transaction.atomic():
        demand = hold_demand(provision.demand)
        held = Provision.objects.select_for_update(of=("self",)).get(pk=provision.pk)
        if held.withdrawn_at is not None:
            raise DemandIsWithdrawn
        if seen is not None and held.updated_at != seen:
            raise DemandChangedMeanwhile
        others = demand.provisions.filter(level=level, area=area, withdrawn_at=None)
        there = others.exclude(pk=held.pk).first()
        if there is not None:
            raise AlreadyAsked(there)
        before = (held.level, held.area, held.competent, held.by_when)
        if before != (level, area, competent, by_when):
            held.level, held.area, held.competent, held.by_when = level, area, competent, by_when
            held.updated_at = now
            held.save()
            record("demands.provision.changed", now=now, by=by, target=held)
            touch([DEMANDS])
    return held


def reword(
    *,
    provision: Provision,
    language: str,
    words: Words,
    by: User | None,
    now: datetime,
    note: str = "",
) -> Revision:
    """Publish other words for what is asked; adaptations are told. As ``publish`` otherwise."""
    return publish(text=provision.text, language=language, words=words, by=by, note=note, now=now)


def withdraw_provision(
    *, provision: Provision, by: User | None, now: datetime, why: str = ""
) -> None:
    """The demand no longer asks this of that level; what groups made of it stays theirs, and they
    are told. Idempotent. Raises DemandIsWithdrawn."""
    with transaction.atomic():
        demand = hold_demand(provision.demand)
        mine = Provision.objects.filter(pk=provision.pk, withdrawn_at=None)
        if mine.update(withdrawn_at=now, updated_at=now):
            withdraw_text(text=provision.text, by=by, now=now, reason=why)
            record(
                "demands.provision.withdrawn",
                now=now, by=by, target=provision, reason=why[:500],
            )  # fmt: skip
            told = {"asked": latest(provision.text), "demand_said": latest(demand.text)}
            taken = provision.adaptations.all()
            tell_their_groups(taken, "no_longer_asked", now=now, why=why, **told)
            find_demands([demand])
            find_adaptations(taken)
            touch([DEMANDS, ADAPTATIONS])
