"""What one group asks: taken over, in preparation, of its own; and what waits for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from socle.demands.models import Adaptation, Demand
from socle.demands.queries.neighbours import neighbour_of
from socle.demands.queries.words import merged_in, published
from socle.demands.rules import public_demands
from socle.groups.models import Group
from socle.texts.models import Draft, Revision, Suggestion, Update


@dataclass(frozen=True, slots=True)
class Taken:
    """An adaptation of the group; ``words`` are published, or else what is being prepared.
    ``merged_into`` names the demand that its own became part of."""

    adaptation: Adaptation
    words: Revision | Draft
    demand: Revision | None
    merged_into: Revision | None
    waiting: bool

    @property
    def published(self) -> Revision | None:
        return self.words if isinstance(self.words, Revision) else None

    @property
    def neighbour(self) -> Group | None:
        return neighbour_of(self.adaptation.text)


@dataclass(frozen=True, slots=True)
class Own:
    """``words`` are published, or else, for its people, what is being written."""

    demand: Demand
    words: Revision | Draft | None
    merged_into: Revision | None
    is_open: bool

    @property
    def published(self) -> Revision | None:
        return self.words if isinstance(self.words, Revision) else None


@dataclass(frozen=True, slots=True)
class GroupDemands:
    group: Group
    adopted: list[Taken]
    preparing: list[Taken]
    withdrawn: list[Taken]
    own: list[Own]
    updates: int
    suggestions: int

    def __bool__(self) -> bool:
        return bool(self.adopted or self.preparing or self.own)


def group_demands(group: Group, *, inside: bool) -> GroupDemands:
    """What anyone may see; ``inside``, what its people see besides. Seven queries at most."""
    rows = list(taken_by(group, inside=inside))
    own = list(own_demands(group, inside=inside))
    demands = [*(row.provision.demand for row in rows), *own]
    said = published(
        [row.text_id for row in rows]
        + [row.text_id for row in demands]
        + [row.merged_into.text_id for row in demands if row.merged_into]
    )
    drafts = drafts_of([*rows, *own]) if inside else {}
    waiting = updates_waiting(group) if inside else set()
    taken = [
        Taken(row, words, said.of(demand.text), merged_in(demand, said), row.text_id in waiting)
        for row in rows
        if (demand := row.provision.demand)
        and (words := said.of(row.text) or drafts.get(row.text_id))
    ]

    def with_status(status: str) -> list[Taken]:
        return [row for row in taken if row.adaptation.status == status]

    return GroupDemands(
        group=group,
        adopted=with_status("adopted"),
        preparing=with_status("draft"),
        withdrawn=with_status("withdrawn"),
        own=[
            Own(
                row,
                said.of(row.text) or drafts.get(row.text_id),
                merged_in(row, said),
                row.is_open,  # type: ignore[attr-defined]
            )
            for row in own
        ],
        updates=len(waiting),
        suggestions=suggestions_open([group.pk]).get(group.pk, 0) if inside else 0,
    )


def drafts_of(rows: Iterable[Adaptation | Demand]) -> dict[int, Draft]:
    found = Draft.objects.filter(text__in=[row.text_id for row in rows])
    return {draft.text_id: draft for draft in found}


def taken_by(group: Group, *, inside: bool) -> QuerySet[Adaptation]:
    rows = Adaptation.objects.filter(text__owner=group)
    if not inside:
        rows = rows.adopted()
    demand = "provision__demand"
    beside = (f"{demand}__text", f"{demand}__merged_into__text", "provision__level")
    rows = rows.select_related("text__base__text__owner", "area", *beside)
    return rows.order_by("provision__level__position", "pk")


def own_demands(group: Group, *, inside: bool) -> QuerySet[Demand]:
    rows = Demand.objects.filter(text__owner=group).annotate(is_open=public_demands())
    if not inside:
        rows = rows.filter(is_open=True, withdrawn_at=None)
    return rows.select_related("text", "born_in", "merged_into__text").order_by("pk")


def updates_waiting(group: Group) -> set[int]:
    """Keys of the texts of the group whose original changed."""
    rows = Update.objects.filter(state=Update.State.WAITING, text__owner=group)
    return set(rows.values_list("text_id", flat=True))


def suggestions_open(groups: list[int]) -> dict[int, int]:
    """How many wait for an answer, by key of the group; one query."""
    rows = Suggestion.objects.filter(
        state=Suggestion.State.OPEN, revision__text__owner__in=groups
    ).order_by()
    counted = rows.values("revision__text__owner").annotate(count=Count("pk"))
    return {row["revision__text__owner"]: row["count"] for row in counted}
