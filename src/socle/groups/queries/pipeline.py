"""Organisations in the pipeline: what is due, the board, the list."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from socle.groups.models import Approach, Group, Stage
from socle.groups.rules import sort_name
from socle.territories.models import Area
from socle.territories.queries.areas import ids_inside

BY_DAY = (F("due_on").asc(nulls_last=True), "group__sort_name", "pk")
ON_BOARD = 20
# Each costs a comparison with every name.
MOST_WORDS = 6


class Due:
    """What one may ask of the day a follow-up is due."""

    LATE, WEEK, NONE = "late", "week", "none"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which organisations; by default all. ``follower`` is a key, or ``none`` for nobody."""

    words: str = ""
    stage: str = ""
    follower: str = ""
    due: str = ""
    language: str = ""
    area: Area | None = None


def approaches() -> QuerySet[Approach]:
    """Those whose group lives, with it and who follows it, the most pressing first."""
    rows = Approach.objects.filter(group__archived_at=None).select_related("group", "follower")
    return rows.order_by(*BY_DAY)


def wanted_approaches(wanted: Wanted, today: date) -> QuerySet[Approach]:
    """The most pressing first."""
    rows = approaches().filter(is_due(wanted.due, today))
    if wanted.stage:
        rows = rows.filter(stage=wanted.stage)
    if wanted.follower:
        rows = rows.filter(follower=None if wanted.follower == "none" else int(wanted.follower))
    if wanted.language:
        rows = rows.filter(group__languages__contains=wanted.language)
    if wanted.area:
        links = Group.areas.through.objects.filter(area__in=ids_inside(wanted.area, today))
        rows = rows.filter(group__in=links.values("group"))
    for word in wanted.words.split()[:MOST_WORDS]:
        rows = rows.filter(says(word))
    return rows


def says(word: str) -> Q:
    """Its name whatever its accents, or its contact."""
    found = Q(contact_name__icontains=word) | Q(contact_email__icontains=word)
    plain = sort_name(word)
    return found | Q(group__sort_name__contains=plain) if plain else found


def is_due(due: str, today: date) -> Q:
    if due == Due.LATE:
        return Q(due_on__lt=today)
    if due == Due.WEEK:
        return Q(due_on__gte=today, due_on__lte=end_of_week(today))
    return Q(due_on=None) if due == Due.NONE else Q()


def due_until(day: date) -> QuerySet[Approach]:
    return approaches().filter(due_on__lte=day)


def not_reminded(today: date) -> Q:
    """Due, and nobody was written to about that day yet."""
    return Q(due_on__lte=today) & (Q(reminded_on=None) | Q(reminded_on__lt=F("due_on")))


def end_of_week(today: date) -> date:
    """Sunday."""
    return today + timedelta(days=6 - today.weekday())


def counts_by_stage(rows: QuerySet[Approach] | None = None) -> dict[str, int]:
    """Every stage in order, 0 where there is none; one query."""
    rows = approaches() if rows is None else rows
    found = dict(rows.order_by().values_list("stage").annotate(Count("pk")))
    return {stage.value: found.get(stage.value, 0) for stage in Stage}


def board(rows: QuerySet[Approach]) -> dict[str, list[Approach]]:
    """The first of each stage, most pressing first; one query, and one for their areas."""
    place = Window(RowNumber(), partition_by="stage", order_by=list(BY_DAY))
    first = rows.annotate(place=place).filter(place__lte=ON_BOARD)
    found: dict[str, list[Approach]] = {stage.value: [] for stage in Stage}
    for approach in first.prefetch_related("group__areas"):
        found[approach.stage].append(approach)
    return found
