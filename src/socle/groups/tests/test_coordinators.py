"""Coordinators' overview, welcoming, mentors, quiet groups; the coalition set up, and told."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from socle.accounts.actions.consents import give_consent
from socle.accounts.models import User
from socle.accounts.purposes import COALITION_CONTACT
from socle.foundation.models import OutgoingMail
from socle.groups.actions.coalition import CoalitionExists, make_coalition
from socle.groups.actions.welcoming import (
    NothingToWelcome,
    NotOfTheCoalition,
    name_mentor,
    welcome_group,
)
from socle.groups.models import Group, GroupLink, Membership
from socle.groups.queries.coalition import the_coalition
from socle.groups.queries.local_groups import organisers_by_group, quiet_groups
from socle.groups.rules import may_speak_publicly
from socle.groups.tests.factories import (
    NOW,
    TODAY,
    ApproachFactory,
    GroupFactory,
    MembershipFactory,
    UserFactory,
)
from socle.groups.tests.seen import mails, notices, page, verbs
from socle.web.tests.reading import headings, html_of, main_links, part, words_in, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def coalition():
    return GroupFactory(kind=Group.Kind.COALITION, name="Terres d’accord", languages="en")


@pytest.fixture
def carol(coalition):
    """Coordinates the coalition."""
    carol = UserFactory(name="Carol", email="carol@example.org", language="en")
    MembershipFactory(user=carol, group=coalition, role="organiser")
    return carol


@pytest.fixture
def alice():
    return UserFactory(name="Alice", email="alice@example.org", language="en")


@pytest.fixture
def new(alice):
    """A group that Alice has just started."""
    group = GroupFactory(name="Gembloux en transition", welcomed_at=None, alive_at=timezone.now())
    MembershipFactory(user=alice, group=group, role="organiser")
    return group


# --- welcoming ---


def test_a_new_group_is_welcomed_with_words_and_a_mentor(client, coalition, carol, new):
    dan = UserFactory(name="Dan", email="dan@example.org", language="en")
    MembershipFactory(user=dan, group=coalition)
    client.force_login(carol)
    address = f"/en/coalition/groups/{new.slug}/"
    asked_page = client.get(address)
    assert headings(asked_page, 2) == ["Welcome the group"]

    done = client.post(address, {"words": "So glad you are there!", "mentor": dan.pk}, follow=True)

    assert notices(done) == [
        "“Gembloux en transition” is welcomed: its organisers get your words by mail."
    ]
    new.refresh_from_db()
    assert (new.welcomed_by, new.is_new) == (carol, False)
    assert [link.whole for link in GroupLink.objects.filter(part=new)] == [coalition]
    assert mails() == [
        ("dan@example.org", "You have a new role in “Gembloux en transition”"),
        ("alice@example.org", "Welcome to Gembloux en transition"),
    ]
    mail = OutgoingMail.objects.get(to="alice@example.org")
    assert mail.reply_to == "carol@example.org"
    assert mail.text.startswith("Hello,\n\nSo glad you are there!\n\nThe coalition has welcomed")
    assert "Dan is there for you as a mentor" in mail.text
    assert verbs() == ["groups.role.given", "groups.group.welcomed", "groups.link.accepted"]
    assert headings(done, 2) == ["Name a mentor"]


def test_the_page_of_a_new_group_leads_a_coordinator_to_its_welcome(client, carol, alice, new):
    def led_to():
        page = client.get(f"/en/group/{new.slug}/").content.decode()
        return page.count(f'href="/en/coalition/groups/{new.slug}/"')

    assert led_to() == 0
    client.force_login(alice)
    assert led_to() == 0
    client.force_login(carol)
    assert led_to() == 2
    welcome_group(group=new, by=carol, now=NOW)
    assert led_to() == 1


def test_welcomed_it_still_needs_the_charter_to_speak_publicly(carol, new):
    welcome_group(group=new, by=carol, now=NOW)
    new.refresh_from_db()
    assert not may_speak_publicly(new)
    welcome_group(group=new, by=carol, now=NOW)
    assert verbs() == ["groups.group.welcomed", "groups.link.accepted"]


def test_only_a_local_group_is_welcomed(carol):
    with pytest.raises(NothingToWelcome):
        welcome_group(group=ApproachFactory().group, by=carol, now=NOW)


def test_a_mentor_is_somebody_of_the_coalition(carol, alice, new):
    with pytest.raises(NotOfTheCoalition):
        name_mentor(group=new, user=alice, by=carol, now=NOW)
    assert Membership.objects.filter(role="mentor").count() == 0


# --- quiet groups ---


def test_two_months_without_a_sign_of_life_are_told(carol):
    quiet = GroupFactory(name="Huy", alive_at=NOW - timedelta(days=61))
    GroupFactory(name="Namur", alive_at=NOW - timedelta(days=59))
    GroupFactory(name="New", alive_at=NOW - timedelta(days=90), welcomed_at=None)
    GroupFactory(kind=Group.Kind.ORGANISATION, alive_at=NOW - timedelta(days=300))
    GroupFactory(archived_at=NOW, alive_at=NOW - timedelta(days=300))
    assert list(quiet_groups(NOW)) == [quiet]


def test_whom_to_call_is_told_by_who_agreed_to_it(client, carol, alice):
    quiet = GroupFactory(name="Huy", alive_at=timezone.now() - timedelta(days=100))
    bob = UserFactory(name="Bob", email="bob@example.org")
    for person in (alice, bob):
        MembershipFactory(user=person, group=quiet, role="organiser")
    give_consent(user=bob, purpose=COALITION_CONTACT, words="Yes", language="en", now=NOW)
    found = organisers_by_group([quiet], TODAY)[quiet.pk]
    assert [(person.name, person.email) for person in found] == [
        ("Alice", ""),
        ("Bob", "bob@example.org"),
    ]
    client.force_login(carol)
    shown = client.get("/en/coalition/groups/?show=quiet")
    assert headings(shown, 2) == ["Groups that would like a call"]
    assert "bob@example.org" in html_of(shown)
    assert "alice@example.org" not in html_of(shown)


def test_groups_without_an_organiser_are_told(client, carol):
    left = GroupFactory(name="Alone")
    MembershipFactory(group=left, role="organiser", until=TODAY)
    client.force_login(carol)
    shown = client.get("/en/coalition/groups/?show=alone")
    assert "Alone" in words_of(shown)
    assert client.get("/en/coalition/groups/?show=else").status_code == 404


# --- the overview ---


def many(count, carol):
    for number in range(count):
        due = ApproachFactory(group__name=f"Ruche {number}", follower=carol)
        due.due_on = timezone.localdate()
        due.save()
        for name, besides in (
            ("New", {"welcomed_at": None}),
            ("Quiet", {"alive_at": timezone.now() - timedelta(days=100 - number)}),
        ):
            group = GroupFactory(name=f"{name} {number}", **besides)
            MembershipFactory(group=group, role="organiser")
        GroupFactory(name=f"Alone {number}", alive_at=timezone.now())


@pytest.mark.parametrize("count", [1, 10])
def test_the_overview_asks_as_much_for_one_as_for_ten(
    client, carol, count, django_assert_num_queries
):
    many(count, carol)
    client.force_login(carol)
    client.get("/en/coalition/")
    with django_assert_num_queries(21):
        shown = client.get("/en/coalition/")
    assert headings(shown, 1) == ["Terres d’accord"]
    own = [
        f"To follow up {count}",
        f"New groups to welcome {count}",
        f"Groups that would like a call {count}",
        f"Groups without an organiser {count}",
        f"Organisations {count}",
    ]
    # Rooms above may stand between.
    assert [heading for heading in headings(shown, 2) if heading in own] == own


@pytest.mark.parametrize("count", [1, 10])
@pytest.mark.parametrize(("shown", "queries"), [("new", 12), ("quiet", 12), ("alone", 11)])
def test_a_list_of_groups_asks_as_much_for_one_as_for_ten(
    client, carol, shown, queries, count, django_assert_num_queries
):
    many(count, carol)
    client.force_login(carol)
    client.get(f"/en/coalition/groups/?show={shown}")
    with django_assert_num_queries(queries):
        client.get(f"/en/coalition/groups/?show={shown}")


def test_the_overview_tells_of_a_group_in_one_list_at_a_time(client, carol, new):
    client.force_login(carol)
    shown = client.get("/en/coalition/")
    assert words_in(part(shown, 'id="new-title"', "</section>")).count("Gembloux") == 1
    assert "Gembloux" not in words_in(part(shown, 'id="quiet-title"', "</section>"))


def test_nobody_else_sees_that_there_is_an_overview(client, carol, alice, new):
    client.force_login(alice)
    assert client.get("/en/coalition/").status_code == 404
    client.logout()
    visit = client.get("/en/coalition/")
    assert (visit.status_code, "next=%2Fen%2Fcoalition%2F" in visit.url) == (302, True)


# --- setting up ---


def test_the_command_sets_the_coalition_up_with_its_coordinator():
    out = io.StringIO()
    call_command("coalition", "Terres d’accord", email="Carol@Example.org", stdout=out)
    coalition = the_coalition()
    carol = User.objects.get(email="carol@example.org")
    roles = Membership.objects.filter(group=coalition, user=carol).values_list("role", flat=True)
    assert (coalition.name, sorted(roles)) == ("Terres d’accord", ["member", "organiser"])
    assert out.getvalue().startswith("“Terres d’accord” is set up.")
    assert verbs() == ["groups.coalition.made"]
    with pytest.raises(CommandError, match="has its coalition already"):
        call_command("coalition", "Another", email="dan@example.org")
    assert not User.objects.filter(email="dan@example.org").exists()


def test_the_command_says_that_an_address_is_wrong():
    with pytest.raises(CommandError, match="is not an e-mail address"):
        call_command("coalition", "Terres d’accord", email="carol")


def test_an_administrator_sets_it_up_from_a_page(client):
    admin = UserFactory(is_superuser=True, email="admin@example.org")
    client.force_login(admin)
    first = client.get("/en/coalition/", follow=True)
    assert headings(first, 1) == ["Set up the coalition"]
    given = {"name": "Terres d’accord", "language": "fr", "email": "carol@example.org"}
    done = client.post("/en/coalition/set-up/", given, follow=True)
    assert headings(done, 1) == ["Terres d’accord"]
    assert User.objects.get(email="carol@example.org").memberships.count() == 2
    assert client.get("/en/coalition/set-up/").status_code == 404


def test_nobody_else_sets_it_up(client, alice):
    client.force_login(alice)
    assert client.get("/en/coalition/set-up/").status_code == 404


def test_there_is_one_coalition(coalition, carol):
    with pytest.raises(CoalitionExists):
        make_coalition(name="Another", coordinator=carol, now=NOW)


# --- telling the coalition ---


def test_an_organiser_tells_the_coalition(client, carol, alice, new):
    Group.objects.filter(kind="coalition").update(contact_email="office@example.org")
    Group.objects.filter(pk=new.pk).update(alive_at=NOW - timedelta(days=30))
    client.force_login(alice)
    form = client.get(page(new, "tell-the-coalition/"))
    assert headings(form, 1) == ["Tell the coalition"]
    given = {"subject": "A hall for the assembly", "words": "We found one.\nCome and see."}
    done = client.post(page(new, "tell-the-coalition/"), given, follow=True)
    assert notices(done) == ["Your message is on its way to the coalition."]
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.reply_to) == ("office@example.org", "alice@example.org")
    assert mail.subject == "Gembloux en transition: A hall for the assembly"
    assert "We found one.\nCome and see." in mail.text
    new.refresh_from_db()
    assert new.alive_at > NOW - timedelta(days=1)
    assert verbs() == ["groups.coalition.told"]


def test_without_an_address_every_coordinator_is_told(client, carol, alice, new):
    client.force_login(alice)
    client.post(page(new, "tell-the-coalition/"), {"subject": "Hello", "words": "There"})
    assert mails() == [("carol@example.org", "Gembloux en transition: Hello")]


def test_a_message_without_words_is_not_sent(client, carol, alice, new):
    client.force_login(alice)
    answer = client.post(page(new, "tell-the-coalition/"), {"subject": "Hello", "words": ""})
    assert (answer.status_code, mails()) == (422, [])
    assert "#id_words" in main_links(answer)


def test_a_plain_member_does_not_speak_for_the_group(client, carol, new):
    bob = UserFactory()
    MembershipFactory(user=bob, group=new)
    client.force_login(bob)
    assert client.get(page(new, "tell-the-coalition/")).status_code == 404


def test_nobody_floods_the_coalition(client, settings, carol, alice, new):
    settings.SOCLE_LIMITS = settings.SOCLE_LIMITS | {"groups.tell": "2/h/key"}
    client.force_login(alice)
    given = {"subject": "Hello", "words": "There"}
    answers = [client.post(page(new, "tell-the-coalition/"), given) for _time in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert len(mails()) == 2
