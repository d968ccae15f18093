"""What the pages of those who write show: the demands of a memorandum, those one may add, the
memorandums of the coalition, groups that may carry."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Max, Q, QuerySet

from socle.accounts.models import JournalEntry, User
from socle.accounts.queries import label_of
from socle.demands.models import Adaptation, Demand, Memorandum, MemorandumDemand, Provision
from socle.demands.queries.levels import standing_provisions
from socle.demands.queries.powers import powers_over
from socle.groups.models import Group
from socle.groups.queries.editing import Change
from socle.groups.queries.people import name_of
from socle.territories.models import Level
from socle.texts.models import Draft, Revision, Text
from socle.texts.queries.revisions import latest_of


@dataclass(slots=True)
class Written:
    """What was published of a text, and whether a draft waits beside it; either may be missing."""

    said: Revision | None = None
    draft: Draft | None = None

    @property
    def title(self) -> str:
        return (self.said or self.draft).title if self.said or self.draft else ""  # type: ignore[union-attr]

    @property
    def language(self) -> str:
        return (self.said or self.draft).language if self.said or self.draft else ""  # type: ignore[union-attr]


def written(texts: Iterable[int], language: str) -> dict[int, Written]:
    """By the key of the text, for each of them; two queries."""
    keys = list(texts)
    found = {key: Written() for key in keys}
    for key, revision in latest_of(keys, language).items():
        found[key].said = revision
    for draft in Draft.objects.filter(text__in=keys).order_by("pk"):
        if found[draft.text_id].draft is None or draft.language == language:
            found[draft.text_id].draft = draft
    return found


@dataclass(slots=True)
class Asked:
    """Something a demand asks, on the page of who writes it. ``instead``: the competent levels,
    where this one is not."""

    provision: Provision
    words: Written
    instead: list[Level] = field(default_factory=list)


def what_it_asks(demand: Demand, language: str, *, day: date) -> list[Asked]:
    """What stands, level by level; eight queries at most."""
    beside = ("level", "area", "text", "competent__area", "competent__scope")
    rows = demand.provisions.filter(withdrawn_at=None).select_related(*beside)
    provisions = list(rows.order_by("level__position", "area_id", "pk"))
    topics = list(demand.topics.all())
    powers = powers_over(topics, provisions, day=day)
    words = written([each.text_id for each in provisions], language)
    return [
        Asked(each, words[each.text_id], powers.instead_of(each, topics)) for each in provisions
    ]


def asked_in_drafts(demand: Demand, language: str) -> list[Asked]:
    """What it will ask, level by level, once its first words are published; three queries."""
    rows = standing_provisions([demand]).filter(text__revisions=None, text__drafts__isnull=False)
    provisions = list(rows.distinct())
    words = written([each.text_id for each in provisions], language)
    return [Asked(each, words[each.text_id]) for each in provisions]


@dataclass(slots=True)
class Placed:
    place: MemorandumDemand
    words: Written


def places_of(memorandum: Memorandum, language: str) -> list[Placed]:
    """Its demands in order, those withdrawn too; three queries."""
    rows = memorandum.places.select_related("demand__text__owner", "demand__born_in")
    places = list(rows.order_by("position", "pk"))
    words = written([place.demand.text_id for place in places], language)
    return [Placed(place, words[place.demand.text_id]) for place in places]


def demands_to_add(memorandum: Memorandum) -> QuerySet[Demand]:
    """Of the coalition, or standing in another memorandum: those of groups are offered first."""
    rows = Demand.objects.standing().filter(
        Q(text__owner__kind=Group.Kind.COALITION) | Q(memorandums__isnull=False)
    )
    return rows.exclude(memorandums=memorandum).select_related("text").distinct().order_by("pk")


@dataclass(slots=True)
class Kept:
    """A memorandum on the page of coordinators."""

    memorandum: Memorandum
    words: Written
    demands: int
    last_number: int | None


def memorandums_kept(language: str) -> list[Kept]:
    """Those that stand, the latest first; three queries."""
    counted = Memorandum.objects.filter(withdrawn_at=None).annotate(
        count=Count("places", filter=Q(places__demand__withdrawn_at=None), distinct=True),
        last=Max("releases__number"),
    )
    rows = list(counted.order_by("-pk"))
    words = written([row.text_id for row in rows], language)
    return [Kept(row, words[row.text_id], row.count, row.last) for row in rows]


def memorandums_withdrawn(language: str) -> list[tuple[Memorandum, Written]]:
    """The latest first; three queries at most."""
    rows = list(Memorandum.objects.filter(withdrawn_at__isnull=False).order_by("-withdrawn_at"))
    words = written([row.text_id for row in rows], language) if rows else {}
    return [(row, words[row.text_id]) for row in rows]


def groups_that_may_carry() -> QuerySet[Group]:
    """Public organisations, and the coalition; by name."""
    kinds = [Group.Kind.ORGANISATION, Group.Kind.COALITION]
    rows = Group.objects.living().filter(kind__in=kinds, public_since__isnull=False)
    return rows.order_by("sort_name", "pk")


def groups_that_adopted(provision: Provision) -> int:
    """Those that live, and stand by it."""
    rows = Adaptation.objects.adopted().filter(provision=provision)
    return rows.values("text__owner").distinct().count()


def last_begun_at(owner: Group, kind: str, by: User) -> datetime | None:
    """When somebody began a text of that kind for a group last."""
    rows = Text.objects.filter(owner=owner, kind=kind, created_by=by)
    last: datetime | None = rows.aggregate(last=Max("created_at"))["last"]
    return last


def last_asked_at(demand: Demand) -> datetime | None:
    """When something was asked of a level last."""
    last: datetime | None = demand.provisions.aggregate(last=Max("updated_at"))["last"]
    return last


def titles_of(texts: Iterable[int], language: str) -> dict[int, str]:
    """By the key of the text; two queries."""
    return {key: each.title for key, each in written(texts, language).items()}


def titles_of_demands(demands: QuerySet[Demand], language: str) -> dict[int, str]:
    """By the key of the demand; three queries."""
    texts = dict(demands.values_list("pk", "text_id"))
    titles = titles_of(texts.values(), language)
    return {key: titles[text] for key, text in texts.items()}


def last_change(row: Memorandum | Demand | Provision) -> Change:
    """Who changed it last, as the journal says."""
    lines = JournalEntry.objects.filter(target=label_of(row)).select_related("by")
    line = lines.order_by("-at", "-pk").first()
    return Change(name_of(line.by if line else None), line.at if line else row.updated_at)
