"""Said on stage, noted by one witness, confirmed by another: public at once, and only once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils.timezone import localtime

from socle.accounts.models import JournalEntry
from socle.commitments.actions.answering import withdraw_answer
from socle.commitments.actions.asking import replace_ask, withdraw_ask
from socle.commitments.actions.confirming import SamePerson, SettledMeanwhile, send_back
from socle.commitments.actions.publishing import publish_due
from socle.commitments.actions.stage import (
    AskedNoMore,
    LeadsToSomebody,
    OtherWords,
    StageIsClosed,
    at_second,
    open_stage,
    set_video,
)
from socle.commitments.models import Answer, Approach, LedgerLine, StageEvent
from socle.commitments.queries.grid import grid_of
from socle.commitments.queries.links import Dead, invitation_of, token_of
from socle.commitments.queries.stage_page import to_confirm
from socle.commitments.tests.asked import states
from socle.commitments.tests.respondents import send
from socle.commitments.tests.rows import InvitationFactory
from socle.commitments.tests.staged import Staged
from socle.demands.tests.people import last_mail
from socle.elections.tests.factories import CandidacyFactory
from socle.foundation.models import OutgoingMail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
HOUR = timedelta(hours=1)


@pytest.fixture
def staged():
    return Staged()


def lines():
    return [(line.kind, line.payload) for line in LedgerLine.objects.order_by("seq")]


def test_before_it_is_confirmed_nothing_of_a_note_is_public(staged):
    staged.note()
    assert not Answer.objects.current().exists()
    assert not Answer.objects.public().exists()
    assert lines() == []
    assert not OutgoingMail.objects.exists()
    assert states(grid_of(staged.contest)) == {
        "Trams at night": {"Aube": "waiting", "Braise": "waiting"}
    }
    publish_due(now=staged.questionnaire.deadline)
    assert lines() == []


def test_confirmed_it_is_public_at_once_though_the_others_are_sealed(staged):
    note = staged.confirm(staged.note("yes_if"))
    assert (note.is_current, note.published_at) == (True, staged.now)
    assert (note.entered_by, note.confirmed_by) == (staged.will, staged.odile)
    assert states(grid_of(staged.contest))["Trams at night"]["Aube"] == "yes_if"
    [(kind, payload)] = lines()
    assert kind == "answer"
    assert payload["channel"] == "stage"
    assert payload["sureness"] == "witnesses"
    assert payload["place"] == "Salle Arbre d’or"
    assert payload["said_at"] == payload["received_at"]
    assert (payload["condition"], payload["words"]) == ("If the Region pays.", "We shall.")


def test_no_line_of_the_ledger_names_a_witness(staged):
    staged.confirm(staged.note())
    [(_kind, payload)] = lines()
    assert "Wilhelm" not in str(payload)
    assert "Odile" not in str(payload)


def test_the_public_log_says_where_they_answered_and_not_what(staged):
    staged.confirm(staged.note())
    line = Approach.objects.get()
    assert (line.kind, line.list, line.words) == (
        "answered",
        staged.aube,
        "Grand débat, Salle Arbre d’or",
    )


def test_sent_twice_from_the_phone_it_is_one_note(staged):
    phone_id = uuid4()
    first = staged.note(phone_id=phone_id)
    assert staged.note(phone_id=phone_id) == first
    staged.confirm(first)
    assert staged.note(phone_id=phone_id) == first
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("other", [{"words": "Never."}, {"stance": "no"}, {"second": 5}])
def test_the_same_id_with_other_words_is_told_and_nothing_is_overwritten(staged, other):
    phone_id = uuid4()
    staged.note(phone_id=phone_id)
    with pytest.raises(OtherWords):
        staged.note(phone_id=phone_id, **other)
    assert Answer.objects.get().words == "We shall."


def test_the_id_of_another_witness_is_not_ones_own(staged):
    phone_id = uuid4()
    staged.note(phone_id=phone_id)
    with pytest.raises(OtherWords):
        staged.note(phone_id=phone_id, by=staged.alice)


class TestTheSecondWitness:
    def test_is_not_the_first(self, staged):
        note = staged.note()
        with pytest.raises(SamePerson):
            staged.confirm(note, by=staged.will)
        with pytest.raises(SamePerson):
            send_back(answer=note, why="No.", by=staged.will, now=staged.now)

    def test_who_confirms_twice_publishes_once(self, staged):
        note = staged.note()
        staged.confirm(note)
        with pytest.raises(SettledMeanwhile):
            staged.confirm(note)
        assert len(lines()) == 1

    def test_says_what_differs_and_another_note_mends_it(self, staged):
        wrong = staged.note("no", "Never.")
        send_back(answer=wrong, why="They said yes.", by=staged.odile, now=staged.now)
        with pytest.raises(SettledMeanwhile):
            staged.confirm(wrong)
        right = staged.confirm(staged.note("yes", "We shall."))
        wrong.refresh_from_db()
        assert (wrong.sent_back_why, wrong.published_at) == ("They said yes.", None)
        assert [payload["stance"] for _kind, payload in lines()] == ["yes"]
        assert right.supersedes is None

    def test_of_two_notes_of_the_same_words_confirms_one_and_the_other_waits_no_more(self, staged):
        first, other = staged.note(), staged.note(by=staged.alice)
        staged.confirm(first)
        with pytest.raises(SettledMeanwhile):
            staged.confirm(other)

    def test_sees_the_last_note_of_a_witness_only(self, staged):
        first = staged.note("no")
        last = staged.note("yes")
        assert list(Answer.objects.unconfirmed()) == [last]
        elsewhere = staged.note(row=staged.lists[1])
        first.refresh_from_db()
        assert first.sent_back_by == staged.will
        assert list(Answer.objects.unconfirmed().order_by("pk")) == [last, elsewhere]


class TestAnAskThatStandsNoMore:
    """Its words were replaced, or it was withdrawn, between the note and the second witness."""

    def replace(self, staged):
        return replace_ask(ask=staged.ask, by=staged.alice, now=staged.now)

    def withdraw(self, staged):
        withdraw_ask(ask=staged.ask, why="Voted last week.", by=staged.alice, now=staged.now)

    @pytest.mark.parametrize("gone", [replace, withdraw])
    def test_publishes_nothing_and_waits_no_more(self, staged, gone):
        note = staged.note()
        gone(self, staged)
        with pytest.raises(AskedNoMore):
            staged.confirm(note)
        assert (lines(), Answer.objects.public().exists()) == ([], False)
        assert to_confirm(staged.stage) == []

    @pytest.mark.parametrize("gone", [replace, withdraw])
    def test_takes_no_note(self, staged, gone):
        gone(self, staged)
        with pytest.raises(AskedNoMore):
            staged.note()
        assert not Answer.objects.exists()


class TestWhenItWasSaid:
    def test_is_by_the_clock_of_the_phone_within_the_meeting(self, staged):
        moment = staged.now - timedelta(seconds=90)
        assert staged.note(at=moment).said_at == moment
        assert staged.note(at=staged.now + 9 * HOUR).said_at == staged.now
        early = staged.note(at=staged.now - timedelta(days=400)).said_at
        assert f"{localtime(early):%d %H:%M}" == "20 00:00"

    def test_is_noon_where_nobody_noted_the_hour(self):
        staged = Staged(days=3)
        assert f"{localtime(staged.note().said_at):%d %H:%M}" == "17 12:00"

    @pytest.mark.parametrize("days", [-1, 8])
    def test_before_the_day_and_a_week_after_notes_are_refused(self, days):
        staged = Staged(days=days)
        with pytest.raises(StageIsClosed):
            staged.note()

    def test_nothing_is_confirmed_once_the_week_is_over(self, staged):
        note = staged.note()
        with pytest.raises(StageIsClosed):
            staged.confirm(note, now=staged.now + timedelta(days=9))


class TestBesideOtherAnswers:
    def invite(self, staged, **fields):
        fields = {
            "address": "aube@example.org",
            "expires_at": staged.now + timedelta(days=23),
        } | fields
        return InvitationFactory(
            questionnaire=staged.questionnaire, list=staged.aube, sent_at=staged.now, **fields
        )

    def test_it_takes_the_place_of_what_was_sealed_before(self, staged):
        sealed = send(self.invite(staged), staged.ask, "no", now=staged.now - HOUR)
        note = staged.confirm(staged.note("yes"))
        assert note.supersedes == sealed
        publish_due(now=staged.questionnaire.deadline)
        assert [kind for kind, _payload in lines()] == ["receipt", "answer"]

    def test_a_later_answer_by_the_link_stays_the_last_word(self, staged):
        note = staged.note("yes")
        sealed = send(self.invite(staged), staged.ask, "no", now=staged.now + HOUR)
        heard = staged.confirm(note, now=staged.now + 2 * HOUR)
        assert (heard.is_current, heard.published_at) == (False, staged.now + 2 * HOUR)
        assert list(Answer.objects.current()) == [sealed]

    def test_said_again_it_is_a_correction_of_the_line_before(self, staged):
        staged.confirm(staged.note("no"))
        staged.confirm(staged.note("yes"))
        assert [kind for kind, _payload in lines()] == ["answer", "correction"]
        assert lines()[1][1]["corrects"] == 1

    def test_they_get_a_receipt_with_the_exact_words_and_correct_it_by_their_link(self, staged):
        invitation = self.invite(staged)
        staged.confirm(staged.note("yes_if"))
        mail = last_mail()
        assert mail.to == "aube@example.org"
        for words in ("If the Region pays.", "We shall.", "Salle Arbre d’or", token_of(invitation)):
            assert words in mail.text
        later = staged.questionnaire.deadline + timedelta(days=30)
        assert invitation_of(token_of(invitation), now=later) == invitation
        withdraw_answer(invitation=invitation, ask=staged.ask, now=later)
        assert [kind for kind, _payload in lines()] == ["answer", "withdrawal"]

    def test_the_link_of_who_never_answered_closes_as_before(self, staged):
        invitation = self.invite(staged)
        later = staged.questionnaire.deadline + timedelta(days=30)
        assert invitation_of(token_of(invitation), now=later) == Dead.EXPIRED

    def test_without_invitation_the_receipt_goes_to_the_address_the_list_published(self):
        staged = Staged(contact_email="list@example.org", contact_source="https://aube.example/")
        staged.confirm(staged.note())
        assert last_mail().to == "list@example.org"

    def test_without_any_address_no_message_leaves(self, staged):
        staged.confirm(staged.note())
        assert not OutgoingMail.objects.exists()

    def test_a_candidate_speaks_for_themself_beside_their_list(self, staged):
        zoe = CandidacyFactory(list=staged.aube, email="zoe@example.org")
        staged.confirm(staged.note("no", candidacy=zoe))
        staged.confirm(staged.note("yes"))
        assert [payload["respondent"]["kind"] for _kind, payload in lines()] == [
            "candidacy",
            "list",
        ]
        assert last_mail().to == "zoe@example.org"


class TestTheMeeting:
    def test_is_one_however_often_the_button_is_pressed(self, staged):
        stage = staged.stage
        again = open_stage(
            questionnaire=staged.questionnaire,
            group=staged.group,
            name=stage.name,
            place=stage.place,
            day=stage.day,
            by=staged.alice,
            now=staged.now,
        )
        assert again == StageEvent.objects.get()
        assert JournalEntry.objects.filter(verb="commitments.stage.opened").count() == 1

    def test_its_name_and_place_lead_to_nobody(self, staged):
        with pytest.raises(LeadsToSomebody):
            open_stage(
                questionnaire=staged.questionnaire,
                group=staged.group,
                name="Ring 0470 12 34 56",
                place="Here",
                day=staged.stage.day,
                by=staged.alice,
                now=staged.now,
            )

    def test_once_its_video_is_there_each_answer_leads_to_its_minute(self, staged):
        note = staged.confirm(staged.note(second=754))
        url = "https://video.example/w/abc"
        set_video(stage=staged.stage, url=url, by=staged.alice, now=staged.now)
        note.refresh_from_db()
        assert note.video_url == "https://video.example/w/abc#t=754"

    @pytest.mark.parametrize(
        ("url", "second", "leads_to"),
        [
            ("https://www.youtube.com/watch?v=a", 5, "https://www.youtube.com/watch?v=a&t=5s"),
            ("https://youtu.be/a", 5, "https://youtu.be/a?t=5s"),
            ("https://video.example/a#x", 5, "https://video.example/a#t=5"),
            ("https://video.example/a", None, "https://video.example/a"),
            ("", 5, ""),
        ],
    )
    def test_a_minute_of_a_video_has_an_address(self, url, second, leads_to):
        assert at_second(url, second) == leads_to
