"""A village takes over the words of its town, and hears of what changes above them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from socle.demands.actions.adopting import adopt, take_over, withdraw_adaptation
from socle.demands.actions.demanding import reword
from socle.demands.actions.demo.removing import remove_demo_demands
from socle.demands.actions.following import follow_original
from socle.demands.actions.withdrawing import withdraw_demand
from socle.demands.models import Adaptation
from socle.demands.queries.neighbours import following
from socle.demands.tests.factories import demand_of, memorandum_of
from socle.demands.tests.people import browser, last_mail, notices, organiser
from socle.demands.tests.test_pages import accepted, adopted
from socle.groups.models import Group
from socle.groups.tests.factories import NOW, TODAY, UserFactory
from socle.texts.actions.comparing import compare_due_updates
from socle.texts.actions.publishing import publish
from socle.texts.actions.updating import keep_our_words, take_update
from socle.texts.models import Update
from socle.texts.queries.revisions import latest, words_of
from socle.texts.queries.updates import merge_of, ours_of
from socle.web.tests.reading import headings, html_of, main_links
from socle.web.tests.reading import words_of as read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
LATER = NOW + timedelta(days=1)
TOWN = "Un bus par heure jusqu’à Grand-Leez."
OWN = {"title": "Un bus à Lonzée", "body": TOWN, "summary": "On le voit.", "more": "", "seen": "0"}


@pytest.fixture
def asked():
    demand = demand_of()
    memorandum_of(demand)
    return demand.provisions.get()


@pytest.fixture
def town(asked):
    """It said the first sentence in its own words."""
    return adopted(asked, words=towns_words(asked), name="Gembloux en commun")


def towns_words(asked):
    said = words_of(latest(asked.text))
    return replace(said, body=said.body.replace("Un bus par heure.", TOWN))


@pytest.fixture
def lonzee():
    return accepted("Lonzée debout", "92141")


@pytest.fixture
def alice(lonzee):
    return organiser(lonzee)


@pytest.fixture
def village(town, lonzee, alice):
    return took_over(town, lonzee, alice)


def took_over(neighbour, group, by, words=None):
    mine = take_over(
        provision=neighbour.provision,
        group=group,
        area=group.areas.get(),
        language="fr",
        made_from=latest(neighbour.text),
        by=by,
        now=NOW,
    )
    words = words or words_of(latest(neighbour.text))
    return adopt(adaptation=mine, words=words, by=by, now=NOW, on=TODAY)


def published_again(asked, old="Chaque jour de la semaine.", new="Le dimanche aussi.", now=LATER):
    said = words_of(latest(asked.text))
    words = replace(said, body=said.body.replace(old, new))
    return reword(provision=asked, language="fr", words=words, by=None, now=now)


def taken_by(adaptation, by, now=LATER):
    """Its group takes the update that waits, and chooses nothing."""
    compare_due_updates(now=now)
    update = Update.objects.filter(text=adaptation.text, state="waiting").get()
    ours = ours_of(adaptation.text)
    words = merge_of(update, ours).words()
    return take_update(update=update, words=words, seen=ours.mark, by=by, now=now)


def here(adaptation, page=""):
    return f"/en/local-wording/{adaptation.pk}/{page}"


def fresh(adaptation):
    return Adaptation.objects.select_related("text__base__text").get(pk=adaptation.pk)


# --- taking over ---


def test_alice_takes_over_the_words_of_the_town_in_three_steps(client, town, lonzee, alice):
    page = client.get(here(town), follow=True)
    assert here(town, "take-over/") in main_links(page)

    client.force_login(alice)
    first = client.get(here(town, "take-over/"))
    assert "In the words of Gembloux en commun." in read(first)
    assert f"?group={lonzee.pk}" in main_links(first)
    assert f"/en/take-over/{town.provision_id}/" in main_links(first)

    second = client.get(here(town, f"take-over/?group={lonzee.pk}"))
    assert TOWN in html_of(second)
    made_from = latest(town.text).pk
    sent = {**OWN, "made_from": made_from}
    third = client.post(here(town, f"take-over/?group={lonzee.pk}"), sent, follow=True)
    assert headings(third, 1) == ["Adopt these words"]
    mine = Adaptation.objects.exclude(pk=town.pk).get()
    assert (mine.provision, mine.text.adapted_from_id) == (town.provision, made_from)

    done = client.post(here(mine, "adopt/"), {"on": TODAY.isoformat()}, follow=True)
    assert "The group took them over from Gembloux en commun" in read(done)


def test_the_demand_counts_both_and_says_whose_words_they_are(client, village):
    demand = village.provision.demand
    seen = read(client.get(f"/en/demand/{demand.pk}-des-bus-le-soir/"))
    assert "Taken over in 2 communes, reworded in 1" in seen
    assert "taken over from Gembloux en commun, in the same words" in seen


def test_what_the_town_published_while_the_page_was_open_comes_as_an_update(town, lonzee, alice):
    opened = latest(town.text)
    said = replace(words_of(opened), title="Un bus par demi-heure")
    publish(text=town.text, language="fr", words=said, by=None, now=NOW)
    mine = take_over(
        provision=town.provision,
        group=lonzee,
        area=None,
        language="fr",
        made_from=opened,
        by=alice,
        now=LATER,
    )
    assert mine.text.base == opened
    assert Update.objects.get(text=mine.text).revision == latest(town.text)


def test_who_began_a_wording_of_its_own_keeps_it_and_reads_the_others_beside(
    client, town, lonzee, alice
):
    given = {"provision": town.provision, "group": lonzee, "area": None, "language": "fr"}
    mine = take_over(**given, by=alice, now=NOW)
    client.force_login(alice)
    page = client.get(here(town, f"take-over/?group={lonzee.pk}"))
    assert "Your group began its own wording already: it stays as it is" in read(page)
    assert TOWN in read(page)
    form = page.context["form"]
    assert form.initial["body"] == mine.text.drafts.get().body


def test_who_withdrew_its_wording_starts_from_the_words_of_the_town(client, town, lonzee, alice):
    mine = adopted(town.provision, name="x")
    type(mine.text).objects.filter(pk=mine.text.pk).update(owner=lonzee)
    withdraw_adaptation(adaptation=mine, by=alice, now=NOW)
    client.force_login(alice)
    page = client.get(here(town, f"take-over/?group={lonzee.pk}"))
    assert TOWN in page.context["form"].initial["body"]


@pytest.mark.parametrize("is_archived", [True, False])
def test_words_nobody_stands_by_lead_to_the_original(client, town, lonzee, alice, is_archived):
    if is_archived:
        Group.objects.filter(pk=town.text.owner_id).update(archived_at=NOW)
    else:
        withdraw_adaptation(adaptation=town, by=None, now=NOW, reason="Nous marchons.")
    client.force_login(alice)
    group = f"take-over/?group={lonzee.pk}"
    for answer in (client.get(here(town, group)), client.post(here(town, group), OWN)):
        assert answer.status_code == 410
        assert f"/en/take-over/{town.provision_id}/" in main_links(answer)
        assert ("Nous marchons." in read(answer)) is not is_archived
    assert "On le voit." in html_of(answer)
    assert Adaptation.objects.get() == town


def test_of_a_demand_that_was_withdrawn_there_is_nothing_to_take(client, town):
    withdraw_demand(demand=town.provision.demand, why="Fini.", by=UserFactory(), now=NOW)
    page = client.get(here(town), follow=True)
    assert here(town, "take-over/") not in main_links(page)
    assert client.get(here(town, "take-over/")).status_code == 410


def test_who_wrote_them_is_not_offered_them(client, town, alice, village):
    client.force_login(alice)
    assert here(village, "take-over/") not in main_links(client.get(here(village), follow=True))
    assert here(town, "take-over/") in main_links(client.get(here(town), follow=True))


# --- hearing of what changes ---


def test_the_village_hears_when_the_town_publishes_what_it_took(asked, town, village):
    published_again(asked)
    compare_due_updates(now=LATER)
    assert not Update.objects.filter(text=village.text).exists()

    taken_by(town, UserFactory())
    taken_by(village, UserFactory())
    assert "Le dimanche aussi." in latest(village.text).body
    assert fresh(village).text.base == latest(town.text)


def test_until_then_its_page_says_so(client, asked, village, alice):
    client.force_login(alice)
    page = client.get(here(village), follow=True)
    assert "Your words follow those of Gembloux en commun" in read(page)
    published_again(asked)
    page = client.get(here(village), follow=True)
    assert "The original was published again on" in read(page)
    assert here(village, "follow-the-original/") in main_links(page)
    client.logout()
    page = client.get(here(village), follow=True)
    assert "The original was published again on" not in read(page)


def test_it_follows_the_original_directly_and_decides_at_once(asked, village, alice):
    published_again(asked)
    client = browser(alice)
    asks = client.get(here(village, "follow-the-original/"))
    assert headings(asks, 1) == ["Follow the original directly?"]
    done = client.post(here(village, "follow-the-original/"), follow=True)
    update = Update.objects.get(text=village.text)
    assert done.redirect_chain[-1][0] == f"/en/update/{update.pk}/"
    assert "Everything fits" in read(done)

    compare_due_updates(now=LATER)
    ours = ours_of(village.text)
    merged = merge_of(update, ours)
    take_update(update=update, words=merged.words(), seen=ours.mark, by=alice, now=LATER)
    assert latest(village.text).body == f"{TOWN} Jusqu’à minuit. Le dimanche aussi."
    # The words of the town are its own now: they are not those of the original.
    assert fresh(village).reworded
    assert fresh(village).text.adapted_from.text.adaptation.text.owner.name == "Gembloux en commun"


def test_with_nothing_new_it_follows_and_nothing_waits(asked, town, village, alice):
    client = browser(alice)
    done = client.post(here(village, "follow-the-original/"), follow=True)
    assert notices(done) == [
        "From now on you follow the original. Nothing changed in it since: no more to do."
    ]
    again = client.post(here(village, "follow-the-original/"), follow=True)
    assert notices(again) == ["It follows the original already, or there is none any more."]
    publish(text=town.text, language="fr", words=towns_words(asked), by=None, now=LATER, note="x",
            took=latest(asked.text))  # fmt: skip
    assert not Update.objects.filter(text=village.text).exists()
    published_again(asked)
    assert Update.objects.get(text=village.text).revision == latest(asked.text)


def test_what_the_town_took_before_is_not_merged_twice(asked, town, lonzee, alice):
    published_again(asked)
    taken_by(town, UserFactory())
    village = took_over(town, lonzee, alice)
    assert following(fresh(village)).first == latest(asked.text)
    assert follow_original(adaptation=village, by=alice, now=LATER) is None


def test_what_the_town_took_since_and_the_village_did_not_is_still_to_decide(
    asked, town, village, alice
):
    published_again(asked)
    taken_by(town, UserFactory())
    compare_due_updates(now=LATER)
    old = Update.objects.get(text=village.text)
    update = follow_original(adaptation=village, by=alice, now=LATER)
    merged = merge_of(update, ours_of(village.text))
    assert merged.words().body == f"{TOWN} Jusqu’à minuit. Le dimanche aussi."
    old.refresh_from_db()
    assert old.state == "overtaken"


def test_what_the_town_refused_is_the_village_s_to_decide(asked, town, village, alice):
    published_again(asked)
    compare_due_updates(now=LATER)
    kept = Update.objects.get(text=town.text)
    keep_our_words(update=kept, reason="Pas chez nous.", by=UserFactory(), now=LATER)
    update = follow_original(adaptation=village, by=alice, now=LATER)
    assert "Le dimanche aussi." in merge_of(update, ours_of(village.text)).words().body


def test_three_generations_down_the_first_original_is_found(asked, town, village):
    hamlet = took_over(village, accepted("Ernage", "92142"), UserFactory())
    found = following(fresh(hamlet))
    assert (found.neighbour.name, found.first) == ("Lonzée debout", latest(asked.text))


# --- when the town withdraws ---


def test_the_village_is_told_and_the_towns_words_are_no_longer_shown(client, town, village, alice):
    withdraw_adaptation(adaptation=town, by=None, now=LATER, reason="Nous marchons.")
    mail = last_mail()
    said = "Les mots que vous aviez repris ont été retirés\N{NO-BREAK SPACE}: Un bus par heure"
    assert (mail.to, mail.subject) == (alice.email, f"{said} (commune)")
    assert "Nous marchons." in mail.text

    seen = read(client.get(here(village), follow=True))
    assert "those of Gembloux en commun, which were withdrawn since." in seen
    assert "Read them" not in seen
    demand = village.provision.demand
    page = client.get(f"/en/demand/{demand.pk}-des-bus-le-soir/")
    assert "See what was changed" not in read(page)

    client.force_login(alice)
    seen = read(client.get(here(village), follow=True))
    assert "Gembloux en commun no longer stands by the words you took over" in seen
    assert follow_original(adaptation=village, by=alice, now=LATER) is None
    assert fresh(village).text.base == latest(village.provision.text)


def test_the_lineage_says_that_something_between_is_no_longer_public(client, town, village):
    page = f"/en/text/{village.text_id}/lineage/"
    assert "Gembloux en commun" in read(client.get(page))
    withdraw_adaptation(adaptation=town, by=None, now=LATER)
    seen = read(client.get(page))
    assert "1 that stands between them is not public, or was withdrawn." in seen


def test_the_village_and_the_original_can_be_compared(client, asked, village):
    first, own = latest(asked.text).pk, latest(village.text).pk
    page = client.get(f"/en/text/{village.text_id}/compare/?from={first}&to={own}")
    assert page.status_code == 200
    assert "Grand-Leez" in read(page)


def test_with_the_demo_goes_what_was_made_from_words_of_its_groups(asked, town, village):
    Group.objects.filter(pk=town.text.owner_id).update(is_example=True)
    remove_demo_demands()
    assert not Adaptation.objects.exists()
    assert latest(asked.text) is not None


@pytest.mark.parametrize("count", [1, 10])
def test_ten_villages_on_the_page_of_the_demand_ask_no_more_than_one(
    client, town, alice, count, django_assert_num_queries
):
    for number in range(count):
        took_over(town, accepted(f"Village {number}", "92141"), alice)
    client.get("/en/memorandums/")
    with django_assert_num_queries(14):
        client.get(f"/en/demand/{town.provision.demand_id}-des-bus-le-soir/")
