"""A contest with all its lists, by the same rule; a list with who stands on it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Prefetch, Q, QuerySet

from socle.elections.models import (
    Candidacy,
    Contest,
    EarlierSource,
    ElectoralList,
    Majority,
    Mandate,
)
from socle.elections.queries.persons import is_over, with_naming
from socle.elections.queries.powers import majorities_of, offices_of
from socle.territories.models import Area


@dataclass(frozen=True, slots=True)
class ListLine:
    """A list in its contest. ``head`` is None where nobody is known, or may be named."""

    row: ElectoralList
    head: Candidacy | None
    candidates: int
    elected: int
    governs: bool


@dataclass(frozen=True, slots=True)
class ContestPage:
    """``beside``: the same council's contests before and after this one, latest first.

    ``majorities`` that its lists formed, the latest first; ``offices``: what those it elected hold
    besides their seat.
    """

    contest: Contest
    areas: list[Area]
    lines: list[ListLine]
    beside: list[Contest]
    majorities: list[Majority]
    offices: list[Mandate]
    over: bool

    @property
    def counted(self) -> bool:
        """It is known who was elected."""
        return any(line.elected for line in self.lines)

    @property
    def has_candidates(self) -> bool:
        return any(line.candidates for line in self.lines)

    @property
    def results(self) -> list[tuple[str, str]]:
        """What says who was elected: titles and addresses, each once."""
        told = ((line.row.result_title, line.row.result_url) for line in self.lines)
        return list(dict.fromkeys(pair for pair in told if pair[0]))


def contest_page(contest: Contest, *, day: date) -> ContestPage:
    majorities = list(majorities_of(contest))
    governing = {row.pk for last in majorities[:1] for row in last.lists.all()}
    return ContestPage(
        contest=contest,
        areas=list(contest.areas.select_related("level").order_by("code")),
        lines=lines_of(contest, governing, day),
        beside=list(other_contests(contest)),
        majorities=majorities,
        offices=list(offices_of(Mandate.objects.filter(candidacy__contest=contest))),
        over=is_over(contest, day),
    )


def lists_of(contest: Contest) -> QuerySet[ElectoralList]:
    """All of them, in ballot order, with how many stand there and how many were elected."""
    rows = contest.lists.in_ballot_order().select_related("party")
    elected = Count("candidacies", filter=Q(candidacies__elected=True))
    return rows.annotate(candidates=Count("candidacies"), elected=elected)


def lines_of(contest: Contest, governing: set[int], day: date) -> list[ListLine]:
    heads = heads_of(Candidacy.objects.filter(contest=contest), day)
    return [
        ListLine(
            row=row,
            head=heads.get(row.pk),
            candidates=row.candidates,  # type: ignore[attr-defined]
            elected=row.elected,  # type: ignore[attr-defined]
            governs=row.pk in governing,
        )
        for row in lists_of(contest)
    ]


def heads_of(rows: QuerySet[Candidacy], day: date) -> dict[int, Candidacy]:
    """By list: who is said to head it, else the first on it; those who may be named."""
    found = with_naming(rows.filter(Q(is_head=True) | Q(position=1)), day)
    heads: dict[int, Candidacy] = {}
    for row in found.select_related("person").order_by("list", "-is_head"):
        heads.setdefault(row.list_id, row)
    return {key: row for key, row in heads.items() if row.is_named}  # type: ignore[attr-defined]


def other_contests(contest: Contest) -> QuerySet[Contest]:
    """For seats of the same council in the same constituency, at other elections."""
    rows = Contest.objects.filter(body=contest.body_id, area=contest.area_id, code=contest.code)
    return rows.exclude(pk=contest.pk).select_related("election", "body").order_by("-election__day")


@dataclass(frozen=True, slots=True)
class ListPage:
    """``candidates`` and ``substitutes`` who may be named, in their order, each with the
    ``offices`` they hold besides their seat; ``unnamed``: how many others stood there.
    ``majorities``: those it governs in, the latest first."""

    row: ElectoralList
    candidates: list[Candidacy]
    substitutes: list[Candidacy]
    unnamed: int
    counted: bool
    majorities: list[Majority]
    earlier: list[EarlierSource]


def list_page(row: ElectoralList, *, day: date) -> ListPage:
    held = Prefetch("mandates", offices_of(Mandate.objects.all()), to_attr="offices")
    rows = with_naming(row.candidacies.select_related("person").prefetch_related(held), day)
    every = list(rows.order_by(F("position").asc(nulls_last=True), "substitute_position"))
    shown = [each for each in every if each.is_named]  # type: ignore[attr-defined]
    return ListPage(
        row=row,
        candidates=[each for each in shown if each.position],
        substitutes=sorted(
            (each for each in shown if each.substitute_position),
            key=lambda each: each.substitute_position or 0,
        ),
        unnamed=len(every) - len(shown),
        counted=any(each.elected is not None for each in every),
        majorities=list(row.majorities.prefetch_related("lists").order_by("-valid_from", "-pk")),
        earlier=list(row.earlier_sources.all()),
    )
