"""Groups as programs meet them: what anyone may see, and no person."""

import json

import pytest
from django.core.cache import cache

from socle.accounts.actions.consents import give_consent
from socle.accounts.purposes import NAME_PUBLIC
from socle.foundation import kept
from socle.groups.actions.changing import change_group
from socle.groups.actions.charter import accept_charter
from socle.groups.queries.charter import charter
from socle.groups.tests.factories import NOW, GroupFactory, GroupLinkFactory, MembershipFactory
from socle.territories.models import Topic

pytestmark = pytest.mark.usefixtures("belgium")


@pytest.fixture(autouse=True)
def _nothing_kept(db):
    kept.memory.entries.clear()
    kept.memory.size = 0
    cache.clear()


def get(client, address, status=200):
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == status
    return response.json()


def names(client, query):
    return [row["name"] for row in get(client, f"groups?{query}")["results"]]


@pytest.fixture
def group():
    group = GroupFactory(
        name="Gembloux en commun",
        areas=["92142"],
        languages="fr nl",
        presentation="**We**",
        contact_email="secret@gembloux.example",
        place="The library",
        welcomed_at=None,
    )
    group.topics.set(Topic.objects.filter(code__in=["rents", "social-housing"]))
    return group


def test_a_group_whole(client, group):
    person = MembershipFactory(group=group, role="organiser", user__name="Alice Private").user
    give_consent(user=person, purpose=NAME_PUBLIC, words="Yes", language="en", now=NOW)
    accept_charter(group=group, by=person, release=1, language="nl", now=NOW)
    coalition = GroupFactory(kind="coalition", name="Together")
    GroupLinkFactory(part=group, whole=coalition)

    found = get(client, f"groups/{group.pk}")

    assert found.pop("part_of") == [
        {
            "id": str(coalition.pk),
            "url": f"http://localhost:8000/fr/groupe/{coalition.slug}/",
            "updated_at": "2026-11-20T12:30:00Z",
            "kind": "coalition",
            "name": "Together",
        }
    ]
    assert found == {
        "id": str(group.pk),
        "url": f"http://localhost:8000/fr/groupe/{group.slug}/",
        "updated_at": "2026-11-20T12:30:00Z",
        "kind": "local",
        "name": "Gembloux en commun",
        "presentation": "**We**",
        "place": "The library",
        "what_next": "",
        "languages": ["fr", "nl"],
        "areas": [
            {"id": "92142", "name": {"fr": "Gembloux", "nl": "Gembloux", "de": None, "en": None}}
        ],
        "topics": ["social-housing", "rents"],
        "website": "",
        "joining": "open",
        "is_new": True,
        "is_example": False,
        "created_at": "2026-11-20T12:30:00Z",
        "archived_at": None,
        "charter": {
            "release": 1,
            "language": "nl",
            "digest": charter("nl", 1).digest,
            "accepted_at": "2026-11-20T12:30:00Z",
        },
        "merged_into": None,
        "parts": [],
    }


def test_no_address_and_no_person_is_in_any_answer(client, group):
    person = MembershipFactory(group=group, role="organiser").user
    give_consent(user=person, purpose=NAME_PUBLIC, words="Yes", language="en", now=NOW)
    said = json.dumps([get(client, "groups"), get(client, f"groups/{group.pk}")])
    assert [word for word in ("secret@", person.name, person.email) if word in said] == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Bertogne vivante", "Gembloux en commun", "Maison"]),
        ("q=commun", ["Gembloux en commun"]),
        ("q=%00", ["Bertogne vivante", "Gembloux en commun", "Maison"]),
        ("kind=organisation", ["Maison"]),
        ("area=92142", ["Gembloux en commun"]),
        ("area=90000", ["Gembloux en commun"]),
        ("area=82039", ["Bertogne vivante"]),
        ("area=82005", ["Bertogne vivante"]),
        ("topic=housing", ["Gembloux en commun"]),
        ("topic=mobility", []),
        ("language=de", ["Maison"]),
        ("limit=1&offset=1", ["Gembloux en commun"]),
    ],
)
def test_living_groups_that_anyone_may_see(client, group, query, found):
    GroupFactory(name="Bertogne vivante", areas=["82005"])
    GroupFactory(name="Maison", kind="organisation", languages="de")
    GroupFactory(name="Approached", kind="organisation", public_since=None, areas=["92142"])
    GroupFactory(name="Archived", archived_at=NOW, areas=["92142"])
    assert names(client, query) == found


@pytest.mark.parametrize(
    ("query", "parameter", "reason"),
    [
        ("kind=party", "kind", "is none of coalition, organisation, local, working"),
        ("language=xx", "language", "is none of fr, nl, de, en"),
        ("area=99999", "area", "there is no such area"),
        ("area=%00", "area", "there is no such area"),
        ("topic=nothing", "topic", "there is no such topic"),
        ("topic=%00", "topic", "there is no such topic"),
        ("limit=201", "limit", "Input should be less than or equal to 200"),
    ],
)
def test_a_parameter_that_makes_no_sense_is_named(client, query, parameter, reason):
    answer = get(client, f"groups?{query}", 422)
    assert answer["errors"] == [{"parameter": parameter, "reason": reason}]


def test_an_archived_group_is_told_with_where_it_went(client, group):
    merged = GroupFactory(archived_at=NOW, merged_into=group)
    found = get(client, f"groups/{merged.pk}")
    assert (found["archived_at"], found["merged_into"]["id"]) == (
        "2026-11-20T12:30:00Z",
        str(group.pk),
    )


@pytest.mark.parametrize("key", ["999999", str(2**63 - 1)])
def test_what_is_not_there_is_a_problem(client, key):
    assert get(client, f"groups/{key}", 404)["status"] == 404


@pytest.mark.parametrize("key", ["0", "x", "9" * 40, "²", "-1", "%00", "1.5"])
def test_what_cannot_be_a_key_is_named(client, key):
    answer = get(client, f"groups/{key}", 422)
    assert [error["parameter"] for error in answer["errors"]] == ["id"]


def test_an_organisation_that_is_only_approached_is_not_there(client):
    hidden = GroupFactory(kind="organisation", public_since=None)
    assert get(client, f"groups/{hidden.pk}", 404)["status"] == 404


def test_an_answer_is_kept_and_right_at_once_after_a_change(client, group):
    address = f"/api/v1/groups/{group.pk}"
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304

    person = MembershipFactory(group=group).user
    change_group(group=group, by=person, seen=1, words={"place": "Outside"}, now=NOW)

    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.json()["place"]) == (200, "Outside")


@pytest.mark.parametrize("count", [1, 10])
def test_a_list_asks_the_same_few_questions(client, count, django_assert_num_queries):
    for _number in range(count):
        row = GroupFactory(areas=["92142", "82005"])
        row.topics.set(Topic.objects.filter(code="rents"))
        accept_charter(group=row, by=None, release=1, language="fr", now=NOW)
    # As asked by somebody signed in, for whom nothing is kept.
    client.cookies["sessionid"] = "nobody"
    with django_assert_num_queries(5):
        assert get(client, "groups")["count"] == count
