"""The charter's words: those of the coalition once it made the charter its own, else a file for
each release and language, which comes with the site."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from django.db.models import IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from socle.groups.models import CharterAcceptance, Group
from socle.territories.addresses import LANGUAGES

FOLDER = Path(__file__).parents[1] / "charter"


@dataclass(frozen=True, slots=True)
class Charter:
    """``words`` is Markdown, beginning with its title; ``digest`` its SHA-256 in lower-case hex.

    ``language`` is that of the words: a release may not be there in the one asked for.
    """

    release: int
    language: str
    words: str
    digest: str


class Source(Protocol):
    """Where a room above keeps the charter that a coalition made its own."""

    def releases(self) -> tuple[int, ...]:
        """Oldest first; none while the coalition has no charter of its own. One query."""

    def newest(self) -> QuerySet[Any]:
        """The last of them, as the only column of a row, to stand within another question."""

    def words(self, release: int, language: str) -> tuple[str, str]:
        """Of a release there is: the language they are in, and the Markdown."""


SOURCES: list[Source] = []


def read_charter_from(source: Source) -> None:
    """Said at start-up by the room above that keeps texts."""
    SOURCES[:] = [source]


def own_releases() -> tuple[int, ...]:
    return next((found for source in SOURCES if (found := source.releases())), ())


def releases() -> tuple[int, ...]:
    """Every release there was, oldest first."""
    return own_releases() or file_releases()


@cache
def file_releases() -> tuple[int, ...]:
    return tuple(sorted(int(place.name) for place in FOLDER.iterdir() if place.name.isdigit()))


def current_release() -> int:
    return releases()[-1]


def current_release_asked() -> Coalesce:
    """The same within another question, which then is the only one."""
    own = [Subquery(source.newest()) for source in SOURCES]
    in_files = Value(file_releases()[-1])
    return Coalesce(*own, in_files, in_files, output_field=IntegerField())


def charter(language: str | None = None, release: int | None = None) -> Charter:
    """In a language (else that of the page), of a release (else the one in force).

    Raises KeyError for a release that never was. Those that come with the site have every
    language; one of the coalition's own may have to be read in the language it was written in.
    """
    language = (language or get_language() or "")[:2]
    if language not in LANGUAGES:
        language = LANGUAGES[0]
    own = own_releases()
    if not own:
        return read_file(file_releases()[-1] if release is None else release, language)
    release = own[-1] if release is None else release
    if release not in own:
        raise KeyError(release)
    return charter_of(release, *SOURCES[0].words(release, language))


@cache
def read_file(release: int, language: str) -> Charter:
    if release not in file_releases():
        raise KeyError(release)
    words = (FOLDER / str(release) / f"{language}.md").read_text("utf-8")
    return charter_of(release, language, words)


def charter_of(release: int, language: str, words: str) -> Charter:
    return Charter(release, language, words, hashlib.sha256(words.encode()).hexdigest())


def latest_acceptance(group: Group) -> CharterAcceptance | None:
    """Of the highest release it accepted."""
    return group.charter_acceptances.order_by("-release").first()
