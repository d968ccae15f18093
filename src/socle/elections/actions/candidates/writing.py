"""What the books of contests come to, written a few thousand rows at a time, and what it was."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from socle.elections.actions.candidates.book import PLACES, ContestBook, ListDraft, Standing
from socle.elections.actions.candidates.lines import Asked, CandidateLine
from socle.elections.actions.candidates.persons import Recognising
from socle.elections.actions.candidates.telling import in_words
from socle.elections.models import (
    Candidacy,
    CandidateImport,
    ElectoralList,
    Identifier,
    ImportChange,
    Party,
    Person,
)
from socle.elections.queries.known_persons import Known
from socle.elections.rules import sort_name
from socle.foundation.tables import Report
from socle.foundation.tables.report import Outcome

BATCH = 2_000
SENT = 500
# Beyond any place on a list, within the column: where rows wait while others change places.
ASIDE = 20_000
# Of the first row where somebody stands as effective and as substitute.
OF_BOTH = ("email", "source_url")
Kind = ImportChange.Kind


@dataclass(slots=True)
class Change:
    """A row of the database that is to be as ``wanted`` says; ``row`` is that of the file."""

    row: int
    kind: Kind
    of: Any
    wanted: dict[str, Any]
    before: dict[str, Any] = field(default_factory=dict)

    def make(self) -> None:
        for column, value in self.wanted.items():
            self.before[column] = getattr(self.of, self.of._meta.get_field(column).attname)
            setattr(self.of, column, value)

    def undo(self) -> dict[str, Any]:
        """As the column holds it: the key of another row, not that row."""
        return {self.of._meta.get_field(name).attname: old for name, old in self.before.items()}


class Writing:
    """Gathers what is new and what changes; ``flush`` writes it."""

    def __init__(self, kept: CandidateImport, who: Recognising, asked: Asked, report: Report):
        self.kept, self.who, self.asked, self.report = kept, who, asked, report
        self.parties = Party.objects.in_bulk(field_name="name")
        self.named: set[Known] = set()
        self.begin()

    def begin(self) -> None:
        self.lists: list[tuple[int, ElectoralList]] = []
        self.persons: list[tuple[int, Known, Person]] = []
        self.identifiers: list[tuple[int, Known, str, str]] = []
        self.standing: list[tuple[int, Known, Candidacy]] = []
        self.changes: list[Change] = []
        self.made: list[ImportChange] = []

    def take(self, book: ContestBook) -> None:
        for draft in dict.fromkeys(entry.on for entry in book.entries):
            self.take_list(draft)
        for stands in dict.fromkeys(book.standing[entry.known] for entry in book.entries):
            self.take_standing(stands)
        if len(self.standing) + len(self.changes) >= BATCH:
            self.flush()

    def take_list(self, draft: ListDraft) -> None:
        wanted = dict(draft.wanted)
        if "party" in wanted:
            wanted["party"] = self.party(wanted["party"], draft)
        if draft.list.pk is None:
            for column, value in wanted.items():
                setattr(draft.list, column, value)
            self.lists.append((draft.row, draft.list))
        elif wanted:
            self.changes.append(Change(draft.told, Kind.LIST, draft.list, wanted))

    def party(self, name: str, draft: ListDraft) -> Party:
        if name not in self.parties:
            self.parties[name] = Party.objects.create(
                name=name,
                source_title=draft.wanted["party_source"][:300],
                updated_at=self.asked.now,
            )
            self.log(draft.told, Kind.PARTY, self.parties[name])
        return self.parties[name]

    # --- somebody on a list ---

    def take_standing(self, stands: Standing) -> None:
        lines = [entry.line for entry in stands.entries]
        self.take_person(stands.known, lines)
        wanted = self.wanted(stands, lines)
        if stands.row is None:
            self.standing.append((lines[0].number, stands.known, self.candidacy(stands, wanted)))
        elif wanted:
            self.changes.append(Change(lines[0].number, Kind.CANDIDACY, stands.row, wanted))
        for line in lines:
            self.count(line, stands, wanted)

    def count(self, line: CandidateLine, stands: Standing, wanted: dict[str, Any]) -> None:
        """With what is said of it, where somebody looks."""
        list_too, person_too = line.number == stands.on.told, line.number in self.told
        if stands.row is None:
            outcome: Outcome = "created"
        else:
            outcome = "updated" if wanted or list_too or person_too else "unchanged"
        if not self.asked.by:
            self.report.count(outcome)
            return
        words = f"{stands.on.list} · {line.values.get('position', '—')}"
        if outcome == "updated" and stands.row is not None:
            changes = in_words(stands.row, wanted, list_too=list_too, person_too=person_too)
            words = f"{stands.on.list} · {changes}"
        self.report.take(line.number, outcome, line.name, words)

    def take_person(self, known: Known, lines: list[CandidateLine]) -> None:
        """An identifier brings its name along: that of the first row that tells of it."""
        self.told: set[int] = set()
        if known.key == 0 and known not in self.named:
            self.persons.append((lines[0].number, known, self.person(known)))
        for line in lines:
            if line.number in self.who.identified:
                found, scheme, value = self.who.identified[line.number]
                self.identifiers.append((line.number, found, scheme, value))
                self.told.add(line.number)
        given, family = lines[0].values.get("given_name", ""), lines[0].values["family_name"]
        is_other = sort_name(given, family) != sort_name(known.given, known.family)
        if known.key and known not in self.named and is_other and "person_id" in lines[0].values:
            self.rename(known, lines[0], given, family)
        self.named.add(known)

    def rename(self, known: Known, line: CandidateLine, given: str, family: str) -> None:
        """Not by a row that somebody said is about them: that is another spelling."""
        if line.number in self.who.identified:
            return
        wanted = {
            "given_name": given,
            "family_name": family,
            "sort_name": sort_name(given, family),
        }
        person = Person.objects.get(pk=known.key)
        known.given, known.family = given, family
        self.changes.append(Change(line.number, Kind.PERSON, person, wanted))
        self.told.add(line.number)

    def person(self, known: Known) -> Person:
        return Person(
            given_name=known.given,
            family_name=known.family,
            sort_name=sort_name(known.given, known.family),
            updated_at=self.asked.now,
        )

    def wanted(self, stands: Standing, lines: list[CandidateLine]) -> dict[str, Any]:
        """The columns that these rows give another value than there is."""
        given: dict[str, Any] = dict(stands.places)
        elected = [line.values["elected"] for line in lines if "elected" in line.values]
        if elected:
            given["elected"] = any(elected)
        for line in reversed(lines):
            given |= {name: line.values[name] for name in OF_BOTH if name in line.values}
        if stands.row is None:
            return given
        return {name: new for name, new in given.items() if getattr(stands.row, name) != new}

    def candidacy(self, stands: Standing, given: dict[str, Any]) -> Candidacy:
        draft = stands.on.list
        return Candidacy(
            contest_id=draft.contest_id,
            list=draft,
            is_head=given["position"] == 1 and stands.on.is_headless(),
            source_title=self.asked.origin.source,
            updated_at=self.asked.now,
            **given,
        )

    # --- to the database ---

    def flush(self) -> None:
        create(ElectoralList, (row for _number, row in self.lists))
        create(Person, (row for _number, _known, row in self.persons))
        for _number, known, person in self.persons:
            known.key = person.pk
            self.who.known.by_key[person.pk] = known
        identifiers = [
            (number, Identifier(person_id=known.key, scheme=scheme, value=value))
            for number, known, scheme, value in self.identifiers
        ]
        create(Identifier, (row for _number, row in identifiers))
        self.change()
        for _number, known, row in self.standing:
            row.person_id, row.list_id = known.key, row.list.pk
        create(Candidacy, (row for _number, _known, row in self.standing))
        self.log_all(identifiers)
        self.begin()

    def change(self) -> None:
        for change in self.changes:
            change.wanted["updated_at"] = self.asked.now
            change.make()
        self.step_aside()
        for model in (ElectoralList, Person, Candidacy):
            rows = [change for change in self.changes if isinstance(change.of, model)]
            columns = sorted({column for change in rows for column in change.wanted})
            if rows:
                found = [change.of for change in rows]
                model._default_manager.bulk_update(found, columns, batch_size=SENT)

    def step_aside(self) -> None:
        """Two who change places would have the same one for a moment."""
        for place in PLACES:
            moved = [
                change.of.pk
                for change in self.changes
                if change.kind == Kind.CANDIDACY
                and change.before.get(place) is not None
                and place in change.wanted
            ]
            for some in (moved[at : at + SENT] for at in range(0, len(moved), SENT)):
                rows = Candidacy.objects.filter(pk__in=some)
                rows.update(**{place: models.F(place) + ASIDE})

    def log(self, row: int, kind: Kind, of: models.Model, before: Any = None) -> None:
        self.made.append(
            ImportChange(made_by=self.kept, row=row, kind=kind, key=of.pk, before=before)
        )

    def log_all(self, identifiers: list[tuple[int, Identifier]]) -> None:
        for row, made in self.lists:
            self.log(row, Kind.LIST, made)
        for row, _known, person in self.persons:
            self.log(row, Kind.PERSON, person)
        new = {person.pk for _row, _known, person in self.persons}
        for row, identifier in identifiers:
            if identifier.person_id not in new:
                self.log(row, Kind.IDENTIFIER, identifier)
        for row, _known, candidacy in self.standing:
            self.log(row, Kind.CANDIDACY, candidacy)
        for change in self.changes:
            self.log(change.row, change.kind, change.of, change.undo())
        create(ImportChange, self.made)


def create(model: type[models.Model], rows: Iterable[Any]) -> None:
    model._default_manager.bulk_create(rows, batch_size=SENT)
