"""What a release of a memorandum would freeze today, and what changed since the last one."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import get_language

from socle.demands.models import (
    Adaptation,
    Demand,
    Memorandum,
    Provision,
    Release,
    ReleasedWords,
)
from socle.texts.models import Draft, Revision
from socle.texts.queries.revisions import latest_rows


@dataclass(frozen=True, slots=True)
class Change:
    """Of one text in one language: what was released, and what would be; one of them may be None.
    ``revision`` is the latter, else the former; ``groups`` how many took over what changed."""

    before: Revision | None
    after: Revision | None
    revision: Revision
    provision: Provision | None = None
    groups: int = 0

    @property
    def kind(self) -> str:
        if self.before is None:
            return "new"
        return "gone" if self.after is None else "changed"


@dataclass(frozen=True, slots=True)
class DemandChanges:
    """``demand`` is None for the words of the memorandum itself. ``title`` is the revision that
    names it."""

    demand: Demand | None
    title: Revision
    kind: str
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Preview:
    """``last`` is the release before this one; ``drafts`` how many texts hold words that are not
    published, and would not be in it; ``reordered`` where the demands only changed places;
    ``unfinished`` is what keeps it from being released."""

    last: Release | None
    number: int
    digest: str
    demands: list[DemandChanges]
    texts: int
    drafts: int
    reordered: bool
    unfinished: list[Revision]

    @property
    def is_new(self) -> bool:
        return self.texts > 0 and (self.last is None or self.last.digest != self.digest)

    @property
    def changed(self) -> list[DemandChanges]:
        return [each for each in self.demands if each.kind != "same"]

    @property
    def same(self) -> list[DemandChanges]:
        return [each for each in self.demands if each.kind == "same"]


Place = tuple[int | None, int | None, str]


def place_of(row: ReleasedWords) -> Place:
    return row.demand_id, row.provision_id, row.revision.language


def preview_release(memorandum: Memorandum) -> Preview:
    """A dozen queries, however many demands."""
    now = words_to_freeze(memorandum)
    last = memorandum.releases.order_by("-number").first()
    then = released_words(last)
    before, after = ({place_of(row): row for row in rows} for rows in (then, now))
    changed = [row for row in now if is_changed(before.get(place_of(row)), row)]
    took = groups_that_took([row.provision_id for row in changed if row.provision_id])
    order = list(dict.fromkeys([row.demand_id for row in [*now, *then]]))
    demands = [of_demand(key, before, after, took) for key in order]
    kept = [list(dict.fromkeys(row.demand_id for row in rows)) for rows in (then, now)]
    common = set(kept[0]) & set(kept[1])
    was, is_now = ([key for key in keys if key in common] for keys in kept)
    texts = {row.revision.text_id for row in now}
    return Preview(
        last=last,
        number=last.number + 1 if last else 1,
        digest=digest_of([row.revision.digest for row in now]),
        demands=demands,
        texts=len(texts),
        drafts=Draft.objects.filter(text__in=texts_in(memorandum)).count(),
        reordered=bool(then) and was != is_now,
        unfinished=unfinished(now),
    )


def is_changed(before: ReleasedWords | None, after: ReleasedWords) -> bool:
    return before is not None and before.revision.digest != after.revision.digest


def released_words(release: Release | None) -> list[ReleasedWords]:
    if release is None:
        return []
    beside = ("demand", "provision__level", "provision__area", "revision")
    return list(release.words.select_related(*beside))


def of_demand(
    key: int | None,
    before: dict[Place, ReleasedWords],
    after: dict[Place, ReleasedWords],
    took: dict[int, int],
) -> DemandChanges:
    places = [place for place in {**after, **before} if place[0] == key]
    changes = []
    for place in places:
        old, row = before.get(place), after.get(place) or before[place]
        if old is None or place not in after or is_changed(old, row):
            was = old.revision if old else None
            now = row.revision if place in after else None
            count = took.get(row.provision_id or 0, 0)
            changes.append(Change(was, now, row.revision, row.provision, count))
    named = naming([after.get(place) or before[place] for place in places])
    there, here = (any(place[0] == key for place in rows) for rows in (before, after))
    kind = "new" if not there else "gone" if not here else "changed" if changes else "same"
    return DemandChanges(named.demand, named.revision, kind, changes if kind != "gone" else [])


def naming(rows: Sequence[ReleasedWords]) -> ReleasedWords:
    """The words of the demand itself: in the language of the page, else in its own."""
    own = [row for row in rows if row.provision_id is None] or list(rows)
    language = (get_language() or "")[:2]
    read = [row for row in own if row.revision.language == language]
    original = [row for row in own if row.revision.translates_id is None]
    return (read or original or own)[0]


def groups_that_took(provisions: Iterable[int]) -> dict[int, int]:
    """How many living groups have a wording of each, adopted or prepared, by the key of the
    provision."""
    rows = Adaptation.objects.filter(provision__in=list(provisions), text__owner__archived_at=None)
    found: dict[int, set[int]] = {}
    pairs = rows.exclude(status=Adaptation.Status.WITHDRAWN)
    for provision, owner in pairs.values_list("provision", "text__owner").distinct():
        found.setdefault(provision, set()).add(owner)
    return {key: len(owners) for key, owners in found.items()}


def texts_in(memorandum: Memorandum) -> Sequence[int]:
    """Keys of its text, of those of its demands and of what these ask."""
    demands = Demand.objects.standing().filter(memorandums=memorandum)
    asked = Provision.objects.standing().filter(demand__memorandums=memorandum)
    return [
        memorandum.text_id,
        *demands.values_list("text_id", flat=True),
        *asked.values_list("text_id", flat=True),
    ]


def words_to_freeze(memorandum: Memorandum) -> list[ReleasedWords]:
    """The memorandum, then each demand and what it asks, level by level; a handful of queries."""
    places = memorandum.places.filter(demand__withdrawn_at=None).select_related("demand")
    demands = [place.demand for place in places.order_by("position")]
    provisions: dict[int, list[Provision]] = {demand.pk: [] for demand in demands}

    standing = Provision.objects.standing().filter(demand__in=demands)
    standing = standing.select_related("level", "area")
    for provision in standing.order_by("level__position", "area_id", "pk"):
        provisions[provision.demand_id].append(provision)
    keys = [memorandum.text_id, *(demand.text_id for demand in demands)]
    keys += [provision.text_id for rows in provisions.values() for provision in rows]
    published = by_text(keys)
    found = [ReleasedWords(revision=r) for r in published.get(memorandum.text_id, [])]
    for demand in demands:
        found += [
            ReleasedWords(demand=demand, revision=r) for r in published.get(demand.text_id, [])
        ]
        found += [
            ReleasedWords(demand=demand, provision=provision, revision=revision)
            for provision in provisions[demand.pk]
            for revision in published.get(provision.text_id, [])
        ]
    return found


def unfinished(rows: Iterable[ReleasedWords]) -> list[Revision]:
    """What is asked of a level without a body, or without how anyone can tell it was done."""
    asked = [row.revision for row in rows if row.provision is not None]
    return [each for each in asked if not (each.body.strip() and each.summary.strip())]


def by_text(keys: Iterable[int]) -> dict[int, list[Revision]]:
    found: dict[int, list[Revision]] = {}
    for revision in latest_rows().filter(text__in=list(keys)).order_by("text_id", "language"):
        found.setdefault(revision.text_id, []).append(revision)
    return found


def digest_of(digests: Iterable[str]) -> str:
    """SHA-256, in lower-case hex, of the digests, one a line."""
    return hashlib.sha256("".join(f"{digest}\n" for digest in digests).encode()).hexdigest()
