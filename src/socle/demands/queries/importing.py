"""What an import would do: each text that is new, changed, the same, or refused and why."""

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field
from typing import Literal

from django.utils.translation import gettext as _

from socle.demands.models import Demand, Evidence, Memorandum, Provision
from socle.demands.queries.evidence import done_of, rows_of
from socle.demands.queries.manuscripts import Asked
from socle.demands.queries.opening import Bundle, Piece
from socle.demands.queries.words import Published, published
from socle.demands.rules import DEMAND, PROVISION
from socle.foundation.tables.report import Refusal
from socle.groups.models import Group
from socle.groups.rules import sort_name
from socle.library.models import Case
from socle.territories.addresses import LANGUAGES
from socle.territories.models import Area, Level, Topic
from socle.texts.kinds import KINDS
from socle.texts.models import Text
from socle.texts.queries.checking import amiss, too_long
from socle.texts.queries.comparing import Piece as Difference
from socle.texts.queries.comparing import compare_words
from socle.texts.queries.revisions import words_of
from socle.texts.queries.words import Words

Outcome = Literal["created", "updated", "unchanged"]


@dataclass(frozen=True, slots=True)
class Line:
    """One text in one language, as it will read; ``before`` is what is published today."""

    piece: Piece
    language: str
    words: Words
    before: Words | None

    @property
    def outcome(self) -> Outcome:
        if self.before is None:
            return "created"
        return "unchanged" if self.before == self.words else "updated"

    @property
    def differences(self) -> list[tuple[str, list[Difference]]]:
        """Word by word, field by field, of what is there already."""
        if self.outcome != "updated" or self.before is None:
            return []
        found = compare_words(self.before, self.words, self.language)
        return [
            (name, parts)
            for name, parts in found.items()
            if getattr(self.before, name) != getattr(self.words, name)
        ]


@dataclass(slots=True)
class AskPlan:
    level: Level
    area: Area | None
    provision: Provision | None
    asked: dict[str, Asked] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class DemandPlan:
    """``demand`` is None for a new one. What is None is not said by the file and stays."""

    demand: Demand | None
    source: str
    lines: list[Line] = field(default_factory=list)
    asks: list[AskPlan] = field(default_factory=list)
    topics: list[Topic] | None = None
    carried_by: list[Group] | None = None
    sources: list[tuple[str, str]] | None = None
    evidence: list[Evidence] | None = None
    details: list[str] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        return outcome_of([line.outcome for line in self.all_lines()], self.details)

    def all_lines(self) -> list[Line]:
        return [*self.lines, *(line for ask in self.asks for line in ask.lines)]


def outcome_of(found: Iterable[Outcome], details: Iterable[str] = ()) -> Outcome:
    outcomes = list(found)
    if outcomes and set(outcomes) == {"created"}:
        return "created"
    return "updated" if set(outcomes) - {"unchanged"} or list(details) else "unchanged"


@dataclass(slots=True)
class Plan:
    memorandum: Memorandum | None
    source: str = ""
    lines: list[Line] = field(default_factory=list)
    demands: list[DemandPlan] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        outcomes = [line.outcome for line in self.lines] + [each.outcome for each in self.demands]
        return any(outcome != "unchanged" for outcome in outcomes)

    @property
    def fingerprint(self) -> str:
        """Another one when something it would change has changed meanwhile."""
        lines = self.lines + [line for each in self.demands for line in each.all_lines()]
        said = [
            (line.outcome, line.words.digest(line.language), line.before and astuple(line.before))
            for line in lines
        ]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:32]

    def counted(self, outcome: Outcome) -> int:
        """Texts, each language of each counted."""
        lines = self.lines + [line for each in self.demands for line in each.all_lines()]
        return sum(line.outcome == outcome for line in lines)


