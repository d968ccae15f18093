"""Groups join groups: asked, answered, ended."""

import pytest

from socle.foundation.models import OutgoingMail
from socle.groups.actions.linking import (
    AlreadyAnswered,
    AlreadyLinked,
    CannotBePart,
    GoesRound,
    accept_link,
    ask_to_be_part,
    decline_link,
    end_link,
)
from socle.groups.models import GroupLink
from socle.groups.queries.links import stands_in
from socle.groups.tests.factories import (
    NOW,
    TODAY,
    GroupFactory,
    GroupLinkFactory,
    MembershipFactory,
    UserFactory,
)
from socle.groups.tests.seen import mails, notices, page, verbs
from socle.web.tests.reading import main_links, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def coalition():
    return GroupFactory(kind="coalition", name="Campagne")


@pytest.fixture
def group():
    return GroupFactory(name="Gembloux en transition")


@pytest.fixture
def alice(group):
    alice = UserFactory(name="Alice", email="alice@example.org", language="en")
    return MembershipFactory(user=alice, group=group, role="organiser").user


@pytest.fixture
def carla(coalition):
    carla = UserFactory(name="Carla", email="carla@example.org", language="en")
    return MembershipFactory(user=carla, group=coalition, role="organiser").user


def test_a_group_asks_and_the_other_says_yes(client, group, coalition, alice, carla):
    client.force_login(alice)
    offered = client.get(page(group, "part-of/"))
    assert page(coalition) in main_links(offered)
    done = client.post(page(group, "part-of/"), {"whole": coalition.pk}, follow=True)
    assert notices(done) == ["The organisers of “Campagne” are asked."]
    link = GroupLink.objects.get()
    assert (link.part, link.whole, link.since) == (group, coalition, None)
    assert mails() == [
        ("carla@example.org", "“Gembloux en transition” asks to be part of “Campagne”")
    ]
    assert "asked, waiting for their answer" in words_of(done)

    client.force_login(carla)
    assert "asks to be part of your group" in words_of(client.get(page(coalition, "members/")))
    done = client.post(page(coalition, f"part-of/{link.pk}/accept/"), follow=True)

    assert notices(done)[-1] == "“Gembloux en transition” is now part of “Campagne”."
    link.refresh_from_db()
    assert link.since is not None
    assert mails()[1:] == [
        ("alice@example.org", "“Gembloux en transition” is now part of “Campagne”")
    ]
    assert verbs() == ["groups.link.asked", "groups.link.accepted"]


def test_who_organises_both_needs_not_answer_themself(client, group, coalition, carla):
    client.force_login(carla)
    done = client.post(page(group, "part-of/"), {"whole": coalition.pk}, follow=True)
    assert notices(done) == ["“Gembloux en transition” is now part of “Campagne”."]
    assert GroupLink.objects.get().since is not None
    assert mails() == []


def test_the_other_declines_with_a_reason(client, group, coalition, alice, carla):
    link = ask_to_be_part(part=group, whole=coalition, by=alice, now=NOW)
    client.force_login(carla)
    address = page(coalition, f"part-of/{link.pk}/decline/")
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "Adoptez d’abord la charte."})

    mail = OutgoingMail.objects.get(to="alice@example.org")
    assert mail.subject == "“Gembloux en transition” and “Campagne”"
    assert "> Adoptez d’abord la charte." in mail.text
    link.refresh_from_db()
    assert (link.since, link.until is not None) == (None, True)
    with pytest.raises(AlreadyAnswered):
        accept_link(link=link, by=carla, now=NOW)
    with pytest.raises(AlreadyAnswered):
        decline_link(link=link, by=carla, reason="x", now=NOW)
    ask_to_be_part(part=group, whole=coalition, by=alice, now=NOW)


def test_either_side_ends_it_and_the_other_is_told(group, coalition, alice, carla):
    link = GroupLinkFactory(part=group, whole=coalition)
    end_link(link=link, ended_by=group, by=alice, now=NOW)
    end_link(link=link, ended_by=group, by=alice, now=NOW)

    link.refresh_from_db()
    assert link.until == TODAY
    assert mails() == [
        ("carla@example.org", "“Gembloux en transition” is no longer part of “Campagne”")
    ]
    assert verbs() == ["groups.link.ended"]


def test_a_request_is_taken_back_without_a_message(group, coalition, alice):
    link = ask_to_be_part(part=group, whole=coalition, by=alice, now=NOW)
    before = len(mails())
    end_link(link=link, ended_by=group, by=alice, now=NOW)
    assert len(mails()) == before


def test_what_is_asked_or_holds_is_not_asked_again(group, coalition, alice):
    ask_to_be_part(part=group, whole=coalition, by=alice, now=NOW)
    with pytest.raises(AlreadyLinked):
        ask_to_be_part(part=group, whole=coalition, by=alice, now=NOW)


def test_no_group_is_part_of_its_own_part(client, group, alice):
    middle, top = GroupFactory(kind="working"), GroupFactory(kind="working", name="Haut")
    GroupLinkFactory(part=middle, whole=group)
    GroupLinkFactory(part=top, whole=middle)
    assert stands_in(top, group, TODAY)
    with pytest.raises(GoesRound):
        ask_to_be_part(part=group, whole=top, by=alice, now=NOW)
    client.force_login(alice)
    done = client.post(page(group, "part-of/"), {"whole": top.pk}, follow=True)
    assert notices(done) == ["“Haut” is itself part of “Gembloux en transition”: end that first."]


def test_the_coalition_is_part_of_nothing(client, group, coalition, carla):
    with pytest.raises(CannotBePart):
        ask_to_be_part(part=coalition, whole=group, by=carla, now=NOW)
    client.force_login(carla)
    assert client.get(page(coalition, "part-of/")).status_code == 404


def test_groups_are_found_by_part_of_their_name(client, group, alice):
    found = GroupFactory(name="Réseau Wallonie Énergie", kind="working")
    GroupFactory(name="Énergie grise", kind="organisation", archived_at=NOW)
    GroupFactory(name="Énergie en approche", kind="organisation", public_since=None)
    client.force_login(alice)
    answer = client.get(page(group, "part-of/"), {"q": "energie wallonie"})
    assert page(found) in main_links(answer)
    assert "No other group" in words_of(client.get(page(group, "part-of/"), {"q": "grise"}))
    assert "No other group" in words_of(client.get(page(group, "part-of/"), {"q": "approche"}))


@pytest.mark.parametrize("whole", ["", "x", "999999", "²", "9" * 40])
def test_a_group_that_is_not_there_cannot_be_asked(client, group, alice, whole):
    client.force_login(alice)
    assert client.post(page(group, "part-of/"), {"whole": whole}).status_code == 404


def test_a_link_between_others_is_not_there(client, group, alice):
    link = GroupLinkFactory()
    client.force_login(alice)
    for act in ("accept", "decline", "end"):
        address = page(group, f"part-of/{link.pk}/{act}/")
        assert client.post(address, {"reason": "x"}).status_code == 404
    link.refresh_from_db()
    assert link.until is None


def test_who_asks_does_not_answer(client, group, coalition, alice):
    link = ask_to_be_part(part=group, whole=coalition, by=alice, now=NOW)
    client.force_login(alice)
    assert client.post(page(group, f"part-of/{link.pk}/accept/")).status_code == 404
    assert client.get(page(group, f"part-of/{link.pk}/decline/")).status_code == 404
