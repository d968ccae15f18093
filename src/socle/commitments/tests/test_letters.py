"""A list answers by letter: Alice enters it with its scan, Bob compares and confirms."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.utils.translation import override
from PIL import Image

from socle.commitments.actions.confirming import SamePerson, SettledMeanwhile
from socle.commitments.actions.letters import (
    NothingSaid,
    NotTheirs,
    OtherWords,
    TooLate,
    enter_letter,
    forget_scans,
    send_letter_back,
    take_letter_back,
)
from socle.commitments.actions.letters_scan import NotAScan, scan_of
from socle.commitments.actions.publishing import publish_due
from socle.commitments.models import Answer, Approach, LedgerLine, Letter
from socle.commitments.queries.letters import LetterState, letters_in, line_of
from socle.commitments.queries.links import vote_begins
from socle.commitments.tests.posted import DAY, NOW, PDF, Posted, photograph
from socle.commitments.tests.respondents import send
from socle.elections.models import Election
from socle.foundation.models import OutgoingMail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]


@pytest.fixture
def posted():
    return Posted()


def standing(posted):
    rows = Answer.objects.current().filter(list=posted.invitation.list).order_by("ask__position")
    return [(row.ask_id, row.stance, row.via, row.certainty) for row in rows]


class TestTwoPeople:
    def test_entered_it_is_nobody_s_last_word_and_nothing_is_told(self, posted):
        posted.enter(buses="yes", trees="no")
        assert (standing(posted), LedgerLine.objects.count()) == ([], 0)
        assert not Approach.objects.exists()
        posted.invitation.refresh_from_db()
        assert posted.invitation.finished_at is None

    def test_confirmed_it_is_sealed_logged_and_their_last_word(self, posted):
        posted.confirm(posted.enter(buses="yes", trees="yes_if"))
        assert standing(posted) == [
            (posted.buses.pk, "yes", "letter", "signature"),
            (posted.trees.pk, "yes_if", "letter", "signature"),
        ]
        assert [line.kind for line in LedgerLine.objects.all()] == ["receipt", "receipt"]
        line = Approach.objects.get()
        assert (line.kind, line.channel, line.by) == ("answered", "letter", None)
        posted.invitation.refresh_from_db()
        assert posted.invitation.finished_at == NOW + DAY

    def test_whoever_entered_it_cannot_confirm_it(self, posted):
        letter = posted.enter()
        with pytest.raises(SamePerson):
            posted.confirm(letter, by=posted.alice)
        with pytest.raises(SamePerson):
            send_letter_back(letter=letter, why="No.", by=posted.alice, now=NOW)

    def test_confirmed_twice_it_counts_once(self, posted):
        letter = posted.enter()
        posted.confirm(letter)
        with pytest.raises(SettledMeanwhile):
            posted.confirm(letter)
        assert LedgerLine.objects.count() == 1

    def test_at_the_deadline_it_comes_out_with_the_others(self, posted):
        posted.confirm(posted.enter())
        Answer.objects.update(read_at=NOW)
        publish_due(now=posted.questionnaire.deadline + timedelta(minutes=1))
        line = LedgerLine.objects.get(kind="answer")
        said = {name: line.payload[name] for name in ("stance", "words", "channel", "sureness")}
        assert said == {
            "stance": "yes",
            "words": "We say yes.",
            "channel": "letter",
            "sureness": "signature",
        }
        assert line.payload["respondent"]["name"] == "Tilleuls"

    def test_what_waits_at_the_deadline_keeps_no_other_in(self, posted):
        posted.enter()
        publish_due(now=posted.questionnaire.deadline + timedelta(minutes=1))
        posted.questionnaire.refresh_from_db()
        assert posted.questionnaire.published_at is not None
        assert not Answer.objects.public().exists()

    def test_confirmed_late_it_waits_for_moderators_and_keeps_no_other_in(self, posted):
        letter, deadline = posted.enter(), posted.questionnaire.deadline
        publish_due(now=deadline)
        posted.confirm(letter, now=deadline + 2 * DAY)
        publish_due(now=deadline + 3 * DAY - timedelta(seconds=1))
        assert not Answer.objects.public().exists()
        publish_due(now=deadline + 3 * DAY)
        assert Answer.objects.public().count() == 1

    def test_an_email_is_as_sure_as_the_address_that_they_published(self, posted):
        posted.confirm(posted.enter(via="email"))
        answer = Answer.objects.get()
        with override("en"):
            said = answer.how_sure
        assert (answer.certainty, said) == (
            "published_address",
            "by e-mail, from the address that the list published",
        )


class TestPressedTwice:
    def test_it_is_entered_once(self, posted):
        form_id = uuid4()
        first = posted.enter(form_id=form_id)
        assert posted.enter(form_id=form_id) == first
        assert (Letter.objects.count(), Answer.objects.count()) == (1, 1)

    def test_mended_it_is_mended_once_and_nobody_is_told_otherwise(self, posted):
        first, form_id = posted.enter(), uuid4()
        send_letter_back(letter=first, why="Not signed.", by=posted.bob, now=NOW)
        second = posted.enter(mends=first, scan=None, form_id=form_id)
        assert posted.enter(mends=first, scan=None, form_id=form_id) == second

    def test_with_other_words_the_first_stands_and_that_is_told(self, posted):
        form_id = uuid4()
        posted.enter(form_id=form_id, buses="yes")
        with pytest.raises(OtherWords):
            posted.enter(form_id=form_id, buses="no")
        with pytest.raises(OtherWords):
            posted.enter(form_id=form_id, buses="yes", by=posted.bob)
        assert [row.stance for row in Answer.objects.all()] == ["yes"]


class TestSentBack:
    def test_after_the_link_closed_it_is_mended_until_the_eve_of_the_vote(self, posted):
        first, late = posted.enter(buses="yes"), posted.invitation.expires_at + DAY
        send_letter_back(letter=first, why="It says no.", by=posted.bob, now=late)
        second = posted.enter(buses="no", mends=first, scan=None, now=late)
        send_letter_back(letter=second, why="A word is missing.", by=posted.bob, now=late)
        voting = vote_begins(posted.invitation)
        with pytest.raises(TooLate):
            posted.enter(buses="no", mends=second, scan=None, now=voting)
        third = posted.enter(buses="no", mends=second, scan=None, now=voting - DAY)
        assert posted.confirm(third, now=voting - DAY)[0].received_at == NOW

    def test_after_the_link_closed_what_mends_it_is_read_from_the_same_scan(self, posted):
        """Whoever read what the others said writes no other letter."""
        first, late = posted.enter(), posted.invitation.expires_at
        send_letter_back(letter=first, why="It says no.", by=posted.bob, now=late)
        with pytest.raises(TooLate):
            posted.enter(mends=first, scan=PDF + PDF, now=late)
        assert bytes(posted.enter(mends=first, scan=None, now=late).scan) == PDF

    def test_it_is_mended_from_what_stands_there_with_the_same_scan(self, posted):
        first = posted.enter(buses="yes")
        send_letter_back(letter=first, why="Page 2 says no.", by=posted.bob, now=NOW)
        assert (line_of(first).state, line_of(first).why) == (
            LetterState.SENT_BACK,
            "Page 2 says no.",
        )
        second = posted.enter(buses="no", mends=first, scan=None)
        first.refresh_from_db()
        assert (first.scan, bytes(second.scan)) == (None, PDF)
        posted.confirm(second)
        assert [stance for _ask, stance, _via, _sure in standing(posted)] == ["no"]
        assert [line_of(row).state for row in (first, second)] == [
            LetterState.GONE,
            LetterState.CONFIRMED,
        ]

    def test_mended_it_is_as_old_as_it_was(self, posted):
        first = posted.enter(buses="yes")
        send(posted.invitation, posted.buses, "no", now=NOW + timedelta(hours=1))
        send_letter_back(letter=first, why="A word is missing.", by=posted.bob, now=NOW + DAY)
        second = posted.enter(buses="yes", mends=first, scan=None, now=NOW + DAY)
        assert posted.confirm(second, now=NOW + 2 * DAY) == []
        assert [(stance, via) for _ask, stance, via, _sure in standing(posted)] == [("no", "link")]

    def test_it_is_mended_once(self, posted):
        first = posted.enter()
        send_letter_back(letter=first, why="Not signed.", by=posted.bob, now=NOW)
        posted.enter(mends=first, scan=None)
        with pytest.raises(SettledMeanwhile):
            posted.enter(mends=first, scan=None)
        assert Letter.objects.count() == 2

    def test_sent_back_it_cannot_be_confirmed(self, posted):
        letter = posted.enter()
        send_letter_back(letter=letter, why="Not signed.", by=posted.bob, now=NOW)
        with pytest.raises(SettledMeanwhile):
            posted.confirm(letter)

    def test_whoever_entered_it_takes_it_back_and_nobody_else(self, posted):
        letter = posted.enter()
        with pytest.raises(NotTheirs):
            take_letter_back(letter=letter, by=posted.bob, now=NOW)
        take_letter_back(letter=letter, by=posted.alice, now=NOW)
        letter.refresh_from_db()
        assert (letter.scan, line_of(letter).state) == (None, LetterState.GONE)

    def test_confirmed_it_is_not_taken_back(self, posted):
        letter = posted.enter()
        posted.confirm(letter)
        with pytest.raises(NotTheirs):
            take_letter_back(letter=letter, by=posted.alice, now=NOW)


class TestAndTheLink:
    def test_what_they_sent_by_the_link_since_stays(self, posted):
        letter = posted.enter(buses="yes", trees="yes")
        send(posted.invitation, posted.buses, "no", now=NOW + timedelta(hours=1))
        taken = posted.confirm(letter)
        assert [row.ask for row in taken] == [posted.trees]
        assert [(stance, via) for _ask, stance, via, _sure in standing(posted)] == [
            ("no", "link"),
            ("yes", "letter"),
        ]

    def test_a_letter_takes_the_place_of_what_came_before_it(self, posted):
        send(posted.invitation, posted.buses, "no", now=NOW - DAY)
        posted.confirm(posted.enter(buses="yes"))
        assert [(stance, via) for _ask, stance, via, _sure in standing(posted)] == [
            ("yes", "letter")
        ]
        kinds = list(Approach.objects.order_by("at").values_list("kind", flat=True))
        assert kinds == ["answered", "corrected"]

    def test_by_the_link_they_correct_what_was_entered(self, posted):
        posted.confirm(posted.enter(buses="yes"))
        send(posted.invitation, posted.buses, "will_study", now=NOW + 2 * DAY)
        assert [(stance, via) for _ask, stance, via, _sure in standing(posted)] == [
            ("will_study", "link")
        ]

    def test_it_is_entered_as_long_as_the_link_would_be_open(self, posted):
        closes = posted.invitation.expires_at
        posted.enter(now=closes - timedelta(seconds=1))
        with pytest.raises(TooLate):
            posted.enter(now=closes)

    def test_and_confirmed_until_the_eve_of_the_vote(self, posted):
        letter = posted.enter()
        with pytest.raises(TooLate):
            posted.confirm(letter, now=vote_begins(posted.invitation))

    def test_it_answers_something(self, posted):
        with pytest.raises(NothingSaid):
            enter_letter(
                invitation=posted.invitation,
                letter=Letter(via="letter", written_on=NOW.date(), language="en"),
                said={},
                by=posted.alice,
                now=NOW,
            )


class TestTheReceipt:
    def test_it_has_the_exact_words_and_the_digest(self):
        posted = Posted(address="tilleuls@example.org")
        posted.confirm(posted.enter(buses="yes_if"))
        mail = OutgoingMail.objects.get()
        digest = LedgerLine.objects.get().payload_digest
        words = ["If the Region pays.", "We say yes_if.", "yes, if", digest]
        assert [part for part in words if part not in mail.text] == []
        assert (mail.to, mail.forget) == ("tilleuls@example.org", True)
        assert [part for part in words if part not in mail.html] == []

    def test_where_a_link_was_revoked_nobody_reads_what_is_sealed(self):
        posted = Posted(address="wrong@example.org")
        posted.invitation.revoked_at = NOW
        posted.invitation.save()
        posted.confirm(posted.enter())
        assert not OutgoingMail.objects.exists()

    def test_without_an_address_nothing_is_sent(self, posted):
        posted.confirm(posted.enter())
        assert not OutgoingMail.objects.exists()


class TestTheScan:
    def test_a_photograph_is_made_anew_without_what_the_camera_added(self):
        content, kind = scan_of(photograph())
        picture = Image.open(BytesIO(content))
        assert (kind, picture.size, dict(picture.getexif())) == ("image/webp", (40, 60), {})

    def test_a_pdf_stays_as_it_is(self):
        assert scan_of(PDF) == (PDF, "application/pdf")

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            (b"%PDF-1.7 and no more", "This PDF is cut short: save it again, and send that."),
            (
                b"<html><script>",
                "This file is neither a PDF nor a whole picture. Send a PDF, a JPEG or a PNG.",
            ),
            (b"\xff" * 12_000_001, "This file is too heavy: send one of at most 12 MB."),
        ],
        ids=["cut", "page", "heavy"],
    )
    def test_anything_else_is_refused_with_what_to_do(self, sent, words):
        with override("en"), pytest.raises(NotAScan) as told:
            scan_of(sent)
        assert str(told.value) == words

    def test_it_goes_half_a_year_after_the_vote_and_the_answer_stays(self, posted):
        letter = posted.enter()
        posted.confirm(letter)
        day = Election.objects.get(contests=posted.questionnaire.contest).day
        later = NOW + ((day - NOW.date()).days + 182) * DAY
        assert [forget_scans(now=NOW), forget_scans(now=later), forget_scans(now=later)] == [
            0,
            1,
            0,
        ]
        letter.refresh_from_db()
        assert (letter.scan, len(standing(posted))) == (None, 1)


@pytest.mark.parametrize("count", [1, 10])
def test_ten_letters_cost_as_many_queries_as_one(posted, count, django_assert_num_queries):
    for _each in range(count):
        posted.enter(buses="yes", trees="no")
    with django_assert_num_queries(2):
        lines = letters_in(posted.questionnaire)
        assert [(line.name, line.state, len(line.answers)) for line in lines] == [
            ("Tilleuls", "waits", 2)
        ] * count
