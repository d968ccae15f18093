"""Memorandums, demands and local wordings as the API shows them; texts are Markdown."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from ninja import Schema

from socle.demands.models import (
    Adaptation,
    Demand,
    Evidence,
    Memorandum,
    MemorandumDemand,
    Provision,
    Release,
)
from socle.demands.queries.addresses import path_of
from socle.demands.queries.adopted import Tally, areas_now
from socle.demands.queries.words import Published, published
from socle.foundation.api import Names, Page, Thing, names
from socle.groups.models import Group
from socle.library.models import Case
from socle.library.queries.addresses import path_of_key
from socle.territories.addresses import absolute
from socle.texts.models import Revision, Text

# The page an object of the API leads to; from there a person changes language.
LANGUAGE = "fr"


class WordsOut(Schema):
    """One published revision, the last in its language; ``digest`` is the SHA-256 of its words."""

    language: str
    number: int
    title: str
    summary: str
    body: str
    more: str
    digest: str
    published_at: datetime


class OwnerOut(Schema):
    id: str
    name: str


class AreaNamed(Schema):
    id: str
    name: Names


class ReleaseOut(Schema):
    """A memorandum frozen; ``digest`` is the SHA-256 of the digests of its words, one a line."""

    memorandum: str
    number: int
    at: datetime
    note: str
    digest: str


class TextOut(Thing):
    """``text`` is the id of its text, for ``texts/{id}/revisions``."""

    text: str
    owner: OwnerOut
    source_language: str
    words: list[WordsOut]


class MemorandumOut(TextOut):
    status: str
    withdrawn_at: datetime | None
    withdrawn_why: str
    from_year: int | None
    until_year: int | None
    publisher: str
    carried_by: list[OwnerOut]
    demands: list[str]
    releases: list[ReleaseOut]


class ProvisionOut(Schema):
    """What is asked of a level: of words, ``title`` is the decision in a line, ``summary`` how
    anyone can tell it was done, ``more`` possible projects."""

    id: str
    text: str
    level: str
    area: AreaNamed | None
    competent: str | None
    by_when: date | None
    words: list[WordsOut]


class DemandOut(TextOut):
    """Of words, ``summary`` is the plain version, ``body`` why, ``more`` here and elsewhere.
    ``adopted_in`` and ``reworded_in`` count communes of today."""

    topics: list[str]
    carried_by: list[OwnerOut]
    born_in: AreaNamed | None
    memorandums: list[str]
    withdrawn_at: datetime | None
    withdrawn_why: str
    merged_into: str | None
    provisions: list[ProvisionOut]


class EvidenceSourceOut(Schema):
    title: str
    url: str


class CaseOut(Schema):
    id: str
    url: str


class EvidenceOut(Schema):
    """A place where it was done already: an area, or else words; ``side`` is "north", "south" or
    ""; ``url`` says so, as read on ``seen_on``. Words are in the language of the demand. ``case``
    of the library tells it whole, where there is one."""

    title: str
    area: AreaNamed | None
    place: str
    since: int | None
    what: str
    side: str
    url: str
    seen_on: date
    case: CaseOut | None


class WholeDemand(DemandOut):
    """``merged_from``: the demands that became part of it."""

    merged_from: list[str]
    sources: list[EvidenceSourceOut]
    evidence: list[EvidenceOut]
    releases: list[ReleaseOut]
    adopted_in: int
    reworded_in: int


class AdaptationOut(TextOut):
    """``adapted_from`` and ``base`` are digests of the original: of what it was made from, and of
    what it was last measured against. ``areas``: what holds its commune today."""

    demand: str
    provision: str
    level: str
    areas: list[AreaNamed]
    adopted_on: date
    reworded: bool
    adapted_from: str | None
    base: str | None


class MemorandumPage(Page):
    results: list[MemorandumOut]


class DemandPage(Page):
    results: list[DemandOut]


class AdaptationPage(Page):
    results: list[AdaptationOut]


# --- rows to shapes ---


def words(row: Revision) -> dict[str, Any]:
    said = ("language", "number", "title", "summary", "body", "more", "digest", "published_at")
    return {name: getattr(row, name) for name in said}


def owner(group: Group) -> dict[str, Any]:
    return {"id": str(group.pk), "name": group.name}


def text_of(row: Memorandum | Demand | Adaptation, said: Published) -> dict[str, Any]:
    text = row.text
    return {
        "id": str(row.pk),
        "url": absolute(path_of(row, said.of(text, LANGUAGE), LANGUAGE)),
        "updated_at": max(row.updated_at, text.updated_at),
        "text": str(text.pk),
        "owner": owner(text.owner),
        "source_language": text.source_language,
        "words": all_words(text, said),
    }


def all_words(text: Text, said: Published) -> list[dict[str, Any]]:
    found = said.by_text.get(text.pk, {})
    return [words(found[language]) for language in said.languages(text)]


def release(row: Release) -> dict[str, Any]:
    plain = ("number", "at", "note", "digest")
    return {"memorandum": str(row.memorandum_id)} | {name: getattr(row, name) for name in plain}


def memorandums(rows: Iterable[Memorandum]) -> list[dict[str, Any]]:
    rows = list(rows)
    said = published(row.text_id for row in rows)
    return [memorandum(row, said) for row in rows]


def memorandum(row: Memorandum, said: Published) -> dict[str, Any]:
    plain = ("status", "withdrawn_at", "withdrawn_why", "from_year", "until_year", "publisher")
    places: Iterable[MemorandumDemand] = row.places.all()
    return (
        text_of(row, said)
        | {name: getattr(row, name) for name in plain}
        | {
            "carried_by": [owner(group) for group in row.carried_by.all()],
            "demands": [str(p.demand_id) for p in places if p.demand.withdrawn_at is None],
            "releases": [release(each) for each in row.releases.all()],
        }
    )


def demands(rows: Iterable[Demand]) -> list[dict[str, Any]]:
    rows = list(rows)
    keys = [row.text_id for row in rows]
    keys += [each.text_id for row in rows for each in row.provisions.all()]
    said = published(keys)
    return [demand(row, said) for row in rows]


def demand(row: Demand, said: Published) -> dict[str, Any]:
    merged, born = row.merged_into_id, row.born_in
    return text_of(row, said) | {
        "topics": [topic.code for topic in row.topics.all()],
        "carried_by": [owner(group) for group in row.carried_by.all()],
        "born_in": area(born) if born else None,
        "memorandums": [
            str(place.memorandum_id)
            for place in row.places.all()
            if place.memorandum.status != Memorandum.Status.DRAFT
        ],
        "withdrawn_at": row.withdrawn_at,
        "withdrawn_why": row.withdrawn_why,
        "merged_into": str(merged) if merged else None,
        "provisions": [provision(each, said) for each in row.provisions.all()],
    }


def area(row: Any) -> dict[str, Any]:
    return {"id": row.code, "name": names(row)}


def provision(row: Provision, said: Published) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "text": str(row.text_id),
        "level": row.level.code,
        "area": area(row.area) if row.area else None,
        "competent": row.competent.code if row.competent else None,
        "by_when": row.by_when,
        "words": all_words(row.text, said),
    }


def whole_demand(row: Demand, releases: Iterable[Release], tally: Tally) -> dict[str, Any]:
    sources = [{"title": source.title, "url": source.url} for source in row.sources.all()]
    merged = row.merged_from.order_by("pk").values_list("pk", flat=True)
    return demands([row])[0] | {
        "merged_from": [str(key) for key in merged],
        "sources": sources,
        "evidence": [evidence(each) for each in row.evidence.select_related("area", "case__text")],
        "releases": [release(each) for each in releases],
        "adopted_in": tally.communes,
        "reworded_in": tally.reworded,
    }


def evidence(row: Evidence) -> dict[str, Any]:
    plain = ("title", "place", "since", "what", "side", "url", "seen_on")
    return {name: getattr(row, name) for name in plain} | {
        "area": area(row.area) if row.area else None,
        "case": case(row.case) if row.is_told_whole and row.case else None,
    }


def case(row: Case) -> dict[str, str]:
    return {"id": str(row.pk), "url": absolute(path_of_key(row.pk))}


def adaptations(rows: Iterable[Adaptation], day: date) -> list[dict[str, Any]]:
    rows = list(rows)
    said = published(row.text_id for row in rows)
    now = areas_now(rows, day)
    return [
        text_of(row, said)
        | {
            "demand": str(row.provision.demand_id),
            "provision": str(row.provision_id),
            "level": row.provision.level.code,
            "areas": [area(each) for each in now.get(row.area_id or 0, [])],
            "adopted_on": row.adopted_on,
            "reworded": row.reworded,
            "adapted_from": row.text.adapted_from.digest if row.text.adapted_from else None,
            "base": row.text.base.digest if row.text.base else None,
        }
        for row in rows
    ]
