"""A memorandum to be taken away: Markdown that the import takes back, and JSON with every word,
release and digest."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings

from socle.demands.models import Demand, Evidence, Memorandum, Provision, Release
from socle.demands.queries.addresses import path_of
from socle.demands.queries.evidence import done_of
from socle.demands.queries.manuscripts import Asked, Manuscript
from socle.demands.queries.markdown import write_manuscript
from socle.demands.queries.words import published
from socle.groups.models import Group
from socle.library.queries.addresses import path_of_key
from socle.territories.addresses import absolute, address_word
from socle.texts.models import Revision, Text
from socle.texts.queries.revisions import words_of

ByLanguage = dict[str, Revision]
Data = dict[str, Any]


@dataclass(slots=True)
class Taken:
    """A memorandum with the revisions that are shown of each of its texts, today's or those of a
    release."""

    memorandum: Memorandum
    said: dict[int, ByLanguage]
    demands: list[Demand] = field(default_factory=list)
    asked: dict[int, list[Provision]] = field(default_factory=dict)

    def of(self, text: Text) -> ByLanguage:
        return self.said.get(text.pk, {})


def taken_today(memorandum: Memorandum) -> Taken:
    places = memorandum.places.filter(demand__withdrawn_at=None).order_by("position", "pk")
    rows = with_all(Demand.objects.filter(places__in=places)).in_bulk()
    demands = [rows[place.demand_id] for place in places]
    provisions = Provision.objects.filter(demand__in=demands, withdrawn_at=None)
    found = taken(memorandum, demands, provisions)
    keys = [memorandum.text_id, *(row.text_id for row in demands)]
    keys += [each.text_id for own in found.asked.values() for each in own]
    found.said = published(keys).by_text
    return found


def taken_at(release: Release) -> Taken:
    said: dict[int, ByLanguage] = {}
    demands: dict[int, None] = {}
    provisions: list[int] = []
    for word in release.words.select_related("revision").order_by("position"):
        said.setdefault(word.revision.text_id, {})[word.revision.language] = word.revision
        if word.demand_id:
            demands[word.demand_id] = None
        if word.provision_id:
            provisions.append(word.provision_id)
    rows = with_all(Demand.objects.filter(pk__in=demands)).in_bulk()
    found = taken(
        release.memorandum,
        [rows[key] for key in demands],
        Provision.objects.filter(pk__in=provisions),
    )
    found.said = said
    return found


def with_all(demands: Any) -> Any:
    rows = demands.select_related("text__owner", "born_in")
    return rows.prefetch_related("topics", "carried_by", "sources", "evidence__area")


def taken(memorandum: Memorandum, demands: list[Demand], provisions: Any) -> Taken:
    found = Taken(memorandum, {}, demands)
    rows = provisions.select_related("level", "area", "text")
    for row in rows.order_by("level__position", "area__code", "pk"):
        found.asked.setdefault(row.demand_id, []).append(row)
    return found


# --- Markdown ---


def markdown_files(found: Taken, language: str = "") -> dict[str, str]:
    """By name of the file. In every language there is; or in one, and where a text is not there
    in it, in its own, which its name says."""
    files = {}
    for each in shown(found.of(found.memorandum.text), found.memorandum.text, language):
        files[f"memorandum.{each.language}.md"] = write_manuscript(
            Manuscript(facts_of_memorandum(found.memorandum, each), words_of(each)), each.language
        )
    for number, demand in enumerate(found.demands, start=1):
        own = found.of(demand.text)
        source = own.get(demand.text.source_language)
        title = address_word(source.title, source.language) if source else str(demand.pk)
        for each in shown(own, demand.text, language):
            name = f"{number:02}-{title[:60].rstrip('-')}.{each.language}.md"
            files[name] = write_manuscript(manuscript(found, demand, each), each.language)
    return files


def shown(own: ByLanguage, text: Text, language: str) -> list[Revision]:
    if not language:
        return [own[code] for code in sorted(own, key=lambda code: code != text.source_language)]
    one = own.get(language) or own.get(text.source_language)
    return [one] if one else []


def facts_of_memorandum(memorandum: Memorandum, words: Revision) -> dict[str, str]:
    return {
        "kind": "memorandum",
        "id": str(memorandum.pk),
        "language": words.language,
        "carried_by": named(memorandum.carried_by.all()),
        "from": str(memorandum.from_year or ""),
        "until": str(memorandum.until_year or ""),
        "publisher": memorandum.publisher,
    }


def manuscript(found: Taken, demand: Demand, words: Revision) -> Manuscript:
    asked = [
        Asked(
            each.level.code,
            each.area.code if each.area else "",
            words_of(said[words.language]),
            each.by_when,
        )
        for each in found.asked.get(demand.pk, [])
        if words.language in (said := found.of(each.text))
    ]
    facts = {
        "kind": "demand",
        "id": str(demand.pk),
        "language": words.language,
        "topics": ", ".join(topic.code for topic in demand.topics.all()),
        "carried_by": named(demand.carried_by.all()),
    }
    is_source = words.language == demand.text.source_language
    sources = [(row.title, row.url) for row in demand.sources.all()] if is_source else []
    evidence = [done_of(row) for row in demand.evidence.all()] if is_source else []
    return Manuscript(
        facts, words_of(words), tuple(asked), tuple(sources), evidence=tuple(evidence)
    )


def named(groups: Iterable[Group]) -> str:
    """Names with semicolons between them, and after a single one that holds a comma."""
    names = [group.name for group in sorted(groups, key=lambda each: (each.sort_name, each.pk))]
    return "; ".join(names) + (";" if len(names) == 1 and "," in names[0] else "")


def zipped(files: dict[str, str]) -> bytes:
    """The same files give the same bytes."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(ZipInfo(name), text.encode(), ZIP_DEFLATED)
    return buffer.getvalue()


