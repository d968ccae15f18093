"""What is asked of the lists of a contest, by whom, and what a group could still ask."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from socle.commitments.models import Ask, AskWords, Questionnaire
from socle.commitments.queries.councils import asked_of, councils_of
from socle.commitments.rules import ADVISED, MOST
from socle.demands.models import Adaptation, Demand, Provision
from socle.demands.queries.words import published
from socle.demands.rules import public_demands
from socle.elections.models import Contest
from socle.groups.models import Group
from socle.territories.queries.areas import ids_above
from socle.territories.queries.words import page_language
from socle.texts.models import Revision, Text


@dataclass(frozen=True, slots=True)
class Said:
    """The words of an ask in one language: frozen, or those that would be.

    ``whom``: where it is not asked of the council of the contest, of which, and why there.
    """

    language: str
    title: str
    decision: str
    indicator: str
    whom: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AskLine:
    ask: Ask
    words: Said
    languages: list[str]
    frozen: dict[str, AskWords] = field(default_factory=dict)

    @property
    def is_frozen(self) -> bool:
        return self.ask.frozen_at is not None

    def is_frozen_by(self, group: Group) -> bool:
        """Whether it is for the group to freeze from the pages of this contest."""
        mine = self.ask.asked_by_id == group.pk and self.ask.round_id is None
        return mine and not self.is_frozen


@dataclass(frozen=True, slots=True)
class Choice:
    """Something a group could ask: its own wording of a provision, or the provision as it is."""

    provision: Provision
    adaptation: Adaptation | None
    words: Revision

    @property
    def key(self) -> str:
        return f"a{self.adaptation.pk}" if self.adaptation else f"p{self.provision.pk}"


@dataclass(frozen=True, slots=True)
class Asks:
    """Those that stand in a contest, in their order."""

    lines: list[AskLine]

    @property
    def frozen(self) -> list[AskLine]:
        return [line for line in self.lines if line.is_frozen]

    @property
    def proposed(self) -> list[AskLine]:
        return [line for line in self.lines if not line.is_frozen]

    @property
    def left(self) -> int:
        return max(MOST - len(self.lines), 0)

    @property
    def over_advised(self) -> bool:
        return len(self.lines) > ADVISED

    def in_language(self, language: str) -> list[Said]:
        """Those that are frozen, as who reads that language is asked them."""
        return [
            said_frozen(in_page_language(line.frozen, line.words.language, language))
            for line in self.frozen
        ]

    @property
    def keys(self) -> str:
        """For a form: what was seen when it was sent."""
        return ",".join(str(line.ask.pk) for line in self.lines)


def asks_of(questionnaire: Questionnaire | None) -> Asks:
    """Four queries at most, whatever there is."""
    return asks_of_many([questionnaire.pk])[questionnaire.pk] if questionnaire else Asks([])


def asks_of_many(questionnaires: Collection[int]) -> dict[int, Asks]:
    """By key of the questionnaire; as many queries as for one."""
    rows = list(
        Ask.objects.standing()
        .filter(questionnaire__in=questionnaires)
        .select_related(
            "asked_by",
            "provision__text",
            "provision__demand__text",
            "provision__competent",
            "adaptation__text",
            "replaces",
            "round",
        )
    )
    frozen = frozen_words(row for row in rows if row.frozen_at)
    live = published(text_of(row) for row in rows if not row.frozen_at)
    found = {key: Asks([]) for key in questionnaires}
    for row in rows:
        lines = found[row.questionnaire_id].lines
        if row.frozen_at:
            by_language = frozen.get(row.pk, {})
            words = in_page_language(by_language, text_of(row).source_language)
            lines.append(AskLine(row, said_frozen(words), sorted(by_language), by_language))
        elif words_now := live.of(text_of(row)):
            lines.append(AskLine(row, said_live(words_now), live.languages(text_of(row))))
    return found


def text_of(ask: Ask) -> Text:
    return ask.adaptation.text if ask.adaptation else ask.provision.text


def frozen_words(asks: Iterable[Ask]) -> dict[int, dict[str, AskWords]]:
    """By ask, then by language; one query."""
    found: dict[int, dict[str, AskWords]] = {}
    for row in AskWords.objects.filter(ask__in=[ask.pk for ask in asks]):
        found.setdefault(row.ask_id, {})[row.language] = row
    return found


def in_page_language(words: dict[str, AskWords], own: str, language: str = "") -> AskWords:
    """In the language, else in that it is written in, else in any there is."""
    return words.get(language or page_language()) or words.get(own) or next(iter(words.values()))


def said_frozen(words: AskWords) -> Said:
    return Said(words.language, words.title, words.decision, words.indicator)


def said_live(revision: Revision) -> Said:
    return Said(revision.language, revision.title, revision.body, revision.summary)


def choices_of(group: Group, contest: Contest, asked: Asks) -> list[Choice]:
    """Its own adopted wordings first, then what demands that are public ask of that level; none
    that is asked there already."""
    taken = {line.ask.provision_id for line in asked.lines}
    own = list(own_wordings(group, contest).exclude(provision__in=taken))
    taken |= {row.provision_id for row in own}
    plain = list(provisions_for(contest).exclude(pk__in=taken))
    said = published([*(row.text for row in own), *(row.text for row in plain)])
    found = [Choice(row.provision, row, words) for row in own if (words := said.of(row.text))]
    return found + [Choice(row, None, words) for row in plain if (words := said.of(row.text))]


def own_wordings(group: Group, contest: Contest) -> QuerySet[Adaptation]:
    rows = Adaptation.objects.adopted().filter(text__owner=group)
    rows = rows.filter(asked_of(councils_of(contest), at="provision__"))
    return rows.select_related("text", "provision__text", "provision__competent").order_by("pk")


def provisions_for(contest: Contest) -> QuerySet[Provision]:
    """What public demands that stand ask of a council that the contest fills."""
    rows = Provision.objects.standing().filter(asked_of(councils_of(contest)))
    demands = Demand.objects.filter(public_demands(), withdrawn_at=None)
    return (
        rows.filter(demand__in=demands).select_related("text", "competent").order_by("demand", "pk")
    )


def contests_to_ask(group: Group, *, day: date) -> list[Contest]:
    """Those to come whose voters live where the group is; for the coalition, those where somebody
    asks already."""
    rows = Contest.objects.filter(election__day__gte=day)
    rows = rows.select_related("election", "body__level", "area__level", "questionnaire")
    if group.kind == Group.Kind.COALITION:
        rows = rows.exclude(questionnaire=None)
    else:
        where = Q(pk=None)
        for area in group.areas.all():
            where |= Q(areas=area) | Q(areas__in=ids_above(area))
        rows = rows.filter(where)
    return list(rows.distinct().order_by("election__day", "body__level__position", "code"))
