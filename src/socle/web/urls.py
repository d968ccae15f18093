"""Addresses of the pages, in the words of each language."""

from collections.abc import Callable

from django.urls import path, register_converter
from django.utils.functional import lazy
from django.utils.translation import get_language

from socle.territories.addresses import LANGUAGES, LEVEL_WORDS, level_word, topic_word
from socle.web import views

app_name = "web"

# In the order of LANGUAGES: fr, nl, de, en.
PLACES = ("communes", "gemeenten", "gemeinden", "communes")
SEARCH = ("recherche", "zoeken", "suche", "search")
SOURCES = ("sources", "bronnen", "quellen", "sources")


class AreaConverter:
    """``92094-namur``: the code; the name after the first dash is for people."""

    regex = r"[0-9A-Za-z]{1,20}(?:-[\w-]*)?"

    def to_python(self, value: str) -> str:
        return value.partition("-")[0]

    def to_url(self, value: str) -> str:
        return value


register_converter(AreaConverter, "area")


def spoken(word: Callable[[], str], rest: str = "/") -> str:
    """An address beginning with a word that depends on the language of the request."""
    return lazy(lambda: word() + rest, str)()


def one_of(words: tuple[str, ...]) -> Callable[[], str]:
    return lambda: words[LANGUAGES.index((get_language() or "fr")[:2])]


def area_paths(level: str) -> list:
    word = lambda: level_word(level)  # noqa: E731 -- spoken anew at each request
    return [
        path(spoken(word, "/<area:code>/"), views.area, {"level": level}, name=f"area-{level}"),
        path(spoken(word, "/<area:code>/map.json"), views.area_map, name=f"map-{level}"),
        path(
            spoken(lambda: f"{level_word(level)}/<area:code>/{topic_word()}/<slug:slug>/", ""),
            views.area_topic,
            {"level": level},
            name=f"topic-{level}",
        ),
    ]


urlpatterns = [
    path("", views.home, name="home"),
    path(spoken(one_of(PLACES)), views.places, name="places"),
    path(spoken(one_of(PLACES), "/suggestions/"), views.suggestions, name="suggestions"),
    path(spoken(topic_word), views.topics, name="topics"),
    path(spoken(topic_word, "/<slug:slug>/"), views.topic, name="topic"),
    path(spoken(one_of(SEARCH)), views.search, name="search"),
    path(spoken(one_of(SOURCES)), views.sources, name="sources"),
    *(pattern for level in LEVEL_WORDS for pattern in area_paths(level)),
]
