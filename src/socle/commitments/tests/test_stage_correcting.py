"""The hall or the day of a meeting was mistyped: the group corrects it, and nothing is rewritten in
silence."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from socle.accounts.models import JournalEntry
from socle.commitments.actions.stage import LeadsToSomebody
from socle.commitments.actions.stage_correcting import (
    NoReason,
    NothingChanges,
    NotYet,
    correct_stage,
)
from socle.commitments.models import Answer, Approach, LedgerLine, StageCorrection
from socle.commitments.tests.respondents import send
from socle.commitments.tests.rows import InvitationFactory
from socle.commitments.tests.staged import Staged
from socle.demands.tests.people import browser, errors, notices
from socle.web.tests.reading import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WHY = "The hall was changed on the day."


@pytest.fixture
def staged():
    return Staged()


def correct(staged, *, place="Salle des fêtes", why=WHY, now=None, **more):
    stage = staged.stage
    stage.refresh_from_db()
    kept = {"name": stage.name, "day": stage.day} | more
    return correct_stage(
        stage=stage, place=place, why=why, by=staged.alice, now=now or staged.now + HOUR, **kept
    )


def lines():
    return [(line.kind, line.payload) for line in LedgerLine.objects.order_by("seq")]


def page_of(client, ask):
    with override("en"):
        return words_of(client.get(reverse("commitments:ask", args=[ask.pk]), follow=True))


class TestBeforeAnythingIsPublic:
    def test_it_needs_no_reason_stays_readable_and_is_in_the_journal(self, staged):
        stage = correct(staged, why="")
        assert stage.place == "Salle des fêtes"
        before = StageCorrection.objects.get()
        assert (before.place, before.at) == ("Salle Arbre d’or", staged.now + HOUR)
        entry = JournalEntry.objects.get(verb="commitments.stage.corrected")
        assert entry.by == staged.alice

    def test_notes_that_wait_are_of_that_place_and_day(self, staged):
        note = staged.note()
        said = note.said_at
        correct(staged, day=staged.stage.day - DAY)
        note.refresh_from_db()
        assert (note.place, note.said_at) == ("Salle des fêtes", said - DAY)
        staged.confirm(note)
        [(_kind, payload)] = lines()
        assert payload["place"] == "Salle des fêtes"

    def test_nobody_reads_beside_an_answer_what_was_never_public(self, staged, client):
        correct(staged)
        staged.confirm(staged.note(), now=staged.now + 2 * HOUR)
        assert "Salle Arbre d’or" not in page_of(client, staged.ask)


class TestOnceAnswersArePublic:
    def test_it_needs_a_reason(self, staged):
        staged.confirm(staged.note())
        with pytest.raises(NoReason):
            correct(staged, why=" ")
        assert not StageCorrection.objects.exists()

    def test_it_stands_beside_each_answer_with_what_was_said_before(self, staged, client):
        staged.confirm(staged.note())
        correct(staged)
        page = page_of(client, staged.ask)
        assert "Salle des fêtes · said on stage before witnesses" in page
        day = f"{staged.stage.day:%-d %B %Y}"
        assert f"it said “Grand débat”, Salle Arbre d’or, {day}. {WHY}" in page

    def test_the_ledger_corrects_the_line_and_keeps_the_first(self, staged):
        staged.confirm(staged.note())
        correct(staged)
        correct(staged, place="Salle du haut")
        [(first, before), (second, after), (third, last)] = lines()
        assert (first, second, third) == ("answer", "correction", "correction")
        assert (before["place"], after["place"]) == ("Salle Arbre d’or", "Salle des fêtes")
        assert (after["corrects"], last["corrects"], last["place"]) == (1, 2, "Salle du haut")
        same = ("words", "stance", "respondent", "sureness")
        assert [after[name] for name in same] == [before[name] for name in same]

    def test_the_public_log_tells_it_of_each_list_heard_there(self, staged):
        staged.confirm(staged.note())
        staged.confirm(staged.note(row=staged.lists[1]))
        correct(staged)
        told = Approach.objects.filter(kind="amended").order_by("list__number")
        assert [(row.list, row.words) for row in told] == [
            (row, f"Grand débat, Salle des fêtes. {WHY}") for row in staged.lists
        ]

    def test_an_answer_that_took_its_place_has_no_other_line(self, staged):
        invitation = InvitationFactory(
            questionnaire=staged.questionnaire,
            list=staged.aube,
            expires_at=staged.now + 30 * DAY,
        )
        heard = staged.confirm(staged.note())
        send(invitation, staged.ask, "no", now=staged.now + HOUR)
        correct(staged, now=staged.now + 2 * HOUR)
        heard.refresh_from_db()
        assert heard.place == "Salle des fêtes"
        assert [kind for kind, _payload in lines()] == ["answer", "receipt"]


class TestIsRefused:
    def test_where_it_leads_to_somebody(self, staged):
        for given in ({"place": "Ring 0470 12 34 56"}, {"why": "Ask zoe@example.org"}):
            with pytest.raises(LeadsToSomebody):
                correct(staged, **given)

    def test_where_nothing_changes(self, staged):
        with pytest.raises(NothingChanges):
            correct(staged, place="Salle Arbre d’or")

    def test_a_day_to_come_once_answers_were_noted(self, staged):
        correct(staged, day=staged.stage.day + DAY)
        correct(staged, day=staged.stage.day)
        staged.note()
        with pytest.raises(NotYet):
            correct(staged, day=staged.stage.day + DAY)


def test_an_organiser_does_it_on_a_page_and_nobody_else(staged):
    staged.confirm(staged.note())
    with override("en"):
        args = [staged.group.slug, staged.contest.pk]
        page = reverse("commitments:stage-correct", args=[*args, staged.stage.pk])
        everything = reverse("commitments:stages", args=args)
    alice = browser(staged.alice)
    assert page in alice.get(everything).content.decode()
    given = {"name": "Grand débat", "place": "Salle des fêtes", "day": str(staged.stage.day)}
    assert errors(alice.post(page, given)) == {
        "why": ["Answers given there are public: say why this changes."]
    }
    done = alice.post(page, given | {"why": WHY}, follow=True)
    assert notices(done) == ["Corrected. What it said before stays readable."]
    assert "it said “Grand débat”, Salle Arbre d’or" in words_of(done)
    assert browser(staged.odile).get(page).status_code == 404
    assert Answer.objects.get().place == "Salle des fêtes"
