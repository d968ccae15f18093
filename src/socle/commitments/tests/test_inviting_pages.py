"""Alice goes from frozen asks to invitations for every list, by pages; anyone checks that all lists
were treated alike."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from socle.commitments.models import Approach, Exclusion, Invitation, InvitationRule
from socle.commitments.tests.campaign import contest_in, group_in, organiser_of, provision_of
from socle.commitments.tests.rows import AskFactory, InvitationFactory, QuestionnaireFactory
from socle.demands.tests.factories import coalition
from socle.demands.tests.people import browser, errors, notices
from socle.elections.tests.factories import ElectoralListFactory
from socle.foundation.models import OutgoingMail
from socle.groups.tests.factories import MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
TODAY = date.today()
EMAIL = {"channel": "email", "language": "en", "source": "https://list.example/"}


@pytest.fixture
def gembloux():
    return group_in()


@pytest.fixture
def page(gembloux):
    return browser(organiser_of(gembloux))


@pytest.fixture
def asked(gembloux):
    questionnaire = QuestionnaireFactory(contest=contest_in(), deadline=None, opened_at=None)
    AskFactory(questionnaire=questionnaire, asked_by=gembloux, provision=provision_of())
    return questionnaire


@pytest.fixture
def address(asked, gembloux):
    def found(name, *rest):
        with override("en"):
            if name == "fairness":
                return reverse("commitments:fairness", args=[asked.contest_id])
            args = [gembloux.slug, asked.contest_id, *rest]
            return reverse(f"commitments:{name}", args=args)

    return found


def list_in(asked, name, number):
    return ElectoralListFactory(contest=asked.contest, name=name, number=number)


def test_from_the_rule_to_an_invitation_for_every_list(page, asked, address, gembloux):
    way = page.get(address("way")).context["way"]
    assert (way.current, way.may_invite) == ("rule", False)
    page.post(address("rule"), {"kind": "all", "adopted_on": TODAY.isoformat()})
    assert InvitationRule.objects.get().lists_known is False

    tilleuls, saules = list_in(asked, "Tilleuls", 1), list_in(asked, "Saules", 2)
    way = page.get(address("way")).context["way"]
    assert (way.current, len(way.lists.missing)) == ("lists", 2)
    assert notices(page.get(address("invite"), follow=True)) == [
        "Something is still missing before lists can be invited."
    ]
    page.post(address("contact", tilleuls.pk), EMAIL | {"address": "tilleuls@example.org"})
    tried = {"channel": "none", "language": "en", "unreachable": "Three letters, no answer."}
    page.post(address("contact", saules.pk), tried)
    assert page.get(address("way")).context["way"].current == "invite"

    deadline = TODAY + timedelta(days=20)
    given = {"deadline": deadline.isoformat(), "remind_on": ["7"], "sure": "on"}
    answered = page.post(address("invite"), given, follow=True)
    assert notices(answered) == ["The lists are invited, all at once."]
    # Under test the worker runs when asked, at the end of a transaction that is never committed.
    assert [row.due_at is None for row in Invitation.objects.order_by("pk")] == [False, True]
    asked.refresh_from_db()
    assert [row.day for row in asked.reminders.all()] == [deadline - timedelta(days=7)]


def test_a_contact_without_its_source_is_refused_and_what_was_typed_stays(page, asked, address):
    row = list_in(asked, "Tilleuls", 1)
    sent = EMAIL | {"address": "tilleuls@example.org", "source": ""}
    answered = page.post(address("contact", row.pk), sent)
    assert (answered.status_code, errors(answered)) == (
        422,
        {"source": ["Say where this was published."]},
    )
    assert answered.context["form"]["address"].value() == "tilleuls@example.org"
    assert not Invitation.objects.exists()


def test_the_address_that_came_with_the_list_is_offered(page, asked, address):
    row = ElectoralListFactory(
        contest=asked.contest, contact_email="head@example.org", contact_source="Poster"
    )
    form = page.get(address("contact", row.pk)).context["form"]
    assert (form["address"].value(), form["source"].value()) == ("head@example.org", "Poster")


def test_the_public_log_holds_no_number(page, asked, address):
    row = list_in(asked, "Tilleuls", 1)
    sent = {"kind": "called", "on": TODAY.isoformat(), "words": "0470 12 34 56 rang."}
    answered = page.post(address("note", row.pk), sent)
    assert errors(answered) == {"words": ["Anyone can read this: leave out 0470 12 34 56."]}
    page.post(address("note", row.pk), sent | {"words": "It rang."})
    assert Approach.objects.get().words == "It rang."


def test_a_rule_of_ones_own_needs_its_words(page, address):
    answered = page.post(address("rule"), {"kind": "own", "adopted_on": TODAY.isoformat()})
    assert errors(answered) == {"words": ["Say in words whom this rule invites."]}


class TestForAnyone:
    def test_the_page_is_there_once_there_is_something_to_tell(self, client, address):
        assert client.get(address("fairness")).status_code == 200

    def test_all_lists_stand_in_ballot_order_with_what_was_tried_and_no_address(
        self, client, page, asked, address, gembloux
    ):
        sent = {"kind": "rights", "adopted_on": TODAY.isoformat(), "words": "Equality."}
        page.post(address("rule"), sent)
        second, first = list_in(asked, "Saules", 2), list_in(asked, "Tilleuls", 1)
        page.post(address("leave-out", second.pk), {"why": "Its programme, page 3."})
        page.post(address("contact", first.pk), EMAIL | {"address": "tilleuls@example.org"})
        shown = client.get(address("fairness"))
        lines = [(line.row, line.state) for line in shown.context["lists"].lines]
        assert lines == [(first, "ready"), (second, "excluded")]
        words = shown.content.decode()
        assert "Its programme, page 3." in words
        assert "tilleuls@example.org" not in words
        page.post(address("take-in", second.pk))
        assert not Exclusion.objects.exists()


def test_a_link_is_revoked_and_another_sent(page, asked, address):
    row = list_in(asked, "Tilleuls", 1)
    expires_at = timezone.now() + timedelta(days=9)
    InvitationFactory(questionnaire=asked, list=row, expires_at=expires_at)
    assert notices(page.post(address("link-revoke", row.pk), follow=True)) == [
        "This link opens no more. You can send another one."
    ]
    assert notices(page.post(address("link-again", row.pk), follow=True)) == [
        "Another link leaves; the one before opens no more."
    ]
    assert not OutgoingMail.objects.exists()


TABLE = """
                visi stra memb orga coor
