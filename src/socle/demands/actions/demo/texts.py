"""Memorandums of the demo, their demands and what these ask, release after release; demands that
local groups wrote."""

from datetime import datetime, timedelta
from typing import Any

from socle.demands.actions.demo.shelf import RELEASED, Shelf
from socle.demands.actions.evidence import set_evidence
from socle.demands.actions.memorandums import release_memorandum, set_status
from socle.demands.models import Demand, Memorandum, MemorandumDemand, Offer, Provision, Source
from socle.demands.queries.evidence import rows_of
from socle.demands.queries.manuscripts import Edition, Manuscript
from socle.demands.rules import DEMAND, MEMORANDUM, PROVISION
from socle.groups.models import Group
from socle.texts.actions.loading import begin_texts
from socle.texts.models import Text
from socle.texts.queries.words import Words

SOURCE_LANGUAGE = "fr"
# The one that is being made ready for its next release.
OPEN = "dignite-partout"
Written = list[tuple[Text, str, Words]]


def load_memorandums(shelf: Shelf, memorandums: dict[str, list[Edition]]) -> None:
    at = shelf.ago(RELEASED[0] + 20)
    for key, editions in memorandums.items():
        begin_memorandum(shelf, key, editions[0].texts["", SOURCE_LANGUAGE], at)
        own = {
            name: found
            for (name, language), found in editions[0].texts.items()
            if name and language == SOURCE_LANGUAGE
        }
        begin_demands(shelf, own, at)
        place(shelf, key, list(own))
    for number in range(len(RELEASED)):
        for key, editions in memorandums.items():
            if number < len(editions):
                release(shelf, key, editions[number], shelf.ago(RELEASED[number]))
    set_status(
        memorandum=shelf.memorandums[OPEN], status="open", by=None, now=shelf.ago(RELEASED[2])
    )


def begin_memorandum(shelf: Shelf, key: str, found: Manuscript, at: datetime) -> None:
    text = shelf.text(shelf.coalition, MEMORANDUM, SOURCE_LANGUAGE, at)
    text.save()
    memorandum = Memorandum.objects.create(
        text=text,
        from_year=int(found.fact("from")),
        until_year=int(found.fact("until")),
        publisher=found.fact("publisher"),
        updated_at=at,
    )
    memorandum.carried_by.set(shelf.groups[name] for name in found.list_of("carried_by"))
    shelf.memorandums[key] = memorandum


def begin_demands(shelf: Shelf, found: dict[str, Manuscript], at: datetime) -> None:
    texts = {
        name: shelf.text(owner_of(shelf, each), DEMAND, SOURCE_LANGUAGE, at)
        for name, each in found.items()
    }
    begin_texts(list(texts.values()))
    made = {name: demand_of(text, at) for name, text in texts.items()}
    Demand.objects.bulk_create(made.values())
    shelf.demands |= made
    Source.objects.bulk_create(
        Source(demand=made[name], position=position, title=title, url=url)
        for name, each in found.items()
        for position, (title, url) in enumerate(each.sources, start=1)
    )
    for name, each in found.items():
        set_evidence(made[name], rows_of(each.evidence, {}))
    link(shelf, found)
    begin_provisions(shelf, found, at)


def owner_of(shelf: Shelf, found: Manuscript) -> Group:
    """Whoever wrote its first line."""
    return shelf.groups[found.fact("born_in", "coalition")]


def demand_of(text: Text, at: datetime) -> Demand:
    is_local = text.owner.kind == Group.Kind.LOCAL
    born_in = text.owner.areas.order_by("pk").first() if is_local else None
    return Demand(text=text, born_in=born_in, updated_at=at)


def link(shelf: Shelf, found: dict[str, Manuscript]) -> None:
    """Its topics, who carries it."""
    topic: Any = Demand.topics.through
    topic.objects.bulk_create(
        topic(demand=shelf.demands[name], topic=shelf.topics[code])
        for name, each in found.items()
        for code in each.list_of("topics")
    )
    carrier: Any = Demand.carried_by.through
    carrier.objects.bulk_create(
        carrier(demand=shelf.demands[name], group=shelf.groups[key])
        for name, each in found.items()
        for key in each.list_of("carried_by")
    )