class Planner:
    """Looks everything up once: as many queries for one demand as for sixty."""

    def __init__(self, bundle: Bundle, memorandum: Memorandum | None) -> None:
        self.bundle, self.plan = bundle, Plan(memorandum, notes=list(bundle.notes))
        self.levels = {level.code: level for level in Level.objects.all()}
        self.areas = self.areas_named()
        self.cases = self.cases_named()
        self.topics = topics_by_name()
        self.groups = {group.sort_name: group for group in Group.objects.living()}
        self.unknown: dict[str, None] = {}
        self.known: list[Demand] = []
        self.provisions: dict[int, dict[tuple[str, str], Provision]] = {}
        self.said = Published()
        if memorandum is not None:
            self.look_up(memorandum)

    def areas_named(self) -> dict[str, Area]:
        found = [piece.found for own in self.bundle.demands for piece in own.values()]
        codes = {each.area for own in found for each in own.asked if each.area}
        codes |= {done.area for own in found for done in own.evidence if done.area}
        return {area.code: area for area in Area.objects.filter(code__in=codes)}

    def cases_named(self) -> dict[int, Case]:
        """Those that are there: what tells the others is left aside, and their words stay."""
        found = [piece.found for own in self.bundle.demands for piece in own.values()]
        keys = {done.case for own in found for done in own.evidence if done.case}
        return {row.pk: row for row in Case.objects.filter(pk__in=keys)} if keys else {}

    def look_up(self, memorandum: Memorandum) -> None:
        rows = (
            Demand.objects.standing().filter(memorandums=memorandum).select_related("text__owner")
        )
        self.known = list(
            rows.prefetch_related("topics", "carried_by", "sources", "evidence__area")
        )
        provisions = Provision.objects.filter(demand__in=self.known, withdrawn_at=None)
        texts = [memorandum.text_id, *(row.text_id for row in self.known)]
        for row in provisions.select_related("level", "area", "text"):
            place = (row.level.code, row.area.code if row.area else "")
            self.provisions.setdefault(row.demand_id, {})[place] = row
            texts.append(row.text_id)
        self.said = published(texts)

    def planned(self) -> Plan:
        for piece, code in self.bundle.refused:
            self.refuse(piece, piece.found.line, piece.found.words.title, code)
        text = self.plan.memorandum.text if self.plan.memorandum else None
        self.plan.source = source_of(text, self.bundle.memorandum)
        for piece in in_order(self.bundle.memorandum, self.plan.source):
            if self.is_whole(piece):
                self.plan.lines.append(self.line(text, piece, piece.found.words))
        for pieces in self.bundle.demands:
            # Each is looked at, so that all that is wrong is told at once.
            faulty = [piece for piece in pieces.values() if not self.is_whole(piece)]
            if not faulty:
                self.plan_demand(pieces)
        self.note_unknown_groups()
        return self.plan

    # --- refusals ---

    def refuse(self, piece: Piece, line: int, heading: str, code: str, **told: str) -> None:
        reason = reasons()[code] % told if told else reasons()[code]
        self.plan.refusals.append(Refusal(line, piece.file, reason, heading))

    def is_whole(self, piece: Piece) -> bool:
        before = len(self.plan.refusals)
        for fault in piece.found.faults:
            self.refuse(piece, fault.line, fault.heading, fault.reason)
        self.check_words(piece, piece.found.line, piece.found.words, DEMAND)
        for done in piece.found.evidence:
            if done.area and done.area not in self.areas:
                self.refuse(piece, done.line, done.title, "area", area=done.area)
        seen = set()
        for each in piece.found.asked:
            self.check_asked(piece, each)
            self.check_words(piece, each.line, each.words, PROVISION)
            if each.place in seen:
                self.refuse(piece, each.line, each.words.title, "asked_twice")
            seen.add(each.place)
        return len(self.plan.refusals) == before

    def check_words(self, piece: Piece, line: int, words: Words, kind: str) -> None:
        """As in the editor: nothing comes in that nobody would read. Of titles and quotes that are
        too long, the file was told already."""
        long = [fault for fault in too_long(KINDS[kind], words) if fault.part in {"body", "more"}]
        for fault in [*long, *amiss(KINDS[kind], words)]:
            self.plan.refusals.append(Refusal(line, piece.file, str(fault.words), words.title))

    def check_asked(self, piece: Piece, each: Asked) -> None:
        area = self.areas.get(each.area)
        if each.level not in self.levels:
            known = ", ".join(self.levels)
            self.refuse(piece, each.line, each.words.title, "level", level=each.level, known=known)
        elif each.area and area is None:
            self.refuse(piece, each.line, each.words.title, "area", area=each.area)
        elif area and area.level_id != self.levels[each.level].pk:
            self.refuse(
                piece, each.line, each.words.title, "area_level", area=area.name, level=each.level
            )

    # --- a demand ---

    def plan_demand(self, pieces: dict[str, Piece]) -> None:
        demand = self.known_as(pieces)
        source = source_of(demand.text if demand else None, pieces)
        if demand is None and source not in pieces:
            return
        plan = DemandPlan(demand, source)
        first = pieces.get(source) or next(iter(pieces.values()))
        if not self.details(plan, first):
            return
        for piece in in_order(pieces, source):
            plan.lines.append(self.line(demand.text if demand else None, piece, piece.found.words))
            for each in piece.found.asked:
                self.plan_ask(plan, piece, each)
        plan.asks = [ask for ask in plan.asks if self.has_source(plan, ask)]
        self.plan.demands.append(plan)

    def known_as(self, pieces: dict[str, Piece]) -> Demand | None:
        """By the key an export wrote, else by its title today in any language."""
        keys = {piece.found.fact("id") for piece in pieces.values()}
        titles = {(piece.language, sort_name(piece.found.words.title)) for piece in pieces.values()}
        by_key = next((row for row in self.known if str(row.pk) in keys), None)
        return by_key or next((row for row in self.known if titles & self.titles(row)), None)

    def titles(self, demand: Demand) -> set[tuple[str, str]]:
        own = self.said.by_text.get(demand.text_id, {})
        return {(language, sort_name(row.title)) for language, row in own.items()}

    def details(self, plan: DemandPlan, piece: Piece) -> bool:
        """What is said of it beside its words. False when some of it is refused."""
        found, demand = piece.found, plan.demand
        if "topics" in found.facts:
            names = found.list_of("topics")
            unknown = [name for name in names if sort_name(name) not in self.topics]
            if unknown:
                self.refuse(
                    piece, found.line, found.words.title, "topics", topics=", ".join(unknown)
                )
                return False
            plan.topics = [self.topics[sort_name(name)] for name in names]
        if "carried_by" in found.facts:
            names = found.list_of("carried_by")
            plan.carried_by = [
                self.groups[key] for name in names if (key := sort_name(name)) in self.groups
            ]
            self.unknown |= {name: None for name in names if sort_name(name) not in self.groups}
        if found.sources and piece.language == plan.source:
            plan.sources = list(found.sources)
        if found.evidence and piece.language == plan.source:
            plan.evidence = rows_of(found.evidence, self.areas, self.cases)
        if demand is not None:
            plan.details = self.what_differs(plan, demand)
        return True

    def note_unknown_groups(self) -> None:
        if self.unknown:
            told = {"names": ", ".join(self.unknown)}
            self.plan.notes.append(_("Groups that are not known, left aside: %(names)s.") % told)

    def what_differs(self, plan: DemandPlan, demand: Demand) -> list[str]:
        found = []
        if plan.topics is not None and {*plan.topics} != {*demand.topics.all()}:
            found.append(_("topics"))
        if plan.carried_by and {*plan.carried_by} != {*demand.carried_by.all()}:
            found.append(_("who carries it"))
        known = [(row.title, row.url) for row in demand.sources.all()]
        if plan.sources is not None and plan.sources != known:
            found.append(_("sources"))
        done = [done_of(row) for row in demand.evidence.all()]
        if plan.evidence is not None and [done_of(row) for row in plan.evidence] != done:
            found.append(_("where it was done"))
        return found

    # --- what it asks ---

    def plan_ask(self, plan: DemandPlan, piece: Piece, each: Asked) -> None:
        level = self.levels[each.level]
        area = self.areas.get(each.area)
        ask = next((a for a in plan.asks if (a.level, a.area) == (level, area)), None)
        if ask is None:
            known = self.provisions.get(plan.demand.pk, {}) if plan.demand else {}
            ask = AskPlan(level, area, known.get(each.place))
            plan.asks.append(ask)
            self.note_day(plan, ask, each)
        ask.asked[piece.language] = each
        text = ask.provision.text if ask.provision else None
        ask.lines.append(self.line(text, piece, each.words))

    def note_day(self, plan: DemandPlan, ask: AskPlan, each: Asked) -> None:
        if ask.provision and each.by_when and each.by_when != ask.provision.by_when:
            plan.details.append(_("by when"))

    def has_source(self, plan: DemandPlan, ask: AskPlan) -> bool:
        """A translation of what is asked nowhere has nothing to render."""
        if ask.provision is not None or plan.source in ask.asked:
            return True
        for line in ask.lines:
            asked = ask.asked[line.language]
            self.refuse(line.piece, asked.line, asked.words.title, "no_source")
        return False

    def line(self, text: Text | None, piece: Piece, words: Words) -> Line:
        own = self.said.by_text.get(text.pk, {}) if text else {}
        before = own.get(piece.language)
        return Line(piece, piece.language, words, words_of(before) if before else None)


