"""Roles with their dates; handing over, leaving, being removed."""

import pytest
from django.utils import timezone

from socle.accounts.journal import JournalEntry
from socle.accounts.models import Consent
from socle.accounts.purposes import GROUP_NEWSLETTER
from socle.foundation.models import OutgoingMail
from socle.groups.actions.joining import join_group
from socle.groups.actions.living import GroupIsArchived
from socle.groups.actions.roles import (
    LastOrganiser,
    NotInGroup,
    end_role,
    give_role,
    hand_over,
    leave_group,
    remove_member,
)
from socle.groups.models import Group, Membership
from socle.groups.rules import who
from socle.groups.tests.factories import (
    NOW,
    TODAY,
    DelegationFactory,
    GroupFactory,
    MembershipFactory,
    UserFactory,
)
from socle.groups.tests.seen import mails, notices, page, verbs
from socle.web.tests.reading import headings, html_of, main_links, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return GroupFactory(name="Gembloux en transition")


@pytest.fixture
def alice(group):
    """Organises the group."""
    alice = UserFactory(name="Alice", language="en")
    MembershipFactory(user=alice, group=group, role="member")
    MembershipFactory(user=alice, group=group, role="organiser")
    return alice


@pytest.fixture
def bob(group):
    """Is in the group."""
    bob = UserFactory(name="Bob", email="bob@example.org", language="en")
    MembershipFactory(user=bob, group=group, role="member")
    return bob


@pytest.fixture
def carla():
    """Coordinates the campaign."""
    coalition = GroupFactory(kind="coalition")
    return MembershipFactory(group=coalition, role="organiser", user__name="Carla").user


def roles(user, group, day=None):
    return set(who(user, day=day or timezone.localdate()).roles_in(group))


# --- given, ended ---


def test_an_organiser_gives_a_role_and_the_person_is_told(client, group, alice, bob):
    client.force_login(alice)
    done = client.post(page(group, f"members/{bob.pk}/role/"), {"role": "treasurer"}, follow=True)

    assert notices(done) == ["Bob has a new role: treasurer."]
    assert roles(bob, group) == {"member", "treasurer"}
    assert mails() == [("bob@example.org", "You have a new role in “Gembloux en transition”")]
    text = OutgoingMail.objects.get().text
    assert "Alice gave you a role in “Gembloux en transition”: treasurer." in text


def test_a_role_given_twice_is_one_role(group, alice, bob):
    first = give_role(group=group, user=bob, role="witness", by=alice, now=NOW)
    assert give_role(group=group, user=bob, role="witness", by=alice, now=NOW) == first
    assert (verbs(), len(mails())) == (["groups.role.given"], 1)


def test_who_no_longer_has_a_role_stays_a_member_and_the_history_shows_it(
    client, group, alice, bob
):
    row = MembershipFactory(user=bob, group=group, role="treasurer")
    Membership.objects.filter(user=bob, role="member").delete()
    client.force_login(alice)
    client.post(page(group, f"members/{bob.pk}/role/end/"), {"role": row.pk})

    assert roles(bob, group) == {"member"}
    row.refresh_from_db()
    assert row.until == timezone.localdate()
    shown = words_of(client.get(page(group, f"members/{bob.pk}/")))
    assert "treasurer, from 1 January 2026 until" in shown


def test_the_only_organiser_cannot_stop_by_themself(client, group, alice):
    row = Membership.objects.get(user=alice, role="organiser")
    with pytest.raises(LastOrganiser):
        end_role(membership=row, by=alice, now=NOW)
    client.force_login(alice)
    refused = client.post(page(group, f"members/{alice.pk}/role/end/"), {"role": row.pk})
    assert refused.status_code == 422
    assert headings(refused, 1) == ["Hand over first"]
    assert roles(alice, group) == {"member", "organiser"}


