"""A frozen release as it is read, and what changed since the one before."""

from collections import defaultdict
from dataclasses import dataclass, replace

from django.db.models import F
from django.utils.translation import get_language

from socle.demands.models import Demand, Provision, Release, ReleasedWords
from socle.demands.queries.words import published
from socle.texts.models import Revision
from socle.texts.queries.translations import Shown, shown
from socle.texts.queries.words import FIELDS

Place = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class FrozenProvision:
    provision: Provision
    words: Revision


@dataclass(frozen=True, slots=True)
class FrozenDemand:
    """Its words; None where only what it asks was published."""

    number: int
    demand: Demand
    words: Revision | None
    provisions: list[FrozenProvision]


@dataclass(frozen=True, slots=True)
class Change:
    """Between two releases: ``before`` is None for what is new, ``after`` for what is gone;
    ``into`` are the words of the demand that the one that is gone became part of."""

    demand: Demand | None
    provision: Provision | None
    before: Revision | None
    after: Revision | None
    into: Revision | None = None

    @property
    def is_demand_gone(self) -> bool:
        return self.after is None and self.demand is not None and self.provision is None

    @property
    def merged_into(self) -> Demand | None:
        return self.demand.merged_into if self.demand and self.is_demand_gone else None

    @property
    def title(self) -> str:
        shown = self.after or self.before
        return shown.title if shown else ""

    @property
    def language(self) -> str:
        shown = self.after or self.before
        return shown.language if shown else ""


@dataclass(frozen=True, slots=True)
class ReleasePage:
    release: Release
    words: Revision | None
    late: dict[int, Shown]
    demands: list[FrozenDemand]
    before: Release | None
    after: Release | None
    changes: list[Change]


def release_page(release: Release) -> ReleasePage:
    """Seven queries at most, whatever is in it."""
    around = {row.number: row for row in release.memorandum.releases.all()}
    earlier = [number for number in around if number < release.number]
    before = around[max(earlier)] if earlier else None
    frozen = shown_of(release)
    return ReleasePage(
        release=release,
        words=revision_at(frozen, (None, None)),
        late=late_in(release, frozen),
        demands=demands_of(frozen),
        before=before,
        after=around.get(release.number + 1),
        changes=with_where_it_went(changes_between(shown_of(before), frozen)) if before else [],
    )


Frozen = dict[Place, ReleasedWords]


def shown_of(release: Release) -> Frozen:
    """In the order of the release, each text in the page's language, else in its own; one query."""
    language = (get_language() or "")[:2]
    beside = ("revision__text", "demand__merged_into__text", "provision__level")
    rows = release.words.select_related(*beside, "revision__translates")
    rows = rows.defer(*[f"revision__translates__{name}" for name in FIELDS])
    found: Frozen = {}
    for row in rows.order_by("position").select_related("provision__area"):
        own = row.revision.language == row.revision.text.source_language
        if row.revision.language == language or (own and place_of(row) not in found):
            found[place_of(row)] = row
    return found


def late_in(release: Release, frozen: Frozen) -> dict[int, Shown]:
    """By key of their revision, the translations that render an older one than the words which
    were frozen beside them; one query where a text is shown in translation, else none."""
    translated = {
        row.revision.text_id: row.revision
        for row in frozen.values()
        if row.revision.language != row.revision.text.source_language
    }
    if not translated:
        return {}
    sources = Revision.objects.filter(released__release=release, text__in=translated)
    sources = sources.filter(language=F("text__source_language")).defer(*FIELDS)
    said = {source.text_id: shown(translated[source.text_id], source) for source in sources}
    return {each.revision.pk: each for each in said.values() if each.newer is not None}


def place_of(row: ReleasedWords) -> Place:
    return row.demand_id, row.provision_id


def revision_at(frozen: Frozen, place: Place) -> Revision | None:
    row = frozen.get(place)
    return row.revision if row else None


def demands_of(frozen: Frozen) -> list[FrozenDemand]:
    own = defaultdict[int, list[ReleasedWords]](list)
    for (demand, _provision), row in frozen.items():
        if demand is not None:
            own[demand].append(row)
    return [
        FrozenDemand(
            number,
            demand_in(rows),
            revision_at(frozen, (key, None)),
            [FrozenProvision(row.provision, row.revision) for row in rows if row.provision],
        )
        for number, (key, rows) in enumerate(own.items(), start=1)
    ]


def demand_in(rows: list[ReleasedWords]) -> Demand:
    demand = rows[0].demand
    assert demand is not None  # noqa: S101 -- kept under its key
    return demand


def changes_between(before: Frozen, after: Frozen) -> list[Change]:
    """In the order of the later one, then what is gone."""
    found = []
    for place, row in {**after, **before}.items():
        old, new = revision_at(before, place), revision_at(after, place)
        if old is None or new is None or old.digest != new.digest:
            found.append(Change(row.demand, row.provision, old, new))
    return found


def with_where_it_went(changes: list[Change]) -> list[Change]:
    """Which demand each that is gone was merged into; one query where there is one."""
    said = published(each.merged_into.text_id for each in changes if each.merged_into)
    return [
        replace(each, into=said.of(each.merged_into.text)) if each.merged_into else each
        for each in changes
    ]