GET  rule         in  404  404  200  200
POST rule         in  404  404  422  422
GET  contact      in  404  404  200  200
POST contact      in  404  404  422  422
GET  leave-out    in  404  404  200  200
POST leave-out    in  404  404  422  422
GET  note         in  404  404  200  200
POST note         in  404  404  422  422
GET  invite       in  404  404  302  302
POST invite       in  404  404  302  302
POST take-in      in  404  404  302  302
POST link-again   in  404  404  404  404
POST link-revoke  in  404  404  404  404
GET  fairness    200  200  200  200  200
"""


def test_who_may_see_and_do_what(gembloux, asked, address):
    member, coordinator = UserFactory(), UserFactory()
    MembershipFactory(user=member, group=gembloux)
    MembershipFactory(user=coordinator, group=coalition(), role="organiser")
    alice = organiser_of(gembloux, "Bob")
    row = list_in(asked, "Tilleuls", 1)
    visitors = [Client(), *map(browser, [UserFactory(), member, alice, coordinator])]

    def answer(method, name, visitor):
        rest = [] if name in ("rule", "invite", "fairness") else [row.pk]
        response = getattr(visitor, method.lower())(address(name, *rest))
        signs_in = response.status_code == 302 and "/sign-in" in response["Location"]
        return "in" if signs_in else str(response.status_code)

    wanted = [line.split() for line in TABLE.splitlines()[2:]]
    found = [[*line[:2], *(answer(*line[:2], each) for each in visitors)] for line in wanted]
    assert found == wanted
