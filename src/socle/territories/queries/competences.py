"""Who decides what, and where."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Case, Q, QuerySet, When

from socle.territories.models import Area, Body, Competence, Level, Topic
from socle.territories.models.periods import in_force_on
from socle.territories.queries.areas import ids_above, reaches
from socle.territories.queries.scopes import Scope


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme and the topics under it, in order."""

    topic: Topic
    topics: list[Topic]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a body, else the area whose level it is, else every area of the level there."""

    level: Level
    area: Area | None = None
    body: Body | None = None

    @property
    def who(self) -> Body | Area | Level:
        """The one that is named."""
        if self.body:
            return self.body
        itself = self.area is not None and self.area.level_id == self.level.pk
        return self.area if self.area and itself else self.level

    @property
    def name(self) -> str:
        return self.who.name


@dataclass(frozen=True, slots=True)
class AreaRows:
    """What a level does in one area; in the whole country when ``area`` is None."""

    area: Area | None
    rows: list[Competence]


@dataclass(frozen=True, slots=True)
class LevelRows:
    level: Level
    areas: list[AreaRows]


def topics_tree() -> list[Theme]:
    themes: dict[int, Theme] = {}
    rows = list(Topic.objects.order_by("position"))
    for topic in rows:
        if topic.parent_id is None:
            themes[topic.pk] = Theme(topic, [])
    for topic in rows:
        if topic.parent_id is not None:
            themes[topic.parent_id].topics.append(topic)
    return list(themes.values())


def topics() -> QuerySet[Topic]:
    """Each theme before its topics, in order."""
    return Topic.objects.select_related("parent").order_by("position")


def topic_by_code(code: str) -> Topic | None:
    return topics().filter(code=code).first()


def topic_by_slug(slug: str, language: str) -> Topic | None:
    """The topic whose address in this language it is, with its theme."""
    return topics().filter(**{f"slug_{language}": slug}).first()


def in_order(rows: QuerySet[Competence]) -> QuerySet[Competence]:
    """Topic after topic, lowest level first, area after area."""
    return rows.select_related(
        "topic__parent", "level", "area__level", "except_area", "body"
    ).order_by("topic__position", "level__position", "area__code", "pk")


# Those who decide, then those who pay, carry out, advise.
STRONGEST_FIRST = Case(
    *(When(verb=verb, then=rank) for rank, verb in enumerate(Competence.Verb.values))
)


def competences(day: date, topic: Topic | None = None) -> QuerySet[Competence]:
    """What holds somewhere on ``day``; for a theme, that of all its topics."""
    rows = in_order(Competence.objects.filter(in_force_on(day)))
    return rows.filter(Q(topic=topic) | Q(topic__parent=topic)) if topic else rows


def competences_for(
    area: Area, topic: Topic | None = None, *, day: date, level: str | None = None
) -> QuerySet[Competence]:
    """What holds in the area on ``day``; for a theme, that of all its topics.

    Topic after topic, lowest level first, those who decide before those who advise.
    """
    rows = competences(day, topic).filter(Q(area=None) | reaches(area, "area"))
    rows = rows.exclude(except_area__isnull=False, except_area=area.pk)
    rows = rows.exclude(except_area__isnull=False, except_area__in=ids_above(area))
    rows = rows.order_by("topic__position", "level__position", STRONGEST_FIRST, "area__code", "pk")
    return rows.filter(level__code=level) if level else rows


def competences_in(scope: Scope, *, day: date) -> QuerySet[Competence]:
    """What holds in that part of the country on ``day``: topic after topic, lowest level first."""
    rows = Competence.objects.filter(in_force_on(day))
    rows = rows.filter(Q(area=None) | Q(area__in=scope.area_ids))
    rows = rows.exclude(except_area__in=scope.area_ids)
    return rows.order_by("topic__position", "level__position", "pk")


def competences_across(topic: Topic, *, day: date) -> list[LevelRows]:
    """Who decides what on the topic everywhere: level by level, area by area; one query."""
    rows = competences(day).filter(topic=topic)
    return [
        LevelRows(level, [AreaRows(area, list(own)) for area, own in groupby(of_level, place)])
        for level, of_level in groupby(rows, key=lambda row: row.level)
    ]


def place(row: Competence) -> Area | None:
    return row.area
