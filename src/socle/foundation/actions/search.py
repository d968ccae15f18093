"""Everything that writes what can be found: documents, and their index in the same transaction."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from django.conf import settings
from django.db import connection, transaction

from socle.foundation.actions.stamps import set_version
from socle.foundation.actions.turns import take_turns
from socle.foundation.models import SearchDocument, Stamp
from socle.foundation.search import Document, declared
from socle.foundation.search.declarations import KIND
from socle.foundation.search.literals import HEAVIEST, place, tsvector
from socle.foundation.search.tokens import VERSION, token_of_kind, tokens

# A transaction each; on SQLite every other writer waits for it, a quarter of a second.
CHUNK = 200
# The stamp that says which tokens the index is made of.
TOKENS = "search.tokens"
# By which version of the program, and of the country's facts, all was looked at.
LOOKED_AT = "search.program"
LONGEST_TITLE = 300
UNSTORABLE = re.compile("[\0\ud800-\udfff]")
T = TypeVar("T")
FIELDS = ("kind", "title", "body", "url", "weight")


class NotADocument(ValueError):
    """What a room declares must have a known language, a plain kind and a fair weight."""


@dataclass(frozen=True, slots=True)
class Written:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0

    def __add__(self, other: "Written") -> "Written":
        return Written(
            self.created + other.created,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.removed + other.removed,
        )


def index(documents: Iterable[Document], *, afresh: bool = False) -> Written:
    """Let these documents be found, as they are now; those that did not change are left alone.

    One document for each key and language; of two the last one counts. ``afresh`` writes again
    the index of those that did not change too.
    """
    written = Written()
    for chunk in chunks(documents):
        written += index_chunk(chunk, afresh=afresh)
    return written


def remove(keys: Iterable[str]) -> int:
    """Let nothing be found any more under these keys, in any language. Answers how many went."""
    removed = 0
    for chunk in chunks(keys):
        with transaction.atomic():
            take_turns(chunk)
            removed += SearchDocument.objects.filter(key__in=chunk).delete()[0]
    return removed


def rebuild(
    *, room: str = "", afresh: bool = True, tell: Callable[[str, int], None] | None = None
) -> Written:
    """Index all that is declared, and remove what is no longer. The site may run meanwhile.

    ``room``: only what is declared under that name, whose keys begin with it and a dot.
    Without ``afresh`` only what changed is written, unless this version of the program makes other
    tokens. ``tell`` hears the name of what is being indexed and how many of them are done.
    """
    newest = SearchDocument.objects.order_by("-id").values_list("id", flat=True).first() or 0
    afresh = afresh or not Stamp.objects.filter(name=TOKENS, version=VERSION).exists()
    seen: set[tuple[str, str]] = set()
    written = Written()
    for name, documents in declared().items() if not room else [(room, declared()[room])]:
        done = 0
        for chunk in chunks(documents()):
            written += index_chunk(chunk, afresh=afresh)
            seen.update((document.key, document.language) for document in chunk)
            done += len(chunk)
            if tell:
                tell(name, done)
    written += Written(removed=remove_unseen(seen, newest, f"{room}." if room else ""))
    if not room:
        set_version(TOKENS, VERSION)
    return written


def rebuild_once(version: str) -> None:
    """What changed, once for each ``version`` of what says how things are found: what people write
    is indexed as they write it."""
    if Stamp.objects.filter(name=LOOKED_AT, version=version).exists():
        return
    rebuild(afresh=False)
    set_version(LOOKED_AT, version)


def remove_unseen(seen: set[tuple[str, str]], newest: int, start: str = "") -> int:
    """Remove what is no longer declared; what was added since ``newest`` is left alone."""
    looked_at = SearchDocument.objects.filter(id__lte=newest, key__startswith=start)
    rows = looked_at.values_list("id", "key", "language")
    gone = [pk for pk, key, language in rows.iterator() if (key, language) not in seen]
    for pks in chunks(gone):
        SearchDocument.objects.filter(id__in=pks).delete()
    return len(gone)


def index_chunk(documents: Sequence[Document], *, afresh: bool) -> Written:
    rows = {(row.key, row.language): row for row in map(row_of, documents)}
    with transaction.atomic():
        take_turns(row.key for row in rows.values())
        before = {
            (row.key, row.language): row
            for row in SearchDocument.objects.filter(key__in={row.key for row in rows.values()})
        }
        new = [row for name, row in rows.items() if name not in before]
        kept = [(row, before[name]) for name, row in rows.items() if name in before]
        changed = [pair for pair in kept if differ(*pair)]
        again = kept if afresh else changed
        write_rows([*new, *(row for row, _old in changed)])
        for row, old in again:
            row.pk = old.pk
        write_index([*new, *(row for row, _old in again)], [old for _row, old in again])
    return Written(len(new), len(changed), len(kept) - len(changed))


def write_rows(rows: list[SearchDocument]) -> None:
    SearchDocument.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["key", "language"], update_fields=FIELDS
    )


def write_index(rows: list[SearchDocument], before: list[SearchDocument]) -> None:
    vectors = [(row.pk, place(row.weight, row.pk), vectors_of(row)) for row in rows]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                "INSERT INTO foundation_searchindex (document, place, title, text)"
                " VALUES (%s, %s, %s::tsvector, %s::tsvector) ON CONFLICT (document) DO UPDATE"
                " SET place = excluded.place, title = excluded.title, text = excluded.text",
                [(pk, at, *map(tsvector, both)) for pk, at, both in vectors],
            )
            return
        for name, column in (("title", 0), ("text", 1)):
            cursor.executemany(
                f"DELETE FROM foundation_search_{name} WHERE rowid = %s",  # noqa: S608
                [(place(old.weight, old.pk),) for old in before],
            )
            cursor.executemany(
                f"INSERT INTO foundation_search_{name} (rowid, tokens) VALUES (%s, %s)",  # noqa: S608
                [(at, " ".join(both[column])) for _pk, at, both in vectors],
            )


def vectors_of(row: SearchDocument) -> tuple[list[str], list[str]]:
    """The tokens of the title, and of title and body together; the kind among both."""
    kind = {token_of_kind(row.kind, row.language): None}
    title = kind | tokens(row.title, row.language)
    return list(title), list(title | tokens(row.body, row.language))


def row_of(document: Document) -> SearchDocument:
    if document.language not in dict(settings.LANGUAGES):
        raise NotADocument(f"{document.key}: unknown language {document.language!r}")
    if not KIND.fullmatch(document.kind):
        raise NotADocument(f"{document.key}: not a kind: {document.kind!r}")
    if not 0 <= document.weight <= HEAVIEST:
        raise NotADocument(f"{document.key}: weight {document.weight} out of range")
    return SearchDocument(
        key=document.key,
        language=document.language,
        kind=document.kind,
        title=storable(document.title)[:LONGEST_TITLE],
        body=storable(document.body),
        url=document.url,
        weight=document.weight,
    )


def storable(text: str) -> str:
    """With spaces for the characters no database takes: zero bytes and halves of pairs."""
    return UNSTORABLE.sub(" ", text)


def differ(row: SearchDocument, old: SearchDocument) -> bool:
    return any(getattr(row, field) != getattr(old, field) for field in FIELDS)


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    waiting = iter(items)
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk
