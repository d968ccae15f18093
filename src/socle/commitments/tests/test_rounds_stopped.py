"""What Claire asks of a whole level is withdrawn from its demand while it waits to be frozen."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from socle.accounts.models import JournalEntry
from socle.commitments.actions.asking import freeze_asks, propose_ask
from socle.commitments.actions.rounds import ask_level, freeze_now, work_on
from socle.commitments.models import Ask, AskRound, Questionnaire
from socle.commitments.queries.rounds import due_rounds
from socle.commitments.tests.campaign import (
    contest_in,
    group_in,
    in_a_hundred_days,
    organiser_of,
    own_wording,
    provision_of,
)
from socle.demands.actions.adopting import withdraw_adaptation
from socle.demands.actions.demanding import withdraw_provision
from socle.demands.actions.withdrawing import withdraw_demand
from socle.demands.tests.factories import coalition
from socle.demands.tests.people import browser, coordinator, notices
from socle.elections.tests.factories import ContestFactory, ElectionFactory
from socle.texts.models import Revision
from socle.web.tests.reading import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
DAY = timedelta(days=1)


@pytest.fixture
def claire():
    return coordinator()


@pytest.fixture
def buses():
    return provision_of("Des bus le soir")


@pytest.fixture
def now():
    """Pages go by the clock of the machine."""
    return timezone.now()


@pytest.fixture
def made(buses, claire, now):
    """Proposed in Namur and in Gembloux, to be frozen in five days."""
    election = ElectionFactory(day=in_a_hundred_days())
    for code in ("92094", "92142"):
        ContestFactory(code=code, election=election)
    today = timezone.localdate(now)
    found = ask_level(
        provision=buses,
        election=election,
        region=None,
        group=coalition(),
        freeze_on=today + 5 * DAY,
        answer_by=today + 40 * DAY,
        by=claire,
        now=now,
    )
    return worked(found, now)


def worked(made, now):
    work_on(made.pk, clock=lambda: now)
    return AskRound.objects.get(pk=made.pk)


def unpublish(provision):
    Revision.objects.filter(text=provision.text).delete()


def drop_provision(provision, by, now):
    withdraw_provision(provision=provision, by=by, now=now)


def drop_demand(provision, by, now):
    withdraw_demand(demand=provision.demand, why="It was done.", by=by, now=now)


def address(name, made):
    with override("en"):
        return reverse(f"commitments:{name}", args=[made.pk])


@pytest.mark.parametrize("drop", [drop_provision, drop_demand])
def test_on_its_day_it_is_frozen_nowhere_and_tried_no_more(made, buses, claire, now, drop):
    drop(buses, claire, now)
    made = worked(made, now + 5 * DAY)
    assert (made.state, made.stopped_why, made.frozen_at) == ("stopped", "withdrawn", None)
    assert not Ask.objects.exists()
    assert due_rounds(made.freeze_on + DAY) == []
    assert JournalEntry.objects.filter(verb="commitments.round.stopped").count() == 1


def test_without_published_words_it_stops_too(made, buses, now):
    unpublish(buses)
    made = worked(made, now + 5 * DAY)
    assert (made.state, made.stopped_why) == ("stopped", "unpublished")
    assert due_rounds(made.freeze_on + DAY) == []


def test_what_is_frozen_by_then_stays(made, buses, claire, now):
    freeze_now(round=made, by=claire, now=now)
    drop_provision(buses, claire, now)
    made = worked(made, now)
    assert (made.state, made.asks.frozen().count()) == ("frozen", 2)


def test_its_page_says_so_before_and_after(made, buses, claire, now):
    page = browser(claire)
    assert "no longer stands" not in words_of(page.get(address("round", made)))
    drop_provision(buses, claire, now)
    shown = words_of(page.get(address("round", made)))
    assert "What this asks no longer stands in its demand" in shown
    told = page.post(address("round-freeze", made), follow=True)
    assert notices(told) == ["Nothing was frozen: what it asks no longer stands in its demand."]
    assert "Stopped" in words_of(told)
    assert "no contest is asked it" in words_of(told)
    with override("en"):
        rounds = words_of(page.get(reverse("commitments:rounds")))
    assert "0 contests · stopped" in rounds


def test_it_may_be_asked_again_once_it_stands_again(made, buses, claire, now):
    drop_provision(buses, claire, now)
    worked(made, now + 5 * DAY)
    buses.withdrawn_at = None
    buses.save()
    again = ask_level(
        provision=buses,
        election=made.election,
        region=None,
        group=coalition(),
        freeze_on=made.freeze_on + DAY,
        answer_by=made.answer_by,
        by=claire,
        now=now,
    )
    assert again != made


class TestWhatOneGroupProposed:
    def proposed(self, group, now, **more):
        contest = contest_in()
        ask = propose_ask(contest=contest, group=group, by=None, now=now, **more)
        return contest, ask

    def freeze(self, group, contest, now):
        held = Questionnaire.objects.get(contest=contest)
        seen = list(held.asks.values_list("pk", flat=True))
        return freeze_asks(questionnaire=held, group=group, seen=seen, by=None, now=now)

    def test_a_provision_withdrawn_meanwhile_is_taken_back_and_not_frozen(self, buses, now):
        group = group_in()
        contest, ask = self.proposed(group, now, provision=buses)
        kept = propose_ask(
            contest=contest, group=group, provision=provision_of("Des arbres"), by=None, now=now
        )
        drop_provision(buses, None, now)
        assert self.freeze(group, contest, now) == [kept]
        assert not Ask.objects.filter(pk=ask.pk).exists()

    def test_a_wording_of_its_own_that_it_stands_by_no_more_too(self, buses, now):
        group = group_in()
        mine = own_wording(group, buses)
        contest, _ask = self.proposed(group, now, provision=buses, adaptation=mine)
        withdraw_adaptation(adaptation=mine, by=None, now=now)
        assert self.freeze(group, contest, now) == []
        assert not Ask.objects.exists()

    def test_the_page_says_which_are_left_out(self, buses, now):
        group = group_in()
        contest, ask = self.proposed(group, now, provision=buses)
        drop_provision(buses, None, now)
        page = browser(organiser_of(group))
        with override("en"):
            where = reverse("commitments:freeze", args=[group.slug, contest.pk])
        told = page.post(where, {"seen": str(ask.pk)}, follow=True)
        assert notices(told) == ["1 ask was withdrawn meanwhile: it is not asked any more."]
