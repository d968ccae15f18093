"""A memorandum of 60 demands as PDF, by the clock, the first time it is asked for."""

import statistics
import time
from collections.abc import Iterator

from bench.measure import Row, p95

DEMANDS, LEVELS = 60, ("commune", "region", "federation", "eu")
WORDS = (
    "La commune plante des arbres, ouvre une maison de repos et fait circuler des bus le soir. "
    "Les habitants du quartier le demandent depuis dix ans, et *personne* ne leur a répondu. "
)


def fill() -> int:
    """The key of a release of a memorandum of 60 demands, each with 250 words and four levels."""
    from django.utils import timezone  # noqa: PLC0415 -- after Django is set up

    from socle.demands.actions.demanding import ask_of_level, make_demand  # noqa: PLC0415
    from socle.demands.actions.memorandums import (  # noqa: PLC0415
        make_memorandum,
        place_demands,
        release_memorandum,
    )
    from socle.groups.models import Group  # noqa: PLC0415
    from socle.territories.models import Level  # noqa: PLC0415
    from socle.texts.queries.words import Words  # noqa: PLC0415

    now = timezone.now()
    owner = Group.objects.create(
        kind="coalition", name="Banc d’essai", sort_name="banc d essai",
        created_at=now, updated_at=now, alive_at=now,
    )  # fmt: skip
    levels = [Level.objects.get(code=code) for code in LEVELS]
    told = {"by": None, "now": now}

    def words(number: int, times: int) -> Words:
        return Words.of(f"Demande {number}", WORDS, "\n\n".join([WORDS] * times), f"- {WORDS}")

    memorandum = make_memorandum(
        owner=owner, language="fr", words=words(0, 3), publisher="Banc, 1000 Bruxelles", **told
    )
    demands = []
    for number in range(1, DEMANDS + 1):
        demand = make_demand(owner=owner, language="fr", words=words(number, 6), **told)
        for level in levels:
            ask_of_level(demand=demand, level=level, words=words(number, 1), **told)
        demands.append(demand)
    place_demands(memorandum=memorandum, demands=demands, **told)
    return release_memorandum(memorandum=memorandum, **told).pk


def rows(rounds: int) -> Iterator[Row]:
    from django.core.cache import cache  # noqa: PLC0415
    from django.utils.translation import override  # noqa: PLC0415

    from socle.demands.models import Release  # noqa: PLC0415
    from socle.demands.queries.paper import memorandum_pdf  # noqa: PLC0415

    key = fill()
    times = list[float]()
    for _round in range(min(rounds, 5)):
        cache.clear()
        begun = time.perf_counter()
        with override("fr"):
            memorandum_pdf(Release.objects.select_related("memorandum__text__owner").get(pk=key))
        times.append((time.perf_counter() - begun) * 1_000)
    state = f"{DEMANDS} demands, four levels each"
    yield Row("Memorandum as PDF", state, 0, statistics.median(times), p95(times))
