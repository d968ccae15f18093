"""Where each thing asked stands, for who coordinates: adopted, reworded, updated, suggested."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet

from socle.demands.models import Adaptation, Memorandum, Provision
from socle.demands.queries.adopted import areas_now
from socle.demands.queries.powers import powers_over
from socle.territories.models import Level, Topic
from socle.texts.models import Revision, Suggestion, Update
from socle.texts.queries.revisions import latest_of

# Days after which an update that waits counts as ignored.
IGNORED_AFTER = timedelta(days=30)
State = Update.State


@dataclass(frozen=True, slots=True)
class Kept:
    """A group that keeps its own words, and why."""

    group: str
    adaptation: int
    reason: str


@dataclass(slots=True)
class Standing:
    """One line of the coordinator's view. ``waiting`` counts the updates that wait, ``ignored``
    those of them that have waited too long; each adaptation counts once, by its last update."""

    provision: Provision
    demand_said: Revision | None = None
    said: Revision | None = None
    communes: int = 0
    adopted: int = 0
    reworded: int = 0
    waiting: int = 0
    ignored: int = 0
    taken: int = 0
    kept: list[Kept] = field(default_factory=list)
    suggestions: int = 0
    instead: list[Level] = field(default_factory=list)


def provisions_of(
    memorandum: Memorandum | None = None, level: Level | None = None
) -> QuerySet[Provision]:
    """What stands in memorandums, withdrawn ones too, demand by demand in their order there; of no
    memorandum in particular, in the order in which demands were made."""
    rows = Provision.objects.standing().filter(demand__memorandums__isnull=False)
    order = ["demand_id"]
    if memorandum is not None:
        rows = rows.filter(demand__places__memorandum=memorandum)
        order = ["demand__places__position", "demand_id"]
    if level is not None:
        rows = rows.filter(level=level)
    beside = ("level", "area", "text", "competent__area", "competent__scope")
    rows = rows.select_related("demand__text", *beside)
    return rows.distinct().order_by(*order, "level__position", "area_id", "pk")


def standing_of(
    provisions: Iterable[Provision], *, language: str, day: date, now: datetime
) -> list[Standing]:
    """Eleven queries at most, however many."""
    lines = {provision.pk: Standing(provision) for provision in provisions}
    asked = [line.provision for line in lines.values()]
    words = latest_of(
        [key for each in asked for key in (each.text_id, each.demand.text_id)], language
    )
    for line in lines.values():
        line.said = words.get(line.provision.text_id)
        line.demand_said = words.get(line.provision.demand.text_id)
    count_adopted(lines, day)
    count_updates(lines, now)
    count_suggestions(lines)
    name_competent(asked, lines, day)
    return list(lines.values())


def count_adopted(lines: dict[int, Standing], day: date) -> None:
    """In communes of today, as on the page of the demand: see ``queries/adopted.py``."""
    rows = Adaptation.objects.adopted().filter(provision__in=lines)
    adopted = list(rows.select_related("area__level").order_by("pk"))
    now = areas_now(adopted, day)
    communes: dict[tuple[int, bool], set[int]] = {}
    for row in adopted:
        line = lines[row.provision_id]
        line.adopted += 1
        for area in now.get(row.area_id or 0, []):
            if area.level.position == 1:
                communes.setdefault((row.provision_id, False), set()).add(area.pk)
                if row.reworded:
                    communes.setdefault((row.provision_id, True), set()).add(area.pk)
    for key, line in lines.items():
        line.communes = len(communes.get((key, False), ()))
        line.reworded = len(communes.get((key, True), ()))


def last_updates(provisions: Collection[int]) -> QuerySet[Update]:
    """The last of each adaptation that stands: what is said of an older one no longer counts."""
    standing = Adaptation.objects.exclude(status=Adaptation.Status.WITHDRAWN).filter(
        provision__in=provisions, text__owner__archived_at=None
    )
    rows = Update.objects.filter(text__adaptation__in=standing)
    newest = rows.order_by().values("text").annotate(last=Max("pk")).values("last")
    return Update.objects.filter(pk__in=newest)


def count_updates(lines: dict[int, Standing], now: datetime) -> None:
    rows = last_updates(list(lines))
    waits = Q(state__in=[State.DUE, State.WAITING])
    counted = (
        rows.order_by()
        .values("text__adaptation__provision")
        .annotate(
            waiting=Count("pk", filter=waits),
            ignored=Count("pk", filter=waits & Q(asked_at__lt=now - IGNORED_AFTER)),
            taken=Count("pk", filter=Q(state=State.TAKEN)),
        )
    )
    for row in counted:
        line = lines[row["text__adaptation__provision"]]
        line.waiting, line.ignored, line.taken = row["waiting"], row["ignored"], row["taken"]
    beside = ("text__owner", "text__adaptation")
    for update in rows.filter(state=State.KEPT).select_related(*beside).order_by("pk"):
        adaptation = update.text.adaptation
        kept = Kept(update.text.owner.name, adaptation.pk, update.reason)
        lines[adaptation.provision_id].kept.append(kept)


def count_suggestions(lines: dict[int, Standing]) -> None:
    rows = Suggestion.objects.filter(
        state=Suggestion.State.OPEN, revision__text__provision__in=lines
    ).order_by()
    for row in rows.values("revision__text__provision").annotate(count=Count("pk")):
        lines[row["revision__text__provision"]].suggestions = row["count"]


def name_competent(asked: list[Provision], lines: dict[int, Standing], day: date) -> None:
    """The levels that are competent, on lines whose level is not."""
    topics: dict[int, list[Topic]] = {}
    through = asked[0].demand.topics.through if asked else None
    if through is None:
        return
    pairs = through.objects.filter(demand__in={each.demand_id for each in asked})
    for pair in pairs.select_related("topic"):
        topics.setdefault(pair.demand_id, []).append(pair.topic)
    wanted = {topic for own in topics.values() for topic in own}
    powers = powers_over(wanted, asked, day=day)
    for provision in asked:
        own = topics.get(provision.demand_id, [])
        lines[provision.pk].instead = powers.instead_of(provision, own)
