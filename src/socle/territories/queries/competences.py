"""Who decides what, and where."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from itertools import groupby
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet

from socle.territories.models import Area, Body, Competence, Level, Topic, VotingRight
from socle.territories.models.periods import in_force_on
from socle.territories.queries.areas import ids_above, reaches


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
class TopicLine:
    """A topic at a glance: those who decide, fund, carry out and advise, lowest level first."""

    topic: Topic
    decides: list[Actor] = field(default_factory=list)
    funds: list[Actor] = field(default_factory=list)
    executes: list[Actor] = field(default_factory=list)
    advises: list[Actor] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ThemeLines:
    theme: Topic
    lines: list[TopicLine]


@dataclass(frozen=True, slots=True)
class AreaRows:
    """What a level does in one area; in the whole country when ``area`` is None."""

    area: Area | None
    rows: list[Competence]


@dataclass(frozen=True, slots=True)
class LevelRows:
    level: Level
    areas: list[AreaRows]


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the country in which the same competences, bodies and rights to vote hold.

    ``key`` is the same for every area of that part: what is shown of it can be kept under it.
    """

    key: str
    area_ids: tuple[int, ...]


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
    """Topic after topic, lowest level first, those who decide before those who advise."""
    return rows.select_related(
        "topic__parent", "level", "area__level", "except_area", "body"
    ).order_by("topic__position", "level__position", "area__code", "pk")


def competences(day: date, topic: Topic | None = None) -> QuerySet[Competence]:
    """What holds somewhere on ``day``; for a theme, that of all its topics."""
    rows = in_order(Competence.objects.filter(in_force_on(day)))
    return rows.filter(Q(topic=topic) | Q(topic__parent=topic)) if topic else rows


def competences_for(
    area: Area, topic: Topic | None = None, *, day: date, level: str | None = None
) -> QuerySet[Competence]:
    """What holds in the area on ``day``; for a theme, that of all its topics."""
    rows = competences(day, topic).filter(Q(area=None) | reaches(area, "area"))
    rows = rows.exclude(except_area__isnull=False, except_area=area.pk)
    rows = rows.exclude(except_area__isnull=False, except_area__in=ids_above(area))
    return rows.filter(level__code=level) if level else rows


# Where rows name the area they hold in, or do not.
TELL_APART = (
    (Competence, "area"),
    (Competence, "except_area"),
    (Body, "area"),
    (Body, "scope"),
    (VotingRight, "area"),
)


def told_apart() -> list[str]:
    """The codes of the areas in which something holds that does not hold everywhere."""
    ids = [model._default_manager.order_by().values(name) for model, name in TELL_APART]
    found = Area.objects.filter(reduce(or_, (Q(pk__in=part) for part in ids)))
    return list(found.order_by("code").values_list("code", flat=True))


def scope_of(area: Area, above: Iterable[Area], apart: Collection[str]) -> Scope:
    """The part of the country the area is in, as far as competences, bodies and rights to vote
    tell parts apart: ``apart`` names the areas that do."""
    places = sorted((place.code, place.pk) for place in (area, *above) if place.code in apart)
    return Scope("+".join(code for code, _pk in places), tuple(pk for _code, pk in places))


def overview_for(scope: Scope, *, day: date) -> list[ThemeLines]:
    """Every topic with those who act on it in this part of the country; one query.

    Topics, levels, areas and bodies hold their names; the rest of them is asked for when used.
    """
    rows = (
        Competence.objects.filter(in_force_on(day))
        .filter(Q(area=None) | Q(area__in=scope.area_ids))
        .exclude(except_area__isnull=False, except_area__in=scope.area_ids)
        .order_by("topic__position", "level__position", "pk")
    )
    themes: dict[int, ThemeLines] = {}
    lines: dict[int, TopicLine] = {}
    for verb, topic, theme, actor in told_once(rows):
        if topic.pk not in lines:
            lines[topic.pk] = TopicLine(topic)
            above = theme or topic
            of_theme = themes.setdefault(above.pk, ThemeLines(above, []))
            of_theme.lines.append(lines[topic.pk])
        actors = getattr(lines[topic.pk], verb)
        if actor not in actors:
            actors.append(actor)
    return list(themes.values())


Told = tuple[str, Topic, Topic | None, Actor]


def told_once(rows: QuerySet[Competence]) -> Iterator[Told]:
    """Verb, topic, theme and who acts; each topic, level, area and body is made only once.

    Some four hundred rows name some hundred of them: making them anew for each takes long.
    """
    parts = [(model, columns_of(model, wanted)) for _path, model, wanted in JOINED]
    names = [f"{j[0]}__{name}" for j, (_m, own) in zip(JOINED, parts, strict=True) for name in own]
    made: dict[tuple[int, int], Any] = {}
    for verb, *cells in rows.values_list("verb", *names):
        found, start = [], 0
        for place, (model, own) in enumerate(parts):
            key, end = (place, cells[start]), start + len(own)
            if key not in made:
                empty = cells[start] is None
                made[key] = None if empty else model.from_db(rows.db, own, cells[start:end])
            found.append(made[key])
            start = end
        topic, theme, level, area, body = found
        yield verb, topic, theme, Actor(level, area, body)


JOINED: list[tuple[str, type[Model], set[str]]] = [
    ("topic", Topic, {"id", "code", "parent", "position", "name", "slug"}),
    ("topic__parent", Topic, {"id", "code", "parent", "position", "name", "slug"}),
    ("level", Level, {"id", "code", "position", "name"}),
    ("area", Area, {"id", "code", "level", "name"}),
    ("body", Body, {"id", "code", "level", "area", "name"}),
]


def columns_of(model: type[Model], wanted: set[str]) -> list[str]:
    """The columns wanted, in each language where they are translated; the key comes first."""
    names = [field.attname for field in model._meta.concrete_fields]
    return [name for name in names if name in wanted or name.rpartition("_")[0] in wanted]


def competences_across(topic: Topic, *, day: date) -> list[LevelRows]:
    """Who decides what on the topic everywhere: level by level, area by area; one query."""
    rows = competences(day).filter(topic=topic)
    return [
        LevelRows(level, [AreaRows(area, list(own)) for area, own in groupby(of_level, place)])
        for level, of_level in groupby(rows, key=lambda row: row.level)
    ]


def place(row: Competence) -> Area | None:
    return row.area
