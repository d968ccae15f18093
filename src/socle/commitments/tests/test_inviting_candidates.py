"""Where the rule of Alice's group says so, candidates are invited besides their list."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from socle.commitments.actions.answering import send_answers
from socle.commitments.actions.candidate_contacts import TooLate, note_candidate
from socle.commitments.actions.inviting import (
    LeftOut,
    NoContact,
    OutAlready,
    invite,
    note_contact,
)
from socle.commitments.actions.inviting_mail import write_due
from socle.commitments.actions.inviting_rule import leave_out, publish_rule
from socle.commitments.models import Approach, Invitation, InvitationRule
from socle.commitments.queries.ask_pages import ask_page
from socle.commitments.queries.candidates import candidates_of
from socle.commitments.queries.lists import lists_of
from socle.commitments.tests.campaign import contest_in, group_in, organiser_of, provision_of
from socle.commitments.tests.respondents import send
from socle.commitments.tests.rows import AskFactory, InvitationFactory, QuestionnaireFactory
from socle.demands.tests.factories import coalition
from socle.demands.tests.people import browser, errors, notices
from socle.elections.actions.candidacies import remove_candidacy
from socle.elections.actions.lists import SomethingRests, remove_list
from socle.elections.tests.factories import CandidacyFactory, ElectoralListFactory
from socle.foundation.models import OutgoingMail
from socle.groups.tests.factories import NOW, TODAY, MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
DAY = timedelta(days=1)
DEADLINE = NOW + 21 * DAY


@pytest.fixture
def gembloux():
    return group_in()


@pytest.fixture
def alice(gembloux):
    return organiser_of(gembloux)


@pytest.fixture
def asked(gembloux):
    questionnaire = QuestionnaireFactory(contest=contest_in(), deadline=None, opened_at=None)
    AskFactory(questionnaire=questionnaire, asked_by=gembloux, provision=provision_of())
    return questionnaire


def rule_of(asked, group, reach, kind="all", words=""):
    return publish_rule(
        contest=asked.contest,
        group=group,
        kind=kind,
        words=words,
        language="en",
        adopted_on=TODAY,
        by=None,
        now=NOW,
        reach=reach,
    )


@pytest.fixture
def tilleuls(asked):
    """A list with a head and two others; of the third no address is known."""
    row = ElectoralListFactory(contest=asked.contest, name="Tilleuls", number=1)
    for place, mail in enumerate(["head@example.org", "second@example.org", ""], 1):
        CandidacyFactory(list=row, position=place, is_head=place == 1, email=mail)
    return row


def contact(asked, row, by):
    note_contact(
        questionnaire=asked,
        row=row,
        channel="email",
        address=f"list-{row.pk}@example.org",
        source="https://list.example/",
        unreachable="",
        language="fr",
        by=by,
        now=NOW,
    )


def invited(asked, by):
    invite(questionnaire=asked, deadline=DEADLINE, remind_on=[7], by=by, now=NOW)
    write_due(clock=lambda: NOW)
    asked.refresh_from_db()


def written_to():
    return sorted(OutgoingMail.objects.values_list("to", flat=True))


def note(asked, candidacy, by, now=NOW, **more):
    given = {"address": "third@example.org", "source": "Their leaflet", "language": "en"}
    return note_candidate(
        questionnaire=asked, candidacy=candidacy, by=by, now=now, **(given | more)
    )


class TestTheRule:
    @pytest.mark.parametrize(
        ("reach", "besides"),
        [
            ("lists", []),
            ("heads", ["head@example.org"]),
            ("candidates", ["head@example.org", "second@example.org"]),
        ],
    )
    def test_it_says_who_is_invited_besides_lists(
        self, asked, gembloux, alice, tilleuls, reach, besides
    ):
        rule_of(asked, gembloux, reach)
        contact(asked, tilleuls, alice)
        invited(asked, alice)
        assert written_to() == sorted([f"list-{tilleuls.pk}@example.org", *besides])
        own = Invitation.objects.exclude(candidacy=None)
        assert {row.language for row in own} <= {"fr"}
        assert {row.expires_at for row in Invitation.objects.all()} == {DEADLINE + 2 * DAY}

    def test_nobody_of_a_list_that_it_leaves_out(self, asked, gembloux, alice, tilleuls):
        """Not even where an address was noted before."""
        rule_of(asked, gembloux, "candidates", "rights", "Equality.")
        saules = ElectoralListFactory(contest=asked.contest, name="Saules", number=2)
        for row in (tilleuls, saules):
            contact(asked, row, alice)
        third = tilleuls.candidacies.get(position=3)
        note(asked, third, alice)
        leave_out(row=tilleuls, questionnaire=asked, why="Its programme.", by=alice, now=NOW)
        invited(asked, alice)
        assert written_to() == [f"list-{saules.pk}@example.org"]
        with pytest.raises(LeftOut):
            note(asked, third, alice)


class TestAnAddress:
    def test_it_comes_with_where_it_was_published(self, asked, gembloux, alice, tilleuls):
        rule_of(asked, gembloux, "candidates")
        third = tilleuls.candidacies.get(position=3)
        with pytest.raises(NoContact):
            note(asked, third, alice, source=" ")
        note(asked, third, alice)
        lines = candidates_of(tilleuls, asked.rule)
        assert [(str(line.known), line.source) for line in lines] == [
            ("ready", "Poster of the commune"),
            ("ready", "Poster of the commune"),
            ("ready", "Their leaflet"),
        ]

    def test_only_of_who_is_invited_by_the_rule(self, asked, gembloux, alice, tilleuls):
        rule_of(asked, gembloux, "heads")
        with pytest.raises(LeftOut):
            note(asked, tilleuls.candidacies.get(position=3), alice)

    def test_known_late_they_are_invited_while_seven_days_are_left(
        self, asked, gembloux, alice, tilleuls
    ):
        rule_of(asked, gembloux, "candidates")
        contact(asked, tilleuls, alice)
        invited(asked, alice)
        third = tilleuls.candidacies.get(position=3)
        with pytest.raises(TooLate):
            note(asked, third, alice, now=DEADLINE - 6 * DAY)
        note(asked, third, alice, now=NOW + DAY)
        write_due(clock=lambda: NOW + DAY)
        asked.refresh_from_db()
        assert ("third@example.org" in written_to(), asked.deadline) == (True, DEADLINE)
        with pytest.raises(OutAlready):
            note(asked, third, alice, now=NOW + DAY)


def test_the_public_log_counts_candidates_and_names_none(client, asked, gembloux, alice, tilleuls):
    rule_of(asked, gembloux, "candidates")
    contact(asked, tilleuls, alice)
    note(asked, tilleuls.candidacies.get(position=3), alice)
    invited(asked, alice)
    line = lists_of(asked.contest, asked).lines[0]
    assert [(entry.kind, entry.candidacy_id is None) for entry in line.said] == [
        ("invited", True),
        ("invited", False),
    ]
    assert [(each.line.kind, each.number) for each in line.besides] == [("invited", 2)]
    with override("en"):
        words = client.get(reverse("commitments:fairness", args=[asked.contest_id]))
    shown = words.content.decode()
    assert ("2 other candidates" in shown, "who heads the list" in shown) == (True, True)
    assert "Van der Exemple" not in shown


def test_a_candidate_who_refuses_does_not_refuse_for_the_list(asked, gembloux, alice, tilleuls):
    rule_of(asked, gembloux, "heads")
    contact(asked, tilleuls, alice)
    invited(asked, alice)
    Approach.objects.create(
        questionnaire=asked,
        list=tilleuls,
        candidacy=tilleuls.candidacies.get(is_head=True),
        kind="refused",
        at=NOW,
    )
    assert lists_of(asked.contest, asked).lines[0].state == "silent"


def test_their_own_answer_stands_beside_that_of_their_list(asked, gembloux, alice, tilleuls):
    rule_of(asked, gembloux, "candidates")
    contact(asked, tilleuls, alice)
    invited(asked, alice)
    ask = asked.asks.get()
    of_list = Invitation.objects.get(list=tilleuls, candidacy=None)
    own = Invitation.objects.get(candidacy__position=2)
    for invitation, stance in ((of_list, "no"), (own, "yes")):
        answer = send(invitation, ask, stance, now=NOW + DAY)
        answer.published_at = NOW + DAY
        answer.save()
    said = ask_page(ask, others=[], day=TODAY).lists[0]
    assert (said.state, [(one.candidacy.position, one.state) for one in said.candidates]) == (
        "no",
        [(2, "yes")],
    )
    assert send_answers(invitation=own, seen="", now=NOW + DAY) == []


class TestByPages:
    def address(self, name, asked, gembloux, *rest):
        with override("en"):
            return reverse(f"commitments:{name}", args=[gembloux.slug, asked.contest_id, *rest])

    def test_from_the_rule_to_an_address(self, asked, gembloux, alice):
        page = browser(alice)
        given = {"kind": "all", "reach": "candidates", "adopted_on": date.today().isoformat()}
        page.post(self.address("rule", asked, gembloux), given)
        assert InvitationRule.objects.get().reach == "candidates"
        row = ElectoralListFactory(contest=asked.contest)
        third = CandidacyFactory(list=row, email="")
        home = self.address("candidates", asked, gembloux, row.pk)
        assert [str(line.known) for line in page.get(home).context["lines"]] == ["no_address"]
        form = self.address("candidate", asked, gembloux, third.pk)
        assert errors(page.post(form, {"address": "x@example.org", "language": "en"})) == {
            "source": ["Say where this was published."]
        }
        sent = {"address": "x@example.org", "source": "Their site", "language": "en"}
        answered = page.post(form, sent, follow=True)
        assert notices(answered) == [f"Noted: {third.person.name}."]
        assert [str(line.known) for line in answered.context["lines"]] == ["ready"]
        assert "x@example.org" not in answered.content.decode()
        way = page.get(self.address("way", asked, gembloux)).context["way"]
        assert way.besides == 1

    def test_where_the_rule_invites_lists_alone_there_is_no_such_page(
        self, asked, gembloux, alice, tilleuls
    ):
        rule_of(asked, gembloux, "lists")
        page, third = browser(alice), tilleuls.candidacies.get(position=3)
        pages = [("candidates", tilleuls.pk), ("candidate", third.pk), ("candidate-note", third.pk)]
        found = [page.get(self.address(name, asked, gembloux, key)) for name, key in pages]
        assert [answer.status_code for answer in found] == [404, 404, 404]

    def test_one_candidate_or_ten_take_as_many_questions(
        self, asked, gembloux, tilleuls, django_assert_num_queries
    ):
        rule = rule_of(asked, gembloux, "candidates")
        candidates_of(tilleuls, rule)
        with django_assert_num_queries(3):
            candidates_of(tilleuls, rule)
        for _n in range(10):
            CandidacyFactory(list=tilleuls)
        with django_assert_num_queries(3):
            candidates_of(tilleuls, rule)

    TABLE = """
                        visi stra memb orga coor
