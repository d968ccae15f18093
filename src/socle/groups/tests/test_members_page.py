"""The people of a group: as its organisers manage them, as its members see them, as a table."""

import csv
import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from socle.groups.actions.declaring import declare
from socle.groups.actions.inviting import invite, make_link
from socle.groups.models import JoinRequest
from socle.groups.queries.members import found_among, people_of
from socle.groups.tests.factories import (
    NOW,
    TODAY,
    DelegationFactory,
    GroupFactory,
    GroupLinkFactory,
    MembershipFactory,
    UserFactory,
)
from socle.groups.tests.seen import page
from socle.web.tests.reading import asked, headings, html_of, main_links, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return GroupFactory(name="Gembloux en transition", kind="organisation")


@pytest.fixture
def alice(group):
    """Organises the group."""
    alice = UserFactory(name="Alice", email="alice@example.org", language="en")
    MembershipFactory(user=alice, group=group)
    MembershipFactory(user=alice, group=group, role="organiser")
    return alice


def names(people):
    return [person.name for person in people]


# --- who is in it ---


def test_people_are_listed_once_by_name_whatever_their_accents(group, alice):
    for name in ("Zoé", "Éric", "eva", "Ève"):
        MembershipFactory(group=group, user__name=name)
    MembershipFactory(group=group, user__name="Gone", until=TODAY)
    MembershipFactory(user__name="Elsewhere")

    assert names(people_of(group, TODAY)) == ["Alice", "Éric", "eva", "Ève", "Zoé"]


def test_roles_are_said_the_weightiest_first_and_member_only_where_there_is_no_other(group, alice):
    bob = MembershipFactory(group=group, user__name="Bob", since=date(2026, 3, 1)).user
    MembershipFactory(group=group, user=bob, role="treasurer", since=date(2025, 3, 1))
    MembershipFactory(group=group, user=bob, role="witness", since=date(2026, 4, 1))
    MembershipFactory(group=group, user__name="Cleo")

    said = [(p.name, p.said, p.since) for p in people_of(group, TODAY)]
    assert said == [
        ("Alice", ["organiser"], date(2026, 1, 1)),
        ("Bob", ["witness", "treasurer"], date(2025, 3, 1)),
        ("Cleo", ["member"], date(2026, 1, 1)),
    ]


@pytest.mark.parametrize(
    ("words", "role", "found"),
    [
        ("", "", ["Anne Étienne", "Bob Dupont", "Hélène Dupont"]),
        ("helene", "", ["Hélène Dupont"]),
        ("dup hel", "", ["Hélène Dupont"]),
        ("ETIENNE", "", ["Anne Étienne"]),
        ("pont", "", []),
        ("", "witness", ["Bob Dupont"]),
        ("hélène", "witness", []),
        ("", "king", []),
        ("%", "", ["Anne Étienne", "Bob Dupont", "Hélène Dupont"]),
    ],
)
def test_people_are_found_by_part_of_their_name_and_by_role(group, words, role, found):
    for name in ("Hélène Dupont", "Bob Dupont", "Anne Étienne"):
        MembershipFactory(
            group=group, user__name=name, role="witness" if "Bob" in name else "member"
        )
    people = people_of(group, TODAY)
    assert names(found_among(people, words=words, role=role)) == found


def test_the_list_comes_by_twenty_five(client, group, alice):
    for number in range(60):
        MembershipFactory(group=group, user__name=f"Person {number:02}", role="witness")
    client.force_login(alice)

    first = client.get(page(group, "members/"))
    assert headings(first, 2)[0] == "61 people"
    rows = re.findall(r'<th scope="row" dir="auto">', html_of(first))
    assert len(rows) == 25
    second = client.get(page(group, "members/"), {"q": "person", "role": "witness", "page": "3"})
    assert len(re.findall(r'<th scope="row" dir="auto">', html_of(second))) == 10
    assert "?q=person&role=witness&page=2" in main_links(second)
    assert "Nobody here answers to that." in words_of(client.get(page(group, "members/?q=xyz")))


