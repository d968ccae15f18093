"""Cases as they are looked for, the latest told first."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.utils.translation import get_language

from socle.foundation.search import find
from socle.library.models import Case, CaseQuerySet
from socle.library.queries.addresses import list_path, path_of
from socle.library.rules import CASE
from socle.territories.addresses import LANGUAGES
from socle.territories.models import Topic
from socle.texts.models import Revision
from socle.texts.queries.revisions import latest_of, latest_rows

# Nobody reads further than what fits best.
MOST_FOUND = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """By default all of them. ``inside``: keys of the areas where, None for everywhere."""

    words: str = ""
    inside: tuple[int, ...] | None = None
    topic: Topic | None = None


@dataclass(frozen=True, slots=True)
class Line:
    case: Case
    words: Revision


def cases_asked(asked: Asked) -> CaseQuerySet:
    rows = Case.objects.standing()
    if asked.words:
        rows = rows.filter(pk__in=keys_found(asked.words))
    if asked.inside is not None:
        rows = rows.filter(area__in=asked.inside)
    if asked.topic is not None:
        topics = Topic.objects.order_by().filter(Q(pk=asked.topic.pk) | Q(parent=asked.topic))
        through = Case.topics.through.objects.filter(topic__in=topics)
        rows = rows.filter(pk__in=through.values("case"))
    topics_in_order = Prefetch("topics", Topic.objects.order_by("position"))
    return rows.select_related("text", "area__level").prefetch_related(topics_in_order)


def keys_found(words: str) -> list[int]:
    """By any word of them, in any language."""
    hits = find(words, language=None, kinds=[CASE], limit=MOST_FOUND).hits
    return sorted({int(hit.key.partition(":")[2]) for hit in hits})


def said_of(cases: Iterable[Case]) -> dict[tuple[int, str], Revision]:
    """What is published last, by key of the text and language; one query."""
    rows = latest_rows().filter(text__in=[case.text_id for case in cases])
    return {(row.text_id, row.language): row for row in rows}


def pages_of_cases() -> list[dict[str, str]]:
    """Paths by language, for the map of the site: the list, then each."""
    cases = list(Case.objects.standing().select_related("text").order_by("pk"))
    said = said_of(cases)
    pages = [{code: list_path(code) for code in LANGUAGES}]
    for case in cases:
        own = said[case.text_id, case.text.source_language]
        each = {code: said.get((case.text_id, code), own) for code in LANGUAGES}
        pages.append({code: path_of(case, words, code) for code, words in each.items()})
    return pages


def lines_of(cases: Iterable[Case]) -> list[Line]:
    """Each with its words in the language of the page, else in its own; one query."""
    rows = list(cases)
    said = latest_of([case.text_id for case in rows], (get_language() or "")[:2])
    return [Line(case, said[case.text_id]) for case in rows if case.text_id in said]
