"""Where the pages of this room are; an address holds the key, then the title for people."""

from django.urls import NoReverseMatch, reverse

from socle.demands.models import Adaptation, Demand, Memorandum
from socle.foundation.addresses import path_of_page
from socle.territories.addresses import address_word
from socle.texts.models import Revision

LONGEST = 60


def slug(key: int, words: Revision | None) -> str:
    """``12-des-bus-le-soir``: the key alone where nothing was published."""
    title = address_word(words.title, words.language) if words else ""
    return f"{key}-{title[:LONGEST].rstrip('-')}".rstrip("-")


def path_of(
    row: Memorandum | Demand | Adaptation, words: Revision | None, language: str | None = None
) -> str:
    """The page of a row whose title, in that language or else its own, is that of ``words``."""
    return path_of_page(language, f"demands:{row._meta.model_name}", slug(row.pk, words))


def path_if_any(name: str, *args: object) -> str:
    """The address of a page that may not be there yet, or ""."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
