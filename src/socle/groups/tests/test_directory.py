"""The directory of groups."""

import pytest
from django.core.cache import cache

from socle.foundation import kept
from socle.groups.actions.changing import change_group
from socle.groups.tests.factories import NOW, GroupFactory, UserFactory
from socle.territories.models import Topic
from socle.territories.queries.areas import areas_at
from socle.web.tests.reading import headings, html_of, main_links, words_of

pytestmark = pytest.mark.usefixtures("belgium")

GROUPS = "/en/groups/"


@pytest.fixture(autouse=True)
def _nothing_kept(db):
    kept.memory.entries.clear()
    kept.memory.size = 0
    cache.clear()


@pytest.fixture
def groups():
    """Four in Belgium, of three kinds; and three that are not shown."""
    of = {
        "Gembloux en commun": {"areas": ["92142"]},
        "Bertogne vivante": {"areas": ["82005"]},
        "Wallonie solidaire": {"kind": "organisation", "areas": ["03000"], "languages": "fr de"},
        "Samen": {"kind": "coalition", "areas": ["01000"], "languages": "nl fr"},
    }
    found = {name: GroupFactory(name=name, **given) for name, given in of.items()}
    found["Gembloux en commun"].topics.set(Topic.objects.filter(code="social-housing"))
    GroupFactory(name="Approached", kind="organisation", public_since=None, areas=["92142"])
    GroupFactory(name="Archived", archived_at=NOW, areas=["92142"])
    GroupFactory(name="Merged", archived_at=NOW, merged_into=found["Samen"], areas=["92142"])
    return found


def names(client, query=""):
    page = client.get(f"{GROUPS}?{query}")
    assert page.status_code == 200
    return [name for name in headings(page, 2) if name != "No such group yet"]


EVERY = ["Bertogne vivante", "Gembloux en commun", "Samen", "Wallonie solidaire"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", EVERY),
        ("q=commun", ["Gembloux en commun"]),
        ("q=VIVÀNTE", ["Bertogne vivante"]),
        ("q=en gemb", ["Gembloux en commun"]),
        ("q=xyzzy", []),
        ("q=%F0%9F%8C%BB", []),
        ("q=%25", []),
        ("q=%00", EVERY),
        ("kind=local", ["Bertogne vivante", "Gembloux en commun"]),
        ("kind=organisation", ["Wallonie solidaire"]),
        ("kind=party", EVERY),
        ("language=nl", ["Samen"]),
        ("language=fr", EVERY),
        ("language=xx", EVERY),
        ("topic=social-housing", ["Gembloux en commun"]),
        ("topic=housing", ["Gembloux en commun"]),
        ("topic=mobility", []),
        ("topic=nothing", EVERY),
        ("kind=local&q=vivante", ["Bertogne vivante"]),
    ],
)
def test_groups_by_name_kind_language_and_topic(client, groups, query, found):
    assert names(client, query) == found


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("gembloux", ["Gembloux en commun"]),
        ("5030", ["Gembloux en commun"]),
        ("namur (province)", ["Gembloux en commun"]),
        ("Bastogne", ["Bertogne vivante"]),
        ("Bertogne", ["Bertogne vivante"]),
        ("Luxembourg (province)", ["Bertogne vivante"]),
        ("Walloon Region", ["Bertogne vivante", "Gembloux en commun", "Wallonie solidaire"]),
        ("Belgium", EVERY),
        ("Gent", []),
    ],
)
def test_a_place_holds_what_stands_in_it_and_what_merged_into_it(client, groups, place, found):
    assert [n for n in names(client, f"where={place}") if n in EVERY] == found


@pytest.mark.parametrize("code", ["82005", "82039"])
def test_a_commune_that_is_no_more_leads_to_the_present_one(client, groups, code):
    page = client.get(f"{GROUPS}?area={code}")
    assert headings(page, 2) == ["Bertogne vivante"]
    assert 'value="6600 Bastogne"' in html_of(page)
    assert "Bastogne (formerly Bertogne)" in words_of(page)


def test_what_else_may_be_meant_is_offered(client, groups):
    page = client.get(f"{GROUPS}?where=namur")
    assert "Shown for 5000 Namur. Or did you mean: Namur (province)" in words_of(page)
    assert "?area=90000" in main_links(page)


def test_how_many_of_each_kind_are_counted_whatever_the_kind_asked_for(client, groups):
    page = client.get(f"{GROUPS}?kind=local")
    assert "All 4 Coalition 1 Organisations 1 Local groups 2" in words_of(page)
    assert "?kind=organisation" in main_links(page)


def test_a_place_nobody_knows_is_told(client, groups):
    page = client.get(f"{GROUPS}?where=xyzzy")
    assert headings(page, 2) == ["We know no place called “xyzzy”"]
    assert 'value="xyzzy"' in html_of(page)


def test_where_there_is_none_one_can_be_the_first(client, groups):
    page = client.get(f"{GROUPS}?where=Gent")
    assert headings(page, 2) == ["No such group in Ghent yet"]
    assert "/en/groups/new/?commune=44021" in main_links(page)


def test_an_empty_coalition_invites_to_start(client, belgium):
    page = client.get(GROUPS)
    assert headings(page, 2) == ["No such group yet"]
    assert "/en/groups/new/" in main_links(page)


def test_what_was_asked_is_still_in_the_boxes(client, groups):
    html = html_of(client.get(f"{GROUPS}?q=x&where=gembloux&topic=housing&language=nl"))
    assert 'value="5030 Gembloux"' in html
    assert '<option value="housing" selected' in html
    assert '<option value="nl" selected' in html
    assert 'name="q" value="x"' in html


def test_the_same_question_in_another_language_names_the_place_by_its_code(client, groups):
    html = html_of(client.get(f"{GROUPS}?where=gembloux&kind=local"))
    assert 'href="/nl/groepen/?area=92142&amp;kind=local"' in html


def test_pages_hold_every_group_once(client):
    for number in range(50):
        GroupFactory(name=f"Group {number:02}")
    seen = [n for page in ("1", "2", "3") for n in names(client, f"page={page}&kind=local")]
    assert (len(seen), len(set(seen))) == (50, 50)
    for page in ("x", "0", "99", "-1", "9" * 300):
        assert client.get(f"{GROUPS}?page={page}").status_code == 200


def test_it_is_kept_and_right_at_once_after_a_change(client, groups):
    page = client.get(GROUPS)
    assert page.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    change_group(group=groups["Samen"], by=UserFactory(), seen=1, words={"name": "Anders"}, now=NOW)
    assert names(client) == ["Anders", "Bertogne vivante", "Gembloux en commun", EVERY[3]]


@pytest.mark.parametrize("count", [1, 10])
def test_the_directory_asks_the_same_few_questions(client, count, django_assert_num_queries):
    communes = areas_at(NOW.date(), "commune")
    for number in range(count):
        group = GroupFactory(languages="fr nl")
        group.areas.set(communes[number : number + 1 + count])
        group.topics.set(Topic.objects.filter(code="social-housing"))
    query = f"{GROUPS}?where=Belgium&topic=housing&language=fr&kind=local&q=group"
    client.get(query)
    client.force_login(UserFactory())

    with django_assert_num_queries(8):
        assert client.get(query).status_code == 200
