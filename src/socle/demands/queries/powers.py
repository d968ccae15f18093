"""Whether a level of power is competent for what a demand is about."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from socle.demands.models import Demand, Provision
from socle.territories.models import Area, Body, Competence, Level, Topic
from socle.territories.models.periods import in_force_on
from socle.territories.queries.overlaps import Ground, grounds_of


@dataclass(frozen=True, slots=True)
class Power:
    """A level is competent, in the whole country or in one area of it; all by their keys."""

    level: int
    area: int | None
    except_area: int | None

    def holds(self, level: int, ground: Ground | None) -> bool:
        """For the level of an area, what holds over all of it; for the other levels, what holds in
        some of it."""
        if ground is None:
            return True
        if self.except_area in ground.over:
            return False
        there = ground.over if self.level == level else ground.sharing
        return self.area is None or self.area in there


@dataclass(frozen=True, slots=True)
class Powers:
    """The levels that decide, pay or carry out on each topic, by the key of the topic. Whoever only
    advises is not competent."""

    levels: dict[int, Level] = field(default_factory=dict)
    by_topic: dict[int, set[Power]] = field(default_factory=dict)
    grounds: dict[int, Ground] = field(default_factory=dict)

    def instead_of(self, provision: Provision, topics: Collection[Topic]) -> list[Level]:
        """The competent levels, the one closest to people first, where that of the provision is not
        among them; empty where it is, where nothing is known of the topics, and for a level without
        a council, to which demands only point. What is asked of one area is measured by what holds
        there."""
        level, place = provision.level, place_of(provision)
        ground = self.grounds.get(place.pk) if place else None
        powers = set().union(*(self.by_topic.get(topic.pk, set()) for topic in topics))
        keys = {each.level for each in powers if each.holds(level.pk, ground)}
        if not level.has_council or level.pk in keys:
            return []
        return sorted((self.levels[key] for key in keys), key=lambda each: each.position)


def place_of(provision: Provision) -> Area | None:
    """Where it is asked: its area, else that of the body that is named."""
    body = provision.competent
    return provision.area or (body.area or body.scope if body else None)


def powers_over(
    topics: Iterable[Topic], provisions: Iterable[Provision] = (), *, day: date
) -> Powers:
    """Of a theme, what holds for its topics too; of a topic, what holds for its theme. Two queries,
    however many; two more where something is asked in one area."""
    wanted = {topic.pk: topic for topic in topics}
    parents = {topic.parent_id for topic in wanted.values() if topic.parent_id}
    rows = Competence.objects.filter(in_force_on(day)).exclude(verb=Competence.Verb.ADVISES)
    rows = rows.filter(Q(topic__in=[*wanted, *parents]) | Q(topic__parent__in=list(wanted)))
    found: dict[int, set[Power]] = {key: set() for key in wanted}
    asked = ("topic", "topic__parent", "level", "area", "except_area")
    for topic, parent, *power in rows.values_list(*asked).distinct():
        for key, own in wanted.items():
            if key in (topic, parent) or own.parent_id == topic:
                found[key].add(Power(*power))
    places = [place for each in provisions if (place := place_of(each)) is not None]
    return Powers({level.pk: level for level in Level.objects.all()}, found, grounds_of(places))


def competent_instead(provision: Provision, *, day: date) -> list[Level]:
    """See ``Powers.instead_of``."""
    topics = list(provision.demand.topics.all())
    return powers_over(topics, [provision], day=day).instead_of(provision, topics)


def areas_that_differ(demand: Demand, *, day: date) -> QuerySet[Area]:
    """Where a demand may ask something else: all areas above communes, those of its group, those
    it names already."""
    named = demand.provisions.filter(area__isnull=False).values("area")
    rows = Area.objects.filter(in_force_on(day))
    rows = rows.filter(
        ~Q(level__code="commune") | Q(pk__in=demand.text.owner.areas.values("pk")) | Q(pk__in=named)
    )
    return rows.select_related("level").order_by("level__position", "code")


def bodies_to_ask() -> QuerySet[Body]:
    rows = Body.objects.select_related("level", "area", "scope")
    return rows.order_by("level__position", "position")
