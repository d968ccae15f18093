"""Writing what an import read: all of it or nothing."""

from datetime import datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.demands.actions.demanding import ask_of_level, make_demand, set_sources
from socle.demands.actions.evidence import set_evidence
from socle.demands.actions.memorandums import add_demand, make_memorandum
from socle.demands.models import Demand, Memorandum
from socle.demands.queries.importing import AskPlan, DemandPlan, Line, Plan
from socle.groups.actions.uploads import claim_upload
from socle.groups.models import Group, ImportFile
from socle.texts.actions.publishing import NothingNew, publish
from socle.texts.models import Text


class NothingToImport(Exception):
    """Every word is there already, or none is a memorandum's and none was chosen."""


def import_plan(
    *, plan: Plan, owner: Group, by: User | None, now: datetime, name: str = ""
) -> Memorandum:
    """Do what the plan says, in one transaction. A new memorandum is a draft that only its group
    sees. Raises NothingToImport, and as ``publish`` otherwise."""
    if not plan.changes:
        raise NothingToImport
    with transaction.atomic():
        memorandum = plan.memorandum or begun(plan, owner, by, now)
        say(memorandum.text, plan.lines, by, now)
        for each in plan.demands:
            demand = each.demand or made(each, memorandum.text.owner, by, now)
            write_demand(each, demand, by, now)
            if each.demand is None:
                add_demand(memorandum=memorandum, demand=demand, by=by, now=now)
        record("demands.memorandum.imported", now=now, by=by, target=memorandum, reason=name[-200:])
    return memorandum


def import_upload(
    *, upload: ImportFile, plan: Plan, owner: Group, by: User, now: datetime
) -> Memorandum:
    """Do what the plan made of what somebody sent, once. Raises UploadIsGone, and as
    ``import_plan``."""
    with transaction.atomic():
        claim_upload(upload=upload)
        return import_plan(plan=plan, owner=owner, by=by, now=now, name=upload.name)


def begun(plan: Plan, owner: Group, by: User | None, now: datetime) -> Memorandum:
    if not plan.lines:
        raise NothingToImport
    found = plan.lines[0].piece.found
    return make_memorandum(
        owner=owner,
        language=plan.source,
        words=None,
        by=by,
        now=now,
        from_year=year(found.fact("from")),
        until_year=year(found.fact("until")),
        publisher=found.fact("publisher")[:300],
    )


def year(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) == 4 else None


def made(plan: DemandPlan, owner: Group, by: User | None, now: datetime) -> Demand:
    demand = make_demand(
        owner=owner,
        language=plan.source,
        words=None,
        by=by,
        now=now,
        topics=plan.topics or (),
        carried_by=plan.carried_by or (),
        sources=plan.sources or (),
    )
    set_evidence(demand, plan.evidence or ())
    return demand


def write_demand(plan: DemandPlan, demand: Demand, by: User | None, now: datetime) -> None:
    if plan.demand is not None and plan.details:
        if plan.topics is not None:
            demand.topics.set(plan.topics)
        if plan.carried_by:
            demand.carried_by.set(plan.carried_by)
        if plan.sources is not None:
            set_sources(demand, plan.sources)
        if plan.evidence is not None:
            set_evidence(demand, plan.evidence)
        Demand.objects.filter(pk=demand.pk).update(updated_at=now)
        record("demands.demand.changed", now=now, by=by, target=demand)
    say(demand.text, plan.lines, by, now)
    for ask in plan.asks:
        write_ask(ask, plan.source, demand, by, now)


def write_ask(ask: AskPlan, source: str, demand: Demand, by: User | None, now: datetime) -> None:
    day = next((each.by_when for each in ask.asked.values() if each.by_when), None)
    provision = ask.provision or ask_of_level(
        demand=demand,
        level=ask.level,
        area=ask.area,
        words=None,
        by=by,
        now=now,
        by_when=day,
        language=source,
    )
    if day and provision.by_when != day:
        provision.by_when, provision.updated_at = day, now
        provision.save(update_fields=["by_when", "updated_at"])
        record("demands.provision.changed", now=now, by=by, target=provision)
    say(provision.text, ask.lines, by, now)


def say(text: Text, lines: list[Line], by: User | None, now: datetime) -> None:
    """Those that are new or changed; the language it is written in comes first."""
    for line in lines:
        if line.outcome == "unchanged":
            continue
        try:
            publish(text=text, language=line.language, words=line.words, by=by, now=now)
        except NothingNew:
            continue
