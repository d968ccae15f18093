"""Inviting people by mail or by a link, and what becomes of each invitation."""

from datetime import timedelta

import pytest
from django.utils import timezone

from socle.foundation.models import OutgoingMail
from socle.groups.actions.inviting import (
    MOST_A_DAY,
    CannotOpen,
    TooManyInvitations,
    accept_invitation,
    invite,
    make_link,
    revoke_invitation,
)
from socle.groups.models import Group, Invitation, Membership
from socle.groups.queries.invitations import token_of
from socle.groups.rules import Opening
from socle.groups.tests.factories import GroupFactory, MembershipFactory, UserFactory
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
    MembershipFactory(user=alice, group=group, role="organiser")
    return alice


@pytest.fixture
def bob():
    return UserFactory(name="Bob", email="bob@example.org", language="en")


@pytest.fixture
def send(group, alice):
    def send(*emails, **besides):
        given = {"language": "en", "now": timezone.now()} | besides
        return invite(group=group, emails=emails, by=alice, **given)

    return send


def address(invitation):
    return f"/en/invitation/{token_of(invitation)}/"


# --- by e-mail ---


def test_several_addresses_are_invited_at_once_in_a_chosen_language(client, group, alice):
    client.force_login(alice)
    typed = "bob@example.org, Cléo <cleo@example.org>\nBOB@example.org\n\ndan@example.org;"
    sent = {"emails": typed, "role": "member", "language": "nl"}

    done = client.post(page(group, "invite/"), sent, follow=True)

    assert notices(done) == ["3 invitations are sent."]
    assert sorted(to for to, _subject in mails()) == [
        "BOB@example.org",
        "cleo@example.org",
        "dan@example.org",
    ]
    assert {mail.language for mail in OutgoingMail.objects.all()} == {"nl"}
    assert verbs() == ["groups.invitation.made"] * 3


def test_wrong_addresses_are_told_one_by_one_and_what_was_typed_is_kept(client, group, alice):
    client.force_login(alice)
    typed = "bob@example.org\ncleo.example.org, dan@, ed ed@example.org"
    refused = client.post(
        page(group, "invite/"), {"emails": typed, "role": "member", "language": "fr"}
    )

    assert refused.status_code == 422
    words = words_of(refused)
    assert "“cleo.example.org” has no @." in words
    assert "“dan@” is not a whole address, such as name@example.org." in words
    assert "“ed ed@example.org” has a space in it: put each address on a line of its own." in words
    assert typed.replace("\n", "\r\n") in html_of(refused).replace("\r\n", "\n").replace(
        "\n", "\r\n"
    )
    assert (mails(), Invitation.objects.count()) == ([], 0)


def test_fifty_addresses_at_once_and_two_hundred_a_day_are_the_most(client, group, alice, send):
    client.force_login(alice)
    many = "\n".join(f"person{n}@example.com" for n in range(51))
    refused = client.post(
        page(group, "invite/"), {"emails": many, "role": "member", "language": "fr"}
    )
    assert "50 addresses at once are the most." in words_of(refused)

    now = timezone.now()
    Invitation.objects.bulk_create(
        Invitation(group=group, email=f"p{n}@example.com", made_at=now, expires_at=now)
        for n in range(MOST_A_DAY)
    )
    with pytest.raises(TooManyInvitations):
        send("one@example.com")
    refused = client.post(
        page(group, "invite/"), {"emails": "a@example.com", "role": "member", "language": "fr"}
    )
    assert refused.status_code == 422
    assert "Your group wrote to 200 people today. Go on tomorrow." in words_of(refused)
    assert mails() == []


def test_inviting_the_same_address_again_prolongs_and_sends_again(send):
    now = timezone.now()
    (first,) = send("bob@example.org", now=now)
    (again,) = send("Bob@example.org", now=now + timedelta(days=20))

    assert again.pk == first.pk
    assert again.expires_at == now + timedelta(days=50)
    assert token_of(again) == token_of(first)
    assert len(mails()) == 2


def test_nobody_is_written_to_twice_in_a_day(client, group, alice, send):
    (first,) = send("bob@example.org")
    revoke_invitation(invitation=first, by=alice, now=timezone.now())
    client.force_login(alice)
    sent = {"emails": "BOB@example.org, cleo@example.org", "role": "member", "language": "fr"}
    done = client.post(page(group, "invite/"), sent, follow=True)

    assert notices(done) == [
        "1 invitation is sent.",
        "1 address was written to in the last 24 hours: not again.",
    ]
    assert [to for to, _subject in mails()] == ["bob@example.org", "cleo@example.org"]


