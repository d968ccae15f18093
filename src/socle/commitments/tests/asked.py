"""A contest of Namur, two asks, lists in every state, as tests of public pages read it."""

from datetime import timedelta

from socle.commitments.models import Approach, Exclusion, InvitationRule
from socle.commitments.tests.rows import (
    AnswerFactory,
    AskFactory,
    InvitationFactory,
    QuestionnaireFactory,
)
from socle.elections.tests.factories import ContestFactory, ElectionFactory, ElectoralListFactory
from socle.groups.tests.factories import NOW

NAMES = ["Aube", "Braise", "Cime", "Dune", "Étang", "Forêt"]
OUT = NOW + timedelta(days=21)


class Asked:
    """Namur at a coming vote: trams and trees are asked; lists 1 to 6. Aube says yes and yes if,
    Braise no, Cime is silent, Dune refused, Étang is left out by the rule, Forêt was not reached.

    ``out``: answers are published.
    """

    def __init__(self, *, out=True):
        self.contest = ContestFactory(election=ElectionFactory(slug="coming"))
        self.questionnaire = QuestionnaireFactory(
            contest=self.contest, published_at=OUT if out else None
        )
        self.trams, self.trees = (
            AskFactory(questionnaire=self.questionnaire, words=title, position=n)
            for n, title in enumerate(["Trams at night", "Trees in every street"], 1)
        )
        self.lists = [
            ElectoralListFactory(contest=self.contest, number=n, name=name)
            for n, name in enumerate(NAMES, 1)
        ]
        self.published_at = OUT if out else None
        aube, braise, _cime, dune, etang, foret = self.lists
        for row in self.lists[:4]:
            InvitationFactory(questionnaire=self.questionnaire, list=row)
        InvitationFactory(
            questionnaire=self.questionnaire,
            list=foret,
            address="",
            address_source="",
            unreachable="No address anywhere; we rang the town hall.",
            sent_at=None,
        )
        self.rule = InvitationRule.objects.create(
            questionnaire=self.questionnaire,
            group=self.trams.asked_by,
            kind="rights",
            language="en",
            words="Lists that accept the equality of all.",
            adopted_on=NOW.date(),
            published_at=NOW,
            lists_known=False,
        )
        Exclusion.objects.create(
            rule=self.rule, list=etang, reason="Its programme refuses equality.", made_at=NOW
        )
        self.log(dune, "refused")
        self.answer(aube, self.trams, words="We shall run them.")
        self.answer(aube, self.trees, stance="yes_if", condition="the Region pays half")
        self.answer(braise, self.trams, stance="no")
        self.answer(braise, self.trees, stance="will_study")

    def log(self, row, kind, **fields):
        return Approach.objects.create(
            questionnaire=self.questionnaire, list=row, kind=kind, at=NOW, **fields
        )

    def answer(self, row, ask, **fields):
        fields = {"published_at": self.published_at} | fields
        return AnswerFactory(ask=ask, list=row, **fields)

    @property
    def path(self):
        return f"/en/elections/coming/{self.contest.code}/answers/"


def states(grid):
    return {
        ask.words.title: {cell.list.row.name: str(cell.state) for cell in ask.cells}
        for ask in grid.asks
    }
