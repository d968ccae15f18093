"""A promise as its page tells it: the words, what became of it, who can act on it and how."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from socle.commitments.models import (
    Ask,
    AskWords,
    Commitment,
    Reply,
    Statement,
    StatementSource,
    Status,
)
from socle.commitments.queries.grid import best_of
from socle.commitments.queries.paths import LONGEST, path_in
from socle.elections.models import Contest, ElectoralList, Mandate
from socle.elections.queries.titles import contest_title
from socle.territories.models import Area
from socle.territories.queries.history import History, predecessors_of

IN_WORDS: dict[str, str | Promise] = {
    "executive": _("member of the executive"),
    "majority": _("in the majority"),
    "opposition": _("in the opposition"),
}
OF_PROMISE = (
    "answer__ask__asked_by",
    "answer__ask__questionnaire",
    "holder__list",
    "holder__person",
    "follow_up__contest__election",
    "follow_up__contest__body",
    "follow_up__contest__area__level",
    "follower",
    "demand__text",
)


def promise_path(commitment: Commitment, words: AskWords | None, language: str = "") -> str:
    """``12-des-bus-le-soir``: the key, and the title for people."""
    title = slugify(words.title)[:LONGEST].rstrip("-") if words else ""
    return path_in(language or None, "promise", f"{commitment.pk}-{title}".rstrip("-"))


def path_of(commitment: Commitment, language: str = "") -> str:
    words = AskWords.objects.filter(ask=commitment.answer.ask_id)
    return promise_path(commitment, best_of(words, language), language)


@dataclass(frozen=True, slots=True)
class Power:
    """What a holder can do about it. ``office``: what the source calls theirs, if they hold one."""

    kind: str
    office: str = ""

    @property
    def words(self) -> str:
        return str(IN_WORDS[self.kind])


class Powers:
    """Of everybody elected in a contest, as it stands on a day, or stood last: two queries."""

    def __init__(self, contest: Contest, day: date) -> None:
        last: date | None = None
        self.governing: set[int] = set()
        for key, since in majorities_since(contest, day):
            if last in (None, since):
                last = since
                self.governing.add(key)
        running = Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))
        roles = (Mandate.Role.EXECUTIVE, Mandate.Role.HEAD)
        held = Mandate.objects.filter(running, area=contest.area_id, role__in=roles)
        found = held.select_related("person").order_by("pk")
        self.offices = {row.person.standing_id: row.title for row in found}

    def of(self, commitment: Commitment) -> Power | None:
        """None while nobody said which lists govern."""
        holder = commitment.holder
        if holder.person is not None and holder.person.standing_id in self.offices:
            return Power("executive", self.offices[holder.person.standing_id])
        if not self.governing:
            return None
        return Power("majority" if holder.list_id in self.governing else "opposition")


def majorities_since(contest: Contest, day: date) -> list[tuple[int, date]]:
    """Lists of that election that govern its council, the latest majority first."""
    rows = ElectoralList.objects.filter(
        contest__election=contest.election_id,
        majorities__body=contest.body_id,
        majorities__area=contest.area_id,
        majorities__valid_from__lte=day,
    )
    return list(
        rows.order_by("-majorities__valid_from").values_list("pk", "majorities__valid_from")
    )


@dataclass(slots=True)
class Told:
    """A statement with its sources and replies; ``before``: what it corrects, the latest first."""

    row: Statement
    sources: list[StatementSource] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    before: list["Told"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PromisePage:
    """``story``: what stands, the latest first; ``waiting``: what is not shown yet."""

    promise: Commitment
    in_languages: list[AskWords]
    power: Power | None
    story: list[Told]
    waiting: list[Statement]

    @property
    def words(self) -> AskWords | None:
        return best_of(self.in_languages)

    @property
    def contest(self) -> Contest:
        return self.promise.follow_up.contest

    @property
    def title(self) -> str:
        return contest_title(self.contest)

    @property
    def awaited(self) -> list[Statement]:
        """Said, and told to who promised: only that a reply is awaited is shown of it."""
        return [row for row in self.waiting if row.reply_until is not None]

    @property
    def is_unknown(self) -> bool:
        return self.promise.status == Status.NO_INFORMATION

    def path(self, language: str = "") -> str:
        return promise_path(self.promise, best_of(self.in_languages, language), language)


def promise_page(promise: Commitment, day: date) -> PromisePage:
    rows = Statement.objects.filter(commitment=promise, dropped_at=None)
    rows = rows.select_related("group", "request").prefetch_related("sources", "replies")
    every = list(rows.order_by("observed_on", "pk"))
    shown = {row.pk: told(row) for row in every if row.published_at is not None}
    corrected = {row.row.corrects_id for row in shown.values()}
    for each in shown.values():
        before = each.row.corrects_id
        while before is not None and before in shown:
            each.before.append(shown[before])
            before = shown[before].row.corrects_id
    return PromisePage(
        promise=promise,
        in_languages=list(promise.answer.ask.words.all()),
        power=Powers(promise.follow_up.contest, day).of(promise),
        story=[each for key, each in reversed(shown.items()) if key not in corrected],
        waiting=[row for row in every if row.published_at is None],
    )


def told(row: Statement) -> Told:
    replies = [each for each in row.replies.all() if each.published_at is not None]
    return Told(row, list(row.sources.all()), replies)


# --- all promises of a contest, of a place ---


def area_and_before(area: Area) -> set[int]:
    """What was promised to a commune that merged is kept by the one it became."""
    before = predecessors_of(area, history=History.if_any(area))
    return {area.pk, *(each.pk for each in before)}


@dataclass(frozen=True, slots=True)
class Line:
    """A promise in a list of many."""

    promise: Commitment
    words: AskWords | None
    power: Power | None

    @property
    def path(self) -> str:
        return promise_path(self.promise, self.words)


@dataclass(frozen=True, slots=True)
class OfAsk:
    ask: Ask
    words: AskWords | None
    lines: list[Line]


IN_ORDER = (
    *(Status.KEPT, Status.PARTLY_KEPT, Status.IN_PROGRESS, Status.NOT_STARTED),
    *(Status.BROKEN, Status.UNVERIFIABLE, Status.NO_INFORMATION),
)


def counted(counts: Counter[str]) -> list[tuple[str, int]]:
    """How many promises in each status there is, "no information" always in view."""
    unknown = Status.NO_INFORMATION
    return [(each, counts[each]) for each in IN_ORDER if counts[each] or each == unknown]


def promises_by_ask(contest: Contest, rows: Collection[Commitment], day: date) -> list[OfAsk]:
    """In the order of the asks, holders in ballot order, lists before their people."""
    powers = Powers(contest, day)
    of_ask: dict[int, list[Commitment]] = defaultdict(list)
    for row in rows:
        of_ask[row.answer.ask_id].append(row)
    words: dict[int, list[AskWords]] = defaultdict(list)
    for each in AskWords.objects.filter(ask__in=of_ask):
        words[each.ask_id].append(each)
    found = []
    for promises in of_ask.values():
        ask = promises[0].answer.ask
        said = best_of(words[ask.pk])
        found.append(OfAsk(ask, said, [Line(row, said, powers.of(row)) for row in promises]))
    return sorted(found, key=lambda each: (each.ask.position, each.ask.pk))


def promises_of(contest: Contest) -> list[Commitment]:
    rows = Commitment.objects.public().filter(follow_up__contest=contest)
    rows = rows.select_related("answer__ask", "holder__list", "holder__person")
    order = ("holder__list__number", "holder__list__name", "holder__person__sort_name", "pk")
    return list(rows.order_by(*order))
