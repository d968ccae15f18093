"""Loading the demo campaign: where there is nothing, part of it, or groups that are real."""

from datetime import UTC, datetime

import pytest
from django.conf import settings as site
from django.core.management import CommandError
from django.db.models.functions import TruncDate

from socle.accounts.models import User
from socle.groups.actions.demo import load_demo
from socle.groups.models import Approach, CharterAcceptance, Group, Membership
from socle.groups.tests.factories import GroupFactory
from socle.web.tests.test_demo import demo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]

FOLDER = site.ROOT_DIR / "demo"
NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)


def test_where_real_groups_are_nothing_is_loaded():
    GroupFactory()

    with pytest.raises(CommandError) as refused:
        demo()
    assert str(refused.value).startswith("This site has groups of its own")
    assert Group.objects.count() == 1
    assert demo(if_empty=True) == "No demo campaign: this site has groups of its own"
    assert User.objects.count() == 0


def test_the_days_are_counted_from_the_day_it_is_loaded():
    load_demo(folder=FOLDER, now=NOW)

    assert not Group.objects.filter(alive_at__gt=NOW).exists()
    assert not CharterAcceptance.objects.filter(accepted_at__gt=NOW).exists()
    early = Membership.objects.filter(since__lt=TruncDate("group__created_at"))
    assert not early.exists()
    assert Approach.objects.filter(due_on__lt=NOW.date()).exists()
    assert Approach.objects.filter(due_on__gt=NOW.date()).exists()


def test_where_groups_were_loaded_before_there_were_demands_these_come_in():
    load_demo(folder=FOLDER, now=NOW)
    assert demo() == "Demo campaign loaded: 6 cases, 16 demands, 198 lists, 854 answers"
