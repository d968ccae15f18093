"""On the day a follow-up is due, one mail to who follows it up."""

from datetime import timedelta

import pytest

from socle.foundation.actions.mail import send_due
from socle.foundation.models import OutgoingMail
from socle.foundation.tests.site import mail_server
from socle.groups.actions.approaching import change_approach
from socle.groups.actions.reminding import remind_followers
from socle.groups.models import Approach, Group
from socle.groups.tests.factories import (
    NOW,
    TODAY,
    ApproachFactory,
    GroupFactory,
    MembershipFactory,
    UserFactory,
)
from socle.groups.tests.seen import mails

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.fixture
def coalition():
    return GroupFactory(kind=Group.Kind.COALITION)


def coordinator(coalition, name):
    user = UserFactory(name=name, email=f"{name.lower()}@example.org", language="en")
    MembershipFactory(user=user, group=coalition, role="organiser")
    return user


@pytest.fixture
def carol(coalition):
    return coordinator(coalition, "Carol")


@pytest.fixture
def dries(coalition):
    return coordinator(coalition, "Dries")


def test_one_mail_tells_all_that_is_due(settings, carol, dries):
    ruche = ApproachFactory(
        group__name="La Ruche", follower=carol, due_on=TODAY, next_step="Call back"
    )
    ancre = ApproachFactory(group__name="L’Ancre", follower=carol, due_on=TODAY - 3 * A_DAY)
    ApproachFactory(follower=carol, due_on=TODAY + A_DAY)
    ApproachFactory(follower=carol)
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        assert remind_followers(now=NOW) == 1
        send_due(clock=lambda: NOW)
    [message] = server.messages
    assert (message["To"], message["Subject"]) == (
        "carol@example.org",
        "2 organisations to follow up",
    )
    lines = message.get_body(("plain",)).get_content().splitlines()
    site = "http://localhost:8000/en/coalition/organisations"
    assert lines[4:8] == [
        "- L’Ancre – say what comes next (since 17 November 2026)",
        f"  {site}/{ancre.group.slug}/",
        "- La Ruche – Call back (today)",
        f"  {site}/{ruche.group.slug}/",
    ]


def test_however_often_it_runs_each_day_is_told_once(carol):
    approach = ApproachFactory(follower=carol, due_on=TODAY)
    assert [remind_followers(now=NOW) for _time in range(3)] == [1, 0, 0]
    assert remind_followers(now=NOW + A_DAY) == 0
    change_approach(
        approach=approach, by=carol, seen=1, words={"due_on": TODAY + 5 * A_DAY}, now=NOW
    )
    assert remind_followers(now=NOW + 4 * A_DAY) == 0
    assert remind_followers(now=NOW + 5 * A_DAY) == 1
    assert len(mails()) == 2


def test_who_says_today_that_it_is_due_today_needs_no_mail(carol):
    approach = ApproachFactory(follower=carol)
    change_approach(approach=approach, by=carol, seen=1, words={"due_on": TODAY}, now=NOW)
    assert remind_followers(now=NOW) == 0


def test_each_person_gets_their_own(carol, dries):
    ApproachFactory(follower=carol, due_on=TODAY)
    ApproachFactory(follower=dries, due_on=TODAY)
    assert remind_followers(now=NOW) == 2
    assert mails() == [
        ("carol@example.org", "1 organisation to follow up"),
        ("dries@example.org", "1 organisation to follow up"),
    ]


def test_what_nobody_follows_is_told_to_all_who_coordinate(carol, dries):
    ApproachFactory(due_on=TODAY)
    ApproachFactory(due_on=TODAY, follower=UserFactory(email="gone@example.org"))
    assert remind_followers(now=NOW) == 2
    assert mails() == [
        ("carol@example.org", "2 organisations to follow up"),
        ("dries@example.org", "2 organisations to follow up"),
    ]
    assert remind_followers(now=NOW) == 0


def test_what_nobody_follows_stands_in_the_same_mail(carol):
    ApproachFactory(group__name="La Ruche", follower=carol, due_on=TODAY)
    ApproachFactory(group__name="L’Ancre", due_on=TODAY)
    assert remind_followers(now=NOW) == 1
    text = OutgoingMail.objects.get().text
    parts = text.partition("Nobody follows these up. Who takes them?")
    assert ("La Ruche" in parts[0], "L’Ancre" in parts[2]) == (True, True)
    assert mails() == [("carol@example.org", "2 organisations to follow up")]


def test_archived_organisations_are_let_be(carol):
    ApproachFactory(follower=carol, due_on=TODAY, group__archived_at=NOW)
    assert remind_followers(now=NOW) == 0


def test_without_coordinators_nobody_is_written_to():
    ApproachFactory(due_on=TODAY)
    assert remind_followers(now=NOW) == 0
    assert Approach.objects.get().reminded_on is None