def source_of(text: Text | None, pieces: dict[str, Piece]) -> str:
    """The language it is written in: of a new one, the first there is, French before others."""
    if text is not None:
        return text.source_language
    return next((language for language in LANGUAGES if language in pieces), "")


def in_order(pieces: dict[str, Piece], source: str) -> list[Piece]:
    return [pieces[code] for code in sorted(pieces, key=lambda code: (code != source, code))]


def topics_by_name() -> dict[str, Topic]:
    found: dict[str, Topic] = {}
    for topic in Topic.objects.all():
        names = [getattr(topic, f"name_{code}", "") for code in LANGUAGES]
        found |= {sort_name(name): topic for name in (topic.code, *names) if name}
    return found


def plan_import(bundle: Bundle, memorandum: Memorandum | None) -> Plan:
    return Planner(bundle, memorandum).planned()


def reasons() -> dict[str, str]:
    return {
        "title": _("It has no title: begin with a heading, “# Its title”."),
        "long_title": _("Its title is longer than 200 characters: put the rest below it."),
        "long_summary": _("Its first quote is longer than 2,000 characters: keep three sentences."),
        "day": _("What follows “by:” is not a day such as 2028-12-31."),
        "evidence": _(
            "Each place where it was done begins with “- title:”, then has a line for “where:” (or "
            "“area:”, a code), “what:” (300 characters), “source:” (an address) and “seen:” (a day "
            "such as 2026-11-30); “since:” (a year), “side:” (north or south) and “case:” (the "
            "address of a case of this site) may be added."
        ),
        "mark": _("Its mark means nothing here: write {level=…} or {part=…}, or {} for none."),
        "language": _("Its language is none of ours: name the file “….fr.md”, nl, de or en."),
        "kind": _("It is neither a memorandum nor a demand: leave it out."),
        "twice": _("Another file is the same demand in the same language: keep one of them."),
        "asked_twice": _("The demand asks something of that level already: put both together."),
        "level": _("No level of power is called “%(level)s”. They are: %(known)s."),
        "area": _("No area has the code “%(area)s”: leave it out, or correct it."),
        "area_level": _("%(area)s is not of the level “%(level)s”: change one of them."),
        "topics": _("Unknown topics: %(topics)s. Write a topic as the site names it."),
        "no_source": _(
            "The demand does not ask this in the language it is written in: add it there."
        ),
    }
