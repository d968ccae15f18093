"""A meeting on the eve of the vote at which Aube and Braise answer, and who bears witness there."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from socle.commitments.actions.stage import add_note, confirm_note, open_stage
from socle.commitments.queries.answering import Said
from socle.commitments.queries.stage import Heard
from socle.commitments.tests.campaign import contest_in, group_in, organiser_of
from socle.commitments.tests.rows import AskFactory, QuestionnaireFactory
from socle.elections.tests.factories import ElectoralListFactory
from socle.groups.tests.factories import NOW, GroupFactory, MembershipFactory, UserFactory

NAMES = ["Aube", "Braise"]


class Staged:
    """It was ``days`` ago. Alice organises the group and Will
    bears witness for it; Wout does for another, and Odile is of none."""

    def __init__(self, *, now=NOW, days=0, lists=NAMES, asks=("Trams at night",), **more):
        self.now = now
        self.contest = contest_in()
        self.questionnaire = QuestionnaireFactory(
            contest=self.contest, deadline=self.now + timedelta(days=21), opened_at=self.now
        )
        self.group = group_in()
        self.alice = organiser_of(self.group)
        self.will = UserFactory(name="Wilhelm")
        MembershipFactory(user=self.will, group=self.group, role="witness")
        self.wout = UserFactory(name="Wout")
        MembershipFactory(user=self.wout, group=GroupFactory(name="Autre"), role="witness")
        self.odile = UserFactory(name="Odile")
        self.asks = [
            AskFactory(questionnaire=self.questionnaire, asked_by=self.group, words=title)
            for title in asks
        ]
        self.ask = self.asks[0]
        self.lists = [
            ElectoralListFactory(contest=self.contest, number=n, name=name, **more)
            for n, name in enumerate(lists, 1)
        ]
        self.aube = self.lists[0]
        self.stage = open_stage(
            questionnaire=self.questionnaire,
            group=self.group,
            name="Grand débat",
            place="Salle Arbre d’or",
            day=timezone.localdate(self.now) - timedelta(days=days),
            by=self.alice,
            now=self.now,
        )

    def heard(self, stance="yes", words="We shall.", *, row=None, candidacy=None, **more):
        condition = "If the Region pays." if stance == "yes_if" else ""
        said = Said(stance, condition, words, "en")
        return Heard(row or self.aube, candidacy, more.pop("ask", self.ask), said, **more)

    def note(self, stance="yes", words="We shall.", *, by=None, phone_id=None, now=None, **more):
        return add_note(
            stage=self.stage,
            heard=self.heard(stance, words, **more),
            phone_id=phone_id or uuid4(),
            by=by or self.will,
            now=now or self.now,
        )

    def confirm(self, note, by=None, now=None):
        return confirm_note(note=note, by=by or self.odile, now=now or self.now)
