"""From the page of a commune an organiser takes a demand over, rewords it, adopts it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from socle.demands.actions.adopting import withdraw_adaptation
from socle.demands.models import Adaptation
from socle.demands.tests.factories import demand_of, memorandum_of
from socle.foundation.templatetags.days import day_in_words
from socle.groups.models import CharterAcceptance
from socle.groups.tests.factories import NOW, GroupFactory, MembershipFactory, UserFactory
from socle.web.tests.reading import headings, html_of, main_links, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]

WORDS = {
    "title": "Un bus par heure jusqu’à Grand-Leez",
    "body": "Un bus par heure, jusqu’à Grand-Leez.",
    "summary": "L’horaire le montre.",
    "more": "",
}


@pytest.fixture
def gembloux():
    group = GroupFactory(name="Gembloux en commun", areas=["92142"])
    CharterAcceptance.objects.create(
        group=group, release=1, language="fr", digest="0" * 64, accepted_at=NOW
    )
    return group


@pytest.fixture
def alice(gembloux):
    """She organises the group of Gembloux."""
    alice = UserFactory(name="Alice")
    MembershipFactory(user=alice, group=gembloux, role="organiser")
    return alice


@pytest.fixture
def provision():
    demand = demand_of()
    memorandum_of(demand)
    return demand.provisions.get()


def way(provision, **query):
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/en/take-over/{provision.pk}/" + (f"?{asked}" if asked else "")


def prepared(client, provision, group, **changes):
    answer = client.post(way(provision, group=group.pk), {**WORDS, "seen": "0", **changes})
    return Adaptation.objects.get(), answer


def test_alice_takes_over_rewords_and_adopts(client, alice, gembloux, provision):
    client.force_login(alice)
    first = client.get(way(provision, commune="92142"))
    assert headings(first, 1) == ["Take it over for Gembloux"]
    assert f"?group={gembloux.pk}&commune=92142" in main_links(first)

    second = client.get(way(provision, group=gembloux.pk, commune="92142"))
    assert "Un bus par heure. Jusqu’à minuit." in words_of(second)
    assert Adaptation.objects.count() == 0

    mine, answer = prepared(client, provision, gembloux)
    assert answer["Location"] == f"/en/local-wording/{mine.pk}/adopt/"
    third = client.get(answer["Location"])
    assert "Grand-Leez" in words_of(third)
    assert headings(third, 1) == ["Adopt these words"]

    done = client.post(answer["Location"], {"on": "2026-11-25"}, follow=True)
    assert headings(done, 1) == ["Un bus par heure jusqu’à Grand-Leez in French"]
    assert "Adopted. It stands on the page of your commune." in words_of(done)
    mine.refresh_from_db()
    assert (mine.status, mine.reworded, mine.area.code) == ("adopted", True, "92142")

    client.logout()
    commune = client.get("/en/commune/92142-gembloux/")
    assert "Un bus par heure jusqu’à Grand-Leez" in words_of(commune)


def test_pressed_twice_it_is_adopted_once(client, alice, gembloux, provision):
    client.force_login(alice)
    mine, answer = prepared(client, provision, gembloux)
    again, _answer = prepared(client, provision, gembloux)
    assert again == mine
    for _press in range(2):
        client.post(answer["Location"], {"on": "2026-11-25"})
    assert mine.text.revisions.count() == 1


def test_a_visitor_signs_in_on_the_way_and_comes_back_to_the_same_step(client, provision):
    page = client.get(way(provision, commune="92142"))
    assert "?commune=92142&sign-in=1" in main_links(page)
    asked = client.get(way(provision, commune="92142") + "&sign-in=1")
    assert asked.status_code == 302
    assert asked["Location"].startswith(
        f"/en/sign-in/?next=%2Fen%2Ftake-over%2F{provision.pk}%2F%3Fcommune%3D92142&why="
    )


def test_what_was_typed_waits_while_one_signs_in(client, alice, gembloux, provision):
    asked = client.post(way(provision, group=gembloux.pk), {**WORDS, "seen": "0"})
    assert asked.status_code == 302
    assert Adaptation.objects.count() == 0
    kept = client.session["demands.adopt"]
    client.force_login(alice)
    # As signing in does: what the session held comes along.
    session = client.session
    session["demands.adopt"] = kept
    session.save()
    page = client.get(way(provision, group=gembloux.pk))
    assert "What you typed is still here" in words_of(page)
    assert "Grand-Leez" in html_of(page)


def test_a_new_group_prepares_and_is_told_why_it_cannot_adopt(client, alice, gembloux, provision):
    gembloux.welcomed_at = None
    gembloux.save()
    client.force_login(alice)
    mine, answer = prepared(client, provision, gembloux)
    page = client.get(answer["Location"])
    assert "Prepared, and kept: your group cannot adopt it yet" in words_of(page)
    assert [link for link in main_links(page) if "charter" in link or "tell" in link] == [
        f"/en/group/{gembloux.slug}/tell-the-coalition/",
        f"/en/group/{gembloux.slug}/charter/",
    ]
    refused = client.post(answer["Location"], {"on": "2026-11-25"})
    mine.refresh_from_db()
    assert (refused.status_code, mine.status) == (422, "draft")


def test_who_does_not_organise_the_group_cannot_speak_for_it(client, gembloux, provision):
    client.force_login(UserFactory(name="Charlie"))
    assert client.get(way(provision, group=gembloux.pk)).status_code == 404
    assert client.post(way(provision, group=gembloux.pk), WORDS).status_code == 404


@pytest.mark.parametrize("group", ["0", "x", "999999999999", "12-x", ""])
def test_a_group_that_is_not_there(client, alice, provision, group):
    client.force_login(alice)
    assert client.get(way(provision, group=group)).status_code == 404


def test_nothing_is_taken_over_of_a_demand_that_was_merged(client, alice, gembloux, provision):
    other = demand_of(title="Des trains")
    memorandum_of(other)
    type(provision.demand).objects.filter(pk=provision.demand_id).update(
        withdrawn_at=NOW, withdrawn_why="Les trains disent tout.", merged_into=other
    )
    client.force_login(alice)
    for answer in (
        client.get(way(provision, group=gembloux.pk)),
        client.post(way(provision, group=gembloux.pk), {**WORDS, "seen": "0"}),
    ):
        assert answer.status_code == 410
        assert "Les trains disent tout." in words_of(answer)
        assert f"/en/demand/{other.pk}-des-trains/" in main_links(answer)
    assert Adaptation.objects.count() == 0


def test_a_day_to_come_is_refused_and_what_was_typed_stays(client, alice, gembloux, provision):
    client.force_login(alice)
    _mine, answer = prepared(client, provision, gembloux)
    tomorrow = timezone.localdate() + timedelta(days=1)
    page = client.post(answer["Location"], {"on": tomorrow.isoformat()})
    assert page.status_code == 422
    assert "That day is still to come: take today or a day before." in words_of(page)
    assert f'value="{tomorrow.isoformat()}"' in html_of(page)


def test_without_a_title_it_says_what_is_missing(client, alice, gembloux, provision):
    client.force_login(alice)
    page = client.post(way(provision, group=gembloux.pk), {**WORDS, "title": ""})
    assert page.status_code == 422
    assert "Say the decision in one line: it is the title." in words_of(page)
    assert "Grand-Leez" in html_of(page)


def test_withdrawn_it_can_be_taken_over_again_with_the_words_it_had(
    client, alice, gembloux, provision
):
    client.force_login(alice)
    mine, answer = prepared(client, provision, gembloux)
    client.post(answer["Location"], {"on": "2026-11-25"})
    place = f"/en/local-wording/{mine.pk}/withdraw/"
    assert client.post(place, {"reason": ""}).status_code == 422
    gone = client.post(place, {"reason": "Nous demandons autre chose."}, follow=True)
    assert headings(gone, 1) == ["Our demands"]
    mine.refresh_from_db()
    assert mine.status == "withdrawn"
    assert way(provision, group=gembloux.pk) in main_links(gone)

    again = client.get(way(provision, group=gembloux.pk))
    assert "Un bus par heure, jusqu’à Grand-Leez." in html_of(again)
    step = client.post(way(provision, group=gembloux.pk), {**WORDS, "seen": "0"})
    client.post(step["Location"], {"on": "2026-11-25"})
    second = Adaptation.objects.get(status="adopted").text.revisions.get()
    with override("fr"):
        day = day_in_words(timezone.localdate())
    assert second.note == f"Adoptée de nouveau. Le groupe l’avait retirée le {day}."


def test_what_was_withdrawn_is_not_adopted_by_an_old_page(client, alice, gembloux, provision):
    client.force_login(alice)
    mine, answer = prepared(client, provision, gembloux)
    withdraw_adaptation(adaptation=mine, by=alice, now=NOW)
    pressed = client.post(answer["Location"], {"on": "2026-11-25"})
    assert pressed["Location"].startswith(f"/en/local-wording/{mine.pk}")
    mine.refresh_from_db()
    assert mine.status == "withdrawn"


def test_a_wording_that_is_prepared_is_seen_by_its_group_alone(client, alice, gembloux, provision):
    client.force_login(alice)
    mine, _answer = prepared(client, provision, gembloux)
    here = f"/en/local-wording/{mine.pk}/"
    assert client.get(here).status_code == 200
    client.logout()
    assert client.get(here).status_code == 404
    client.force_login(UserFactory(name="Charlie"))
    assert client.get(here).status_code == 404


def test_our_demands_show_the_people_of_the_group_more_than_anyone(
    client, alice, gembloux, provision
):
    client.force_login(alice)
    mine, _answer = prepared(client, provision, gembloux)
    page = f"/en/group/{gembloux.slug}/our-demands/"
    assert headings(client.get(page), 2) == ["In preparation"]
    client.logout()
    assert headings(client.get(page), 2) == ["Nothing taken over yet"]
    withdraw_adaptation(adaptation=mine, by=alice, now=NOW)
    client.force_login(alice)
    assert headings(client.get(page), 2) == ["Nothing taken over yet", "Withdrawn"]