GET  candidates           in  404  404  200  200
GET  candidate            in  404  404  200  200
POST candidate            in  404  404  422  422
GET  candidate-note       in  404  404  200  200
POST candidate-note       in  404  404  422  422
POST candidates-invite    in  404  404  302  302
POST candidate-again      in  404  404  404  404
POST candidate-revoke     in  404  404  404  404
"""

    def test_who_may_see_and_do_what(self, asked, gembloux, alice, tilleuls):
        rule_of(asked, gembloux, "candidates")
        member, claire = UserFactory(), UserFactory()
        MembershipFactory(user=member, group=gembloux)
        MembershipFactory(user=claire, group=coalition(), role="organiser")
        people = [UserFactory(), member, alice, claire]
        visitors = [Client(), *map(browser, people)]
        keys = {"candidates": tilleuls.pk, "candidates-invite": tilleuls.pk}
        first = tilleuls.candidacies.first().pk

        def answer(method, name, visitor):
            where = self.address(name, asked, gembloux, keys.get(name, first))
            response = getattr(visitor, method.lower())(where)
            signs_in = response.status_code == 302 and "/sign-in" in response["Location"]
            return "in" if signs_in else str(response.status_code)

        wanted = [line.split() for line in self.TABLE.splitlines()[2:]]
        found = [[*line[:2], *(answer(*line[:2], each) for each in visitors)] for line in wanted]
        assert found == wanted


def test_who_was_invited_is_not_taken_off_its_list():
    invitation = InvitationFactory(candidacy=CandidacyFactory())
    with pytest.raises(SomethingRests):
        remove_candidacy(candidacy=invitation.candidacy, reason="Withdrew.", by=None, now=NOW)


def test_a_list_that_was_invited_is_not_removed():
    with pytest.raises(SomethingRests):
        remove_list(row=InvitationFactory().list, reason="Withdrew.", by=None, now=NOW)
