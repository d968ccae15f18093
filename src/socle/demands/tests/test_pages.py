"""What anyone reads: memorandums, releases, demands, local wordings."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils.translation import override

from socle.demands.actions.adopting import adopt, take_over
from socle.demands.actions.demanding import ask_of_level, reword
from socle.demands.actions.memorandums import release_memorandum, set_status
from socle.demands.actions.showing import show_provision
from socle.demands.actions.withdrawing import withdraw_demand
from socle.demands.tests.factories import coalition, demand_of, memorandum_of
from socle.foundation.search import find
from socle.groups.models import CharterAcceptance
from socle.groups.tests.factories import (
    NOW,
    TODAY,
    GroupFactory,
    MembershipFactory,
    UserFactory,
)
from socle.territories.models import Area, Level, Topic
from socle.texts.actions.drafting import save_draft
from socle.texts.actions.publishing import publish
from socle.texts.queries.revisions import words_of
from socle.texts.queries.words import Words
from socle.web.tests.reading import headings, html_of, main_links
from socle.web.tests.reading import words_of as said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
LATER = NOW + timedelta(days=3)


def accepted(name, code="92142"):
    """A local group that may adopt."""
    group = GroupFactory(name=name, areas=[code])
    CharterAcceptance.objects.create(
        group=group, release=1, language="fr", digest="0" * 64, accepted_at=NOW
    )
    return group


def adopted(provision, code="92142", words=None, name="Gembloux en commun"):
    mine = take_over(
        provision=provision,
        group=accepted(name, code),
        area=Area.objects.get(code=code),
        language="fr",
        by=UserFactory(),
        now=NOW,
    )
    words = words or words_of(mine.text.drafts.get())
    return adopt(adaptation=mine, words=words, by=None, now=NOW, on=TODAY)


@pytest.fixture
def bus():
    demand = demand_of(levels=("commune", "region"), topics=Topic.objects.filter(code="rents"))
    memorandum_of(demand, from_year=2024, until_year=2030)
    return demand


def test_a_memorandum_is_read_in_one_go(client, bus):
    memorandum = bus.memorandums.get()
    page = client.get(f"/fr/memorandum/{memorandum.pk}-vivre-mieux-ici/")
    assert headings(page, 1) == ["Vivre mieux ici"]
    assert headings(page, 2) == ["Sommaire", "1. Des bus le soir"]
    assert "Le soir, plus de bus." in said(page)
    assert "Un bus par heure. Jusqu’à minuit." in said(page)
    assert "L’horaire montre un bus par heure." in said(page)
    assert "2024–2030" in said(page)


@pytest.mark.parametrize("count", [1, 10])
def test_ten_demands_take_as_many_questions_as_one(client, count, django_assert_num_queries):
    memorandum = memorandum_of(*(demand_of(title=f"Demande {n}") for n in range(count)))
    here = f"/en/memorandum/{memorandum.pk}-vivre-mieux-ici/"
    client.force_login(UserFactory())
    client.get("/en/memorandums/")
    with django_assert_num_queries(12):
        assert client.get(here).status_code == 200


def test_an_old_title_leads_to_the_page_and_each_language_has_its_own(client, bus):
    publish(
        text=bus.text,
        language="nl",
        words=Words.of("Bussen in de avond", "Kort."),
        by=None,
        now=NOW,
    )
    moved = client.get(f"/fr/demande/{bus.pk}-autre-chose/")
    assert (moved.status_code, moved["Location"]) == (301, f"/fr/demande/{bus.pk}-des-bus-le-soir/")
    page = client.get(f"/fr/demande/{bus.pk}-des-bus-le-soir/")
    assert f'href="/nl/eis/{bus.pk}-bussen-in-de-avond/"' in html_of(page)
    assert f'href="/de/forderung/{bus.pk}-des-bus-le-soir/"' in html_of(page)


def test_plain_words_come_first_then_each_level(client, bus):
    page = client.get(f"/en/demand/{bus.pk}-des-bus-le-soir/")
    words = said(page)
    assert words.index("Le soir, plus de bus.") < words.index("Un bus par heure (commune)")
    assert headings(page, 3)[:2] == ["Commune", "Region"]
    assert headings(page, 2)[:3] == [
        "What it asks of each level of power",
        "Where it was taken over",
        "Why",
    ]
    assert "Communal council" in words


@pytest.mark.parametrize("count", [1, 4])
def test_its_group_reads_what_is_not_asked_yet_and_nobody_else_does(
    client, bus, count, django_assert_num_queries
):
    given = {"demand": bus, "words": None, "by": None, "now": NOW}
    for level in Level.objects.exclude(provisions__demand=bus)[:count]:
        text = ask_of_level(level=level, **given).text
        begun = Words.of(f"Un train ({level.code})", "", "Le soir.")
        save_draft(text=text, language="fr", words=begun, seen=0, by=UserFactory(), now=NOW)
    here = f"/en/demand/{bus.pk}-des-bus-le-soir/"
    assert "Un train" not in html_of(client.get(here))
    member = MembershipFactory(group=bus.text.owner, role="member").user
    client.force_login(member)
    client.get("/en/memorandums/")
    with django_assert_num_queries(19):
        page = client.get(here)
    assert "Not asked yet" in headings(page, 2)
    assert said(page).count("a draft Un train (") == count
    client.force_login(MembershipFactory(role="member").user)
    assert "Un train" not in html_of(client.get(here))


def test_where_areas_differ_each_has_its_words_and_its_parliament(client, bus):
    ask_of_level(
        demand=bus,
        level=Level.objects.get(code="region"),
        area=Area.objects.get(code="02000"),
        words=Words.of("Elk uur een bus", "", "Elk uur een bus in Vlaanderen."),
        by=None,
        now=NOW,
        by_when=date(2029, 9, 1),
    )
    page = client.get(f"/en/demand/{bus.pk}-des-bus-le-soir/")
    assert headings(page, 4)[:2] == ["Flemish Region", "Everywhere else"]
    assert "Flemish Parliament" in said(page)
    assert "1 September 2029" in said(page)
    take_it_over = "Take it over in the words of your group"
    assert f"{take_it_over} (Elk uur een bus)" in said(page)
    assert said(page).count(f"{take_it_over} (") == 2


def test_anyone_suggests_other_words_for_what_is_asked_and_reads_how_they_changed(client, bus):
    page = client.get(f"/en/demand/{bus.pk}-des-bus-le-soir/").content.decode()
    for provision in bus.provisions.all():
        for name, args in [
            ("suggest", (provision.text_id, "fr")),
            ("history", (provision.text_id,)),
        ]:
            with override("en"):
                path = reverse(f"texts:{name}", args=args)
            assert page.count(f'href="{path}"') == 1
            assert client.get(path).status_code == 200


@pytest.mark.parametrize("count", [1, 10, 60])
def test_a_demand_takes_as_many_questions_whatever_was_made_of_it(
    client, count, bus, django_assert_num_queries
):
    """Fourteen with what is asked of the cache, and one where a commune has merged since."""
    provision = bus.provisions.order_by("pk").first()
    codes = Area.objects.at(TODAY).filter(level__position=1).order_by("code")
    for area in [Area.objects.get(code="82003"), *codes[: count - 1]]:
        adopted(provision, area.code, Words.of("Un bus", "", "Un bus."), name=f"G {area.code}")
    client.get("/en/memorandums/")
    with django_assert_num_queries(15):
        page = client.get(f"/en/demand/{bus.pk}-des-bus-le-soir/")
    assert len(headings(page, 1)) == 1


def test_what_one_does_with_the_words_stands_beside_what_is_asked(client, bus):
    mine = adopted(bus.provisions.order_by("pk").first())
    demand = html_of(client.get(f"/fr/demande/{bus.pk}-des-bus-le-soir/"))
    local = html_of(client.get(f"/fr/version-locale/{mine.pk}/", follow=True))
    for page, inside in [(demand, 'id="levels"'), (local, 'id="changed"')]:
        parts = ['class="columns"', 'class="page-main"', inside, 'class="beside']
        assert sorted(parts, key=page.index) == parts


def test_it_says_where_it_was_taken_over_and_how_it_was_reworded(client, bus):
    first = bus.provisions.order_by("pk").first()
    adopted(first, "92142", Words.of("Un bus", "Il passe.", "Un bus par heure. Jusqu’à Lonzée."))
    adopted(first, "92094", name="Namur parle")
    page = client.get(f"/en/demand/{bus.pk}-des-bus-le-soir/")
    words = said(page)
    assert "Taken over in 2 communes, reworded in 1" in words
    assert words.index("Gembloux") < words.index("Namur parle")
    assert html_of(page).count("See what was changed") == 1
    assert "<ins>" in html_of(page)


def test_a_demand_that_was_merged_leads_where_it_went(client, bus):
    trains = demand_of(title="Des trains")
    memorandum_of(trains, title="Un autre")
    withdraw_demand(
        demand=bus, why="Les trains le disent.", by=UserFactory(), now=LATER, into=trains
    )
    page = client.get(f"/en/demand/{bus.pk}-des-bus-le-soir/")
    assert page.status_code == 200
    assert "Merged into another demand on 23 November 2026" in said(page)
    assert "Les trains le disent." in said(page)
    assert f"/en/demand/{trains.pk}-des-trains/" in main_links(page)


def test_a_demand_born_below_shows_its_birthplace(client):
    gembloux = GroupFactory(name="Gembloux en commun", areas=["92142"])
    own = demand_of(gembloux, title="Un banc")
    page = client.get(f"/fr/demande/{own.pk}-un-banc/")
    assert "née à Gembloux" in said(page)
    assert "née à Gembloux" in said(client.get("/fr/memorandums/"))


def test_a_local_wording_shows_its_words_and_what_was_changed(client, bus):
    mine = adopted(
        bus.provisions.order_by("pk").first(),
        words=Words.of("Un bus pour Lonzée", "", "Un bus par heure. Jusqu’à Lonzée."),
    )
    page = client.get(f"/en/local-wording/{mine.pk}-un-bus-pour-lonzee/")
    assert headings(page, 1) == ["Un bus pour Lonzée in French"]
    assert "20 November 2026" in said(page)
    assert "[added: Lonzée" in said(page).replace("[ added:", "[added:")
    assert f"/en/demand/{bus.pk}-des-bus-le-soir/" in main_links(page)


def test_what_is_not_public_is_for_its_group_alone(client):
    hidden = demand_of(title="Caché")
    draft = memorandum_of(hidden, status="draft", title="Brouillon")
    pages = [f"/en/demand/{hidden.pk}-cache/", f"/en/memorandum/{draft.pk}-brouillon/"]
    assert [client.get(page).status_code for page in pages] == [404, 404]
    coordinator = UserFactory()
    MembershipFactory(user=coordinator, group=coalition(), role="organiser")
    client.force_login(coordinator)
    assert [client.get(page).status_code for page in pages] == [200, 200]


@pytest.mark.parametrize(
    "path", ["demand/999/", "memorandum/999/", "local-wording/999/", "memorandum/1/release/9/"]
)
def test_what_is_not_there(client, path):
    assert client.get(f"/en/{path}").status_code == 404


# --- releases ---


def test_a_release_never_changes_and_says_what_changed_since_the_one_before(client, bus):
    memorandum = bus.memorandums.get()
    release_memorandum(memorandum=memorandum, by=None, now=NOW, note="Le début.")
    words = Words.of("Deux bus par heure", "L’horaire.", "Deux bus par heure.")
    reword(
        provision=bus.provisions.order_by("pk").first(),
        language="fr",
        words=words,
        by=None,
        now=LATER,
    )
    second = release_memorandum(memorandum=memorandum, by=None, now=LATER, note="Deux bus.")
    here = f"/en/memorandum/{memorandum.pk}/release"
    first = client.get(f"{here}/1/")
    assert "Un bus par heure (commune)" in said(first)
    assert "Deux bus par heure" not in said(first)
    page = client.get(f"{here}/2/")
    assert headings(page, 2) == ["What changed since release 1", "Its words"]
    assert "Reworded: Commune · Deux bus par heure" in said(page)
    assert second.digest in html_of(page)
    assert client.get(f"{here}/{10**30}/").status_code == 404


# --- kept pages, search ---


def test_what_changes_is_seen_at_once_on_the_kept_page(client, bus):
    here = f"/en/demand/{bus.pk}-des-bus-le-soir/"
    assert "Not taken over by any commune yet" in said(client.get(here))
    adopted(bus.provisions.order_by("pk").first())
    assert "Taken over in 1 commune, in the same words" in said(client.get(here))
    set_status(memorandum=bus.memorandums.get(), status="draft", by=None, now=LATER)
    assert client.get(here).status_code == 404


def test_the_search_finds_what_anyone_may_read_and_nothing_else(client, bus):
    def found(words="minuit"):
        return sorted(hit.kind for hit in find(words, language="fr").hits)

    assert found() == ["demand"]
    assert [hit.kind for hit in find("mieux", language="de").hits] == ["memorandum"]
    mine = adopted(bus.provisions.order_by("pk").first())
    assert found() == ["adaptation", "demand"]
    page = client.get("/en/search/?q=minuit")
    assert "Local wording of a demand" in said(page)
    set_status(memorandum=bus.memorandums.get(), status="draft", by=None, now=LATER)
    assert "demand" not in found()
    set_status(memorandum=bus.memorandums.get(), status="open", by=None, now=LATER)
    withdraw_demand(demand=bus, why="Fini.", by=UserFactory(), now=LATER)
    assert (found(), mine.status) == ([], "adopted")


@pytest.mark.parametrize("count", [1, 10])
def test_publishing_a_demand_nobody_reads_yet_looks_at_none_of_its_local_wordings(
    count, django_assert_num_queries
):
    hidden = demand_of(levels=("commune",))
    provision = hidden.provisions.get()
    for number in range(count):
        adopted(provision, name=f"Groupe {number}")
    said_last = provision.text.revisions.get()
    # PostgreSQL is asked once more before the index is written.
    with django_assert_num_queries(6 + (connection.vendor == "postgresql")):
        show_provision(said_last)
    assert [hit.kind for hit in find("minuit", language="fr").hits] == ["adaptation"] * count
    withdraw_demand(demand=hidden, why="Fini.", by=UserFactory(), now=LATER)
    assert find("minuit", language="fr").hits == []


# --- places and topics ---


def test_a_commune_shows_what_it_took_over_then_what_waits(client, bus):
    water = demand_of(title="De l’eau")
    memorandum_of(water, title="Un autre")
    first, second = (each.provisions.order_by("pk").first() for each in (bus, water))
    here = "/en/commune/92142-gembloux/"
    before = client.get(here)
    take = [link for link in main_links(before) if "/take-over/" in link]
    assert take == [
        f"/en/take-over/{first.pk}/?commune=92142",
        f"/en/take-over/{second.pk}/?commune=92142",
    ]
    assert headings(before, 2)[0] == "What we ask here"
    adopted(first, words=Words.of("Un bus pour Lonzée", "", "Un bus. Jusqu’à Lonzée."))
    after = client.get(here)
    take = [link for link in main_links(after) if "/take-over/" in link]
    assert take == [f"/en/take-over/{second.pk}/?commune=92142"]
    assert "Un bus pour Lonzée" in said(after)
    assert "See what was changed" in said(after)


def test_a_commune_follows_at_once_what_is_asked_of_all_of_them(client, bus):
    here, provision = "/en/commune/92142-gembloux/", bus.provisions.order_by("pk").first()
    words = Words.of("Deux bus par heure", "L’horaire.", "Deux bus par heure.")
    assert "Un bus par heure (commune) ·" in said(client.get(here))
    reword(provision=provision, language="fr", words=words, by=None, now=LATER)
    assert "Deux bus par heure ·" in said(client.get(here))
    set_status(memorandum=bus.memorandums.get(), status="draft", by=None, now=LATER)
    assert "/take-over/" not in html_of(client.get(here))


def test_a_region_shows_what_is_asked_of_it(client, bus):
    page = client.get("/en/region/03000-walloon-region/")
    assert "What we ask here: Walloon Region" in headings(page, 2)
    assert "Un bus par heure (region)" in said(page)
    assert "Un bus par heure (commune)" not in said(page)


def test_a_topic_lists_the_demands_on_it(client, bus):
    topic = Topic.objects.exclude(parent=None).first()
    bus.topics.set([topic])
    set_status(memorandum=bus.memorandums.get(), status="published", by=None, now=LATER)
    page = client.get(f"/en/who-decides/{topic.slug_en}/")
    assert "What we ask on this topic" in headings(page, 2)
    assert f"/en/demand/{bus.pk}-des-bus-le-soir/" in main_links(page)


# --- API ---


def answer(client, path):
    return json.loads(client.get(f"/api/v1/{path}").content)


def test_the_numbers_on_the_page_are_those_of_the_api(client, bus):
    first = bus.provisions.order_by("pk").first()
    adopted(first, "92142", Words.of("Un bus", "", "Un bus."))
    adopted(first, "82005", name="Bertogne")
    found = answer(client, f"demands/{bus.pk}")
    page = said(client.get(f"/en/demand/{bus.pk}-des-bus-le-soir/"))
    assert (found["adopted_in"], found["reworded_in"]) == (2, 1)
    assert "Taken over in 2 communes, reworded in 1" in page
    rows = answer(client, f"demands/{bus.pk}/adaptations")
    assert [(row["areas"][0]["id"], row["reworded"]) for row in rows["results"]] == [
        ("92142", True),
        ("82039", False),
    ]
    assert [each["level"] for each in found["provisions"]] == ["commune", "region"]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("", 1),
        ("?level=commune", 1),
        ("?level=federation", 0),
        ("?area=92142", 1),
        ("?area=92142&level=region", 1),
        ("?area=01000", 0),
    ],
)
def test_demands_are_asked_by_level_and_area(client, bus, asked, count):
    assert answer(client, f"demands{asked}")["count"] == count


@pytest.mark.parametrize("asked", ["topic=x", "level=x", "area=x", "limit=201", "topic=%00"])
def test_a_question_that_makes_no_sense_names_its_parameter(client, asked):
    refused = client.get(f"/api/v1/demands?{asked}")
    fault = json.loads(refused.content)["errors"][0]
    assert (refused.status_code, fault["parameter"]) == (422, asked.partition("=")[0])


def test_a_memorandum_in_the_api_has_its_demands_and_releases(client, bus):
    memorandum = bus.memorandums.get()
    release_memorandum(memorandum=memorandum, by=None, now=NOW)
    found = answer(client, f"memorandums/{memorandum.pk}")
    assert (found["demands"], found["status"]) == ([str(bus.pk)], "published")
    assert [row["number"] for row in found["releases"]] == [1]
    assert answer(client, f"demands/{bus.pk}")["releases"] == found["releases"]
    hidden = memorandum_of(demand_of(), status="draft")
    assert client.get(f"/api/v1/memorandums/{hidden.pk}").status_code == 404


@pytest.mark.parametrize("count", [1, 10])
def test_lists_of_the_api_ask_the_same_few_questions(client, count, django_assert_num_queries):
    memorandum_of(*(demand_of(title=f"D {n}") for n in range(count)))
    client.get("/api/v1/levels")
    with django_assert_num_queries(10):
        client.get("/api/v1/demands?limit=20")
