"""Will notes on his phone what Aube says, Odile confirms it; others are told why they may not."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from socle.commitments.models import Answer, StageEvent
from socle.commitments.queries.paths import grid_path
from socle.commitments.queries.stage import token_of
from socle.commitments.tests.staged import Staged
from socle.demands.tests.factories import coalition
from socle.demands.tests.people import browser, errors, notices
from socle.elections.tests.factories import CandidacyFactory, ElectoralListFactory
from socle.groups.models import Declaration
from socle.groups.tests.factories import MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]


def path(name, *args):
    with override("en"):
        return reverse(f"commitments:{name}", args=args)


@pytest.fixture
def staged():
    return Staged(now=timezone.now())


@pytest.fixture
def note_page(staged):
    return path("stage", staged.stage.pk)


@pytest.fixture
def will(staged):
    return browser(staged.will)


@pytest.fixture
def odile(staged):
    return browser(staged.odile)


def typed(staged, **more):
    given = {"who": f"l{staged.aube.pk}", "ask": staged.ask.pk, "stance": "yes", "language": "en"}
    return given | {"words": "We shall.", "condition": "", "uuid": str(uuid4())} | more


def to_witness(staged, *rest):
    staged.stage.refresh_from_db()
    name = "witness-note" if rest else "witness"
    return path(name, token_of(staged.stage), *rest)


def sure(verdict="same", **more):
    return {"verdict": verdict, "sure": "on", "why": ""} | more


def stand(staged, person):
    Declaration.objects.create(
        user=person,
        stands=True,
        holds=False,
        area=staged.contest.area,
        body=staged.contest.body,
        made_at=timezone.now() - timedelta(days=1),
    )


def test_noted_without_a_script_then_confirmed_and_shown_in_the_grid(
    staged, note_page, will, odile
):
    answered = will.post(note_page, typed(staged, minute="1:12:30"), follow=True)
    assert notices(answered) == ["Noted. It comes out once a second witness confirms it."]
    note = Answer.objects.get()
    assert (note.video_second, note.entered_by) == (4350, staged.will)
    assert "We shall." not in odile.get(grid_path(staged.contest, "en")).content.decode()

    listed = odile.get(to_witness(staged))
    assert [row.note for row in listed.context["rows"]] == [note]
    confirm = to_witness(staged, note.pk)
    assert "We shall." in odile.get(confirm).content.decode()
    answered = odile.post(confirm, sure(), follow=True)
    assert notices(answered) == ["Confirmed, thank you. It is public now."]
    shown = odile.get(path("ask", staged.ask.pk), follow=True).content.decode()
    assert shown.count("We shall.") == 1
    assert "said on stage before witnesses" in shown


def test_pressed_twice_it_is_noted_once(staged, note_page, will):
    given = typed(staged)
    will.post(note_page, given)
    will.post(note_page, given)
    assert Answer.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"who": ""}, {"who": ["Choose who answers."]}),
        ({"ask": ""}, {"ask": ["Choose the question that they answer."]}),
        ({"stance": ""}, {"stance": ["Choose what they answer."]}),
        (
            {"stance": "yes_if"},
            {"condition": ["“Yes, if…” needs its condition: say what it is."]},
        ),
        (
            {"words": "Ring 0470 12 34 56"},
            {
                "words": [
                    "Take “0470 12 34 56” out: e-mail addresses and telephone numbers are not "
                    "published."
                ]
            },
        ),
        ({"minute": "soon"}, {"minute": ["Type a minute, such as 72 or 1:12:30."]}),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_what_was_typed_stays(
    staged, note_page, will, given, said
):
    answered = will.post(note_page, typed(staged, **given))
    assert (answered.status_code, errors(answered)) == (422, said)
    assert answered.context["form"]["words"].value() == typed(staged, **given)["words"]
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("typed_minute", "second"), [("72", 4320), ("72:30", 4350), ("1:12:30", 4350), ("", None)]
)
def test_a_minute_is_typed_as_one_reads_it(staged, note_page, will, typed_minute, second):
    will.post(note_page, typed(staged, minute=typed_minute))
    assert Answer.objects.get().video_second == second


class TestFromAPhone:
    def test_what_was_kept_without_network_is_sent_and_written_once(self, staged, will):
        send = path("stage-send", staged.stage.pk)
        known = will.get(send).json()
        page = will.get(path("stage", staged.stage.pk)).context["mark"]
        assert known["mark"] == page
        given = typed(staged, at=(staged.now - timedelta(seconds=1)).isoformat())
        for _time in range(3):
            sent = will.post(send, given)
            assert (sent.status_code, sent.json()) == (
                200,
                {"says": "Noted. It comes out once a second witness confirms it."},
            )
        assert Answer.objects.count() == 1

    def test_other_words_under_the_same_id_are_told_and_change_nothing(self, staged, will):
        send, given = path("stage-send", staged.stage.pk), typed(staged)
        will.post(send, given)
        told = will.post(send, given | {"words": "Never."})
        assert told.status_code == 409
        assert told.json()["says"].startswith("This note was received already with other words.")
        assert Answer.objects.get().words == "We shall."

    def test_what_cannot_be_taken_comes_back_with_the_reason(self, staged, will):
        told = will.post(path("stage-send", staged.stage.pk), typed(staged, stance=""))
        assert (told.status_code, told.json()) == (422, {"says": "Choose what they answer."})

    def test_who_was_signed_out_is_told_so(self, staged):
        told = Client().get(path("stage-send", staged.stage.pk))
        assert told.status_code == 401

    def test_the_mark_of_another_person_is_another(self, staged, will):
        send = path("stage-send", staged.stage.pk)
        assert will.get(send).json()["mark"] != browser(staged.alice).get(send).json()["mark"]

    def test_the_page_that_a_phone_keeps_says_nothing_of_who_looks_at_it(self, staged, will):
        staged.note(words="Not for a phone.")
        kept = will.get(path("stage-offline", staged.stage.pk)).content.decode()
        assert "Aube" in kept
        assert "Trams at night" in kept
        for word in ("Wilhelm", staged.will.email, "csrfmiddlewaretoken", "Not for a phone."):
            assert word not in kept

    def test_the_script_that_opens_it_stands_above_the_pages_of_meetings(self, staged):
        script = Client().get(path("stage-worker"))
        assert script.headers["Content-Type"].startswith("text/javascript")
        assert path("stage", staged.stage.pk).startswith(
            path("stage-worker").removesuffix("worker.js")
        )


class TestTheSecondWitness:
    def test_says_what_differs_and_the_first_reads_it(self, staged, note_page, will, odile):
        note = staged.note("no", "Never.")
        confirm = to_witness(staged, note.pk)
        unsaid = odile.post(confirm, sure("differs"))
        assert errors(unsaid) == {"why": ["Say what differs: it is noted again from your words."]}
        odile.post(confirm, sure("differs", why="She said: not before 2030."))
        shown = will.get(note_page)
        assert "She said: not before 2030." in shown.content.decode()
        cell = shown.context["rows"][0].cells[0]
        assert cell.state == "differs"

    def test_must_be_able_to_say_all_of_it(self, staged, odile):
        note = staged.note()
        answered = odile.post(to_witness(staged, note.pk), {"verdict": "same"})
        assert errors(answered) == {
            "sure": ["Only somebody of whom all of this is true may confirm."]
        }
        assert not Answer.objects.public().exists()

    def test_who_comes_too_late_is_told_that_it_is_settled(self, staged, odile):
        note = staged.note()
        staged.confirm(note, by=staged.wout, now=staged.now)
        answered = odile.post(to_witness(staged, note.pk), sure(), follow=True)
        assert notices(answered) == ["That note does not wait any more: somebody settled it."]

    def test_of_the_group_is_told_to_find_somebody_else(self, staged):
        refused = browser(staged.alice).get(to_witness(staged))
        assert refused.status_code == 403
        assert "Somebody from outside confirms" in refused.content.decode()

    def test_who_stands_steps_aside_on_both_sides(self, staged, note_page, will, odile):
        stand(staged, staged.odile)
        stand(staged, staged.will)
        for refused in (odile.get(to_witness(staged)), will.get(note_page)):
            assert refused.status_code == 403
            assert "You step aside from this contest" in refused.content.decode()

    def test_a_witness_of_another_group_needs_no_more_than_the_address(self, staged, note_page):
        led = browser(staged.wout).get(note_page)
        assert led["Location"] == to_witness(staged)

    def test_a_link_that_was_replaced_opens_nothing(self, staged, odile):
        before = to_witness(staged)
        renew = path("stage-link", staged.group.slug, staged.contest.pk, staged.stage.pk)
        browser(staged.alice).post(renew)
        assert odile.get(before).status_code == 404
        assert odile.get(to_witness(staged)).status_code == 200


class TestTheMeeting:
    def address(self, staged):
        return path("stages", staged.group.slug, staged.contest.pk)

    def test_is_opened_by_an_organiser_and_leads_to_its_page(self, staged):
        given = {"name": "Débat des jeunes", "place": "Gembloux", "day": staged.now.date()}
        answered = browser(staged.alice).post(self.address(staged), given, follow=True)
        assert notices(answered) == ["The meeting has its page: show it to your witnesses."]
        assert StageEvent.objects.get(name="Débat des jeunes").group == staged.group

    def test_takes_place_before_the_vote(self, staged):
        given = {"name": "Débat", "place": "Gembloux", "day": staged.contest.election.day}
        answered = browser(staged.alice).post(self.address(staged), given)
        assert errors(answered) == {"day": ["Choose a day before that of the vote."]}

    def test_has_a_video_once_there_is_one(self, staged):
        note = staged.note(second=90)
        address = path("stage-video", staged.group.slug, staged.contest.pk, staged.stage.pk)
        browser(staged.alice).post(address, {"video_url": "https://video.example/a"})
        note.refresh_from_db()
        assert note.video_url == "https://video.example/a#t=90"

    def test_a_receipt_is_printed_for_whoever_was_heard(self, staged, will):
        note = staged.confirm(staged.note("yes_if"), now=timezone.now())
        shown = will.get(path("stage-receipt", staged.stage.pk, note.pk)).content.decode()
        for words in ("We shall.", "If the Region pays.", "Salle Arbre d’or"):
            assert words in shown
        assert "Wilhelm" not in shown.split("<main")[1]


def test_witnesses_find_the_meeting_on_the_page_of_their_group(staged, note_page, will):
    with override("en"):
        home = staged.group.get_absolute_url()
    assert note_page in will.get(home).content.decode()
    member = UserFactory()
    MembershipFactory(user=member, group=staged.group)
    for other in (Client(), browser(member), browser(staged.wout)):
        assert note_page not in other.get(home).content.decode()


PEOPLE = ["visitor", "stranger", "witness elsewhere", "member", "witness", "organiser", "coord."]
TABLE = """
                   visi stra elsw memb witn orga coor
