"""Addresses in the words of each language: ``path(spoken(one_of(GROUPS)), …)``."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import get_language, override

# In the order of the settings: fr, nl, de, en.
LANGUAGES = tuple(dict(settings.LANGUAGES))


def spoken(word: Callable[[], str], rest: str = "/") -> str:
    """An address beginning with a word that depends on the language of the request."""
    return lazy(lambda: word() + rest, str)()


def one_of(words: tuple[str, ...]) -> Callable[[], str]:
    """The word of the page's language; ``words`` in the order of ``LANGUAGES``."""
    return lambda: words[LANGUAGES.index((get_language() or LANGUAGES[0])[:2])]


def path_of_page(language: str | None, name: str, *args: object) -> str:
    """Of the page so named in ``urls.py``, in that language, else in the one of the page shown."""
    return worked_out(language or get_language(), name, args)


@lru_cache(maxsize=8_192)
def worked_out(language: str | None, name: str, args: tuple[object, ...]) -> str:
    # Django tries every pattern of the site for each; a page has dozens, and the next one the same.
    with override(language):
        return reverse(name, args=args)


def alternates(path_in: Callable[[str], str]) -> list[dict[str, Any]]:
    """The same page in each language; ``path_in`` tells its path in one of them."""
    here = get_language()
    return [
        {"language": code, "name": name, "url": path_in(code), "current": code == here}
        for code, name in settings.LANGUAGES
    ]
