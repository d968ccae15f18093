"""A promise that nobody looks at is forgotten: who follows it is told, and sees what waits."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from socle.commitments.actions.reminding import remind_followers
from socle.commitments.models import Commitment
from socle.commitments.tests.promised import Promised
from socle.demands.tests.people import browser
from socle.foundation.models import OutgoingMail
from socle.groups.tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
DAY = timedelta(days=1)


def address(name, *args):
    with override("en"):
        return reverse(f"commitments:{name}", args=args)


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def gembloux():
    return Promised()


@pytest.fixture
def trams(gembloux):
    return gembloux.followed()


def due(*promises, day=None, **more):
    day = day or timezone.localdate()
    keys = [row.pk for row in promises]
    Commitment.objects.filter(pk__in=keys).update(next_review=day, **more)


def test_the_organisers_of_the_group_are_told_once_of_all_that_is_due(gembloux, trams):
    now = timezone.now()
    due(trams, gembloux.promise(gembloux.aube, gembloux.trees))
    assert remind_followers(now=now) == 2
    mail = OutgoingMail.objects.get(to=gembloux.alice.email)
    assert "Trams at night" in mail.text
    assert "Trees in every street" in mail.text
    assert "/fr/promesses/a-suivre/" in mail.text
    assert remind_followers(now=now + DAY) == 0


def test_who_follows_it_is_told_alone_and_again_on_another_day(gembloux, trams):
    due(trams, followed_by=gembloux.bruno)
    now = timezone.now()
    assert remind_followers(now=now) == 1
    assert OutgoingMail.objects.get().to == gembloux.bruno.email
    due(trams, day=timezone.localdate(now) + 3 * DAY)
    assert remind_followers(now=now + DAY) == 0
    assert remind_followers(now=now + 3 * DAY) == 1


def test_my_home_says_what_to_look_at_and_what_to_confirm(gembloux, trams):
    due(trams)
    gembloux.states(gembloux.promise(gembloux.aube, gembloux.trees), "kept", by=gembloux.bruno)
    shown = text_of(browser(gembloux.alice).get("/en/my-home/"))
    assert "Look again at a promise that your group follows" in shown
    assert "Somebody saw what became of a promise: look too, and confirm it" in shown
    own = text_of(browser(gembloux.bruno).get("/en/my-home/"))
    assert "look too, and confirm it" not in own


def test_what_waits_what_is_due_what_nobody_follows(gembloux, trams):
    due(trams)
    trees = gembloux.promise(gembloux.aube, gembloux.trees)
    gembloux.states(trees, "kept", by=gembloux.bruno)
    alone = gembloux.promise(gembloux.braise, gembloux.trees)
    Commitment.objects.filter(pk=alone.pk).update(follower=None)
    found = browser(gembloux.alice).get(address("to-follow")).context["found"]
    assert [row.promise for row in found.due] == [trams]
    assert [row.promise for _statement, row in found.waiting] == [trees]
    assert [row.promise for row in found.alone] == [alone]


def test_who_follows_nothing_is_told_so_and_a_visitor_signs_in():
    shown = text_of(browser(UserFactory()).get(address("to-follow")))
    assert "Nothing to follow yet" in shown
    assert Client().get(address("to-follow")).status_code == 302


@pytest.mark.parametrize("many", [1, 3])
def test_one_or_three_cost_as_many_questions(gembloux, trams, many, django_assert_num_queries):
    keys = Commitment.objects.values_list("pk", flat=True)[:many]
    Commitment.objects.filter(pk__in=list(keys)).update(next_review=timezone.localdate())
    page = browser(gembloux.alice)
    page.get(address("to-follow"))
    with django_assert_num_queries(QUERIES):
        page.get(address("to-follow"))


QUERIES = 14


def test_corrections_stand_on_a_page_of_their_own(gembloux, trams):
    assert "Nothing had to be corrected yet" in text_of(Client().get(address("corrections")))
    first = gembloux.states(trams)
    gembloux.states(trams, "not_started", seen=first.pk, corrects=first, why="Day trams.")
    shown = text_of(Client().get(address("corrections")))
    assert "Day trams." in shown
    assert "Trams at night" in shown


def test_the_definitions_say_their_version():
    shown = text_of(Client().get(address("method")))
    assert "Version 1 of the definitions" in shown
    assert "It is the normal state" in shown
