"""Where the page of a case is; an address holds the key, then the title for people."""

from django.urls import reverse
from django.utils.translation import get_language, override

from socle.library.models import Case
from socle.territories.addresses import address_word
from socle.texts.models import Revision

LONGEST = 60


def path_of(case: Case, words: Revision, language: str | None = None) -> str:
    title = address_word(words.title, words.language)[:LONGEST].rstrip("-")
    return path_of_key(f"{case.pk}-{title}".rstrip("-"), language)


def list_path(language: str) -> str:
    with override(language):
        return reverse("library:cases")


def path_of_key(key: int | str, language: str | None = None) -> str:
    with override(language or get_language()):
        return reverse("library:case", args=[key])