# --- JSON ---


def memorandum_json(memorandum: Memorandum) -> Data:
    """The words of today and of every release; of each its digest, by which it can be checked."""
    found = taken_today(memorandum)
    releases = memorandum.releases.order_by("number").prefetch_related("words__revision")
    frozen = {word.revision for release in releases for word in release.words.all()}
    return {
        "id": memorandum.pk,
        "url": address(memorandum, found.of(memorandum.text)),
        "status": memorandum.status,
        "owner": memorandum.text.owner.name,
        "carried_by": [group.name for group in memorandum.carried_by.order_by("sort_name", "pk")],
        "publisher": memorandum.publisher,
        "from": memorandum.from_year,
        "until": memorandum.until_year,
        "words": in_languages(found.of(memorandum.text)),
        "demands": [demand_json(found, demand) for demand in found.demands],
        "releases": [release_json(release) for release in releases],
        "revisions": {row.digest: said(row) for row in sorted(frozen, key=lambda row: row.pk)},
    }


def address(row: Memorandum | Demand, own: ByLanguage) -> str:
    words = own.get(row.text.source_language)
    return settings.SOCLE_BASE_URL + path_of(row, words, row.text.source_language)


def in_languages(own: ByLanguage) -> Data:
    return {language: said(own[language]) for language in sorted(own)}


def said(row: Revision) -> Data:
    return {
        "language": row.language,
        "number": row.number,
        "title": row.title,
        "summary": row.summary,
        "body": row.body,
        "more": row.more,
        "digest": row.digest,
        "published_at": row.published_at,
    }


def demand_json(found: Taken, demand: Demand) -> Data:
    return {
        "id": demand.pk,
        "url": address(demand, found.of(demand.text)),
        "source_language": demand.text.source_language,
        "topics": [topic.code for topic in demand.topics.all()],
        "carried_by": [group.name for group in demand.carried_by.all()],
        "born_in": demand.born_in.code if demand.born_in else None,
        "sources": [{"title": row.title, "url": row.url} for row in demand.sources.all()],
        "evidence": [evidence_json(row) for row in demand.evidence.all()],
        "words": in_languages(found.of(demand.text)),
        "provisions": [provision_json(found, each) for each in found.asked.get(demand.pk, [])],
    }


def evidence_json(row: Evidence) -> Data:
    said = ("title", "place", "since", "what", "side", "url", "seen_on")
    case = absolute(path_of_key(row.case_id)) if row.case_id else None
    return {"area": row.area.code if row.area else None, "case": case} | {
        name: getattr(row, name) for name in said
    }


def provision_json(found: Taken, each: Provision) -> Data:
    return {
        "id": each.pk,
        "level": each.level.code,
        "area": each.area.code if each.area else None,
        "by_when": each.by_when,
        "words": in_languages(found.of(each.text)),
    }


def release_json(release: Release) -> Data:
    return {
        "number": release.number,
        "at": release.at,
        "note": release.note,
        "digest": release.digest,
        "words": [
            {
                "position": word.position,
                "demand": word.demand_id,
                "provision": word.provision_id,
                "language": word.revision.language,
                "digest": word.revision.digest,
            }
            for word in release.words.all()
        ],
    }
