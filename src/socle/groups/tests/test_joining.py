"""Joining a group: at once, or on request; changing one's mind; the consents on the way."""

import pytest

from socle.accounts.journal import JournalEntry
from socle.accounts.models import Consent
from socle.accounts.purposes import GROUP_NEWSLETTER, NAME_PUBLIC
from socle.foundation.models import OutgoingMail
from socle.groups.actions.joining import (
    AlreadyDecided,
    AlreadyIn,
    NotOpen,
    accept_request,
    ask_to_join,
    decline_request,
    join_group,
)
from socle.groups.actions.living import GroupIsArchived
from socle.groups.models import Group, JoinRequest, Membership
from socle.groups.tests.factories import NOW, TODAY, GroupFactory, MembershipFactory, UserFactory
from socle.groups.tests.seen import mails, notices, page, verbs
from socle.web.tests.reading import headings, html_of, main_links, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return GroupFactory(name="Gembloux en transition")


@pytest.fixture
def alice(group):
    """Organises the group."""
    alice = UserFactory(name="Alice", email="alice@example.org", language="en")
    MembershipFactory(user=alice, group=group, role="organiser")
    return alice


@pytest.fixture
def bob():
    return UserFactory(name="Bob", email="bob@example.org", language="en")


# --- at once ---


def test_someone_joins_an_open_group_and_returns_to_its_page(client, group, alice, bob):
    client.force_login(bob)
    asked = client.get(page(group, "join/"))
    assert headings(asked, 1) == ["Join this group"]

    done = client.post(page(group, "join/"), follow=True)

    assert done.redirect_chain == [(page(group), 302)]
    assert notices(done) == [
        "Welcome! You are a member of “Gembloux en transition”. "
        f'<a href="{page(group, "members/")}">See who is in it.</a>'
    ]
    membership = Membership.objects.get(user=bob)
    assert (membership.group, membership.role, membership.until) == (group, "member", None)
    assert verbs() == ["groups.member.joined"]
    assert mails() == []


def test_joining_is_a_sign_of_life(group, bob):
    join_group(group=group, user=bob, now=NOW.replace(day=25))

    group.refresh_from_db()
    assert group.alive_at == group.updated_at == NOW.replace(day=25)


def test_joining_twice_changes_nothing(client, group, bob):
    first = join_group(group=group, user=bob, now=NOW)
    assert join_group(group=group, user=bob, now=NOW) == first
    assert verbs() == ["groups.member.joined"]

    client.force_login(bob)
    again = client.get(page(group, "join/"), follow=True)
    assert again.redirect_chain == [(page(group), 302)]
    assert notices(again) == ["You are in this group already."]


def test_a_visitor_signs_in_on_the_way_and_comes_back(client, group):
    answer = client.get(page(group, "join/"))

    assert answer.status_code == 302
    where = answer["Location"]
    assert f"next={page(group, 'join/')}".replace("/", "%2F") in where
    words = words_of(client.get(where))
    assert "To join “Gembloux en transition”, tell us your e-mail address." in words


def test_who_comes_back_after_leaving_is_a_member_again_from_that_day(group, bob):
    MembershipFactory(user=bob, group=group, until=TODAY)
    join_group(group=group, user=bob, now=NOW)

    rows = Membership.objects.filter(user=bob).values_list("since", "until").order_by("pk")
    assert list(rows)[1] == (TODAY, None)


def test_somebody_without_a_name_is_asked_for_one(client, group):
    nameless = UserFactory(name="", email="secret@example.org")
    client.force_login(nameless)

    refused = client.post(page(group, "join/"), {"name": " "})
    assert refused.status_code == 422
    assert html_of(refused).count("Say what to call you.") == 2
    assert "<title>Error: Join" in html_of(refused)
    assert Membership.objects.count() == 0

    client.post(page(group, "join/"), {"name": "Carine"})
    nameless.refresh_from_db()
    assert nameless.name == "Carine"
    assert Membership.objects.get().user == nameless


# --- consents ---


