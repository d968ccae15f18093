"""Finding: title before body, then weight, then age. The same on both databases."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db import connection

from socle.foundation.search import literals
from socle.foundation.search.asked import Ways, read, ways
from socle.foundation.search.declarations import KIND
from socle.foundation.search.snippets import Marker, Part

# Nobody reads further, and counting further costs.
MOST = 1_000


@dataclass(frozen=True, slots=True)
class Hit:
    key: str
    language: str
    kind: str
    title: str
    url: str
    weight: int
    title_parts: list[Part]
    snippet: list[Part]


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits; ``count`` is exact up to 1,000, beyond it there are ``more``."""

    hits: list[Hit]
    count: int
    more: bool = False


def find(
    query: str,
    *,
    language: str | None,
    kinds: Sequence[str] = (),
    limit: int = 20,
    offset: int = 0,
    prefix: bool = True,
) -> Results:
    """What matches every word, in ``language`` or in all (None), of one of ``kinds`` or of any.

    With ``prefix`` the last word may be unfinished, unless something follows it. Words in quotes
    are looked for as they are, in a row. Whatever is typed, there is an answer, if only an empty
    one; no hit beyond the thousandth is given. Three queries at most.
    """
    terms = read(query, prefix=prefix)
    known = [kind for kind in kinds if KIND.fullmatch(kind)]
    languages = [code for code, _name in settings.LANGUAGES if language in {None, code}]
    if not terms or not languages or (kinds and not known):
        return Results([], 0)
    looked_for = ways(terms, languages, known)
    offset = max(0, offset)
    last = min(offset + max(0, limit), MOST)
    in_title = places("title", looked_for)
    anywhere = in_title if len(in_title) > MOST else places("text", looked_for)
    first = set(in_title)
    standing = in_title + [place for place in anywhere if place not in first]
    markers = {code: Marker(terms, code) for code in languages}
    hits = shown([literals.pk_at(place) for place in standing[offset:last]], markers)
    return Results(hits, min(len(anywhere), MOST), len(anywhere) > MOST)


def places(where: str, looked_for: Ways) -> list[int]:
    """The places of the first documents that match, in order; one more than will be shown."""
    most = MOST + 1
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"SELECT foundation_search_{where}(%s::tsquery, %s)",
                [literals.tsquery(looked_for), most],
            )
        else:
            table = f"foundation_search_{where}"
            cursor.execute(
                f"SELECT rowid FROM {table} WHERE {table} MATCH %s"  # noqa: S608 -- our own word
                " ORDER BY rowid LIMIT %s",
                [literals.fts5(looked_for), most],
            )
        return [place for (place,) in cursor.fetchall()]


def shown(pks: list[int], markers: dict[str, Marker]) -> list[Hit]:
    documents = apps.get_model("foundation", "SearchDocument").objects.in_bulk(pks)
    return [
        Hit(
            key=document.key,
            language=document.language,
            kind=document.kind,
            title=document.title,
            url=document.url,
            weight=document.weight,
            title_parts=markers[document.language].mark(document.title),
            snippet=markers[document.language].snippet(document.body),
        )
        for document in (documents[pk] for pk in pks if pk in documents)
    ]
