"""What of this room the search of the site finds: public memorandums, demands, local wordings."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet

from socle.demands.models import Adaptation, Demand, Memorandum
from socle.demands.queries.addresses import path_of
from socle.demands.queries.levels import standing_provisions
from socle.demands.queries.words import Published, published
from socle.demands.rules import public_demands
from socle.foundation.markdown import plain_text
from socle.foundation.search import Document
from socle.territories.addresses import name_in
from socle.texts.models import Revision, Text

LANGUAGES = tuple(dict(settings.LANGUAGES))
# Below communes and groups; the original before what was made of it.
WEIGHTS = {"memorandum": 46, "demand": 44, "adaptation": 30}
CHUNK = 100
Row = Memorandum | Demand | Adaptation
T = TypeVar("T", bound=Model)
Body = Callable[[Revision, str], list[str]]


def documents() -> Iterator[Document]:
    memorandums = Memorandum.objects.public().select_related("text")
    yield from memorandum_documents(memorandums)
    demands = Demand.objects.standing().filter(public_demands()).select_related("text")
    for some in chunks(demands):
        yield from demand_documents(some)
    adaptations = Adaptation.objects.adopted().select_related("text__owner", "area")
    for part in chunks(adaptations):
        yield from adaptation_documents(part)


def chunks(rows: QuerySet[T]) -> Iterator[list[T]]:
    waiting = rows.order_by("pk").iterator(chunk_size=CHUNK)
    while some := list(islice(waiting, CHUNK)):
        yield some


def key_of(row: Row) -> str:
    return f"{row._meta.label_lower}:{row.pk}"


def memorandum_documents(rows: Iterable[Memorandum]) -> Iterator[Document]:
    rows = list(rows)
    said = published(row.text_id for row in rows)
    for row in rows:
        yield from in_each_language(row, said, lambda words, _language: parts_of(words))


def demand_documents(rows: Iterable[Demand]) -> Iterator[Document]:
    """Each with what it asks of each level, and the titles of those that became part of it."""
    rows = list(rows)
    texts = [row.text_id for row in rows]
    provisions = list(standing_provisions(rows))
    merged = list(Demand.objects.filter(merged_into__in=rows).select_related("text"))
    beside = [each.text_id for each in provisions]
    said = published([*texts, *beside, *(each.text_id for each in merged)])
    for row in rows:
        asked = [provision.text for provision in provisions if provision.demand_id == row.pk]
        joined = [each.text for each in merged if each.merged_into_id == row.pk]
        yield from in_each_language(row, said, with_what_is_asked(asked, joined, said))


def with_what_is_asked(asked: list[Text], joined: list[Text], said: Published) -> Body:
    def body(words: Revision, language: str) -> list[str]:
        found = filter(None, (said.of(text, language) for text in asked))
        titles = [each.title for text in joined if (each := said.of(text, language))]
        said_of = [f"{each.title}\n{plain_text(each.body)}" for each in found]
        return [*parts_of(words), *said_of, *titles]

    return body


def adaptation_documents(rows: Iterable[Adaptation]) -> Iterator[Document]:
    rows = list(rows)
    said = published(row.text_id for row in rows)
    for row in rows:
        yield from in_each_language(row, said, with_its_group(row))


def with_its_group(row: Adaptation) -> Body:
    def body(words: Revision, language: str) -> list[str]:
        place = name_in(row.area, language) if row.area else ""
        return [" · ".join(filter(None, [place, row.text.owner.name])), *parts_of(words)]

    return body


def parts_of(words: Revision) -> list[str]:
    return [plain_text(part) for part in (words.summary, words.body, words.more)]


def in_each_language(row: Row, said: Published, body: Body) -> Iterator[Document]:
    """What is not translated is found under its own words."""
    kind = str(row._meta.model_name)
    for language in LANGUAGES:
        words = said.of(row.text, language)
        if words is not None:
            yield Document(
                key=key_of(row),
                language=language,
                kind=kind,
                title=words.title,
                body="\n".join(filter(None, body(words, language))),
                url=path_of(row, words, language),
                weight=WEIGHTS[kind],
            )
