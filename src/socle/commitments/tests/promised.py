"""A commune after its vote: two lists with seats, one without, what they had promised."""

from datetime import date, timedelta

from socle.commitments.actions.promises import ask_to_gather, gather, publish_promises
from socle.commitments.actions.replies import say_where
from socle.commitments.actions.statements import Observed, Source, state
from socle.commitments.models import Commitment, Holder
from socle.commitments.tests.campaign import may_ask
from socle.commitments.tests.rows import (
    AnswerFactory,
    AskFactory,
    InvitationFactory,
    QuestionnaireFactory,
)
from socle.elections.tests.factories import (
    CandidacyFactory,
    ContestFactory,
    ElectionFactory,
    ElectoralListFactory,
)
from socle.groups.tests.factories import NOW, GroupFactory, MembershipFactory, UserFactory

VOTE = date(2018, 10, 14)
SOON = NOW + timedelta(days=1)
GEMBLOUX = "92142"


class Promised:
    """Gembloux in 2018. Aube said yes to trams and yes if to trees, Braise no to trams and will
    study trees: both have seats. Cime said yes to both and has none. Of Aube, Ada is elected and
    said yes to trees herself; Bo, not elected, too."""

    def __init__(self):
        self.contest = ContestFactory(
            code=GEMBLOUX, election=ElectionFactory(slug="voted", day=VOTE, opens_on=VOTE)
        )
        self.questionnaire = QuestionnaireFactory(contest=self.contest, published_at=NOW)
        self.group = may_ask(GroupFactory(name="Gembloux en transition", areas=[GEMBLOUX]))
        self.alice = self.person("Alice", "organiser")
        self.bruno = self.person("Bruno", "organiser")
        self.coordinator = UserFactory(name="Claire")
        self.trams, self.trees = (
            AskFactory(
                questionnaire=self.questionnaire, words=title, position=n, asked_by=self.group
            )
            for n, title in enumerate(["Trams at night", "Trees in every street"], 1)
        )
        self.aube, self.braise, self.cime = (
            ElectoralListFactory(contest=self.contest, number=n, name=name)
            for n, name in enumerate(["Aube", "Braise", "Cime"], 1)
        )
        for row in (self.aube, self.braise, self.cime):
            InvitationFactory(
                questionnaire=self.questionnaire, list=row, address=f"{row.name}@example.org"
            )
        self.ada, self.bo = (
            CandidacyFactory(list=self.aube, position=n, elected=n == 1, is_head=n == 1)
            for n in (1, 2)
        )
        CandidacyFactory(list=self.braise, position=1, elected=True)
        CandidacyFactory(list=self.cime, position=1, elected=False)
        self.answer(self.aube, self.trams, words="We shall run them.")
        self.answer(self.aube, self.trees, stance="yes_if", condition="the Region pays half")
        self.answer(self.braise, self.trams, stance="no")
        self.answer(self.braise, self.trees, stance="will_study")
        self.answer(self.cime, self.trams)
        self.answer(self.cime, self.trees)
        self.answer(self.aube, self.trees, candidacy=self.ada)
        self.answer(self.aube, self.trees, candidacy=self.bo)

    def person(self, name, role):
        user = UserFactory(name=name)
        MembershipFactory(user=user, group=self.group, role=role)
        return user

    def answer(self, row, ask, **fields):
        return AnswerFactory(ask=ask, list=row, **({"published_at": NOW} | fields))

    def gathered(self):
        """As the job does, at that moment."""
        asked = ask_to_gather(contest=self.contest, by=self.coordinator, now=NOW)
        gather(key=asked.pk, now=NOW)
        asked.refresh_from_db()
        return asked

    def followed(self):
        """Gathered and published. The promise of Aube about trams."""
        publish_promises(follow_up=self.gathered(), by=self.coordinator, now=SOON)
        for row in Holder.objects.select_related("list"):
            address = f"{row.list.name}@example.org"
            say_where(
                holder=row, address=address, source="https://a.example/", by=self.alice, now=SOON
            )
        return self.promise(self.aube, self.trams)

    def promise(self, row, ask, candidacy=None):
        rows = Commitment.objects.select_related("holder__list", "holder__person")
        return rows.get(answer__list=row, answer__ask=ask, answer__candidacy=candidacy)

    def states(self, promise, status="in_progress", *, by=None, now=SOON, seen=0, **more):
        broken = {"reason": "not_explained"} if status == "broken" else {}
        given = {
            "status": status,
            "words": "Six trams run after eleven.",
            "on": now.date(),
            "language": "en",
            "sources": [
                Source("The council of March", "https://council.example/march", now.date(), "Six.")
            ],
        }
        names = set(Observed.__dataclass_fields__)
        said = Observed(**given | broken | {k: v for k, v in more.items() if k in names})
        rest = {k: v for k, v in more.items() if k not in names}
        return state(
            commitment=promise,
            said=said,
            group=self.group,
            by=by or self.alice,
            now=now,
            seen=seen,
            **rest,
        )