def test_a_mentor_is_named_by_the_coalition_alone(client, group, alice, bob, carla):
    client.force_login(alice)
    address = page(group, f"members/{bob.pk}/role/")
    assert client.post(address, {"role": "mentor"}).status_code == 404
    client.force_login(carla)
    assert client.post(address, {"role": "mentor"}).status_code == 302
    assert roles(bob, group) == {"member", "mentor"}


def test_a_coordinator_names_an_organiser_only_where_there_is_none(
    client, group, alice, bob, carla
):
    client.force_login(carla)
    address = page(group, f"members/{bob.pk}/role/")
    assert client.post(address, {"role": "organiser"}).status_code == 404

    Membership.objects.filter(user=alice).update(until=timezone.localdate())
    warned = client.get(page(group, "members/"))
    assert "Nobody organises this group" in words_of(warned)
    assert client.post(address, {"role": "organiser"}).status_code == 302
    assert roles(bob, group) == {"member", "organiser"}


def test_a_coordinator_s_act_is_no_sign_of_life(group, bob, carla):
    before = group.alive_at
    later = NOW.replace(hour=20)
    give_role(group=group, user=bob, role="mentor", by=carla, now=later)
    group.refresh_from_db()
    assert (group.alive_at, group.updated_at) == (before, later)


@pytest.mark.parametrize("role", ["member", "delegate", "king", ""])
def test_no_other_word_is_a_role_to_give(client, group, alice, bob, role):
    client.force_login(alice)
    assert client.post(page(group, f"members/{bob.pk}/role/"), {"role": role}).status_code == 404


def test_a_role_of_another_group_is_not_ended_from_here(client, group, alice, bob):
    elsewhere = MembershipFactory(user=bob, role="organiser")
    client.force_login(alice)
    address = page(group, f"members/{bob.pk}/role/end/")
    for row in (str(elsewhere.pk), "999999", "", "x"):
        assert client.post(address, {"role": row}).status_code == 404
    elsewhere.refresh_from_db()
    assert elsewhere.until is None


def test_nothing_is_given_in_an_archived_group(group, alice, bob):
    Group.objects.update(archived_at=NOW)
    with pytest.raises(GroupIsArchived):
        give_role(group=group, user=bob, role="witness", by=alice, now=NOW)


# --- handing over ---


@pytest.mark.parametrize(
    ("then", "left"),
    [("leave", set()), ("member", {"member"}), ("organiser", {"member", "organiser"})],
)
def test_an_organiser_hands_over_and_chooses_what_they_become(
    client, group, alice, bob, then, left
):
    client.force_login(alice)
    done = client.post(page(group, f"members/{bob.pk}/hand-over/"), {"then": then}, follow=True)

    assert notices(done) == ["Bob organises the group now."]
    assert roles(bob, group) == {"member", "organiser"}
    assert roles(alice, group) == left
    assert [to for to, _subject in mails()] == ["bob@example.org"]


def test_one_says_what_one_becomes(client, group, alice, bob):
    client.force_login(alice)
    refused = client.post(page(group, f"members/{bob.pk}/hand-over/"), {})
    assert refused.status_code == 422
    assert "Choose one of the three." in words_of(refused)
    assert roles(bob, group) == {"member"}


def test_one_hands_over_to_somebody_in_the_group(group, alice):
    for nobody in (UserFactory(), alice):
        with pytest.raises(NotInGroup):
            hand_over(group=group, user=alice, to=nobody, then="leave", now=NOW)
    assert roles(alice, group) == {"member", "organiser"}


# --- leaving ---


def test_a_member_leaves_after_a_confirmation(client, group, bob):
    client.force_login(bob)
    assert headings(client.get(page(group, "leave/")), 1) == ["Leave this group"]

    done = client.post(page(group, "leave/"), follow=True)

    assert notices(done) == ["You left “Gembloux en transition”."]
    assert roles(bob, group) == set()
    assert verbs() == ["groups.member.left"]
    assert client.get(page(group, "leave/")).status_code == 404


