"""Groups from a spreadsheet into the pipeline: what differs is written, the rest is left alone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.foundation.actions.turns import take_turns
from socle.foundation.tables import Report, RowRefused, one_act, row_act
from socle.groups.actions.approaching import new_organisation
from socle.groups.actions.import_batches import Batch, Draft, Signature
from socle.groups.models import Approach, Group, Stage
from socle.groups.queries.area_words import AreaWords, Meant, UnknownArea
from socle.groups.queries.charter import current_release
from socle.groups.queries.known_groups import KnownGroups
from socle.groups.queries.people import coordinators, name_of
from socle.groups.rules import OPEN_STAGES, sort_name

BATCH = 500
ROWS_NAMED = 8
OF_GROUP = ("languages", "website")
OF_APPROACH = ("contact_name", "contact_email", "phone", "note", "next_step", "due_on")


@dataclass(frozen=True, slots=True)
class GroupLine:
    """What one row says of a group; ``values`` has no key for what it leaves out.

    Keys: kind, area_code (codes), area, postcode, stage, contact_name, contact_email, phone,
    languages, website, note, next_step, due_on, follower, signed_by, signed_as, signed_on.
    """

    number: int
    name: str
    values: dict[str, Any]


def import_groups(
    lines: Iterable[GroupLine], *, report: Report, source: str, now: datetime, by: User | None
) -> None:
    """Make or update the groups of a table and how they are approached, in one act.

    Nobody is written to. A row is a member's only with who signed the charter, and when.
    """
    with one_act(report):
        take_turns(["groups.import"])
        book = Book(report, now, by)
        for line in lines:
            with row_act(report, line.number, line.name[:80], savepoint=False):
                book.take(line)
        book.finish()
        report.refusals.sort(key=lambda refusal: refusal.row)
        if report.changed:
            # The journal is read later, by people of any language: a name and figures only.
            figures = f"+{report.created} ~{report.updated} !{report.refused}"
            reason = f"{source[:400]}: {figures}"
            record("groups.approach.imported", now=now, by=by, reason=reason)


@dataclass
class Book:
    """What is known, what was read so far, and what is yet to be written."""

    report: Report
    now: datetime
    by: User | None
    known: KnownGroups = field(default_factory=KnownGroups)
    rows: dict[int, int] = field(default_factory=dict)
    notes: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.today: date = timezone.localdate(self.now)
        self.places = AreaWords(self.today, (get_language() or "en")[:2])
        self.batch = Batch(self.now, self.by)
        self.release = current_release()
        self.members = set(
            Group.objects.filter(
                charter_acceptances__release=self.release, public_since__isnull=False
            ).values_list("pk", flat=True)
        )
        people = list(coordinators(self.today))
        self.followers = {person.email.casefold(): person for person in people}
        self.followers |= {name_of(person).casefold(): person for person in people if person.name}

    def take(self, line: GroupLine) -> None:
        """Refuses before anything is changed."""
        if not sort_name(line.name):
            raise RowRefused(_("has no letter nor figure: write the name of the group"), "name")
        meant = self.areas_of(line)
        group = self.match(line, meant)
        signature = self.signature_of(line)
        approach = self.known.approaches.get(group.pk) if group else None
        stage = self.stage_of(line, group, approach, signature)
        draft = self.draft(line, group, approach, meant)
        draft.go(stage, signature if stage == Stage.MEMBER else None)
        self.say(line, draft, meant)
        self.batch.add(draft)
        if len(self.batch.drafts) >= BATCH:
            self.batch.write()

    # --- what the row means ---

    def areas_of(self, line: GroupLine) -> Meant | None:
        """None when it says nothing of where."""
        values = line.values
        for column in ("area_code", "area", "postcode"):
            if column not in values:
                continue
            try:
                if column == "area_code":
                    return self.places.of_codes(values[column])
                if column == "area":
                    return self.places.of_words(values[column], values.get("postcode", ""))
                return self.places.of_postcode(values[column])
            except UnknownArea as fault:
                raise RowRefused(str(fault), column) from None
        return None

    def match(self, line: GroupLine, meant: Meant | None) -> Group | None:
        """The group this row is about, None for a new one. Refuses what would double one."""
        kind = line.values.get("kind", Group.Kind.ORGANISATION)
        keys = [area.pk for area in meant.areas] if meant else []
        same = self.known.named(line.name, kind, keys)
        living = [group for group in same if group.archived_at is None]
        if same and not living:
            words = _("“%(name)s” is archived: bring it back on its page first")
            raise RowRefused(words % {"name": same[0].name}, "name")
        if len(living) > 1:
            words = _("%(count)d groups have this name: change them on their pages")
            raise RowRefused(words % {"count": len(living)}, "name")
        found = living[0] if living else None
        self.refuse_double(line, found, kind)
        return found

    def refuse_double(self, line: GroupLine, found: Group | None, kind: str) -> None:
        if found is not None and id(found) in self.rows:
            words = _("row %(row)d is about the same group: make one row of both")
            raise RowRefused(words % {"row": self.rows[id(found)]}, "name")
        if found is not None and found.kind == Group.Kind.COALITION:
            raise RowRefused(_("is the coalition itself"), "name")
        if found is not None and found.kind != kind and "kind" in line.values:
            words = _("“%(name)s” is on the site already, as another kind: %(kind)s")
            values = {"name": found.name, "kind": found.get_kind_display()}
            raise RowRefused(words % values, "kind")
        email = line.values.get("contact_email", "").casefold()
        other = self.known.by_email.get(email) if email else None
        if other is None or other is found:
            return
        where = _("on the site")
        if id(other) in self.rows:
            where = _("row %(row)d") % {"row": self.rows[id(other)]}
        words = _(
            "“%(name)s” (%(where)s) has the same address: if it is the same group, give both the "
            "same name; if not, give another address or none"
        )
        raise RowRefused(words % {"name": other.name, "where": where}, "contact_email")

    def signature_of(self, line: GroupLine) -> Signature | None:
        values = line.values
        who, day = values.get("signed_by"), values.get("signed_on")
        if who is None and day is None:
            return None
        if who is None or day is None:
            words = _("who signed the charter and on which day go together")
            raise RowRefused(words, "signed_on" if day is None else "signed_by")
        if day > self.today:
            raise RowRefused(_("is a day to come"), "signed_on")
        if values.get("stage", Stage.MEMBER) != Stage.MEMBER:
            words = _("the charter was signed, but the stage is not “member”")
            raise RowRefused(words, "stage")
        return Signature(who, values.get("signed_as", ""), day)

    def stage_of(
        self,
        line: GroupLine,
        group: Group | None,
        approach: Approach | None,
        signature: Signature | None,
    ) -> str:
        is_member = group is not None and group.pk in self.members
        here = approach.stage if approach else Stage.MEMBER if is_member else None
        wanted = line.values.get("stage", Stage.MEMBER if signature else None)
        if wanted is None or wanted == here:
            return here or Stage.TO_CONTACT
        if here == Stage.MEMBER:
            words = _("is a member: to say that it left, use its page")
            raise RowRefused(words, "stage")
        if wanted != Stage.MEMBER or signature is not None:
            return wanted
        self.notes[
            _(
                "“member” without who signed the charter and when (signed_by, signed_on): taken as "
                "“interested”; send the charter from the page of each"
            )
        ].append(line.number)
        return Stage.INTERESTED if here is None or here in OPEN_STAGES else here

    def follower_of(self, line: GroupLine) -> User | None:
        words = line.values.get("follower")
        if words is None:
            return None
        found = self.followers.get(words.casefold())
        if found is None:
            said = _("“%(words)s” coordinates nothing here: who follows up was left as it is")
            self.notes[said % {"words": words[:60]}].append(line.number)
        return found

    # --- what is to be written ---

    def draft(
        self, line: GroupLine, group: Group | None, approach: Approach | None, meant: Meant | None
    ) -> Draft:
        values = line.values
        areas = list(meant.areas) if meant else None
        if group is None:
            group = new_organisation(
                name=line.name,
                by=self.by,
                now=self.now,
                kind=values.get("kind", Group.Kind.ORGANISATION),
                languages=values.get("languages", "fr").split(),
                website=values.get("website", ""),
            )
            keys = [area.pk for area in areas or ()]
            self.known.add(group, keys, [values.get("contact_email", "")])
            draft = Draft(group, Approach(group=group, created_at=self.now), areas=areas)
        else:
            draft = Draft.of(group, approach, self.now)
            self.change_group(draft, line, areas)
            self.known.tell_emails(group, [values.get("contact_email", "")])
        self.rows[id(group)] = line.number
        draft.set_on_approach({name: values[name] for name in OF_APPROACH if name in values})
        if follower := self.follower_of(line):
            draft.set_on_approach({"follower": follower})
        return draft

    def change_group(self, draft: Draft, line: GroupLine, areas: list | None) -> None:
        """What is public belongs to the group: only what it left empty is filled in."""
        group, is_public = draft.group, draft.group.public_since is not None
        wanted: dict[str, Any] = {"name": line.name}
        wanted |= {key: line.values[key] for key in OF_GROUP if key in line.values}
        if is_public:
            wanted = {key: value for key, value in wanted.items() if not getattr(group, key)}
        draft.set_on_group(wanted)
        before = self.known.areas[id(group)]
        after = {area.pk for area in areas} if areas is not None else before
        if after != before and not (is_public and before):
            draft.areas = areas
            draft.changed["areas"] = True

    # --- what is told ---

    def say(self, line: GroupLine, draft: Draft, meant: Meant | None) -> None:
        for note in meant.notes if meant else ():
            self.notes[note].append(line.number)
        # The command line shows no rows, and ten thousand of them cost a second to word.
        words = draft.in_words() if self.by else ""
        self.report.take(line.number, draft.outcome, draft.group.name, words)

    def finish(self) -> None:
        self.batch.write()
        self.batch.end()
        for words, rows in self.notes.items():
            named = ", ".join(str(row) for row in rows[:ROWS_NAMED])
            if more := len(rows) - ROWS_NAMED:
                named += " …" if more > 0 else ""
            where = ngettext("Row %(rows)s:", "Rows %(rows)s:", len(rows)) % {"rows": named}
            self.report.note(f"{where} {words}")
