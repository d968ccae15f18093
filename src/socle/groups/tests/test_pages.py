"""The page of a group, as each person sees it."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache

from socle.accounts.actions.consents import give_consent, withdraw_consent
from socle.accounts.purposes import DELEGATION_SHOWN, NAME_PUBLIC
from socle.foundation import kept
from socle.groups.actions.archiving import archive_group
from socle.groups.actions.changing import change_group
from socle.groups.actions.charter import accept_charter
from socle.groups.models import Group
from socle.groups.tests.factories import (
    NOW,
    DelegationFactory,
    GroupFactory,
    GroupLinkFactory,
    MembershipFactory,
    UserFactory,
)
from socle.territories.models import Topic
from socle.territories.queries.areas import areas_at
from socle.web.tests.reading import headings, html_of, main_links, words_of

pytestmark = pytest.mark.usefixtures("belgium")


@pytest.fixture(autouse=True)
def _nothing_kept(db):
    kept.memory.entries.clear()
    kept.memory.size = 0
    cache.clear()


@pytest.fixture
def group():
    return GroupFactory(
        name="Gembloux en commun",
        areas=["92142"],
        languages="fr nl",
        presentation="We **mend** bikes.",
        what_next="We meet on Tuesday.",
        place="The library",
        website="https://gembloux.example/",
    )


def organiser(group, name, public=False):
    user = UserFactory(name=name)
    MembershipFactory(group=group, user=user, role="organiser")
    if public:
        give_consent(user=user, purpose=NAME_PUBLIC, words="Yes", language="en", now=NOW)
    return user


def without_address(response):
    return re.sub(r"(/|%2F)group(/|%2F)[\w-]+", "", html_of(response))


def page_of(client, group, status=200):
    response = client.get(group.get_absolute_url("en"))
    assert response.status_code == status
    return response


def test_it_says_who_where_and_what_next(client, group):
    group.topics.set(Topic.objects.filter(code="social-housing"))
    page = page_of(client, group)

    assert headings(page, 1) == ["Gembloux en commun"]
    assert (
        "Local group Gembloux en commun Where Gembloux Languages French, Dutch Works on "
        "Social housing Join this group Write to the group What comes next We meet on Tuesday. "
        "Who we are We mend bikes. Where we meet The library Website gembloux.example"
    ) in words_of(page)
    assert "<strong>mend</strong>" in html_of(page)


def test_every_link_leads_somewhere(client, group):
    group.topics.set(Topic.objects.filter(code="social-housing"))
    here = f"/en/group/{group.slug}/"
    assert main_links(page_of(client, group)) == [
        "/en/commune/92142-gembloux/",
        "/en/who-decides/social-housing/",
        f"{here}join/",
        f"{here}write/",
        "https://gembloux.example/",
        f"{here}follow/",
    ]


@pytest.mark.parametrize(
    ("joining", "words"),
    [
        ("open", "Join this group"),
        ("on_request", "Ask to join"),
        ("by_invitation", "One joins this group by invitation: write to it to receive one."),
    ],
)
def test_it_says_how_one_joins(client, joining, words):
    page = page_of(client, GroupFactory(joining=joining))
    every = {"Join this group", "Ask to join", "One joins this group by invitation"}
    assert [said for said in every if said in words_of(page)] == [words.partition(":")[0]]
    assert words in words_of(page)


def test_a_visitor_s_page_is_kept_and_right_at_once_after_a_change(client, group):
    page = page_of(client, group)
    assert page.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert page.headers["ETag"]
    assert not page.cookies

    change_group(group=group, by=UserFactory(), seen=1, words={"what_next": "We rest."}, now=NOW)
    assert "We rest." in words_of(page_of(client, group))


# --- whose names are said ---


def test_organisers_are_counted_and_only_those_who_agreed_are_named(client, group):
    organiser(group, "Alice", public=True)
    organiser(group, "Bob")
    nameless = organiser(group, "", public=True)
    MembershipFactory(group=group, user=UserFactory(name="Dora"))

    words = words_of(page_of(client, group))

    assert "Who organises it Alice and 2 others" in words
    assert not {
        name for name in ("Bob", "Dora", nameless.email) if name in html_of(page_of(client, group))
    }


def test_a_name_goes_at_once_when_the_consent_is_withdrawn(client, group):
    alice = organiser(group, "Alice", public=True)
    assert "Who organises it Alice" in words_of(page_of(client, group))

    withdraw_consent(user=alice, purpose=NAME_PUBLIC, now=NOW)

    page = page_of(client, group)
    assert "Who organises it 1 person" in words_of(page)
    assert "Alice" not in html_of(page)


def test_no_delegate_is_named_who_did_not_agree_to_it_for_that_institution(client):
    mosque = GroupFactory(kind="organisation", name="Mosque of light")
    school = GroupFactory(kind="organisation", name="School")
    quiet, shown = UserFactory(name="Quiet"), UserFactory(name="Shown")
    for user in (quiet, shown):
        DelegationFactory(user=user, institution=mosque)
        DelegationFactory(user=user, institution=school)
        # To be named as an organiser says nothing of a faith.
        give_consent(user=user, purpose=NAME_PUBLIC, words="Yes", language="en", now=NOW)
    for_mosque = {"purpose": DELEGATION_SHOWN, "about": mosque, "language": "en", "now": NOW}
    give_consent(user=shown, words="Yes", **for_mosque)

    assert "Who speaks for it Shown" in words_of(page_of(client, mosque))
    assert "Quiet" not in html_of(page_of(client, mosque))
    for name in ("Quiet", "Shown", "speaks for it"):
        assert name not in html_of(page_of(client, school))


# --- what it belongs to ---


def test_it_leads_to_what_it_is_part_of_and_back(client, group):
    coalition = GroupFactory(kind="coalition", name="Together")
    GroupLinkFactory(part=group, whole=coalition)
    GroupLinkFactory(part=GroupFactory(name="Old", archived_at=NOW), whole=coalition)
    hidden = GroupFactory(kind="organisation", name="Hidden", public_since=None)
    GroupLinkFactory(part=hidden, whole=coalition)
    GroupLinkFactory(part=GroupFactory(name="Waiting"), whole=coalition, since=None)

    assert "Part of Together" in words_of(page_of(client, group))
    words = words_of(page_of(client, coalition))
    assert "Its groups Gembloux en commun" in words
    assert not {name for name in ("Old", "Hidden", "Waiting") if name in words}


def test_a_group_of_a_commune_that_merged_is_at_home_in_its_successor(client):
    group = GroupFactory(areas=["82005"])
    page = page_of(client, group)
    assert "Where Bastogne (formerly Bertogne)" in words_of(page)
    assert main_links(page)[0] == "/en/commune/82039-bastogne/"


def test_the_charter_it_accepted_is_named_with_its_day(client, group):
    accept_charter(group=group, by=UserFactory(), release=1, language="fr", now=NOW)
    page = page_of(client, group)
    assert "Charter Release 1, accepted on 20 November 2026" in words_of(page)
    assert "/en/charter/1/" in main_links(page)


# --- its states ---


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"is_example": True}, "An example This group and its people are invented"),
        ({"welcomed_at": None}, "A new group It has just begun, and the coalition will soon"),
        ({"archived_at": NOW}, "This group is archived It ended on 20 November 2026."),
    ],
)
def test_it_says_what_state_it_is_in(client, state, words):
    found = words_of(page_of(client, GroupFactory(**state)))
    assert words in found
    assert ("Join this group" in found) == ("archived_at" not in state)


def test_a_merged_group_leads_to_the_one_that_goes_on(client, group):
    merged = GroupFactory(name="Before", archived_at=NOW, merged_into=group)
    page = page_of(client, merged)
    assert "its people and its work go on in “Gembloux en commun”" in words_of(page)
    assert f"/en/group/{group.slug}/" in main_links(page)
    assert 'content="noindex"' in html_of(page)


def test_absent_and_not_public_look_the_same(client):
    hidden = GroupFactory(kind="organisation", public_since=None)
    absent = client.get("/en/group/999999-nothing/")
    response = client.get(hidden.get_absolute_url("en"))

    assert (absent.status_code, response.status_code) == (404, 404)
    assert without_address(absent) == without_address(response)


def test_who_is_inside_sees_what_is_not_public_yet(client):
    hidden = GroupFactory(kind="organisation", public_since=None)
    member = MembershipFactory(group=hidden, role="organiser").user
    client.force_login(member)
    assert "Only seen from inside" in words_of(page_of(client, hidden))


@pytest.mark.parametrize("ending", ["", "-", "-another-name", "-gembloux"])
def test_an_old_name_leads_to_the_present_one(client, group, ending):
    response = client.get(f"/en/group/{group.pk}{ending}/?utm=1")
    assert (response.status_code, response["Location"]) == (301, f"/en/group/{group.slug}/")


def test_other_languages_lead_to_the_same_group(client, group):
    html = html_of(page_of(client, group))
    for path in (
        f"/fr/groupe/{group.slug}/",
        f"/nl/groep/{group.slug}/",
        f"/de/gruppe/{group.slug}/",
    ):
        assert f'href="{path}"' in html


WORDS_OF_ORGANISERS = (
    "edit",
    "members",
    "write",
    "follow",
    "charter",
    "archive",
    "our-demands",
    "asks",
)


def test_an_organiser_sees_what_they_may_do_and_the_page_is_not_kept(client, group):
    client.force_login(organiser(group, "Alice"))
    page = page_of(client, group)
    here = f"/en/group/{group.slug}/"
    offered = {link for link in main_links(page) if link.startswith(here)}
    assert offered == {f"{here}{word}/" for word in WORDS_OF_ORGANISERS}
    assert "public" not in page.headers.get("Cache-Control", "")


@pytest.mark.parametrize("count", [1, 10])
def test_the_page_asks_the_same_few_questions_whatever_there_is(
    client, django_assert_num_queries, count, group
):
    coalition = GroupFactory(kind="coalition")
    group.topics.set(Topic.objects.exclude(parent=None)[:count])
    group.areas.set(areas_at(NOW.date(), "commune")[:count])
    for number in range(count):
        organiser(group, f"Person {number}", public=True)
        GroupLinkFactory(part=group, whole=GroupFactory(kind="organisation"))
        GroupLinkFactory(part=GroupFactory(kind="working"), whole=group)
    GroupLinkFactory(part=group, whole=coalition)
    page_of(client, GroupFactory())
    client.force_login(UserFactory())

    with django_assert_num_queries(14):
        page_of(client, group)


# --- archiving and bringing back ---


def test_archiving_asks_once_and_is_done(client, group):
    client.force_login(organiser(group, "Alice"))
    address = f"{group.get_absolute_url('en')}archive/"
    assert headings(client.get(address), 1) == ["Archive Gembloux en commun?"]

    answer = client.post(address, follow=True)

    assert answer.redirect_chain == [(group.get_absolute_url("en"), 302)]
    assert "The group is archived." in html_of(answer)
    assert Group.objects.get(pk=group.pk).archived_at is not None


def test_only_a_coordinator_brings_a_group_back(client, group):
    alice = organiser(group, "Alice")
    archive_group(group=group, by=alice, now=NOW - timedelta(days=1))
    address = f"{group.get_absolute_url('en')}bring-back/"
    client.force_login(alice)
    assert client.post(address).status_code == 404

    coalition = GroupFactory(kind="coalition")
    client.force_login(organiser(coalition, "Carla"))
    assert headings(client.get(address), 1) == ["Bring Gembloux en commun back?"]
    client.post(address)
    assert Group.objects.get(pk=group.pk).archived_at is None
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("word", ["edit", "archive", "charter"])
def test_a_visitor_is_asked_to_sign_in_whether_or_not_the_group_is_there(client, group, word):
    for path in (f"{group.get_absolute_url('en')}{word}/", f"/en/group/999999-x/{word}/"):
        response = client.get(path)
        assert response.status_code == 302
        assert f"next={path.replace('/', '%2F')}" in response["Location"]


@pytest.mark.parametrize("word", ["edit", "archive", "charter", "bring-back"])
@pytest.mark.parametrize("role", ["member", "treasurer", "witness", "mentor", None])
def test_who_does_not_organise_finds_nothing_there(client, group, word, role):
    user = UserFactory()
    if role:
        MembershipFactory(group=group, user=user, role=role)
    client.force_login(user)
    address = f"{group.get_absolute_url('en')}{word}/"
    assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]
