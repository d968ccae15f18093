"""Lists without an e-mail address are invited by a letter: printed by Alice, posted by hand."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from socle.accounts.models import JournalEntry
from socle.commitments.actions.inviting_links import revoke, send_again
from socle.commitments.actions.inviting_mail import write_due
from socle.commitments.actions.inviting_one import send_off
from socle.commitments.actions.inviting_paper import NothingToPost, note_posted
from socle.commitments.models import Invitation
from socle.commitments.queries.asking import asks_of
from socle.commitments.queries.links import Dead, invitation_of, link_for, token_of
from socle.commitments.queries.lists import State, lists_of
from socle.commitments.queries.paper import letter_on_paper, words_of_invitation
from socle.commitments.tests.campaign import contest_in, group_in, organiser_of, provision_of
from socle.commitments.tests.rows import AskFactory, InvitationFactory, QuestionnaireFactory
from socle.demands.tests.factories import coalition
from socle.demands.tests.people import browser, errors, notices
from socle.elections.tests.factories import ElectoralListFactory
from socle.foundation.mail import render_mail
from socle.foundation.models import OutgoingMail
from socle.groups.tests.factories import MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
NOW = timezone.now()
DAY = timedelta(days=1)


@pytest.fixture
def gembloux():
    return group_in()


@pytest.fixture
def alice(gembloux):
    return organiser_of(gembloux)


@pytest.fixture
def asked(gembloux):
    """Invited three days ago."""
    questionnaire = QuestionnaireFactory(
        contest=contest_in(), deadline=NOW + 20 * DAY, opened_at=NOW - 3 * DAY
    )
    AskFactory(
        questionnaire=questionnaire,
        asked_by=gembloux,
        provision=provision_of(),
        words="A bus every half hour",
    )
    return questionnaire


def on_paper(asked, channel="letter", name="Tilleuls", **more):
    row = ElectoralListFactory(contest=asked.contest, name=name)
    fields = {"address": "", "sent_at": None, "due_at": NOW - 3 * DAY, "channel": channel} | more
    return InvitationFactory(questionnaire=asked, list=row, **fields)


@pytest.fixture
def invitation(asked):
    return on_paper(asked)


@pytest.fixture
def address(asked, gembloux, invitation):
    def found(name, *rest):
        with override("en"):
            args = [gembloux.slug, asked.contest_id, *(rest or [invitation.pk])]
            return reverse(f"commitments:{name}", args=args)

    return found


def states(asked):
    return [line.state for line in lists_of(asked.contest, asked).lines]


def log_of(invitation):
    rows = invitation.list.approaches.order_by("at", "pk")
    return [(row.kind, row.channel, timezone.localdate(row.at)) for row in rows]


class TestPosting:
    def test_no_message_is_written_and_the_log_waits_for_whoever_posts_it(self, asked, invitation):
        assert write_due(clock=lambda: NOW) == 0
        assert not OutgoingMail.objects.exists()
        assert (states(asked), log_of(invitation)) == ([State.ON_PAPER], [])

    @pytest.mark.parametrize("channel", ["letter", "hand"])
    def test_the_day_on_which_it_left_stands_in_the_public_log(self, asked, alice, channel):
        invitation = on_paper(asked, channel)
        note_posted(invitation=invitation, at=NOW - DAY, by=alice, now=NOW)
        assert states(asked) == [State.SILENT]
        assert log_of(invitation) == [("invited", channel, timezone.localdate(NOW - DAY))]

    def test_noted_twice_it_is_noted_once(self, invitation, alice):
        note_posted(invitation=invitation, at=NOW, by=alice, now=NOW)
        with pytest.raises(NothingToPost):
            note_posted(invitation=invitation, at=NOW, by=alice, now=NOW)
        assert len(log_of(invitation)) == 1

    def test_what_goes_by_mail_is_not_posted(self, asked, alice):
        by_mail = on_paper(asked, "email", address="tilleuls@example.org")
        with pytest.raises(NothingToPost):
            note_posted(invitation=by_mail, at=NOW, by=alice, now=NOW)

    def test_lost_on_the_way_it_is_printed_again_with_another_link(self, asked, invitation, alice):
        note_posted(invitation=invitation, at=NOW - DAY, by=alice, now=NOW)
        before = token_of(invitation)
        send_again(invitation=invitation, by=alice, now=NOW)
        assert states(asked) == [State.ON_PAPER]
        assert invitation_of(before, now=NOW) == Dead.REVOKED
        note_posted(invitation=invitation, at=NOW, by=alice, now=NOW)
        assert [kind for kind, _channel, _day in log_of(invitation)] == ["invited", "sent_again"]
        invitation.refresh_from_db()
        assert invitation_of(token_of(invitation), now=NOW) == invitation

    def test_revoked_it_opens_no_more_and_nothing_is_to_be_posted(self, asked, invitation, alice):
        revoke(invitation=invitation, by=alice, now=NOW)
        assert invitation_of(token_of(invitation), now=NOW) == Dead.REVOKED
        assert states(asked) == [State.REVOKED]
        with pytest.raises(NothingToPost):
            note_posted(invitation=invitation, at=NOW, by=alice, now=NOW)

    def test_inviting_leaves_it_to_be_posted(self, asked, invitation, alice):
        Invitation.objects.update(due_at=None)
        invitation.refresh_from_db()
        send_off(invitation, asked, ends=asked.deadline, by=alice, now=NOW)
        assert (invitation.sent_at, invitation.due_at) == (None, NOW)


class TestTheLetter:
    def test_it_has_the_words_of_the_message_the_link_and_its_code(self, invitation):
        page = unescape(str(letter_on_paper(invitation)))
        link = link_for(invitation)
        assert link in page
        assert page.count('<path d="M') == 1
        mail = render_mail("commitments/mail/invitation", said_by_mail(invitation, link), "en")
        words = [line for line in mail.text.partition("\n-- ")[0].splitlines() if line.strip()]
        own = {"Read the questions and answer", link}
        assert len(words) > 8
        assert [line for line in words if line.partition(". ")[2] not in page] == []
        assert own <= {*words}

    def test_it_is_in_the_language_of_the_invitation(self, asked):
        page = str(letter_on_paper(on_paper(asked, language="nl")))
        assert 'lang="nl"' in page
        assert "/nl/antwoorden/" in page

    def test_it_says_who_is_responsible(self, invitation, gembloux, settings):
        assert f"Responsible for this letter: {gembloux.name}" in str(letter_on_paper(invitation))
        settings.SOCLE_CONTROLLER = "The coalition, Namur"
        assert "Responsible for this letter: The coalition" in str(letter_on_paper(invitation))


def said_by_mail(invitation, link):
    asked = invitation.questionnaire
    marks = {"who": str(invitation.list), "link": link}
    return words_of_invitation(asked, asks_of(asked), "en", asked.deadline) | {"marks": marks}


class TestThePages:
    def test_from_the_list_to_the_public_log(self, alice, address, invitation):
        page = browser(alice)
        assert address("paper") in page.get(way_of(address)).content.decode()
        assert token_of(invitation) not in page.get(address("paper")).content.decode()
        shown = page.post(address("paper-print"))
        assert token_of(invitation) in shown.content.decode()
        assert [row.verb for row in JournalEntry.objects.filter(verb__contains="letter")] == [
            "commitments.letter.printed"
        ]
        day = timezone.localdate().isoformat()
        assert notices(page.post(address("paper"), {"on": day}, follow=True)) == [
            "It stands in the public log."
        ]
        assert len(log_of(invitation)) == 1

    def test_a_browser_that_says_where_it_comes_from_may_press_its_button(self, alice, address):
        """With another policy it would say “null”, and the form would be refused."""
        answered = browser(alice).get(address("paper"))
        assert answered["Referrer-Policy"] == "same-origin"
        assert 'name="referrer"' not in answered.content.decode()

    @pytest.mark.parametrize(
        ("days", "words"),
        [(1, "That day is still to come."), (-9, "Lists were not invited yet on that day.")],
    )
    def test_a_day_that_cannot_be_is_refused(self, alice, address, days, words):
        day = (timezone.localdate() + days * DAY).isoformat()
        answered = browser(alice).post(address("paper"), {"on": day})
        assert (answered.status_code, errors(answered)) == (422, {"on": [words]})

    def test_once_posted_the_link_is_shown_no_more(self, alice, address, invitation):
        note_posted(invitation=invitation, at=NOW, by=alice, now=NOW)
        answered = browser(alice).post(address("paper-print"), follow=True)
        assert notices(answered) == ["That letter left already: send another link to print it."]
        assert token_of(invitation) not in answered.content.decode()

    def test_who_may(self, alice, address, gembloux, asked):
        bob, carla = UserFactory(), UserFactory()
        MembershipFactory(user=bob, group=gembloux, role="member")
        MembershipFactory(user=carla, group=coalition(), role="organiser")
        by_mail = on_paper(asked, "email", address="saules@example.org", name="Saules")
        people = {
            "visitor": Client(),
            "stranger": browser(UserFactory()),
            "member": browser(bob),
            "organiser": browser(alice),
            "coordinator": browser(carla),
        }
        table = {
            name: (
                person.get(address("paper")).status_code,
                person.get(address("paper", by_mail.pk)).status_code,
                person.post(address("paper-print")).status_code,
                person.post(address("paper"), {"on": ""}).status_code,
            )
            for name, person in people.items()
        }
        assert table == {
            "visitor": (302, 302, 302, 302),
            "stranger": (404, 404, 404, 404),
            "member": (404, 404, 404, 404),
            "organiser": (200, 404, 200, 422),
            "coordinator": (200, 404, 200, 422),
        }

    @pytest.mark.parametrize("count", [1, 10])
    def test_ten_asks_cost_as_many_queries_as_one(
        self, invitation, asked, count, django_assert_num_queries
    ):
        AskFactory.create_batch(count - 1, questionnaire=asked)
        with django_assert_num_queries(2):
            letter_on_paper(invitation)


def way_of(address):
    return address("paper").partition("paper/")[0]
