"""From the vote to a reply, by pages: gathered, published, said, confirmed, replied to."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from socle.commitments.actions.replies import write_to_holders
from socle.commitments.actions.statements import show_due
from socle.commitments.models import Answer, FollowUp, Holder, Statement
from socle.commitments.queries.replying import reply_path
from socle.commitments.tests.campaign import may_ask
from socle.commitments.tests.promised import Promised
from socle.demands.tests.people import browser, coordinator, errors, notices
from socle.elections.models import Majority
from socle.elections.tests.factories import MajorityFactory
from socle.groups.models import Declaration
from socle.groups.tests.factories import GroupFactory, MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]


def address(name, *args):
    with override("en"):
        return reverse(f"commitments:{name}", args=args)


@pytest.fixture
def gembloux():
    return Promised()


@pytest.fixture
def trams(gembloux):
    return gembloux.followed()


def text_of(response):
    return " ".join(response.content.decode().split())


def said(gembloux, status="in_progress", **more):
    today = timezone.localdate().isoformat()
    return {
        "seen": "0",
        "group": str(gembloux.group.pk),
        "status": status,
        "words": "Six trams run after eleven.",
        "on": today,
        "kind": "minutes",
        "source_title": "The council of March",
        "source_url": "https://council.example/march",
        "read_on": today,
        "language": "en",
    } | more


def test_a_coordinator_gathers_reads_and_publishes(gembloux, django_capture_on_commit_callbacks):
    page = browser(coordinator())
    there = address("gathered", gembloux.contest.pk)
    assert there in text_of(page.get(address("gathering")))
    with django_capture_on_commit_callbacks(execute=True):
        page.post(address("gather-act", gembloux.contest.pk, "gather"))
    shown = text_of(page.get(there))
    assert "Trams at night" in shown
    public = f"/en/elections/voted/{gembloux.contest.code}/answers/promises/"
    assert page.get(public).status_code == 404
    published = page.post(address("gather-act", gembloux.contest.pk, "publish"), follow=True)
    assert notices(published) == ["Published: each promise is followed from now on."]
    shown = text_of(Client().get(public))
    assert "Trams at night" in shown
    assert "Cime" not in shown


def test_or_takes_it_back_and_says_where_the_agreement_is(gembloux):
    gembloux.gathered()
    page = browser(coordinator())
    there = address("gathered", gembloux.contest.pk)
    today = timezone.localdate().isoformat()
    agreed = {"title": "Declaration 2018-2024", "url": "https://g.example/d", "read_on": today}
    page.post(there, agreed)
    assert "Declaration 2018-2024" in text_of(page.get(there))
    assert errors(page.post(there, {})).keys() == {"title", "url", "read_on"}
    page.post(address("gather-act", gembloux.contest.pk, "take-back"))
    assert not FollowUp.objects.exists()


def test_no_information_is_the_normal_state(trams):
    found = Client().get(address("promise", f"{trams.pk}-trams-at-night"))
    shown = text_of(found)
    assert "it means neither kept nor broken" in shown
    assert "Aube" in shown


def test_the_majority_and_the_opposition_are_told(gembloux, trams):
    made = MajorityFactory(body=gembloux.contest.body, area=gembloux.contest.area)
    made.lists.set([gembloux.braise])
    assert Majority.objects.count() == 1
    shown = text_of(Client().get(address("promise", f"{trams.pk}-trams-at-night")))
    assert "in the opposition" in shown


def test_alice_says_it_is_kept_and_bruno_looks_again(gembloux, trams):
    alice, bruno = browser(gembloux.alice), browser(gembloux.bruno)
    kept = alice.post(address("observe", trams.pk), said(gembloux, "kept"), follow=True)
    assert notices(kept) == [
        "Kept. Somebody else of your group, or another witness, now has to confirm it."
    ]
    made = Statement.objects.get()
    confirm = address("statement-confirm", trams.pk, made.pk)
    assert confirm in text_of(bruno.get(address("promise-follower", trams.pk)))
    own = alice.post(confirm, follow=True)
    assert notices(own) == ["You noted it yourself: somebody else has to confirm it."]
    done = bruno.post(confirm, follow=True)
    assert notices(done) == ["Published. Who promised is told, and may reply."]
    shown = text_of(Client().get(address("promise", f"{trams.pk}-trams-at-night")))
    assert "Six trams run after eleven." in shown
    assert "seen by two" in shown


def test_aube_replies_before_it_is_shown(gembloux, trams):
    alice = browser(gembloux.alice)
    alice.post(address("observe", trams.pk), said(gembloux, "partly_kept"))
    now = timezone.now()
    write_to_holders(now=now)
    waits = text_of(Client().get(address("promise", f"{trams.pk}-trams-at-night")))
    assert "Awaiting a reply of who promised until" in waits
    assert "Six trams" not in waits
    made, aube = Statement.objects.get(), Client()
    link = reply_path(trams.holder)
    assert "Six trams run after eleven." in text_of(aube.get(link))
    answer = link + f"{made.pk}/"
    assert aube.post(answer, {"words": "", "language": "en"}).status_code == 422
    aube.post(answer, {"words": "Ten will run in May.", "language": "en"})
    assert "Ten will run in May." in text_of(aube.get(link))
    show_due(now=now + timedelta(days=9))
    shown = text_of(Client().get(address("promise", f"{trams.pk}-trams-at-night")))
    assert "Ten will run in May." in shown


def test_an_altered_link_opens_nothing(trams):
    link = reply_path(trams.holder)
    assert Client().get(link[:-2] + "x/").status_code == 404


def test_what_is_missing_is_said(gembloux, trams):
    page = browser(gembloux.alice).post(address("observe", trams.pk), {"seen": "0"})
    assert set(errors(page)) >= {"group", "status", "words", "on", "source_title", "source_url"}
    broken = said(gembloux, "broken", reason="other_priority")
    page = browser(gembloux.alice).post(address("observe", trams.pk), broken)
    assert set(errors(page)) == {"reason_words", "reason_source"}
    later = said(gembloux, on=(timezone.localdate() + timedelta(days=1)).isoformat())
    page = browser(gembloux.alice).post(address("observe", trams.pk), later)
    assert set(errors(page)) == {"on"}


def test_somebody_said_something_meanwhile(gembloux, trams):
    browser(gembloux.bruno).post(address("observe", trams.pk), said(gembloux))
    late = browser(gembloux.alice).post(
        address("observe", trams.pk), said(gembloux, words="Seven trams.")
    )
    assert late.status_code == 409
    shown = text_of(late)
    assert "Six trams run after eleven." in shown
    assert "Seven trams." in shown


def test_a_correction_stands_with_what_it_corrects(gembloux, trams):
    alice = browser(gembloux.alice)
    alice.post(address("observe", trams.pk), said(gembloux))
    first = Statement.objects.get()
    mended = said(gembloux, "not_started", words="None yet.", seen=str(first.pk), why="Day trams.")
    alice.post(address("statement-correct", trams.pk, first.pk), mended)
    shown = text_of(Client().get(address("promise", f"{trams.pk}-trams-at-night")))
    assert "None yet." in shown
    assert "Corrected once" in shown
    assert "Day trams." in shown
    assert "Six trams run after eleven." in shown


def test_dropped_before_it_is_shown(gembloux, trams):
    alice = browser(gembloux.alice)
    alice.post(address("observe", trams.pk), said(gembloux, "kept"))
    drop = address("statement-drop", trams.pk, Statement.objects.get().pk)
    assert "Six trams" in text_of(alice.get(drop))
    alice.post(drop, {"why": "The wrong line."})
    assert Statement.objects.get().dropped_why == "The wrong line."


def test_who_follows_it_and_when(gembloux, trams):
    day = timezone.localdate() + timedelta(days=30)
    page, there = browser(gembloux.alice), address("promise-follower", trams.pk)
    page.post(there, {"group": str(gembloux.group.pk), "me": "on", "next_review": day.isoformat()})
    trams.refresh_from_db()
    assert (trams.followed_by, trams.next_review) == (gembloux.alice, day)


def test_how_to_write_to_who_promised(gembloux, trams):
    """Once it is known, a coordinator alone changes it: its link speaks for them."""
    kept = browser(gembloux.alice).get(address("promise-reach", trams.pk))
    assert kept.status_code == 302
    Holder.objects.update(address="", address_source="")
    page, there = browser(gembloux.alice), address("promise-reach", trams.pk)
    assert set(errors(page.post(there, {}))) == {"address"}
    assert set(errors(page.post(there, {"address": "a@c.example"}))) == {"source"}
    page.post(there, {"address": "a@c.example", "source": "https://c.example/"})
    trams.holder.refresh_from_db()
    assert trams.holder.address == "a@c.example"


INSIDE = ("observe", "promise-follower", "promise-reach")


def test_who_may_say_what_became_of_it(gembloux, trams):
    """An organiser or a witness of a welcomed group of the place; nobody else."""
    Holder.objects.update(address="", address_source="")
    elsewhere = GroupFactory(name="Namur", areas=["92094"])
    new = GroupFactory(name="New", areas=["92142"])
    people = {
        "organiser": (gembloux.alice, 200),
        "witness": (gembloux.person("Wim", "witness"), 200),
        "member": (gembloux.person("Mia", "member"), 404),
        "mentor": (gembloux.person("Max", "mentor"), 404),
        "organiser elsewhere": (organiser(elsewhere), 404),
        "organiser of a group not welcomed": (organiser(new), 404),
        "anybody": (UserFactory(), 404),
    }
    for who, (user, status) in people.items():
        page = browser(user)
        for name in INSIDE:
            assert page.get(address(name, trams.pk)).status_code == status, (who, name)
    assert Client().get(address("observe", trams.pk)).status_code == 302


def organiser(group):
    user = UserFactory()
    MembershipFactory(user=user, group=group, role="organiser")
    return user


def test_who_sits_in_the_council_leaves_it_to_another(gembloux, trams):
    Declaration.objects.create(
        user=gembloux.alice,
        stands=False,
        holds=True,
        area=gembloux.contest.area,
        body=gembloux.contest.body,
        made_at=timezone.now(),
    )
    assert browser(gembloux.alice).get(address("observe", trams.pk)).status_code == 403


def test_pages_of_coordinators_are_for_them(gembloux):
    gembloux.gathered()
    for user in (gembloux.alice, UserFactory()):
        page = browser(user)
        assert page.get(address("gathering")).status_code == 404
        assert page.get(address("gathered", gembloux.contest.pk)).status_code == 404
        act = address("gather-act", gembloux.contest.pk, "publish")
        assert page.post(act).status_code == 404


@pytest.mark.parametrize("many", [1, 10])
def test_a_page_asks_as_much_for_one_promise_as_for_ten(
    gembloux, trams, many, django_assert_num_queries
):
    last = 0
    for _n in range(many):
        last = gembloux.states(trams, now=timezone.now(), seen=last).pk
    there = address("promise", f"{trams.pk}-trams-at-night")
    Client().get(there)
    gembloux.states(trams, now=timezone.now(), seen=last)
    with django_assert_num_queries(QUERIES):
        Client().get(there)


QUERIES = 12


def test_a_removed_answer_is_said_to_be(gembloux, trams):
    gone = {"removed_at": timezone.now(), "removed_why": "erasure", "stance": "", "words": ""}
    Answer.objects.filter(pk=trams.answer_id).update(**gone, condition="", salt="")
    shown = text_of(Client().get(address("promise", f"{trams.pk}-trams-at-night")))
    assert "Answer removed" in shown
    contest = f"/en/elections/voted/{gembloux.contest.code}/answers/promises/"
    assert "Answer removed" in text_of(Client().get(contest))


def test_what_another_group_follows_stays_theirs(gembloux, trams):
    other = may_ask(GroupFactory(name="Another of Gembloux", areas=["92142"]))
    there = address("promise-follower", trams.pk)
    page = browser(organiser(other))
    assert "Gembloux en transition follows it." in text_of(page.get(there))
    page.post(there, {"group": ""})
    trams.refresh_from_db()
    assert trams.follower == gembloux.group