def test_leaving_ends_every_role_what_one_speaks_for_and_the_newsletter(bob):
    house = GroupFactory(kind="organisation")
    join_group(group=house, user=bob, consents={GROUP_NEWSLETTER: "words"}, now=NOW)
    MembershipFactory(user=bob, group=house, role="witness")
    soon = TODAY.replace(day=30)
    running = DelegationFactory(user=bob, institution=house, until=soon)
    coming = DelegationFactory(user=bob, institution=house, since=TODAY.replace(month=12))

    leave_group(group=house, user=bob, now=NOW)

    assert roles(bob, house, TODAY) == set()
    running.refresh_from_db()
    coming.refresh_from_db()
    assert running.until == TODAY
    assert coming.until == coming.since
    assert Consent.objects.get().withdrawn_at == NOW


def test_the_only_organiser_is_told_how_to_go(client, group, alice, bob):
    client.force_login(alice)
    told = client.get(page(group, "leave/"))
    assert headings(told, 1) == ["Hand over first"]
    links = main_links(told)
    assert page(group, "members/#people") in links
    assert page(group, "archive/") in links
    assert page(group, "merge/") in links

    refused = client.post(page(group, "leave/"))
    assert refused.status_code == 422
    assert roles(alice, group) == {"member", "organiser"}
    with pytest.raises(LastOrganiser):
        leave_group(group=group, user=alice, now=NOW)


def test_one_of_two_organisers_leaves_freely(group, alice, bob):
    give_role(group=group, user=bob, role="organiser", by=alice, now=NOW)
    leave_group(group=group, user=alice, now=NOW)
    with pytest.raises(LastOrganiser):
        leave_group(group=group, user=bob, now=NOW)


def test_an_organiser_who_may_no_longer_sign_in_does_not_count(group, alice, bob):
    give_role(group=group, user=bob, role="organiser", by=alice, now=NOW)
    bob.is_active = False
    bob.save()
    with pytest.raises(LastOrganiser):
        leave_group(group=group, user=alice, now=NOW)


# --- being removed ---


def test_a_member_is_removed_with_a_reason_they_read_and_no_journal_keeps(
    client, group, alice, bob
):
    client.force_login(alice)
    address = page(group, f"members/{bob.pk}/remove/")
    assert headings(client.get(address), 1) == ["Remove Bob from the group"]
    assert client.post(address, {"reason": " "}).status_code == 422

    client.post(address, {"reason": "Après trois rappels, merci de votre passage."})

    assert roles(bob, group) == set()
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == (
        "bob@example.org",
        "You are no longer in “Gembloux en transition”",
    )
    assert "> Après trois rappels, merci de votre passage." in mail.text
    line = JournalEntry.objects.get(verb="groups.member.removed")
    assert (line.by, line.reason) == (alice, "")


def test_nobody_removes_themself_nor_a_mentor(client, group, alice, bob):
    mentor = MembershipFactory(group=group, role="mentor").user
    client.force_login(alice)
    for person in (alice, mentor):
        assert client.get(page(group, f"members/{person.pk}/remove/")).status_code == 404
        address = page(group, f"members/{person.pk}/remove/")
        assert client.post(address, {"reason": "x"}).status_code == 404


def test_who_is_not_in_the_group_cannot_be_removed(group, alice):
    with pytest.raises(NotInGroup):
        remove_member(group=group, user=UserFactory(), by=alice, reason="x", now=NOW)


def test_a_coordinator_frees_a_group_from_an_organiser_who_vanished(group, alice, bob, carla):
    remove_member(group=group, user=alice, by=carla, reason="Sans nouvelles.", now=NOW)
    give_role(group=group, user=bob, role="organiser", by=carla, now=NOW)

    assert roles(alice, group, TODAY) == set()
    assert roles(bob, group, TODAY) == {"member", "organiser"}


def test_the_header_names_who_looks_and_not_who_is_looked_at(client, group, alice, bob):
    client.force_login(alice)
    header = html_of(client.get(page(group, f"members/{bob.pk}/")))
    header = header.partition('<header class="masthead">')[2].partition("</header>")[0]
    assert ("Alice" in header, "Bob" in header) == (True, False)
