"""The words of this room's addresses in each language; ``web`` builds its pages on them."""

from typing import Protocol

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import get_language

# In the order of the settings: fr, nl, de, en.
LANGUAGES = tuple(dict(settings.LANGUAGES))

# Level code to its word in each language, in that order.
LEVEL_WORDS = {
    "commune": ("commune", "gemeente", "gemeinde", "commune"),
    "province": ("province", "provincie", "provinz", "province"),
    "region": ("region", "gewest", "region", "region"),
    "community": ("communaute", "gemeenschap", "gemeinschaft", "community"),
    "federation": ("federation", "federatie", "foederation", "federation"),
    "eu": ("union-europeenne", "europese-unie", "europaeische-union", "european-union"),
    "world": ("monde", "wereld", "welt", "world"),
}
TOPIC_WORDS = ("qui-decide", "wie-beslist", "wer-entscheidet", "who-decides")


class HasCode(Protocol):
    @property
    def code(self) -> str: ...


class HasLevel(HasCode, Protocol):
    @property
    def level(self) -> HasCode: ...


def known(language: str | None) -> str:
    """One of our languages: the one asked for, else the page's, else the first."""
    language = (language or get_language() or "")[:2]
    return language if language in LANGUAGES else LANGUAGES[0]


def level_word(level: str, language: str | None = None) -> str:
    """``commune`` is ``gemeente`` in Dutch; a level without a word here stands under its code."""
    words = LEVEL_WORDS.get(level)
    return words[LANGUAGES.index(known(language))] if words else level


def topic_word(language: str | None = None) -> str:
    return TOPIC_WORDS[LANGUAGES.index(known(language))]


def name_in(row: object, language: str, name: str = "name") -> str:
    """A translated value in that language, else in French."""
    return getattr(row, f"{name}_{language}") or getattr(row, f"{name}_fr") or ""


# What slugify would leave out or shorten; in German, ä is not a kind of a.
SIGNS = str.maketrans({"’": " ", "'": " ", "œ": "oe", "Œ": "oe", "ß": "ss"})
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue"})


def address_word(name: str, language: str) -> str:
    """The name as it stands in an address: « Prix de l’énergie » is ``prix-de-l-energie``."""
    signs = SIGNS | GERMAN if language == "de" else SIGNS
    return slugify(name.translate(signs))


def area_slug(area: HasLevel, language: str | None = None) -> str:
    """``92094-namur``: codes contain no dash, so the first one ends the code."""
    language = known(language)
    return f"{area.code}-{address_word(name_in(area, language), language)}".rstrip("-")


def area_path(area: HasLevel, language: str | None = None) -> str:
    """``/fr/commune/92094-namur/``."""
    language = known(language)
    word = level_word(area.level.code, language)
    return f"/{language}/{word}/{area_slug(area, language)}/"


def topics_path(language: str | None = None) -> str:
    """``/fr/qui-decide/``."""
    language = known(language)
    return f"/{language}/{topic_word(language)}/"


def topic_path(topic: object, language: str | None = None) -> str:
    """``/fr/qui-decide/logement-social/``."""
    language = known(language)
    return f"{topics_path(language)}{name_in(topic, language, 'slug')}/"


def absolute(path: str) -> str:
    return f"{settings.SOCLE_BASE_URL}{path}"
