"""Claire asks the same of every commune of a region at once; it is frozen on a day, or undone."""

from datetime import timedelta

import pytest

from socle.accounts.models import JournalEntry
from socle.commitments.actions.asking import DoesNotFit, freeze_asks, propose_ask, take_back_ask
from socle.commitments.actions.rounds import (
    BadDays,
    NoContest,
    SomethingIsFrozen,
    StillBusy,
    ask_level,
    freeze_now,
    take_back_round,
    work_on,
)
from socle.commitments.models import Ask, AskWords
from socle.commitments.queries.asking import asks_of
from socle.commitments.queries.rounds import Stands, due_rounds, plan_of, round_page
from socle.commitments.rules import MOST, stands_in
from socle.commitments.tests.campaign import group_in, provision_of
from socle.commitments.tests.rows import AskFactory, InvitationFactory, QuestionnaireFactory
from socle.demands.actions.demanding import reword
from socle.demands.tests.factories import coalition
from socle.demands.tests.people import coordinator
from socle.elections.tests.factories import ContestFactory, ElectionFactory
from socle.groups.models import Declaration
from socle.groups.tests.factories import NOW, TODAY
from socle.territories.models import Area, Body
from socle.texts.queries.words import Words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
WALLOON = ("92094", "92142", "52011")
BRUGES = "31005"
DAY = timedelta(days=1)


@pytest.fixture
def election():
    return ElectionFactory(day=TODAY + 100 * DAY)


@pytest.fixture
def contests(election):
    """Namur, Gembloux and Charleroi; and Bruges, which is of another region."""
    flemish = Body.objects.get(code="communal-council-vl")
    return [
        *(ContestFactory(code=code, election=election) for code in WALLOON),
        ContestFactory(code=BRUGES, election=election, body=flemish),
    ]


@pytest.fixture
def claire():
    return coordinator()


@pytest.fixture
def buses():
    return provision_of("Des bus le soir")


def wallonia():
    return Area.objects.get(code="03000")


def asked(provision, election, by, region=None, **more):
    days = {"freeze_on": TODAY + 10 * DAY, "answer_by": TODAY + 60 * DAY}
    return ask_level(
        provision=provision,
        election=election,
        region=region,
        group=coalition(),
        by=by,
        now=NOW,
        **(days | more),
    )


def worked(made, *, now=NOW, **more):
    work_on(made.pk, clock=lambda: now, **more)
    made.refresh_from_db()
    return made


def places(made):
    rows = made.asks.values_list("questionnaire__contest__code", flat=True)
    return sorted(rows)


def stopping_after(batches):
    """Somebody stops the worker once it has done so many batches."""
    looks = iter([False] * batches)
    return lambda: next(looks, True)


class TestBeforeAsking:
    def test_what_is_left_out_is_named_with_its_reason(self, contests, election, buses):
        namur, gembloux, charleroi, bruges = contests
        propose_ask(contest=namur, group=group_in(), provision=buses, by=None, now=NOW)
        QuestionnaireFactory(contest=gembloux)
        full = QuestionnaireFactory(contest=charleroi, opened_at=None, deadline=None)
        for _n in range(MOST):
            AskFactory(questionnaire=full)
        plan = plan_of(buses, election, None)
        assert plan.asked == [bruges]
        assert plan.left_out == [
            (namur, Stands.ASKED_ALREADY),
            (gembloux, Stands.LISTS_INVITED),
            (charleroi, Stands.TEN_STAND),
        ]

    def test_of_a_region_only_those_that_vote_there(self, contests, election, buses):
        assert plan_of(buses, election, wallonia()).asked == contests[:3]

    def test_a_level_that_does_not_vote_there_is_refused(self, election, buses, claire):
        with pytest.raises(NoContest):
            asked(buses, election, claire)

    @pytest.mark.parametrize(
        "days",
        [
            {"freeze_on": TODAY - DAY},
            {"freeze_on": TODAY + 60 * DAY},
            {"answer_by": TODAY + 100 * DAY},
        ],
    )
    def test_days_stand_in_their_order(self, contests, election, buses, claire, days):
        with pytest.raises(BadDays):
            asked(buses, election, claire, **days)

    def test_what_is_no_longer_asked_is_refused(self, contests, election, buses, claire):
        buses.withdrawn_at = NOW
        buses.save()
        with pytest.raises(DoesNotFit):
            asked(buses, election, claire)

    def test_who_stands_in_one_of_them_steps_aside(self, contests, claire):
        assert stands_in(claire, contests, day=TODAY) is None
        Declaration.objects.create(
            user=claire,
            stands=True,
            holds=False,
            area=contests[1].area,
            body=contests[1].body,
            made_at=NOW,
        )
        assert stands_in(claire, contests, day=TODAY) == contests[1]