def test_somebody_who_invites_without_end_is_asked_to_wait(client, group, alice, settings):
    settings.SOCLE_LIMITS = settings.SOCLE_LIMITS | {"groups.invite": "2/h/key"}
    client.force_login(alice)
    answers = [
        client.post(
            page(group, "invite/"),
            {"emails": f"p{n}@example.com", "role": "member", "language": "fr"},
        ).status_code
        for n in range(3)
    ]
    assert answers == [302, 302, 429]
    assert len(mails()) == 2


def test_the_message_says_who_invites_and_leads_in(client, send, bob):
    (invitation,) = send("bob@example.org")
    mail = OutgoingMail.objects.get()

    assert mail.subject == "Alice invites you to join “Gembloux en transition”"
    assert address(invitation) in mail.text
    client.force_login(bob)
    opened = client.get(address(invitation))
    assert headings(opened, 1) == ["You are invited to join"]

    done = client.post(address(invitation), follow=True)

    assert done.redirect_chain == [(page(invitation.group), 302)]
    assert Membership.objects.get(user=bob).role == "member"
    invitation.refresh_from_db()
    assert (invitation.uses, invitation.accepted_at is not None) == (1, True)


def test_one_may_be_invited_as_organiser(send, bob):
    (invitation,) = send("bob@example.org", role="organiser")
    accept_invitation(invitation=invitation, user=bob, addresses=[bob.email], now=timezone.now())

    assert set(bob.memberships.values_list("role", flat=True)) == {"member", "organiser"}
    # They took the role themselves: nobody needs to tell them.
    assert len(mails()) == 1


def test_an_invitation_opens_a_group_that_is_joined_by_invitation_only(send, group, bob):
    Group.objects.update(joining="by_invitation")
    (invitation,) = send("bob@example.org")
    accept_invitation(invitation=invitation, user=bob, addresses=[bob.email], now=timezone.now())
    assert Membership.objects.get(user=bob).group == group


def test_a_visitor_sees_what_it_is_then_signs_in_and_comes_back(client, send):
    (invitation,) = send("bob@example.org")
    opened = client.get(address(invitation))
    assert opened.status_code == 200
    assert "Alice invites you." in words_of(opened)

    answer = client.post(address(invitation))

    assert answer.status_code == 302
    way = client.get(answer["Location"])
    assert answer["Location"].count(token_of(invitation)) == 1
    assert "sign in with the address that was invited" in words_of(way)


# --- what does not open ---


def test_a_link_that_is_wrong_says_what_to_do(client, send):
    (invitation,) = send("bob@example.org")
    for wrong in (token_of(invitation)[:-1], "12.abc.def", "x", f"{token_of(invitation)}x"):
        answer = client.get(f"/en/invitation/{wrong}/")
        assert answer.status_code == 404
        assert headings(answer, 1) == ["This link leads to no invitation"]
        assert "ask whoever invited you for a new link" in words_of(answer)


def test_for_somebody_else_it_does_not_open_and_says_so(client, send, group):
    (invitation,) = send("bob@example.org")
    client.force_login(UserFactory(email="mallory@example.org"))

    for answer in (client.get(address(invitation)), client.post(address(invitation))):
        assert answer.status_code == 404
        assert headings(answer, 1) == ["This invitation does not open"]
        words = words_of(answer)
        assert "It was sent to b…@example.org, and you are signed in as mallory@" in words
        assert "bob@example.org" not in html_of(answer)
        assert page(group, "join/") in main_links(answer)
    assert Membership.objects.filter(user__email="mallory@example.org").count() == 0


def test_expired_revoked_used_and_archived_each_say_what_to_do(client, send, group, alice, bob):
    client.force_login(bob)
    (invitation,) = send("bob@example.org")

    def opened():
        answer = client.get(address(invitation))
        assert answer.status_code == 410
        assert client.post(address(invitation)).status_code == 410
        return words_of(answer)

    Invitation.objects.update(expires_at=timezone.now())
    assert "It was good until" in opened()
    assert "Ask the organisers for a new one." in opened()
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
    revoke_invitation(invitation=invitation, by=alice, now=timezone.now())
    assert "The organisers took it back." in opened()
    Invitation.objects.update(revoked_at=None, accepted_at=timezone.now())
    assert "It was used once already" in opened()
    Group.objects.update(archived_at=timezone.now())
    assert "The group has ended since." in opened()
    assert Membership.objects.filter(user=bob).count() == 0


