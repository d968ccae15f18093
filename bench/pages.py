"""Which pages, lists and suggestions are timed, and in which states."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from secrets import token_hex

from django.core.cache import cache
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from bench.measure import Row, time_calls, time_requests
from bench.visitor import environ_for, get
from socle.foundation import kept
from socle.foundation.actions.stamps import touch, write
from socle.territories.addresses import area_path, topic_path, topic_word, topics_path
from socle.territories.models import Area, Topic
from socle.territories.queries.areas import areas_at
from socle.territories.queries.places import suggest
from socle.territories.rules import ALL_STAMPS, AREAS

LANGUAGES = ("fr", "nl", "de", "en")
TYPED = ("n", "na", "nam", "namu", "Namur", "5000", "50", "saint", "st nic", "louvain la", "Gent")
SLIPS = ("Nammur", "Ottigny", "Mouskron", "Bruxeles", "Anvres", "Schaarbek", "Geraardsbergn")


@dataclass(frozen=True, slots=True)
class Kept:
    """Pages that are kept; in the table under one name."""

    name: str
    addresses: list[str]


def forget(address: str) -> None:
    """As if nobody had ever asked for it."""
    key = kept.key_of(WSGIRequest(environ_for(address)))
    if key is not None:
        kept.memory.drop(key)
        cache.delete(key)
        with connection.cursor() as cursor:
            # And as if nobody had just built it.
            locks = f":1:build:{key}:", f":1:build:{key};"
            cursor.execute("DELETE FROM cache WHERE cache_key BETWEEN %s AND %s", locks)


def forget_in_memory(address: str) -> None:
    """As in a process that never answered it."""
    kept.memory.entries.clear()
    kept.memory.size = 0


def etag_of(address: str) -> dict[str, str]:
    return {"if_none_match": get(address).headers["ETag"]}


def some(level: str, most: int = 12) -> list[Area]:
    """A few areas spread over a level, always the same."""
    found = list(areas_at(timezone.localdate(), level).order_by("code"))
    return found[:: max(1, len(found) // most)][:most]


def former() -> list[Area]:
    gone = Area.objects.filter(level__code="commune", valid_to__lt=timezone.localdate())
    return list(gone.select_related("level").order_by("code")[:8])


def in_each_language(name: str) -> list[str]:
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append(reverse(f"web:{name}"))
    return found


def paths(areas: list[Area]) -> list[str]:
    return [area_path(area, LANGUAGES[n % 4]) for n, area in enumerate(areas)]


def topics() -> list[Topic]:
    return list(Topic.objects.exclude(parent=None).order_by("position")[:8])


def kept_pages() -> list[Kept]:
    communes = some("commune")
    in_fr = [area_path(area, "fr") for area in communes]
    there = [f"{path}{topic_word('fr')}/{topics()[0].slug_fr}/" for path in in_fr]  # type: ignore[attr-defined]
    return [
        Kept("Home", [f"/{language}/" for language in LANGUAGES]),
        Kept("All communes", in_each_language("places")),
        Kept("Former commune", paths(former())),
        Kept("Province page", paths(some("province"))),
        Kept("Region page", paths(some("region"))),
        Kept("Who decides what", [topics_path(language) for language in LANGUAGES]),
        Kept("Topic", [topic_path(t, LANGUAGES[n % 4]) for n, t in enumerate(topics())]),
        Kept("Topic in a commune", there),
        Kept("Design system", ["/fr/design/"]),
        Kept("Sitemap", ["/sitemap.xml"]),
        Kept("API levels", ["/api/v1/levels"]),
        Kept("API topics", ["/api/v1/topics"]),
        Kept("API areas", ["/api/v1/areas?level=commune", "/api/v1/areas?at=2018-10-14"]),
        Kept("API areas, 200 of them", ["/api/v1/areas?limit=200"]),
        Kept("API areas?q=", [f"/api/v1/areas?q={q}" for q in ("Nammur", "namur", "saint")]),
        Kept("API areas?postcode=", ["/api/v1/areas?postcode=9042", "/api/v1/areas?postcode=5000"]),
        Kept("API areas/{code}", [f"/api/v1/areas/{area.code}" for area in communes]),
        Kept("API competences?area=", [f"/api/v1/competences?area={a.code}" for a in communes]),
    ]


def rows_of_kept(page: Kept, rounds: int) -> Iterator[Row]:
    yield time_requests(page.name, "kept", page.addresses, rounds=rounds * 4)
    yield time_requests(page.name, "built", page.addresses, rounds=rounds, before=forget)


def rows_of_commune_page(rounds: int) -> Iterator[Row]:
    name, addresses = "Commune page", paths(some("commune"))

    def changed(*stamps: str) -> Callable[[str], None]:
        return lambda address: touch(stamps)

    def just_now(address: str) -> None:
        """As long as the writer has not built again what pages share."""
        write({name: token_hex(8) for name in ALL_STAMPS})

    yield time_requests(name, "kept", addresses, rounds=rounds * 8)
    yield time_requests(
        name, "kept, not in memory", addresses, rounds=rounds * 4, before=forget_in_memory
    )
    yield time_requests(name, "304", addresses, rounds=rounds * 4, headers=etag_of)
    states = {
        "built, first time": forget,
        "built, shared parts kept": changed(AREAS),
        "built just after facts changed": changed(*ALL_STAMPS),
        "built before shared parts are": just_now,
    }
    for state, before in states.items():
        yield time_requests(name, state, addresses, rounds=rounds, before=before)


def rows_of_suggestions(rounds: int) -> Iterator[Row]:
    """Function and whole request; queries differ in each, none is kept by the site."""
    today, path = timezone.localdate(), in_each_language("suggestions")[0]
    for state, words in (("as one types", TYPED), ("with slips", SLIPS)):
        calls = [lambda word=word: suggest(word, "fr", today) for word in words]
        yield time_calls("Suggestions, function", state, calls, rounds=rounds * 4)
        asked = [f"{path}?q={word.replace(' ', '+')}" for word in words]
        yield time_requests("Suggestions, request", state, asked, rounds=rounds * 4)
    yield time_requests(
        "Suggestions, request",
        "areas have changed",
        [f"{path}?q=namur"],
        rounds=FEW,
        before=lambda address: touch([AREAS]),
    )


FEW = 5


def rows_of_matches(rounds: int) -> Iterator[Row]:
    asked = [f"{path}?q=saint" for path in in_each_language("places")]
    yield time_requests("Matches", "each time", asked, rounds=rounds)


def rows_of_search(rounds: int, words: tuple[str, ...]) -> Iterator[Row]:
    path = in_each_language("search")[0]
    asked = [f"{path}?q={word}" for word in words]
    yield time_requests("Search page", "each time", asked, rounds=rounds)


def rows(rounds: int) -> Iterator[Row]:
    yield from rows_of_commune_page(rounds)
    for page in kept_pages():
        yield from rows_of_kept(page, rounds)
    yield time_requests("Sitemap", "304", ["/sitemap.xml"], rounds=rounds * 2, headers=etag_of)
    yield time_requests("API areas", "304", ["/api/v1/areas"], rounds=rounds * 2, headers=etag_of)
    yield from rows_of_matches(rounds)
    yield from rows_of_suggestions(rounds)
