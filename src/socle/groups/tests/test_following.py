"""Following a commune or a group by e-mail: confirmed, told of news, left in one press."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from socle.accounts.actions.digests import send_digests
from socle.accounts.actions.subscriptions import adopt_subscription, follow_as, link_to
from socle.accounts.following import KINDS, news_for
from socle.accounts.models import Subscription
from socle.foundation.actions.mail import send_due
from socle.foundation.models import OutgoingMail
from socle.foundation.tests.site import mail_server
from socle.groups.actions.changing import change_group
from socle.groups.actions.merging import merge_groups
from socle.groups.models import Group, GroupFollow
from socle.groups.tests.factories import NOW, GroupFactory, MembershipFactory, UserFactory
from socle.territories.models import Area, AreaFollow

NAMUR, WEEK = "/en/follow/commune/92094/", timedelta(days=7)
ALICE = "alice@example.org"

pytestmark = pytest.mark.usefixtures("belgium")


@pytest.fixture
def server(settings):
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


def subscribe(email=ALICE, frequency="weekly", **fields):
    return Subscription.objects.create(
        email=email, language="en", nonce=email, asked_at=NOW, confirmed_at=NOW,
        frequency=frequency, **fields,
    )  # fmt: skip


def follows(subscription, *codes, groups=()):
    for code in codes:
        area = Area.objects.get(code=code)
        AreaFollow.objects.create(subscription=subscription, area=area, since=NOW)
    for group in groups:
        GroupFollow.objects.create(subscription=subscription, group=group, since=NOW)
    return subscription


def begin(name, code, at):
    return GroupFactory(name=name, areas=[code], public_since=at, welcomed_at=None)


def told():
    return list(OutgoingMail.objects.order_by("pk").values_list("to", "subject"))


def path_in(text, word):
    [path] = re.findall(rf"http://localhost:8000(/\S+{word}\S*key=\S+)", text)
    return path


# --- asked for ---


@pytest.mark.django_db
def test_an_address_follows_once_it_has_confirmed(client, server):
    answer = client.post(NAMUR, {"email": "Alice@Example.org", "frequency": "monthly"})
    assert "We wrote to" in answer.content.decode()
    assert not AreaFollow.objects.exists()
    send_due(clock=timezone.now)
    [message] = server.messages
    assert (message["To"], message["Subject"]) == (ALICE, "Follow Namur?")
    link = path_in(message.get_body(("plain",)).get_content(), "confirm")

    # A program that opens every link confirms nothing.
    assert "Yes, follow" in client.get(link).content.decode()
    assert not AreaFollow.objects.exists()
    assert "You follow Namur" in client.post(link).content.decode()
    [follow] = AreaFollow.objects.select_related("subscription", "area")
    assert (follow.area.code, follow.subscription.email) == ("92094", ALICE)
    assert follow.subscription.frequency == "monthly"
    client.post(link)
    assert AreaFollow.objects.count() == 1


@pytest.mark.django_db
def test_nobody_learns_whether_an_address_is_known_and_nobody_follows_for_another(client):
    follows(subscribe(), "92094")
    answers = [
        client.post(NAMUR, {"email": email, "frequency": "weekly"}).content.decode()
        for email in (ALICE, "bob@example.org")
    ]
    known, new = (re.sub(r"(alice|bob)@|csrfmiddlewaretoken.*|nonce.*", "", a) for a in answers)
    assert known == new
    client.post("/en/follow/commune/11002/", {"email": ALICE, "frequency": "monthly"})
    [follow] = AreaFollow.objects.all()
    assert (follow.area.code, follow.subscription.frequency) == ("92094", "weekly")
    assert [to for to, _subject in told()] == [ALICE, "bob@example.org", ALICE]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/en/follow/commune/92094/", 200),
        ("/fr/suivre/commune/92094/", 200),
        ("/nl/volgen/gemeente/92094/", 200),
        ("/de/folgen/gemeinde/92094/", 200),
        ("/en/follow/commune/99999/", 404),
        ("/en/follow/commune/x-y/", 404),
        ("/en/follow/confirm/?key=x", 410),
        ("/en/follow/?key=x", 410),
        ("/en/follow/leave/?key=x", 200),
    ],
)
def test_what_can_be_opened(client, path, status):
    assert client.get(path).status_code == status


@pytest.mark.django_db
def test_an_address_without_an_at_sign_is_kept_and_told(client):
    answer = client.post(NAMUR, {"email": "alice", "frequency": "weekly"})
    page = answer.content.decode()
    assert (answer.status_code, "<title>Error:" in page, 'value="alice"' in page) == (
        422, True, True,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_group_that_is_not_public_cannot_be_followed(client):
    public, hidden = GroupFactory(name="Namur"), GroupFactory(public_since=None)
    gone = GroupFactory(archived_at=NOW)
    codes = [client.get(f"/en/group/{g.pk}/follow/").status_code for g in (public, hidden, gone)]
    assert codes == [200, 404, 404]


@pytest.mark.django_db
def test_who_is_signed_in_follows_at_once_and_sees_what_they_follow(client):
    alice, group = UserFactory(), GroupFactory(name="Namur demain")
    client.force_login(alice)
    client.post(NAMUR, {"frequency": "weekly"})
    page = client.post(f"/en/group/{group.pk}/follow/", {"frequency": "monthly"}, follow=True)
    assert [(f.kind, f.name) for f in page.context["followed"]] == [
        ("area", "Namur"), ("group", "Namur demain"),
    ]  # fmt: skip
    assert page.context["subscription"].frequency == "monthly"
    client.post("/en/follow/", {"stop": "area:92094"})
    client.post("/en/follow/", {"frequency": "weekly"})
    page = client.get("/en/follow/")
    assert [f.name for f in page.context["followed"]] == ["Namur demain"]
    assert Subscription.objects.get().frequency == "weekly"
    assert told() == []
    client.post("/en/follow/", {"leave": "all"})
    assert not Subscription.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 10])
def test_ten_things_followed_cost_no_more_queries_than_one(client, rows, django_assert_num_queries):
    codes = Area.objects.filter(level__code="commune").values_list("code", flat=True)[:rows]
    subscription = follows(subscribe(), *codes, groups=[GroupFactory() for _row in range(rows)])
    page = link_to(subscription, "following").removeprefix("http://localhost:8000")
    # One for each kind of thing that can be followed.
    with django_assert_num_queries(2 + len(KINDS)):
        assert len(client.get(page).context["followed"]) == 2 * rows


# --- becomes a person's ---


@pytest.mark.django_db
def test_what_an_address_followed_becomes_the_person_s_who_signs_in_with_it():
    alice = UserFactory(email=ALICE)
    mine = follows(subscribe(), "92094")
    adopt_subscription(user=alice, now=NOW)
    mine.refresh_from_db()
    assert (mine.user, mine.email) == (alice, "")
    again = follows(subscribe(), "92094", "11002")
    adopt_subscription(user=alice, now=NOW)
    assert not Subscription.objects.filter(pk=again.pk).exists()
    codes = AreaFollow.objects.filter(subscription=mine).values_list("area__code", flat=True)
    assert sorted(codes) == ["11002", "92094"]


@pytest.mark.django_db
def test_following_passes_on_when_a_group_merges_into_another():
    one, other = GroupFactory(), GroupFactory()
    coordinator = UserFactory(is_superuser=True)
    both, first = subscribe(), subscribe("bob@example.org")
    follows(both, groups=[one, other])
    follows(first, groups=[one])
    merge_groups(group=one, into=other, by=coordinator, now=NOW)
    now_followed = GroupFollow.objects.filter(group=other).values_list("subscription", flat=True)
    assert sorted(now_followed) == sorted([both.pk, first.pk])


# --- what is told ---


@pytest.mark.django_db
def test_one_message_tells_all_that_is_new_and_nothing_is_sent_without_news(server):
    later = NOW + timedelta(days=3)
    followed = GroupFactory(name="Gembloux demain", what_next="")
    MembershipFactory(group=followed, role="organiser")
    alice = follows(subscribe(), "92094", groups=[followed])
    follows(subscribe("bob@example.org"), "11002")
    begin("Namur en transition", "92094", later)
    begin("Before", "92094", NOW - timedelta(days=1))
    change_group(
        group=followed, by=followed.memberships.get().user, seen=1, now=later,
        words={"what_next": "Meeting on Monday"},
    )  # fmt: skip
    OutgoingMail.objects.all().delete()

    assert send_digests(now=NOW + timedelta(days=6)) == 0
    assert send_digests(now=NOW + WEEK) == 1
    assert send_digests(now=NOW + WEEK) == 0
    send_due(clock=lambda: NOW + WEEK)
    [message] = server.messages
    assert (message["To"], message["Subject"]) == (ALICE, "2 things are new in what you follow")
    text = message.get_body(("plain",)).get_content().replace("\r\n", "\n")
    lines = [line for line in text.splitlines() if "Namur" in line or "Gembloux" in line]
    assert lines == [
        "Namur en transition is new.",
        "Gembloux demain, what comes next: Meeting on Monday",
    ]
    leave = link_to(alice, "leave-all")
    assert message["List-Unsubscribe"].strip() == f"<{leave}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.django_db
def test_a_group_in_what_the_commune_became_is_news_of_the_commune_too():
    # Mouscron, before and after its code changed.
    follows(subscribe(), "54007")
    begin("Mouscron ensemble", "57096", NOW + timedelta(days=1))
    assert send_digests(now=NOW + WEEK) == 1


@pytest.mark.django_db
def test_monthly_means_a_month_and_an_unconfirmed_address_hears_nothing():
    follows(subscribe(frequency="monthly"), "92094")
    silent = follows(subscribe("bob@example.org"), "92094")
    Subscription.objects.filter(pk=silent.pk).update(confirmed_at=None)
    begin("Namur", "92094", NOW + timedelta(days=1))
    days = [send_digests(now=NOW + timedelta(days=n)) for n in (7, 29, 30, 37)]
    assert days == [0, 0, 1, 0]


@pytest.mark.django_db(transaction=True)
def test_killed_between_two_messages_the_next_round_writes_to_the_others_only(belgium):
    for number in range(3):
        follows(subscribe(f"p{number}@example.org"), "92094")
    begin("Namur", "92094", NOW + timedelta(days=1))
    rows = list(Subscription.objects.order_by("pk"))
    # The first was written when the worker stopped.
    from socle.accounts.actions.digests import write_digest  # noqa: PLC0415

    write_digest(rows[0].pk, news_for(rows, NOW + WEEK)[rows[0].pk], now=NOW + WEEK)
    assert send_digests(now=NOW + WEEK) == 2
    assert sorted(to for to, _subject in told()) == [f"p{n}@example.org" for n in range(3)]


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 10])
def test_news_of_ten_cost_no_more_queries_than_of_one(rows, django_assert_num_queries):
    groups = [begin(f"G {n}", "92094", NOW + timedelta(days=1)) for n in range(rows)]
    for number in range(rows):
        follows(subscribe(f"p{number}@example.org"), "92094", groups=groups)
    subscriptions = list(Subscription.objects.all())
    with django_assert_num_queries(6):
        found = news_for(subscriptions, NOW + WEEK)
    assert {len(news) for news in found.values()} == {rows}


# --- left ---


@pytest.mark.django_db
def test_a_mail_program_leaves_for_the_reader_without_cookie_or_token():
    from django.test import Client  # noqa: PLC0415

    subscription = follows(subscribe(), "92094")
    link = link_to(subscription, "leave-all").removeprefix("http://localhost:8000")
    strict = Client(enforce_csrf_checks=True)
    assert "Stop all messages?" in strict.get(link).content.decode()
    assert Subscription.objects.exists()
    answer = strict.post(
        link, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )
    assert "You follow nothing any more" in answer.content.decode()
    assert not Subscription.objects.exists()
    assert "You follow nothing any more" in strict.get(link).content.decode()


@pytest.mark.django_db
def test_the_link_of_one_opens_nothing_of_another(client):
    alice, bob = subscribe(), subscribe("bob@example.org")
    follows(bob, "92094")
    page = link_to(alice, "following").removeprefix("http://localhost:8000")
    client.post(page, {"stop": "area:92094"})
    assert AreaFollow.objects.count() == 1
    assert client.get(page[:-3]).status_code == 410


@pytest.mark.django_db
def test_everything_one_can_follow_says_its_name_and_page():
    user, group = UserFactory(), GroupFactory(name="Namur demain")
    for kind, key in (("area", "92094"), ("group", str(group.pk))):
        thing = KINDS[kind].open(key)
        assert KINDS[kind].key(thing) == key
        follow_as(user=user, kind=KINDS[kind], thing=thing, frequency="weekly", now=NOW)
    assert Group.objects.filter(follows__subscription__user=user).get() == group
