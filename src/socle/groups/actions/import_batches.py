"""Writing what an import read, many rows at a time."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.foundation.tables.report import Outcome
from socle.groups.actions.showing import show
from socle.groups.models import (
    Approach,
    CharterAcceptance,
    Group,
    GroupLink,
    StageChange,
)
from socle.groups.queries.charter import charter
from socle.groups.queries.coalition import the_coalition
from socle.groups.rules import sort_name
from socle.territories.models import Area

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed the charter on paper, as what, on which day."""

    name: str
    function: str
    day: date


@dataclass(slots=True)
class Draft:
    """A group and how it is approached, as one row of the file wants them; not saved."""

    group: Group
    approach: Approach
    areas: list[Area] | None = None
    before: str = ""
    signature: Signature | None = None
    # Names of what differs from what is stored.
    changed: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, group: Group, approach: Approach | None, now: datetime) -> "Draft":
        if approach is None:
            draft = cls(group, Approach(group=group, created_at=now))
            draft.changed["approach"] = True
            return draft
        approach.group = group
        return cls(group, approach, before=approach.stage)

    @property
    def is_new(self) -> bool:
        return self.group.pk is None

    @property
    def outcome(self) -> Outcome:
        if self.is_new:
            return "created"
        return "updated" if self.changed else "unchanged"

    def set_on_group(self, wanted: dict[str, Any]) -> None:
        self.set_on(self.group, wanted)
        self.group.sort_name = sort_name(self.group.name)

    def set_on_approach(self, wanted: dict[str, Any]) -> None:
        if "due_on" in wanted and wanted["due_on"] != self.approach.due_on:
            self.approach.reminded_on = None
        self.set_on(self.approach, wanted)

    def set_on(self, row: Any, wanted: dict[str, Any]) -> None:
        for name, value in wanted.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
                self.changed[name] = True

    def go(self, stage: str, signature: Signature | None) -> None:
        if stage != self.before:
            self.approach.stage = stage
            self.changed["stage"] = True
            self.signature = signature

    def in_words(self) -> str:
        """For a page: where a new one begins, or what changes of a known one."""
        if self.is_new:
            places = ", ".join(area.name for area in self.areas or ())
            return " · ".join(filter(None, [self.approach.get_stage_display(), places]))
        names = [self.label_of(name) for name in self.changed]
        return ", ".join(dict.fromkeys(names))

    def label_of(self, name: str) -> str:
        if name == "approach":
            return _("followed up from now on")
        model = Group if hasattr(Group, name) and not hasattr(Approach, name) else Approach
        field: Any = model._meta.get_field(name)
        return str(field.verbose_name)


class Batch:
    """Drafts are gathered, then written together; ``end`` when there are no more."""

    def __init__(self, now: datetime, by: User | None) -> None:
        self.now, self.by = now, by
        self.drafts: list[Draft] = []
        self.shown: list[Group] = []
        self.coalition = the_coalition()

    def add(self, draft: Draft) -> None:
        if draft.outcome != "unchanged":
            self.drafts.append(draft)

    def write(self) -> None:
        members = [draft for draft in self.drafts if draft.signature]
        for draft in members:
            self.make_public(draft)
        self.write_groups()
        self.write_areas()
        self.write_approaches()
        self.write_stages()
        self.write_members(members)
        self.drafts = []

    def make_public(self, draft: Draft) -> None:
        group = draft.group
        group.public_since = group.public_since or self.now
        if group.kind == Group.Kind.LOCAL and group.welcomed_at is None:
            group.welcomed_at, group.welcomed_by = self.now, self.by
        group.contact_email = group.contact_email or draft.approach.contact_email

    def write_groups(self) -> None:
        new = [draft.group for draft in self.drafts if draft.is_new]
        old = [draft.group for draft in self.drafts if not draft.is_new]
        for group in old:
            group.updated_at = self.now
        names = [
            "name",
            "sort_name",
            "languages",
            "website",
            "contact_email",
            "public_since",
            "welcomed_at",
            "welcomed_by",
            "updated_at",
        ]
        self.fresh = set(map(id, new))
        Group.objects.bulk_create(new, batch_size=AT_ONCE)
        Group.objects.bulk_update(old, names, batch_size=AT_ONCE)
        self.shown += [group for group in old if group.public_since]

    def write_areas(self) -> None:
        through = Group.areas.through
        rows = []
        for draft in self.drafts:
            if draft.areas is None:
                continue
            if id(draft.group) not in self.fresh:
                draft.group.areas.set(draft.areas)
                continue
            rows += [through(group=draft.group, area=area) for area in draft.areas]
        through.objects.bulk_create(rows, batch_size=AT_ONCE)

    def write_approaches(self) -> None:
        for draft in self.drafts:
            # The key the group has only now.
            draft.approach.group = draft.group
            draft.approach.updated_at = self.now
        new = [draft.approach for draft in self.drafts if draft.approach.pk is None]
        old = [draft.approach for draft in self.drafts if draft.approach.pk is not None]
        for approach in old:
            approach.version += 1
        names = [
            "stage",
            "contact_name",
            "contact_email",
            "phone",
            "note",
            "next_step",
            "due_on",
            "follower",
            "reminded_on",
            "version",
            "updated_at",
        ]
        Approach.objects.bulk_create(new, batch_size=AT_ONCE)
        Approach.objects.bulk_update(old, names, batch_size=AT_ONCE)

    def write_stages(self) -> None:
        StageChange.objects.bulk_create(
            (
                StageChange(
                    approach=draft.approach,
                    before=draft.before,
                    after=draft.approach.stage,
                    at=self.now,
                    by=self.by,
                )
                for draft in self.drafts
                if draft.approach.stage != draft.before
            ),
            batch_size=AT_ONCE,
        )

    def write_members(self, members: list[Draft]) -> None:
        CharterAcceptance.objects.bulk_create(
            (self.acceptance(draft, draft.signature) for draft in members if draft.signature),
            batch_size=AT_ONCE,
            ignore_conflicts=True,
        )
        for draft in members:
            release = str(charter().release)
            record(
                "groups.charter.accepted",
                now=self.now,
                by=self.by,
                target=draft.group,
                reason=release,
            )
        if self.coalition is not None:
            self.write_links([draft.group for draft in members])
        self.shown += [draft.group for draft in members]

    def acceptance(self, draft: Draft, signature: Signature) -> CharterAcceptance:
        words = charter(draft.group.language_codes[0])
        noon = timezone.make_aware(datetime.combine(signature.day, time(12)))
        return CharterAcceptance(
            group=draft.group,
            release=words.release,
            language=words.language,
            digest=words.digest,
            accepted_at=min(noon, self.now),
            accepted_by=self.by,
            signed_name=signature.name,
            signed_as=signature.function,
        )

    def write_links(self, groups: list[Group]) -> None:
        running = GroupLink.objects.filter(whole=self.coalition, until=None, part__in=groups)
        linked = set(running.values_list("part_id", flat=True))
        GroupLink.objects.bulk_create(
            (
                GroupLink(
                    part=group,
                    whole=self.coalition,
                    asked_at=self.now,
                    since=timezone.localdate(self.now),
                )
                for group in groups
                if group.pk not in linked
            ),
            batch_size=AT_ONCE,
        )
        running.filter(since=None).update(since=timezone.localdate(self.now))

    def end(self) -> None:
        if self.shown:
            show(list({group.pk: group for group in self.shown}.values()))