def test_the_action_itself_refuses_what_does_not_open(send, bob):
    (invitation,) = send("somebody@example.org")
    with pytest.raises(CannotOpen) as told:
        accept_invitation(
            invitation=invitation, user=bob, addresses=[bob.email], now=timezone.now()
        )
    assert told.value.opening == Opening.SOMEBODY_ELSE


def test_who_is_in_already_is_told_and_uses_nothing_up(client, send, group, alice):
    (invitation,) = send(alice.email)
    client.force_login(alice)
    answer = client.get(address(invitation), follow=True)

    assert notices(answer) == ["You are in this group already."]
    invitation.refresh_from_db()
    assert invitation.uses == 0


# --- by a link ---


def test_a_link_is_made_shown_again_used_by_several_and_revoked(client, group, alice):
    client.force_login(alice)
    client.post(page(group, "invite/link/"))
    client.post(page(group, "invite/link/"))
    link = Invitation.objects.get()
    assert (link.email, link.uses) == ("", 0)
    people = html_of(client.get(page(group, "members/")))
    assert f'value="http://localhost:8000{address(link)}"' in people
    assert "data-copy hidden" in people

    for name in ("bob", "cleo"):
        client.force_login(UserFactory(name=name))
        client.post(address(link))
    assert Membership.objects.filter(role="member").count() == 2
    assert Invitation.objects.get().uses == 2

    client.force_login(alice)
    assert "Used 2 times." in html_of(client.get(page(group, "members/")))
    Invitation.objects.update(uses=1)
    assert "Used 1 time." in html_of(client.get(page(group, "members/")))
    done = client.post(page(group, f"invite/{link.pk}/revoke/"), follow=True)
    assert notices(done)[-1] == "The invitation is revoked: nobody comes in by it any more."
    client.force_login(UserFactory())
    assert client.post(address(link)).status_code == 410


def test_after_a_link_is_revoked_or_expired_another_is_made(group, alice):
    now = timezone.now()
    first = make_link(group=group, by=alice, now=now)
    assert first.expires_at == now + timedelta(days=30)
    revoke_invitation(invitation=first, by=alice, now=now)
    second = make_link(group=group, by=alice, now=now)
    third = make_link(group=group, by=alice, now=now + timedelta(days=31))

    assert len({first.pk, second.pk, third.pk}) == 3
    assert make_link(group=group, by=alice, now=now + timedelta(days=32)) == third
    assert verbs() == [
        "groups.invitation.made",
        "groups.invitation.revoked",
        "groups.invitation.made",
        "groups.invitation.made",
    ]


def test_the_organisers_see_what_became_of_each(client, group, alice, send, bob):
    now = timezone.now()
    send("a@example.org", "b@example.org", "c@example.org", "bob@example.org", now=now)
    Invitation.objects.filter(email="b@example.org").update(expires_at=now)
    Invitation.objects.filter(email="c@example.org").update(revoked_at=now)
    Invitation.objects.filter(email="bob@example.org").update(accepted_at=now)
    client.force_login(alice)

    table = html_of(client.get(page(group, "members/"))).partition('id="invitations"')[2]
    rows = [
        (email, next(w for w in ("waiting", "expired", "revoked", "came") if f">{w}<" in row))
        for row in table.split("<tr>")[2:]
        for email in ["bob" if "bob@" in row else row.partition("@")[0][-1]]
    ]
    assert sorted(rows) == [("a", "waiting"), ("b", "expired"), ("bob", "came"), ("c", "revoked")]
    assert table.count("/revoke/") == 1


def test_an_invitation_of_another_group_cannot_be_revoked(client, group, alice):
    other = make_link(group=GroupFactory(), by=alice, now=timezone.now())
    client.force_login(alice)
    assert client.post(page(group, f"invite/{other.pk}/revoke/")).status_code == 404
    other.refresh_from_db()
    assert other.revoked_at is None
