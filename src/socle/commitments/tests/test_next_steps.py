"""On the home of who organises a group: what waits for a second person to confirm it."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from socle.commitments.models import InvitationRule, Letter
from socle.commitments.tests.rows import AnswerFactory, InvitationFactory
from socle.commitments.tests.staged import Staged
from socle.groups.queries.next_steps import next_steps
from socle.groups.rules import who as who_of
from socle.groups.tests.factories import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
DAY = timedelta(days=1)


@pytest.fixture
def staged():
    return Staged(lists=["Aube"])


def waiting(staged, kind, now=NOW):
    who = who_of(staged.alice, day=timezone.localdate(now))
    with override("en"):
        steps = next_steps(who, [staged.group], now=now)
        return [str(step.words) for step in steps if step.kind == kind]


def vote_begins(staged):
    return timezone.make_aware(datetime.combine(staged.contest.election.day, time.min))


class TestSaidOnStage:
    WAITS = ["What was said at a meeting waits for a second witness, from outside your group"]

    def test_until_somebody_from_outside_confirms_it(self, staged):
        assert waiting(staged, "witness") == []
        note = staged.note()
        assert waiting(staged, "witness") == self.WAITS
        staged.confirm(note)
        assert waiting(staged, "witness") == []

    def test_while_it_can_be_confirmed(self, staged):
        staged.note()
        assert waiting(staged, "witness", NOW + 7 * DAY) == self.WAITS
        assert waiting(staged, "witness", NOW + 8 * DAY) == []


class TestByLetter:
    WAITS = ["A letter with answers waits for a second person to confirm it"]

    @pytest.fixture
    def entered(self, staged):
        InvitationRule.objects.create(
            questionnaire=staged.questionnaire,
            group=staged.group,
            kind="all",
            language="en",
            adopted_on=TODAY,
            published_at=NOW,
            lists_known=False,
        )
        invitation = InvitationFactory(questionnaire=staged.questionnaire, list=staged.aube)
        letter = Letter.objects.create(
            invitation=invitation,
            via="letter",
            language="en",
            written_on=TODAY,
            entered_at=NOW,
            entered_by=staged.alice,
        )
        return AnswerFactory(
            ask=staged.ask,
            list=staged.aube,
            letter=letter,
            via="letter",
            certainty="signature",
            is_current=False,
        )

    def test_until_a_second_person_confirms_it(self, staged, entered):
        assert waiting(staged, "letters") == self.WAITS
        entered.confirmed_at, entered.confirmed_by, entered.is_current = NOW, staged.will, True
        entered.entered_by = staged.alice
        entered.save()
        assert waiting(staged, "letters") == []

    def test_until_the_eve_of_the_vote(self, staged, entered):
        vote = vote_begins(staged)
        assert waiting(staged, "letters", vote - timedelta(minutes=1)) == self.WAITS
        assert waiting(staged, "letters", vote) == []
