"""The rows of one contest: whom and which list each is about, whether all that can be true."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from socle.elections.actions.candidates.lines import Asked, CandidateLine
from socle.elections.actions.candidates.persons import NotSure, Recognising, Stands, place_of
from socle.elections.models import Candidacy, Contest, ElectoralList
from socle.elections.queries.known_persons import Known
from socle.foundation.tables import Report, RowRefused
from socle.foundation.tables.columns import plain

PLACES = ("position", "substitute_position")


@dataclass(slots=True, eq=False)
class ListDraft:
    """A list as it is and as a file wants it.

    ``row``: that of the file that made it, 0 where it was there; ``told``: the last to change it.
    """

    list: ElectoralList
    row: int = 0
    told: int = 0
    wanted: dict[str, Any] = field(default_factory=dict)
    has_head: bool = False

    def is_headless(self) -> bool:
        """Once: whoever asks first takes the place."""
        was, self.has_head = self.has_head, True
        return not was

    @property
    def key(self) -> str:
        """What a later file calls it too."""
        number, name = self.wanted.get("number"), self.wanted.get("name", self.list.name)
        return str(number or self.list.number or plain(name))


@dataclass(slots=True, eq=False)
class Entry:
    """A row whose list and person are known."""

    line: CandidateLine
    on: ListDraft
    known: Known

    @property
    def place(self) -> str:
        return place_of(self.line)


@dataclass(slots=True, eq=False)
class Standing:
    """Somebody on a list, as it is (``row``, or nothing) and by the rows that tell of it."""

    on: ListDraft
    known: Known
    row: Candidacy | None = None
    entries: list[Entry] = field(default_factory=list)

    @property
    def places(self) -> dict[str, int | None]:
        found = {place: getattr(self.row, place, None) for place in PLACES}
        for entry in self.entries:
            if "position" in entry.line.values:
                found[entry.place] = entry.line.values["position"]
        return found


class ContestBook:
    """Reads what is there once, then the rows in the order of the file."""

    def __init__(self, contest: Contest, who: Recognising, asked: Asked, report: Report) -> None:
        self.contest, self.who, self.asked, self.report = contest, who, asked, report
        self.lists = [
            ListDraft(row) for row in contest.lists.select_related("party").order_by("pk")
        ]
        of_list = {draft.list.pk: draft for draft in self.lists}
        self.standing: dict[Known, Standing] = {}
        for row in contest.candidacies.order_by("pk"):
            known = who.known.by_key[row.person_id]
            self.standing[known] = Standing(of_list[row.list_id], known, row)
            of_list[row.list_id].has_head |= row.is_head
        self.entries: list[Entry] = []
        self.unsure: list[NotSure] = []

    def read(self, lines: list[CandidateLine]) -> None:
        for line in lines:
            try:
                self.take(line)
            except RowRefused as fault:
                self.report.refuse(line.number, fault.reason, fault.column, line.name)
            except NotSure as fault:
                self.unsure.append(fault)
        while taken := list(self.taken_places()):
            for entry, reason in taken:
                self.leave(entry, reason)

    def take(self, line: CandidateLine) -> None:
        """Raises RowRefused, NotSure."""
        draft = self.list_of(line)
        known = self.who.person_of(line, self.contest, draft.key, self.on(draft))
        entry = Entry(line, draft, known)
        stands = self.standing.get(known)
        if stands is None:
            stands = self.standing[known] = Standing(draft, known)
        elif stands.on is not draft:
            raise RowRefused(self.elsewhere(stands), "list_number")
        for other in stands.entries:
            if other.place == entry.place:
                words = _(
                    "row %(row)d is about the same candidate: leave one; if it is another human of "
                    "that name, give each an identifier"
                )
                raise RowRefused(words % {"row": other.line.number}, "family_name")
        if "position" not in line.values and (stands.row is None):
            raise RowRefused(_("is empty: write the place on the list"), "position")
        stands.entries.append(entry)
        self.entries.append(entry)

    def on(self, draft: ListDraft) -> Iterator[Stands]:
        for known, stands in self.standing.items():
            if stands.on is draft:
                yield known, stands.places

    def elsewhere(self, stands: Standing) -> str:
        words = _(
            "stands on “%(list)s” (%(where)s) in the same contest: nobody is on two lists. Keep "
            "the right row; if they are two humans, give each an identifier"
        )
        return words % {"list": stands.on.list.name, "where": where(stands)}

    # --- lists ---

    def list_of(self, line: CandidateLine) -> ListDraft:
        """Raises RowRefused."""
        number, name = line.values.get("list_number"), line.values.get("list_name", "")
        if number is None and not name:
            raise RowRefused(_("neither the number nor the name of the list is there"), "list_name")
        by_number = self.first("number", number) if number is not None else None
        by_name = self.named(name) if name else None
        draft = by_number or by_name
        if draft is None:
            draft = self.new_list(line, number, name)
        elif by_number is not None and name and plain(name) != plain(by_number.list.name):
            raise RowRefused(self.two_lists(by_number, number), "list_name")
        elif by_number is None and number is not None:
            self.number(draft, number)
            draft.told = line.number
        self.link(draft, line)
        return draft

    def first(self, column: str, value: object) -> ListDraft | None:
        found = (
            draft
            for draft in self.lists
            if draft.wanted.get(column, getattr(draft.list, column)) == value
        )
        return next(found, None)

    def named(self, name: str) -> ListDraft | None:
        wanted = plain(name)
        found = (draft for draft in self.lists if plain(draft.list.name) == wanted)
        return next(found, None)

    def two_lists(self, draft: ListDraft, number: int | None) -> str:
        where = _("row %(row)d") % {"row": draft.row} if draft.row else _("on the site")
        words = _(
            "number %(number)d is that of “%(list)s” (%(where)s): two lists cannot have it. "
            "Correct the number, or the name"
        )
        return words % {"number": number, "list": draft.list.name, "where": where}

    def number(self, draft: ListDraft, number: int) -> None:
        """It had none yet, or another one, which is for somebody to look at."""
        has = draft.wanted.get("number", draft.list.number)
        if has is not None:
            words = _("“%(list)s” has number %(number)d: correct the one that is wrong")
            values = {"list": draft.list.name, "number": has}
            raise RowRefused(words % values, "list_number")
        draft.wanted["number"] = number

    def new_list(self, line: CandidateLine, number: int | None, name: str) -> ListDraft:
        if not name:
            words = _("list %(number)d is not known yet: write its name")
            raise RowRefused(words % {"number": number}, "list_name")
        row = ElectoralList(
            contest=self.contest,
            number=number,
            name=name,
            source_title=self.asked.origin.source,
            source_url=line.values.get("source_url", ""),
            updated_at=self.asked.now,
        )
        draft = ListDraft(row, line.number)
        self.lists.append(draft)
        return draft

    def link(self, draft: ListDraft, line: CandidateLine) -> None:
        """To a party, where the file or the row has a source; a file's own name is none."""
        party = line.values.get("party")
        known = draft.list.party.name if draft.list.party else None
        if not party or "party" in draft.wanted or party == known:
            return
        origin = self.asked.origin
        source = line.values.get("source_url") or (origin.source if origin.is_named else "")
        if source:
            draft.wanted |= {"party": party, "party_source": source[:500]}
            draft.told = line.number
        else:
            words = _(
                "Parties are left aside: a list is linked to a party with a source only (--source, "
                "or the column source_url)."
            )
            self.report.note(words)

    # --- places ---

    def taken_places(self) -> Iterator[tuple[Entry, str]]:
        """Rows that want a place that somebody has, after all that the file moves has moved."""
        held: dict[tuple[ListDraft, str, int], Standing] = {}
        moved = {(entry.on, entry.known, entry.place) for entry in self.entries}
        for known, stands in self.standing.items():
            for place, position in stands.places.items():
                if position is not None and (stands.on, known, place) not in moved:
                    held[stands.on, place, position] = stands
        for entry in self.entries:
            stands = self.standing[entry.known]
            position = stands.places[entry.place]
            if position is None:
                continue
            other = held.setdefault((entry.on, entry.place, position), stands)
            if other is not stands:
                name = f"{other.known.given} {other.known.family}".strip()
                words = _(
                    "place %(position)d of the list is that of %(name)s (%(where)s): give each "
                    "a place of their own"
                )
                values = {"position": position, "name": name, "where": where(other)}
                yield entry, words % values

    def leave(self, entry: Entry, reason: str) -> None:
        self.report.refuse(entry.line.number, reason, "position", entry.line.name)
        self.entries.remove(entry)
        stands = self.standing[entry.known]
        stands.entries.remove(entry)
        if stands.row is None and not stands.entries:
            del self.standing[entry.known]


def where(stands: Standing) -> str:
    if stands.entries:
        return _("row %(row)d") % {"row": stands.entries[0].line.number}
    return _("on the site")
