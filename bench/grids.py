"""A contest with twelve lists and ten asks, all answered: its grid, and the page of its commune."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bench.grow import settle
from bench.measure import Row, time_requests
from bench.pages import forget
from bench.updates import group, said
from socle.foundation.actions.stamps import touch

LISTS, ASKS = 12, 10
ELECTION, COMMUNE = "2024-local", "92094"
STANCES = ("yes", "yes_if", "no", "will_study")


def fill() -> Any:
    """The contest of the commune: what it is asked, its lists, what each answered."""
    from django.utils import timezone  # noqa: PLC0415 -- after Django is set up

    from socle.commitments import rules  # noqa: PLC0415
    from socle.commitments.models import Questionnaire  # noqa: PLC0415
    from socle.elections import rules as elections  # noqa: PLC0415
    from socle.elections.models import Contest, ElectoralList  # noqa: PLC0415

    now = timezone.now()
    contest = Contest.objects.select_related("election", "area__level").get(
        election__slug=ELECTION, body__area=None, area__code=COMMUNE, body__level__code="commune"
    )
    source = {"source_title": "Banc d’essai", "updated_at": now}
    lists = [
        ElectoralList.objects.create(contest=contest, number=n, name=f"Liste d’essai {n}", **source)
        for n in range(1, LISTS + 1)
    ]
    questionnaire = Questionnaire.objects.create(
        contest=contest,
        opened_at=now - timedelta(days=30),
        deadline=now - timedelta(days=9),
        published_at=now - timedelta(days=8),
        updated_at=now,
    )
    fill_asks(questionnaire, lists, now)
    touch([rules.ASKS, rules.ANSWERS, elections.ELECTIONS, elections.LISTS])
    settle()
    return contest


def fill_asks(questionnaire: Any, lists: list[Any], now: Any) -> None:
    from socle.commitments.models import Answer, Approach, Ask, AskWords  # noqa: PLC0415
    from socle.demands.actions.demanding import ask_of_level, make_demand  # noqa: PLC0415
    from socle.texts.queries.revisions import latest  # noqa: PLC0415

    then = questionnaire.opened_at
    asker = group("local", 1)
    level = questionnaire.contest.area.level
    for number in range(1, ASKS + 1):
        words = said(f"Des bus toutes les {number} heures, le soir et le dimanche aussi")
        told = {"words": words, "by": None, "now": now}
        demand = make_demand(owner=asker, language="fr", **told)
        provision = ask_of_level(demand=demand, level=level, **told)
        ask = Ask.objects.create(
            questionnaire=questionnaire, asked_by=asker, provision=provision, position=number,
            proposed_at=then, updated_at=now,
        )  # fmt: skip
        AskWords.objects.create(
            ask=ask, language="fr", title=words.title, decision=words.body,
            revision=latest(provision.text),
        )  # fmt: skip
        Ask.objects.filter(pk=ask.pk).update(frozen_at=then, digest="0" * 64)
        for place, row in enumerate(lists):
            Answer.objects.create(
                ask=ask, list=row, stance=STANCES[(number + place) % 4], words="Nous le ferons.",
                condition="Si la Région aide", language="fr", via="link", received_at=then,
                certainty="published_address", published_at=now, salt="0" * 32,
            )  # fmt: skip
    Approach.objects.bulk_create(
        Approach(questionnaire=questionnaire, list=row, kind=kind, at=then)
        for row in lists
        for kind in (Approach.Kind.INVITED, Approach.Kind.REMINDED, Approach.Kind.ANSWERED)
    )


def rows(rounds: int) -> Iterator[Row]:
    from socle.commitments import rules  # noqa: PLC0415 -- after Django is set up
    from socle.commitments.queries.paths import grid_path  # noqa: PLC0415
    from socle.territories.addresses import area_path  # noqa: PLC0415

    contest = fill()
    grid, commune = grid_path(contest, "fr"), area_path(contest.area, "fr")
    name, told = f"Grid, {LISTS} lists × {ASKS} asks", {"rounds": rounds, "before": forget}
    yield time_requests(name, "kept", [grid], rounds=rounds * 4)
    yield time_requests(name, "built", [grid], **told)
    page = "Commune page with a grid"
    yield time_requests(page, "built, its grid kept", [commune], **told)
    told["before"] = lambda address: touch([rules.ANSWERS])
    yield time_requests(page, "built just after answers changed", [commune], **told)