class TestAsking:
    def test_one_ask_stands_in_each_contest_of_the_region(self, contests, election, buses, claire):
        made = worked(asked(buses, election, claire, wallonia()))
        assert (made.state, places(made)) == ("proposed", sorted(WALLOON))
        line = asks_of(contests[0].questionnaire).lines[0]
        assert (line.ask.asked_by, line.ask.round) == (coalition(), made)
        assert JournalEntry.objects.filter(verb="commitments.round.made").count() == 1

    def test_asked_twice_it_is_one_round(self, contests, election, buses, claire):
        assert asked(buses, election, claire) == asked(buses, election, claire)

    def test_a_worker_that_was_stopped_goes_on_where_it_was(
        self, contests, election, buses, claire
    ):
        made = asked(buses, election, claire)
        worked(made, stop=stopping_after(1), batch=2)
        assert (made.state, len(places(made)), due_rounds(TODAY)) == ("proposing", 2, [made.pk])
        worked(made, batch=2)
        worked(made)
        assert (made.state, places(made)) == ("proposed", sorted([*WALLOON, BRUGES]))

    def test_where_it_is_asked_meanwhile_it_is_left_out(self, contests, election, buses, claire):
        made = asked(buses, election, claire)
        propose_ask(contest=contests[0], group=group_in(), provision=buses, by=None, now=NOW)
        found = round_page(worked(made))
        assert found.stands[contests[0].pk] == Stands.ASKED_ALREADY
        assert (found.asked, found.total) == (3, 4)


class TestFreezing:
    def test_on_its_day_the_same_words_everywhere(self, contests, election, buses, claire):
        made = worked(asked(buses, election, claire))
        assert due_rounds(made.freeze_on - DAY) == []
        assert due_rounds(made.freeze_on) == [made.pk]
        worked(made, now=NOW + 10 * DAY)
        assert made.state == "frozen"
        assert len(set(made.asks.values_list("digest", flat=True))) == 1
        assert AskWords.objects.filter(ask__round=made).values("revision").distinct().count() == 1

    def test_words_published_while_it_freezes_do_not_come_in(
        self, contests, election, buses, claire
    ):
        made = worked(asked(buses, election, claire))
        freeze_now(round=made, by=claire, now=NOW)
        worked(made, stop=stopping_after(1), batch=2)
        later = Words.of("Un tram", "On compte.", "Un tram.")
        reword(provision=buses, language="fr", words=later, by=None, now=NOW + DAY)
        worked(made)
        titles = set(AskWords.objects.filter(ask__round=made).values_list("title", flat=True))
        assert (made.state, titles) == ("frozen", {"Un bus par heure (commune)"})

    def test_not_before_it_stands_everywhere(self, contests, election, buses, claire):
        made = asked(buses, election, claire)
        with pytest.raises(StillBusy):
            freeze_now(round=made, by=claire, now=NOW)

    def test_it_is_not_frozen_in_one_contest_alone(self, contests, election, buses, claire):
        worked(asked(buses, election, claire))
        held = contests[0].questionnaire
        seen = list(held.asks.values_list("pk", flat=True))
        frozen = freeze_asks(questionnaire=held, group=coalition(), seen=seen, by=claire, now=NOW)
        assert (frozen, held.asks.frozen().count()) == ([], 0)

    def test_where_it_was_taken_back_meanwhile_nothing_comes_again(
        self, contests, election, buses, claire
    ):
        made = worked(asked(buses, election, claire))
        take_back_ask(ask=made.asks.first(), by=claire, now=NOW)
        freeze_now(round=made, by=claire, now=NOW)
        worked(made)
        assert (made.state, made.asks.count(), made.asks.frozen().count()) == ("frozen", 3, 3)


class TestTakingBack:
    def test_it_leaves_every_contest_and_may_be_asked_again(
        self, contests, election, buses, claire
    ):
        made = worked(asked(buses, election, claire))
        take_back_round(round=made, by=claire, now=NOW)
        take_back_round(round=made, by=claire, now=NOW)
        assert not Ask.objects.exists()
        assert JournalEntry.objects.filter(verb="commitments.round.undone").count() == 1
        assert worked(asked(buses, election, claire)) != made

    def test_while_it_is_being_proposed_it_stops(self, contests, election, buses, claire):
        made = asked(buses, election, claire)
        worked(made, stop=stopping_after(1), batch=2)
        take_back_round(round=made, by=claire, now=NOW)
        worked(made)
        assert (made.state, made.asks.count()) == ("undone", 0)

    def test_not_once_words_are_frozen(self, contests, election, buses, claire):
        made = worked(asked(buses, election, claire))
        freeze_now(round=made, by=claire, now=NOW)
        with pytest.raises(SomethingIsFrozen):
            take_back_round(round=made, by=claire, now=NOW)


def test_how_far_it_is_counts_who_answered(contests, election, buses, claire):
    made = worked(asked(buses, election, claire))
    freeze_now(round=made, by=claire, now=NOW)
    worked(made)
    held = contests[0].questionnaire
    held.opened_at = held.deadline = NOW
    held.save()
    InvitationFactory(questionnaire=held)
    InvitationFactory(questionnaire=held, finished_at=NOW)
    line = round_page(made, wanted="invited").lines[0]
    assert (line.contest, line.invited, line.answered) == (contests[0], 2, 1)
    counts = [(key, n) for key, _words, n in round_page(made).counts]
    assert counts == [("frozen", 3), ("invited", 1)]