@pytest.mark.parametrize("role", ["organiser", "member"])
@pytest.mark.parametrize("count", [1, 10])
def test_one_and_ten_of_everything_take_as_many_queries(client, group, alice, count, role):
    now = timezone.now()
    for _ in range(count):
        person = MembershipFactory(group=group, user__name="Somebody", role="witness").user
        JoinRequest.objects.create(user=UserFactory(), group=group, made_at=NOW)
        DelegationFactory(user=person, institution=group, given_by=alice)
        GroupLinkFactory(part=group, whole=GroupFactory(kind="working"))
        GroupLinkFactory(whole=group, since=None)
    make_link(group=group, by=alice, now=now)
    emails = [f"p{n}@example.org" for n in range(count)]
    invite(group=group, emails=emails, language="fr", by=alice, now=now)
    looker = alice if role == "organiser" else MembershipFactory(group=group).user
    client.force_login(looker)
    address = page(group, "members/")
    client.get(address)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(address)

    assert len(asked(queries.captured_queries)) == {"organiser": 12, "member": 8}[role]


# --- what members see ---


def test_a_member_sees_names_the_mentor_and_declarations_and_no_address(client, group, alice):
    MembershipFactory(group=group, user__name="Monique", role="mentor")
    member = MembershipFactory(group=group, user__name="Cleo").user
    MembershipFactory(group=group, user__name="", user__email="secret@example.org")
    client.force_login(member)
    answer = client.get(page(group, "members/"))

    words = words_of(answer)
    assert "Monique is the mentor of this group: somebody to turn to." in words
    for name in ("Alice (organiser)", "Cleo", "somebody without a name", "Monique (mentor)"):
        assert name in words
    assert "Alice has not said yet" in words
    html = html_of(answer).partition("<main")[2]
    assert "@example.org" not in html
    assert "/members/" + str(alice.pk) not in html
    assert not {"requests", "invitations", "links"} & set(re.findall(r'id="(\w+)"', html))


def test_what_a_group_is_from_the_inside_is_not_kept_by_anybody(client, group, alice):
    client.force_login(alice)
    answer = client.get(page(group, "members/"))
    assert "no-store" in answer["Cache-Control"]


# --- a table to take away ---


def test_the_table_has_a_line_for_each_role_and_no_address(client, group, alice):
    MembershipFactory(group=group, user__name="=cmd()", role="treasurer", since=date(2025, 3, 1))
    client.force_login(alice)
    answer = client.get(page(group, "members/csv/"))

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert f'filename="{group.slug}.csv"' in answer["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows == [
        ["Name", "Role", "Since"],
        ["Alice", "member", "2026-01-01"],
        ["Alice", "organiser", "2026-01-01"],
        ["'=cmd()", "treasurer", "2025-03-01"],
    ]


# --- the pages around it ---


def around(group, alice, count):
    """As many of everything the pages around show."""
    bob = MembershipFactory(group=group, user__name="Bob").user
    for number in range(count):
        MembershipFactory(group=group, user=bob, role="witness", until=TODAY)
        declare(user=bob, stands=False, holds=False, now=NOW)
        declare(user=alice, stands=False, holds=False, now=NOW)
        other = GroupFactory(kind="organisation", name=f"House {number}")
        MembershipFactory(group=other, user=alice, role="organiser")
        GroupLinkFactory(part=other, whole=group)
        DelegationFactory(institution=other)
    return bob


@pytest.mark.parametrize("count", [1, 10])
def test_the_pages_around_take_as_many_queries_for_one_and_for_ten(client, group, alice, count):
    bob = around(group, alice, count)
    client.force_login(alice)
    found = {}
    for name, address in {
        "person": page(group, f"members/{bob.pk}/"),
        "voices": page(group, "members/voices/"),
        "part of": page(group, "part-of/?q=house"),
        "merge": page(group, "merge/?q=house"),
        "declaration": "/en/declaration/",
    }.items():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        found[name] = len(asked(queries.captured_queries))

    assert found == {"person": 9, "voices": 7, "part of": 6, "merge": 6, "declaration": 5}
