"""My home: what do I do next, in each of my groups, in order of date?"""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from socle.accounts.models import User
from socle.groups.models import Approach, CharterAcceptance, Declaration, Invitation, JoinRequest
from socle.groups.tests.factories import GroupFactory, MembershipFactory, UserFactory
from socle.web.tests.reading import headings, html_of, links, part, words_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]

HOME = "/en/my-home/"


@pytest.fixture
def alice(client) -> User:
    """An organiser who has said everything there is to say."""
    alice = UserFactory(name="Alice")
    Declaration.objects.create(user=alice, stands=False, holds=False, made_at=timezone.now())
    client.force_login(alice)
    return alice


def organised_by(person, **fields):
    group = GroupFactory(presentation="We talk.", what_next="Tuesday", **fields)
    MembershipFactory(user=person, group=group, role="organiser")
    CharterAcceptance.objects.create(
        group=group, release=1, language="fr", digest="", accepted_at=timezone.now()
    )
    return group


def steps(client) -> list[str]:
    html = part(client.get(HOME), 'id="next"', "</section>")
    return [words_in(item.partition(">")[2]) for item in html.split("<li")[1:]]


def test_a_visitor_is_asked_to_sign_in_and_comes_back(client):
    asked = client.get(HOME)

    assert asked.status_code == 302
    assert asked["Location"].startswith("/en/sign-in/?next=%2Fen%2Fmy-home%2F")


def test_somebody_in_no_group_is_led_to_their_commune(client, alice):
    page = client.get(HOME)

    assert headings(page, 1) == ["Hello Alice"]
    assert headings(page, 2)[:1] == ["What to do next"]
    assert links(part(page, 'id="next"', "</section>")) == ["/en/", "/en/groups/"]


def test_when_nothing_waits_it_says_so(client, alice):
    organised_by(alice, name="Namur talks")

    assert words_in(html_of(client.get(HOME))).count("Nothing waits for you") == 1


def test_what_has_a_day_comes_in_order_of_date_and_the_rest_after(client, alice):
    now, today = timezone.now(), timezone.localdate()
    namur = organised_by(alice, name="Namur talks")
    JoinRequest.objects.create(user=UserFactory(), group=namur, made_at=now - timedelta(days=9))
    JoinRequest.objects.create(user=UserFactory(), group=namur, made_at=now - timedelta(days=1))
    Invitation.objects.create(
        group=GroupFactory(name="Gembloux"),
        email=alice.email.upper(),
        made_at=now,
        expires_at=now + timedelta(days=20),
    )
    new = GroupFactory(name="Huy", welcomed_at=None, presentation="")
    MembershipFactory(user=alice, group=new, role="organiser")
    late = (today - timedelta(days=2)).strftime("%-d %B")
    day = (today + timedelta(days=20)).strftime("%A %-d %B")

    assert steps(client) == [
        f"Was for {late} Answer 2 people who ask to join · Namur talks",
        f"{day} Answer the invitation · Gembloux",
        "When you can Read the charter together and accept it · Huy",
        "When you can Say in a few lines who you are · Huy",
        "When you can Say what comes next · Huy",
        "When you can Invite people: the coalition will soon welcome your group · Huy",
    ]


def test_a_coordinator_sees_their_follow_ups_new_groups_and_quiet_ones(client, alice):
    now, today = timezone.now(), timezone.localdate()
    coalition = GroupFactory(kind="coalition", presentation="x", what_next="x")
    MembershipFactory(user=alice, group=coalition, role="organiser")
    for follower in (alice, UserFactory()):
        Approach.objects.create(
            group=GroupFactory(kind="organisation", name="Warm streets", public_since=None),
            follower=follower,
            next_step="Call them",
            due_on=today,
            created_at=now,
            updated_at=now,
        )
    GroupFactory(welcomed_at=None, created_at=now, alive_at=now)
    GroupFactory(alive_at=now - timedelta(days=61), created_at=now)
    soon = (today + timedelta(days=7)).strftime("%A %-d %B")

    assert steps(client) == [
        "Today Call them · Warm streets",
        f"{soon} Welcome a new group",
        "When you can Call a group that has gone quiet",
    ]


def test_my_groups_say_what_i_am_there(client, alice):
    MembershipFactory(user=alice, group=GroupFactory(name="B"), role="member")
    organised_by(alice, name="Z")
    MembershipFactory(user=alice, group=GroupFactory(name="Gone"), until=date(2026, 1, 2))
    html = part(client.get(HOME), 'id="groups"', "</section>")

    assert words_in(html).split("My groups ")[1] == (
        "Z Organiser · Members and requests Tuesday B Member · Who is in it"
    )