def begin_provisions(shelf: Shelf, found: dict[str, Manuscript], at: datetime) -> None:
    asked = {
        (name, *each.place): each for name, manuscript in found.items() for each in manuscript.asked
    }
    texts = {
        key: shelf.text(shelf.demands[key[0]].text.owner, PROVISION, SOURCE_LANGUAGE, at)
        for key in asked
    }
    begin_texts(list(texts.values()))
    made = {
        (name, level, area): Provision(
            demand=shelf.demands[name],
            level=shelf.levels[level],
            area=shelf.areas[area] if area else None,
            text=texts[name, level, area],
            by_when=each.by_when,
            updated_at=at,
        )
        for (name, level, area), each in asked.items()
    }
    Provision.objects.bulk_create(made.values())
    shelf.provisions |= made


def place(shelf: Shelf, key: str, names: list[str]) -> None:
    shelf.memorandum_of |= dict.fromkeys(names, key)
    MemorandumDemand.objects.bulk_create(
        MemorandumDemand(
            memorandum=shelf.memorandums[key], demand=shelf.demands[name], position=position
        )
        for position, name in enumerate(names, start=1)
    )
    # What a local group offered, and the coalition took.
    Offer.objects.bulk_create(
        Offer(
            demand=shelf.demands[name],
            state=Offer.State.TAKEN,
            made_at=shelf.ago(RELEASED[0] + 18),
            made_by=shelf.organiser(shelf.demands[name].text.owner),
            answered_at=shelf.ago(RELEASED[0] + 6),
            answered_by=shelf.organiser(shelf.coalition),
        )
        for name in names
        if shelf.demands[name].born_in_id
    )


def release(shelf: Shelf, key: str, edition: Edition, at: datetime) -> None:
    shelf.publish(words_in(shelf, key, edition), at - timedelta(hours=2), edition.note)
    release_memorandum(
        memorandum=shelf.memorandums[key],
        by=shelf.organiser(shelf.coalition),
        now=at,
        note=edition.note,
    )
    shelf.editions.setdefault(key, []).append(dict(shelf.latest))


def words_in(shelf: Shelf, key: str, edition: Edition) -> Written:
    found: Written = []
    for (name, language), each in edition.texts.items():
        if not name:
            found.append((shelf.memorandums[key].text, language, each.words))
        else:
            found += words_of_demand(shelf, name, language, each)
    return found


def words_of_demand(shelf: Shelf, name: str, language: str, found: Manuscript) -> Written:
    asked = [
        (shelf.provisions[name, *each.place].text, language, each.words) for each in found.asked
    ]
    return [(shelf.demands[name].text, language, found.words), *asked]


def load_local_demands(shelf: Shelf, local: list[tuple[str, Manuscript]]) -> None:
    """Written by a local group, and offered upward."""
    at = shelf.ago(45)
    found = {f"local-{number}": each for number, (_language, each) in enumerate(local, start=1)}
    begin_demands(shelf, found, at)
    for (name, each), (language, _same) in zip(found.items(), local, strict=True):
        shelf.publish(words_of_demand(shelf, name, language, each), at)
    Offer.objects.bulk_create(offer(shelf, name, each) for name, each in found.items())


def offer(shelf: Shelf, name: str, found: Manuscript) -> Offer:
    demand = shelf.demands[name]
    answered = found.fact("offered") == Offer.State.DECLINED
    return Offer(
        demand=demand,
        state=found.fact("offered"),
        made_at=shelf.ago(30),
        made_by=shelf.organiser(demand.text.owner),
        answered_at=shelf.ago(12) if answered else None,
        answered_by=shelf.organiser(shelf.coalition) if answered else None,
        answer=found.fact("answer"),
    )
