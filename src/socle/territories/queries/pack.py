"""What the country's pack says of itself, in its ``pack.toml``."""

from dataclasses import dataclass

from django.utils.translation import get_language

from socle.territories.rules import pack_says


@dataclass(frozen=True, slots=True)
class Source:
    """Where some of the facts come from. ``language`` is that of ``title``, ``covers_in`` that of
    ``covers``: the page's, else the pack's own."""

    title: str
    language: str
    publisher: str
    licence: str
    url: str
    covers: str
    covers_in: str


def own_language() -> str:
    """The language laws are quoted in, and in which every text of the pack is there."""
    language: str = pack_says()["default_language"]
    return language


def country_name() -> str:
    """In the language of the page."""
    says, own = pack_says(), own_language()
    name: str = says.get(f"name_{(get_language() or own)[:2]}") or says[f"name_{own}"]
    return name


def sources() -> list[Source]:
    own = own_language()
    language = (get_language() or own)[:2]
    return [source_of(row, language, own) for row in pack_says().get("sources", [])]


def source_of(row: dict[str, str], language: str, own: str) -> Source:
    covers_in = language if row.get(f"covers_{language}") else own
    return Source(
        title=row["title"],
        language=row.get("language", "en"),
        publisher=row.get("publisher", ""),
        licence=row.get("licence", ""),
        url=row.get("url", ""),
        covers=row.get(f"covers_{covers_in}", ""),
        covers_in=covers_in,
    )


@dataclass(frozen=True, slots=True)
class Authority:
    """Who people of the country may complain to about what is kept of them, by which law."""

    name: str
    language: str
    url: str
    source: str
    source_language: str


def data_protection_authority() -> Authority | None:
    """None where the pack does not say."""
    row, own = pack_says().get("data_protection"), own_language()
    if row is None:
        return None
    asked = (get_language() or own)[:2]
    language = asked if row.get(f"name_{asked}") else own
    return Authority(
        name=row[f"name_{language}"],
        language=language,
        url=row.get(f"url_{language}", ""),
        source=row.get("source", ""),
        source_language=row.get("source_language", own),
    )