def test_consents_are_unticked_and_kept_with_the_words_that_were_shown(client, group, bob):
    client.force_login(bob)
    html = html_of(client.get(page(group, "join/")))
    assert html.count('type="checkbox"') == 2
    assert "checked" not in html.partition("<main")[2]

    client.post(page(group, "join/"), {GROUP_NEWSLETTER: "on"})

    consent = Consent.objects.get()
    assert (consent.purpose, consent.about) == (GROUP_NEWSLETTER, f"groups.group:{group.pk}")
    assert consent.words == "This group may send me its newsletter."
    assert (consent.language, consent.withdrawn_at) == ("en", None)


def test_what_somebody_agreed_to_before_is_not_asked_again(client, group, bob):
    client.force_login(bob)
    client.post(page(group, "join/"), {NAME_PUBLIC: "on"})
    other = GroupFactory()

    html = html_of(client.get(page(other, "join/")))
    assert 'name="name_public"' not in html
    assert 'name="group_newsletter"' in html


# --- on request ---


@pytest.fixture
def careful(group, alice):
    group.joining = Group.Joining.ON_REQUEST
    group.save()
    return group


def test_a_request_with_a_short_word_reaches_each_organiser_once(client, careful, bob):
    other = MembershipFactory(group=careful, role="organiser", user__email="ann@example.org").user
    client.force_login(bob)
    assert headings(client.get(page(careful, "join/")), 1) == ["Ask to join"]

    done = client.post(page(careful, "join/"), {"words": "J’habite Ernage."}, follow=True)

    assert notices(done) == ["Your request is sent. You get the answer by mail."]
    request = JoinRequest.objects.get()
    assert (request.user, request.words, request.outcome) == (bob, "J’habite Ernage.", "waiting")
    assert sorted(to for to, _subject in mails()) == ["alice@example.org", other.email]
    mail = OutgoingMail.objects.get(to="alice@example.org")
    assert mail.subject == "Bob asks to join “Gembloux en transition”"
    assert "> J’habite Ernage." in mail.text
    assert f"/en/group/{careful.slug}/members/" in mail.text
    assert bob.email not in mail.text + mail.html
    assert Membership.objects.filter(user=bob).count() == 0


def test_who_waits_sees_so_and_can_withdraw(client, careful, bob):
    client.force_login(bob)
    client.post(page(careful, "join/"), {"words": "Bonjour"})
    waiting = client.get(page(careful, "join/"))
    assert headings(waiting, 1) == ["Your request is waiting"]
    assert "Bonjour" in words_of(waiting)

    done = client.post(page(careful, "join/withdraw/"), follow=True)

    assert notices(done) == ["Your request is withdrawn."]
    assert JoinRequest.objects.get().outcome == "withdrawn"
    assert verbs() == ["groups.request.made", "groups.request.withdrawn"]
    assert headings(client.get(page(careful, "join/")), 1) == ["Ask to join"]


def test_an_organiser_accepts_and_the_person_is_told(client, careful, alice, bob):
    request = ask_to_join(group=careful, user=bob, words="", now=NOW)
    client.force_login(alice)
    listed = client.get(page(careful, "members/"))
    assert headings(listed, 2)[0] == "1 person asks to join"

    done = client.post(page(careful, f"requests/{request.pk}/accept/"), follow=True)

    assert notices(done) == ["Bob is a member now, and was told."]
    assert mails()[-1] == ("bob@example.org", "Welcome to “Gembloux en transition”")
    assert Membership.objects.get(user=bob).role == "member"
    request.refresh_from_db()
    assert (request.outcome, request.decided_by) == ("accepted", alice)
    assert verbs()[1:] == ["groups.request.accepted", "groups.member.joined"]


