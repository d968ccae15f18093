"""The directory of groups: with one page of them, then with 20,000.

For a database made for it and thrown away afterwards.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils import timezone

from bench.grow import settle
from bench.measure import Row, time_requests
from bench.pages import forget
from socle.foundation.actions.stamps import touch
from socle.groups.models import Group
from socle.groups.rules import GROUPS, sort_name
from socle.territories.models import Area, Topic

FEW, MANY = 24, 20_000
WORDS = (
    "commun",
    "ensemble",
    "demain",
    "solidaire",
    "jardin",
    "logement",
    "quartier",
    "voisin",
    "maison",
    "village",
)
KINDS = ("local", "local", "organisation", "working")
LANGUAGES = ("fr", "nl", "fr nl", "de")
ASKED = (
    "",
    "?page=2",
    "?where=5000+Namur",
    "?where=Namur+(province)",
    "?where=Belgique",
    "?q=jardin",
    "?kind=local&language=nl",
    "?topic=housing",
    "?where=Belgique&topic=housing&kind=local&language=fr&q=jardin",
)


def fill(count: int) -> None:
    """Bring the groups to ``count``; a tenth of them is not shown: archived, or approached."""
    have, now = Group.objects.count(), timezone.now()
    with transaction.atomic():
        add([group(number, now) for number in range(have, count)])
        keys = Group.objects.order_by("pk").values_list("pk", flat=True)[have:]
        link(list(keys), "areas", Area.objects.filter(level__position=1, valid_to=None))
        link(list(keys), "topics", Topic.objects.exclude(parent=None))
        touch([GROUPS])
    settle()


def group(number: int, now: datetime) -> Group:
    name = " ".join(WORDS[(number // 10**place) % 10] for place in range(3)) + f" {number}"
    return Group(
        kind=KINDS[number % 4],
        name=name.capitalize(),
        sort_name=sort_name(name),
        languages=LANGUAGES[number % 4],
        presentation="Nous sommes une quinzaine, et nous avons commencé par écouter. " * 8,
        created_at=now,
        alive_at=now - timedelta(days=number % 90),
        updated_at=now,
        public_since=None if number % 20 == 7 else now,
        archived_at=now if number % 20 == 13 else None,
    )


def link(keys: list[int], field: str, found: models.QuerySet) -> None:
    through, others = getattr(Group, field).through, list(found.values_list("pk", flat=True))
    name = through._meta.get_field(found.model._meta.model_name).attname
    add([
        through(group_id=key, **{name: others[(key * step) % len(others)]})
        for key in keys for step in (7, 11)
    ])  # fmt: skip


def add(rows: list[models.Model]) -> None:
    type(rows[0])._default_manager.bulk_create(rows, batch_size=2_000, ignore_conflicts=True)


def rows(rounds: int, many: int) -> Iterator[Row]:
    addresses = [f"/fr/groupes/{query}" for query in ASKED]
    for count in (FEW, many):
        fill(count)
        state = f"built, {count:,} groups"
        yield time_requests("Directory", state, addresses, rounds=rounds, before=forget)
    yield time_requests("Directory", "kept", addresses, rounds=rounds)
