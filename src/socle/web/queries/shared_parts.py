"""What every commune of one part of the country shows alike, in the language of the page.

Only the columns that are shown are read: making whole rows of them takes longer than all else.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.formats import number_format
from django.utils.translation import ngettext

from socle.foundation.asking import put_once
from socle.territories.models import Body, VotingRight
from socle.territories.queries.bodies import bodies_in
from socle.territories.queries.competences import competences_in
from socle.territories.queries.scopes import Scope
from socle.territories.queries.voting import votes_in
from socle.territories.queries.words import Words, as_they_are, cells, in_two, words


@dataclass(slots=True)
class TopicLine:
    """A topic at a glance: those who decide, fund, carry out and advise, lowest level first."""

    slug: str
    name: Words
    decides: list[Words] = field(default_factory=list)
    funds: list[Words] = field(default_factory=list)
    executes: list[Words] = field(default_factory=list)
    advises: list[Words] = field(default_factory=list)


@dataclass(slots=True)
class ThemeLines:
    name: Words
    lines: list[TopicLine] = field(default_factory=list)

    @property
    def topics(self) -> list[Words]:
        return [line.name for line in self.lines]


def overview_of(scope: Scope, *, day: date) -> list[ThemeLines]:
    """Every topic with those who act on it in this part of the country; one query."""
    rows = who_acts(scope.area_ids, day)
    themes: dict[int, ThemeLines] = {}
    lines: dict[int, TopicLine] = {}
    for verb, topic, slug, own_slug, name, own_name, theme, above, own_above, *who in rows:
        if topic not in lines:
            lines[topic] = TopicLine(slug or own_slug, words(name, own_name))
            # What holds for a whole theme stands under its own name.
            title = words(above, own_above) if theme else lines[topic].name
            of_theme = themes.setdefault(theme or topic, ThemeLines(title))
            of_theme.lines.append(lines[topic])
        actors: list[Words] = getattr(lines[topic], verb)
        actor = named(*who)
        # A commune here and communes everywhere are both "Commune".
        if actor not in actors:
            actors.append(actor)
    return list(themes.values())


@put_once
def who_acts(areas: tuple[int, ...], day: date) -> QuerySet[Any, tuple[Any, ...]]:
    return as_they_are(competences_in(Scope("", areas, ()), day=day)).values_list(
        *("verb", "topic", *in_two("topic__slug", "topic__name")),
        *("topic__parent", *in_two("topic__parent__name")),
        *("level", "area__level", *in_two("body__name", "area__name", "level__name")),
    )


def named(level: int, level_of_area: int | None, *names: str | None) -> Words:
    """Who acts: a body, else the area whose level it is, else every area of the level there."""
    body, own_body, area, own_area, of_level, own_of_level = names
    if own_body:
        return words(body, own_body)
    return words(area, own_area) if level_of_area == level else words(of_level, own_of_level)


@dataclass(slots=True)
class Source:
    title: str
    article: str
    url: str
    checked: bool


@dataclass(slots=True)
class BodyLine:
    """``place`` is the area that has it, else the level whose areas all have one."""

    name: Words
    about: Words
    place: Words
    elected: str
    seats: str
    source: Source


SOURCE = ("source_title", "source_article", "source_url", "checked")
BODY_TEXTS = ("name", "about", "area__name", "level__name")
VOTE_TEXTS = ("name", "words", "fills")


def body_lines(bodies: QuerySet[Body]) -> list[BodyLine]:
    """Those who govern, as they are shown; one query."""
    rows = cells(bodies, "area", "elected", "seats", *in_two(*BODY_TEXTS), *SOURCE)
    return [body_line(*row) for row in rows]


def body_line(area: Any, elected: str, seats: int | None, *texts: Any) -> BodyLine:
    kinds = {kind.value: str(kind.label) for kind in Body.Elected}
    return BodyLine(
        name=words(*texts[:2]),
        about=words(*texts[2:4]),
        place=words(*texts[4:6]) if area else words(*texts[6:8]),
        elected=kinds[elected],
        seats=seats_in_words(seats),
        source=Source(*texts[8:]),
    )


def seats_in_words(seats: int | None) -> str:
    if not seats:
        return ""
    return ngettext("%(seats)s seat", "%(seats)s seats", seats) % {"seats": number_format(seats)}


@dataclass(slots=True)
class VoteLine:
    name: Words
    words: Words
    fills: Words
    belgians: str
    eu_citizens: str
    other_residents: str
    age: int
    source: Source


def vote_line(belgians: str, eu: str, others: str, age: int, *texts: Any) -> VoteLine:
    may = {answer.value: str(answer.label) for answer in VotingRight.May}
    return VoteLine(
        name=words(*texts[:2]),
        words=words(*texts[2:4]),
        fills=words(*texts[4:6]),
        belgians=may[belgians],
        eu_citizens=may[eu],
        other_residents=may[others],
        age=age,
        source=Source(*texts[6:]),
    )


def bodies_and_votes(scope: Scope) -> tuple[list[BodyLine], list[VoteLine]]:
    """Those who govern in this part of the country, and who may vote for what, nearest first.

    One query for both: a page that must be built whole has few to spend.
    """
    rows = sorted(governing(scope.area_ids, scope.level_ids), key=lambda row: row[:3])
    of_votes = [row[3:] for row in rows if row[0]]
    return (
        [body_line(area, *row[:1], *row[2:]) for area, *row in (r[3:] for r in rows if not r[0])],
        [vote_line(*row[:4], *row[4:10], *row[12:]) for row in of_votes],
    )


@put_once
def governing(areas: tuple[int, ...], levels: tuple[int, ...]) -> QuerySet[Any, tuple[Any, ...]]:
    scope, nothing = Scope("", areas, levels), Value("")
    bodies = columns(
        bodies_in(scope),
        *(Value(0), "level__position", "position", Cast("area", CharField()), "elected"),
        *(nothing, "seats", *in_two(*BODY_TEXTS), *SOURCE),
    )
    votes = columns(
        votes_in(scope),
        *(Value(1), "level__position", "position", "belgians", "eu_citizens"),
        *("other_residents", "age", *in_two(*VOTE_TEXTS), nothing, nothing, *SOURCE),
    )
    return bodies.union(votes, all=True)


def columns(rows: QuerySet[Any], *named: Any) -> QuerySet[Any, tuple[Any, ...]]:
    """Just as they are, in no order: the database joins two such lists."""
    found: QuerySet[Any, tuple[Any, ...]] = as_they_are(rows).order_by().values_list(*named)
    return found
