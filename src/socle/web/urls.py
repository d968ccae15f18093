"""Addresses of the pages, in the words of each language."""

from django.urls import path, register_converter

from socle.foundation.addresses import one_of, spoken
from socle.territories.addresses import LEVEL_WORDS, level_word, topic_word
from socle.web import views

app_name = "web"

# In the order of LANGUAGES: fr, nl, de, en.
PLACES = ("communes", "gemeenten", "gemeinden", "communes")
SEARCH = ("recherche", "zoeken", "suche", "search")
ME = ("mon-accueil", "mijn-start", "meine-startseite", "my-home")
SOURCES = ("sources", "bronnen", "quellen", "sources")
PERSONAL_DATA = ("donnees-personnelles", "persoonsgegevens", "datenschutz", "personal-data")


class AreaConverter:
    """``92094-namur``: the code; the name after the first dash is for people."""

    regex = r"[0-9A-Za-z]{1,20}(?:-[\w-]*)?"

    def to_python(self, value: str) -> str:
        return value.partition("-")[0]

    def to_url(self, value: str) -> str:
        return value


register_converter(AreaConverter, "area")


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
    path(spoken(one_of(PERSONAL_DATA)), views.data_protection, name="data-protection"),
    path(spoken(one_of(SOURCES)), views.sources, name="sources"),
    path(spoken(one_of(ME)), views.me, name="me"),
    *(pattern for level in LEVEL_WORDS for pattern in area_paths(level)),
]