def test_an_organiser_declines_with_a_reason_that_only_the_person_reads(
    client, careful, alice, bob
):
    request = ask_to_join(
        group=careful, user=bob, words="", now=NOW, consents={GROUP_NEWSLETTER: "words"}
    )
    client.force_login(alice)
    address = page(careful, f"requests/{request.pk}/decline/")

    refused = client.post(address, {"reason": ""})
    assert refused.status_code == 422
    assert "Say why in a sentence: they will read it." in words_of(refused)

    client.post(address, {"reason": "Nous sommes au complet.\nRevenez en mai."})

    mail = OutgoingMail.objects.get(to="bob@example.org")
    assert mail.subject == "Your request to join “Gembloux en transition”"
    assert "Nous sommes au complet." in mail.text
    assert "Nous sommes au complet.<br>Revenez en mai." in mail.html
    request.refresh_from_db()
    assert (request.outcome, request.reason) == (
        "declined",
        "Nous sommes au complet.\nRevenez en mai.",
    )
    line = JournalEntry.objects.get(verb="groups.request.declined")
    assert (line.by, line.reason) == (alice, "")
    # Not in the group after all: its newsletter is not for them.
    assert Consent.objects.get().withdrawn_at is not None


def test_two_organisers_answer_and_the_second_is_told(client, careful, alice, bob):
    request = ask_to_join(group=careful, user=bob, words="", now=NOW)
    accept_request(request=request, by=alice, now=NOW)

    with pytest.raises(AlreadyDecided):
        decline_request(request=request, by=alice, reason="non", now=NOW)
    client.force_login(alice)
    done = client.post(page(careful, f"requests/{request.pk}/accept/"), follow=True)
    assert notices(done) == ["Somebody else answered meanwhile, or the request was withdrawn."]
    assert [to for to, _subject in mails()].count("bob@example.org") == 1


def test_one_does_not_ask_twice_nor_when_one_is_in(careful, bob):
    ask_to_join(group=careful, user=bob, words="", now=NOW)
    with pytest.raises(AlreadyIn):
        ask_to_join(group=careful, user=bob, words="", now=NOW)
    member = MembershipFactory(group=careful).user
    with pytest.raises(AlreadyIn):
        ask_to_join(group=careful, user=member, words="", now=NOW)


def test_asking_and_withdrawing_without_end_writes_to_nobody_without_end(
    client, careful, bob, settings
):
    settings.SOCLE_LIMITS = settings.SOCLE_LIMITS | {"groups.ask": "2/h/key"}
    client.force_login(bob)
    answers = []
    for _ in range(3):
        answers.append(client.post(page(careful, "join/"), {"words": "x"}).status_code)
        client.post(page(careful, "join/withdraw/"))
    assert answers == [302, 302, 429]
    assert len(mails()) == 2


def test_where_nobody_organises_the_coalition_is_asked(bob):
    carla = MembershipFactory(group__kind="coalition", role="organiser").user
    orphan = GroupFactory(joining="on_request")
    ask_to_join(group=orphan, user=bob, words="", now=NOW)

    assert [to for to, _subject in mails()] == [carla.email]


# --- what is refused ---


@pytest.mark.parametrize("joining", ["on_request", "by_invitation"])
def test_only_an_open_group_is_joined_at_once(group, bob, joining):
    Group.objects.update(joining=joining)
    with pytest.raises(NotOpen):
        join_group(group=group, user=bob, now=NOW)


def test_nobody_joins_an_archived_group(client, group, bob):
    Group.objects.update(archived_at=NOW)
    with pytest.raises(GroupIsArchived):
        join_group(group=group, user=bob, now=NOW)
    client.force_login(bob)
    assert client.get(page(group, "join/")).status_code == 404


def test_a_word_of_five_thousand_signs_is_refused_and_kept(client, careful, bob):
    client.force_login(bob)
    refused = client.post(page(careful, "join/"), {"words": "x" * 5000})

    assert refused.status_code == 422
    assert "x" * 5000 in html_of(refused)
    assert "Shorten it to 500 signs: it has 5000." in words_of(refused)
    assert JoinRequest.objects.count() == 0


def test_the_page_of_the_group_leads_to_joining(client, group, bob):
    client.force_login(bob)
    assert page(group, "join/") in main_links(client.get(page(group)))