GET  stages          in  404  404  404  404  200  200
POST stages          in  404  404  404  404  422  422
GET  stage-video     in  404  404  404  404  200  200
POST stage-link      in  404  404  404  404  302  302
GET  stage           in  404  302  404  200  200  200
POST stage           in  404  302  404  422  422  422
GET  stage-offline   in  404  404  404  200  200  200
GET  stage-send     401  404  404  404  200  200  200
POST stage-send     401  404  404  404  422  422  422
GET  stage-receipt   in  404  404  404  200  200  200
GET  stage-worker   200  200  200  200  200  200  200
GET  witness         in  200  200  403  403  403  200
GET  witness-note    in  200  200  403  403  403  200
POST witness-note    in  422  422  403  403  403  422
"""


def test_who_may_see_and_do_what(staged):
    member, coordinator = UserFactory(), UserFactory()
    MembershipFactory(user=member, group=staged.group)
    MembershipFactory(user=coordinator, group=coalition(), role="organiser")
    public = staged.confirm(staged.note(), now=timezone.now())
    waiting = staged.note(row=staged.lists[1])
    people = [UserFactory(), staged.wout, member, staged.will, staged.alice, coordinator]
    visitors = [Client(), *map(browser, people)]

    def address(name):
        stage = staged.stage
        if name in ("stages", "stage-video", "stage-link"):
            rest = [] if name == "stages" else [stage.pk]
            return path(name, staged.group.slug, staged.contest.pk, *rest)
        if name.startswith("witness"):
            return to_witness(staged, *([waiting.pk] if name == "witness-note" else []))
        rest = [] if name == "stage-worker" else [stage.pk]
        return path(name, *rest, *([public.pk] if name == "stage-receipt" else []))

    def answer(method, name, visitor):
        response = getattr(visitor, method.lower())(address(name))
        signs_in = response.status_code == 302 and "/sign-in" in response["Location"]
        return "in" if signs_in else str(response.status_code)

    wanted = [row.split() for row in TABLE.splitlines()[2:]]
    found = [[*row[:2], *(answer(*row[:2], visitor) for visitor in visitors)] for row in wanted]
    assert found == wanted


@pytest.mark.parametrize("count", [1, 10])
def test_ten_lists_and_candidates_cost_as_many_queries_as_one(
    staged, note_page, will, odile, count, django_assert_num_queries
):
    for number in range(count):
        row = ElectoralListFactory(contest=staged.contest, number=number + 10)
        staged.note(row=row, candidacy=CandidacyFactory(list=row))
        staged.note(row=row)
    will.get(note_page)
    odile.get(to_witness(staged))
    with django_assert_num_queries(15):
        assert len(will.get(note_page).context["rows"]) == 2 + 2 * count
    with django_assert_num_queries(11):
        assert len(odile.get(to_witness(staged)).context["rows"]) == 2 * count
