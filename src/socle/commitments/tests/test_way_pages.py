"""What Alice sees of her contests: how far each is; once lists are invited, who is silent, what is
missing, which days are set."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from socle.commitments.models import InvitationRule, Reminder
from socle.commitments.queries.asking import contests_to_ask
from socle.commitments.queries.coverage import paged, place_lines
from socle.commitments.tests.campaign import (
    contest_in,
    group_in,
    in_a_hundred_days,
    organiser_of,
    provision_of,
)
from socle.commitments.tests.rows import AskFactory, InvitationFactory, QuestionnaireFactory
from socle.demands.tests.factories import coalition
from socle.demands.tests.people import browser, coordinator
from socle.elections.tests.factories import ContestFactory, ElectionFactory, ElectoralListFactory
from socle.territories.models import Area
from socle.web.tests.reading import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
DAY = timedelta(days=1)


@pytest.fixture
def today():
    """Pages go by the clock of the machine."""
    return timezone.localdate()


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def gembloux():
    return group_in()


@pytest.fixture
def page(gembloux):
    return browser(organiser_of(gembloux))


@pytest.fixture
def asked(gembloux, now):
    found = QuestionnaireFactory(
        contest=contest_in(), opened_at=now - 5 * DAY, deadline=now + 16 * DAY
    )
    AskFactory(questionnaire=found, asked_by=gembloux, provision=provision_of())
    return found


def list_in(asked, name, number, **invited):
    row = ElectoralListFactory(contest=asked.contest, name=name, number=number)
    if invited:
        InvitationFactory(questionnaire=asked, list=row, **invited)
    return row


def read(page, name, group, *args):
    with override("en"):
        return words_of(page.get(reverse(f"commitments:{name}", args=[group.slug, *args])))


def test_each_contest_says_how_far_it_is_and_how_many_answered(page, asked, gembloux, now):
    list_in(asked, "Aube", 1, sent_at=now, finished_at=now)
    list_in(asked, "Braise", 2, sent_at=now)
    assert "Lists invited, answers sealed · 1 of 2 lists answered" in read(
        page, "contests", gembloux
    )


def test_where_nothing_is_asked_yet_it_says_so(page, gembloux):
    contest_in()
    assert "Nothing is asked" in read(page, "contests", gembloux)


def contests(count):
    """So many where the coalition can ask."""
    election = ElectionFactory(day=in_a_hundred_days())
    communes = Area.objects.filter(level__code="commune").order_by("code")
    for code in communes.values_list("code", flat=True)[:count]:
        QuestionnaireFactory(contest=ContestFactory(code=code, election=election))


def test_fifty_stand_on_a_page():
    contests(51)
    page, group = browser(coordinator()), coalition()
    where = reverse("commitments:contests", args=[group.slug])
    shown = [len(page.get(f"{where}?page={number}").context["lines"]) for number in (1, 2)]
    assert shown == [50, 1]


@pytest.mark.parametrize("count", [1, 10])
def test_ten_contests_take_as_many_questions_as_one(count, today, django_assert_num_queries):
    contests(count)
    group = coalition()
    with django_assert_num_queries(3):
        rows = paged(contests_to_ask(group, day=today), None)
        assert len(place_lines(rows)) == count


def test_lists_that_are_silent_are_named_with_the_days_of_reminders(
    page, asked, gembloux, now, today
):
    list_in(asked, "Aube", 1, sent_at=now, finished_at=now)
    list_in(asked, "Braise", 2, sent_at=now)
    list_in(asked, "Cime", 3, sent_at=now)
    Reminder.objects.create(questionnaire=asked, day=today - DAY, sent_at=now)
    Reminder.objects.create(questionnaire=asked, day=today + 9 * DAY)
    shown = read(page, "way", gembloux, asked.contest_id)
    assert "2 lists are silent so far 2 Braise, 3 Cime." in shown
    past, to_come = (f"{day:%-d %B %Y}" for day in (today - DAY, today + 9 * DAY))
    assert f"Who is silent is reminded: {past} · sent {to_come}" in shown


def test_a_list_known_late_is_named_and_the_moved_deadline_told(
    page, client, asked, gembloux, now, today
):
    InvitationRule.objects.create(
        questionnaire=asked,
        group=gembloux,
        kind="all",
        language="en",
        adopted_on=today,
        published_at=now,
        lists_known=False,
    )
    asked.first_deadline = asked.deadline - 4 * DAY
    asked.save()
    late = list_in(asked, "Dune", 4)
    shown = read(page, "way", gembloux, asked.contest_id)
    assert "1 list has no contact yet 4 Dune. The others were invited already" in shown
    first = f"{timezone.localdate(asked.first_deadline):%-d %B %Y}"
    assert f"The first deadline was {first}: it moved for everyone" in shown
    with override("en"):
        fair = words_of(client.get(reverse("commitments:fairness", args=[asked.contest_id])))
    assert f"(first {first}; it moved for everyone" in fair
    form = read(page, "contact", gembloux, asked.contest_id, late.pk)
    assert "Invited at once, until the end of" in form
    assert "the deadline moves for everyone" in form
