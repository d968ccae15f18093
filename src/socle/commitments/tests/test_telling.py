"""A question is put in other words: whoever answered the former is told, whichever way they did."""

import pytest

from socle.commitments.actions.answering import withdraw_answer
from socle.commitments.actions.asking import replace_ask
from socle.commitments.actions.telling import to_tell
from socle.commitments.queries.links import link_for
from socle.commitments.tests.posted import NOW, Posted
from socle.commitments.tests.respondents import send
from socle.commitments.tests.rows import AnswerFactory, InvitationFactory
from socle.commitments.tests.staged import Staged
from socle.elections.tests.factories import CandidacyFactory, ElectoralListFactory
from socle.foundation.models import OutgoingMail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]


def told():
    """Address and language of each who is told."""
    return [(row.to, row.language) for row in OutgoingMail.objects.order_by("to")]


class TestOnStage:
    @pytest.fixture
    def staged(self):
        return Staged()

    def replace(self, staged):
        OutgoingMail.objects.all().delete()
        replace_ask(ask=staged.ask, by=staged.alice, now=staged.now)

    def invite(self, staged, **more):
        kept = {"questionnaire": staged.questionnaire, "list": staged.aube, "language": "nl"}
        return InvitationFactory(address="aube@example.org", **kept | more)

    def test_who_answered_there_is_told_at_the_address_of_their_invitation(self, staged):
        invitation = self.invite(staged)
        staged.confirm(staged.note())
        self.replace(staged)
        assert told() == [("aube@example.org", "nl")]
        assert link_for(invitation) in OutgoingMail.objects.get().text

    def test_without_invitation_at_that_which_the_list_published(self):
        staged = Staged(contact_email="list@example.org", contact_source="https://aube.example/")
        staged.confirm(staged.note())
        self.replace(staged)
        assert told() == [("list@example.org", "en")]
        text = OutgoingMail.objects.get().text
        assert staged.group.name in text
        assert "/answer/" not in text

    def test_a_candidate_at_their_own_and_their_list_hears_nothing(self):
        staged = Staged(contact_email="list@example.org", contact_source="https://aube.example/")
        zoe = CandidacyFactory(list=staged.aube, email="zoe@example.org")
        staged.confirm(staged.note("no", candidacy=zoe))
        self.replace(staged)
        assert told() == [("zoe@example.org", "en")]

    def test_where_nobody_can_be_reached_nobody_is(self, staged):
        staged.confirm(staged.note())
        self.replace(staged)
        assert told() == []

    def test_where_the_link_was_revoked_the_published_address_is_written_to(self):
        staged = Staged(contact_email="list@example.org", contact_source="https://aube.example/")
        self.invite(staged, revoked_at=staged.now)
        staged.confirm(staged.note())
        self.replace(staged)
        assert told() == [("list@example.org", "en")]

    def test_what_was_only_noted_or_withdrawn_is_no_answer(self, staged):
        invitation = self.invite(staged)
        staged.note(row=staged.lists[1])
        send(invitation, staged.ask, now=staged.now)
        withdraw_answer(invitation=invitation, ask=staged.ask, now=staged.now)
        self.replace(staged)
        assert told() == []

    def test_twice_answered_they_are_told_once(self, staged):
        send(self.invite(staged), staged.ask, now=staged.now)
        staged.confirm(staged.note())
        self.replace(staged)
        assert told() == [("aube@example.org", "nl")]


class TestByLetter:
    def test_without_an_address_of_the_invitation_the_published_one_is_written_to(self):
        posted = Posted()
        row = posted.invitation.list
        row.contact_email, row.contact_source = "tilleuls@example.org", "https://t.example/"
        row.save()
        posted.confirm(posted.enter(buses="yes"))
        replace_ask(ask=posted.buses, by=posted.alice, now=NOW)
        assert told() == [("tilleuls@example.org", "en")]


@pytest.mark.parametrize("count", [1, 10])
def test_whom_to_tell_costs_as_many_queries_however_many(count, django_assert_num_queries):
    staged = Staged(lists=["Aube"])
    for number in range(count):
        row = ElectoralListFactory(
            contest=staged.contest,
            contact_email=f"l{number}@example.org",
            contact_source="https://list.example/",
        )
        AnswerFactory(ask=staged.ask, list=row, via="letter")
    with django_assert_num_queries(2):
        assert len(to_tell(staged.ask)) == count
