"""On the way to taking a demand over: which group, what it has of it already, its words."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.utils import timezone

from socle.demands.models import Adaptation, Provision
from socle.demands.rules import ADAPTATION
from socle.groups.models import Group
from socle.groups.queries.whereabouts import local_groups_of
from socle.groups.rules import Who
from socle.territories.models import Area
from socle.territories.queries.areas import ancestors_of, area_by_code
from socle.territories.queries.history import area_in_force
from socle.texts.models import Draft, Revision
from socle.texts.queries.revisions import latest, words_of
from socle.texts.queries.words import Words


@dataclass(frozen=True, slots=True)
class Start:
    """What is taken over, and the words one starts from: those of ``wording``, another group's, or
    else of the provision itself."""

    provision: Provision
    original: Revision
    wording: Adaptation | None = None

    @property
    def is_neighbours(self) -> bool:
        return self.original.text.kind == ADAPTATION


@dataclass(frozen=True, slots=True)
class Choice:
    """A group one organises; ``has`` is what it made of the provision already."""

    group: Group
    has: Adaptation | None


def commune_asked(code: str, day: date) -> Area | None:
    """The commune somebody came from, as it is today; None where none was named."""
    found = area_by_code(code) if code else None
    if found is None or found.level.position != 1:
        return None
    return area_in_force(found, day)


def choices_of(who: Who, provision: Provision) -> list[Choice]:
    """The living local groups that somebody organises, by name; two queries."""
    rows = Group.objects.living().filter(pk__in=who.roles, kind=Group.Kind.LOCAL)
    groups = [group for group in rows if who.organises(group)]
    has = {row.text.owner_id: row for row in taken_over(provision, groups)}
    return [Choice(group, has.get(group.pk)) for group in groups]


def taken_over(provision: Provision, groups: list[Group]) -> list[Adaptation]:
    rows = Adaptation.objects.filter(provision=provision, text__owner__in=groups)
    rows = rows.exclude(status=Adaptation.Status.WITHDRAWN)
    return list(rows.select_related("text__owner").order_by("pk"))


def groups_there(commune: Area | None, day: date, but: list[Choice]) -> list[Group]:
    """Those of the commune one could join."""
    mine = {choice.group.pk for choice in but}
    found = local_groups_of(commune, day) if commune else []
    return [group for group in found if group.pk not in mine]


def area_for(group: Group, commune: Area | None, day: date) -> Area | None:
    """Which of its areas the group speaks for here: that of the page one came from, else its
    first."""
    areas = list(group.areas.select_related("level").order_by("pk"))
    if commune is not None and len(areas) > 1:
        for area in areas:
            if area_in_force(area, day) == commune:
                return area
    return areas[0] if areas else None


def areas_around(group: Group, day: date) -> set[int]:
    """Keys of the areas the group stands in, of those they became, and of all above these."""
    keys: set[int] = set()
    for area in group.areas.select_related("level"):
        for each in {area, area_in_force(area, day) or area}:
            keys |= {each.pk, *(above.pk for above in ancestors_of(each))}
    return keys


def stands_where(provision: Provision, group: Group, day: date) -> bool:
    """Whether it is asked of where the group is: everywhere, or in an area the group stands in."""
    return provision.area_id is None or provision.area_id in areas_around(group, day)


def elsewhere_for(provision: Provision, group: Group, day: date) -> Provision | None:
    """What the same demand asks of the same level where the group is; None for nothing."""
    rows = Provision.objects.standing().filter(demand=provision.demand_id, level=provision.level_id)
    here = rows.filter(Q(area=None) | Q(area__in=areas_around(group, day)))
    return (
        here.select_related("area", "text").order_by(F("area").asc(nulls_last=True), "pk").first()
    )


def published_since(provision: Provision) -> date:
    """The day the provision was published first."""
    first = provision.text.revisions.order_by("published_at", "pk").first()
    return timezone.localdate(first.published_at) if first else date.min


def original_of(provision: Provision, language: str) -> Revision | None:
    """The words one starts from: in that language, else in its own."""
    return latest(provision.text, language) or latest(provision.text)


def words_to_take(wording: Adaptation, language: str) -> Revision | None:
    """Another group's, in that language where what is asked was published in it too, so that both
    can be followed; else in those it wrote."""
    said = latest(wording.text, language)
    if said is not None and wording.provision.text.revisions.filter(language=language).exists():
        return said
    return latest(wording.text)


def words_opened(start: Start, key: int | None) -> Revision:
    """The revision a page was opened with, by its key; that of ``start`` where it names none."""
    there = Revision.objects.filter(pk=key or 0, text=start.original.text_id)
    return there.filter(language=start.original.language).first() or start.original


def draft_of(adaptation: Adaptation) -> Draft | None:
    return adaptation.text.drafts.filter(language=adaptation.text.source_language).first()


def words_to_start_from(group: Group, start: Start) -> Words:
    """Those the group had before it withdrew them, if it did and asks for no others; else those of
    the original."""
    if start.wording is not None:
        return words_of(start.original)
    before = Adaptation.objects.filter(
        provision=start.provision,
        text__owner=group,
        text__source_language=start.original.language,
    )
    last = before.select_related("text").order_by("-pk").first()
    own = latest(last.text) if last else None
    return words_of(own or start.original)
