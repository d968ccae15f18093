"""The API of the country's facts, as programs meet it."""

import pytest

from socle.foundation.actions.stamps import touch
from socle.territories.models import Area, Topic
from socle.territories.rules import AREAS, TOPICS

pytestmark = pytest.mark.usefixtures("belgium")
LIMIT = "Input should be less than or equal to 200"
BEFORE = "is before 1983-01-01, the first day these facts know about"
DAY = "is not a day such as 2019-05-26"


def get(client, address, status=200):
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == status
    return response.json()


def ids(answer):
    return [row["id"] for row in answer["results"]]


@pytest.mark.parametrize(
    ("day", "count"),
    [("2018-10-14", 589), ("2019-05-26", 581), ("2024-12-02", 580), ("2025-01-01", 565)],
)
def test_communes_on_a_day(client, day, count):
    answer = get(client, f"areas?level=commune&at={day}&limit=1")
    assert (answer["count"], len(answer["results"])) == (count, 1)
    assert answer["next"] == (
        f"http://localhost:8000/api/v1/areas?level=commune&at={day}&limit=1&offset=1"
    )


def test_pages_hold_every_row_once(client):
    address, seen = "areas?level=commune&at=2025-01-01&limit=200", []
    while address:
        answer = get(client, address)
        seen += ids(answer)
        address = answer["next"] and answer["next"].removeprefix("http://localhost:8000/api/v1/")
    assert (len(seen), len(set(seen)), seen == sorted(seen)) == (565, 565, True)


def test_an_area_that_is_no_more_names_what_it_became(client):
    mouscron = get(client, "areas/54007")
    assert (mouscron["in_force"], mouscron["valid_to"]) == (False, "2018-12-31")
    assert [(s["id"], s["day"], s["kind"]) for s in mouscron["successors"]] == [
        ("57096", "2019-01-01", "recode")
    ]
    assert get(client, "areas/54007?at=2018-10-14")["in_force"] is True
    assert [s["id"] for s in get(client, "areas/82039")["predecessors"]] == ["82003", "82005"]


def test_a_whole_area(client):
    namur = get(client, "areas/92094")
    assert namur["url"] == "http://localhost:8000/fr/commune/92094-namur/"
    assert namur["name"] == {"fr": "Namur", "nl": "Namen", "de": None, "en": None}
    assert [parent["id"] for parent in namur["parents"]] == [
        "90000",
        "03000",
        "COMFR",
        "01000",
        "EU",
        "WORLD",
    ]
    assert (namur["level"], namur["languages"], namur["in_force"]) == ("commune", ["fr"], True)
    assert {"postcode": "5100", "locality": "Jambes", "main": False} in namur["postcodes"]
    assert (namur["successors"], namur["predecessors"]) == ([], [])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("postcode=9042", ["44021"]),
        ("postcode=5000", ["92094"]),
        ("postcode=7700&at=2018-10-14", ["54007"]),
        ("postcode=7700", ["57096"]),
        ("postcode=2870&at=2018-10-14", ["12030", "12034"]),
        ("postcode=0000", []),
        ("postcode=9042&level=province", []),
        ("q=Nammur", ["92094", "90000"]),
        ("q=Nammur&level=commune", ["92094"]),
        ("q=Nammur&postcode=5000", ["92094"]),
        ("q=Nammur&postcode=9042", []),
        ("q=mouscron&at=2018-10-14&limit=1", ["54007"]),
        ("q=%F0%9F%8F%A0", []),
        ("q=%00", []),
        ("q=%D9%85%D8%AF%D9%8A%D9%86%D8%A9", []),
        ("q=%27%3B+DROP+TABLE+x%3B+--", []),
        ("q=%3Cscript%3E", []),
        ("q=" + "x" * 10_000, []),
        ("postcode=%00", []),
        ("level=region&q=&postcode=", ["02000", "03000", "04000"]),
    ],
)
def test_areas_by_name_and_postcode(client, asked, found):
    answer = get(client, f"areas?{asked}")
    assert ids(answer) == found
    assert answer["count"] == len(found) or "limit" in asked


@pytest.mark.parametrize(
    ("address", "parameter", "reason"),
    [
        ("areas?at=yesterday", "at", DAY),
        ("areas?at=2018-02-30", "at", DAY),
        ("areas?at=20181014", "at", DAY),
        ("areas?at=1539475200", "at", DAY),
        ("areas?at=", "at", DAY),
        ("areas?at=1982-12-31", "at", BEFORE),
        ("areas/92094?at=1982-12-31", "at", BEFORE),
        ("competences?at=0001-01-01", "at", BEFORE),
        ("areas?limit=201", "limit", LIMIT),
        ("levels?limit=201", "limit", LIMIT),
        ("topics?limit=0", "limit", "Input should be greater than or equal to 1"),
        ("areas?offset=-1", "offset", "Input should be greater than or equal to 0"),
        ("areas?level=village", "level", "there is no such level"),
        ("areas?level=commune%00", "level", "there is no such level"),
        ("competences?topic=weather", "topic", "there is no such topic"),
        ("competences?topic=%00", "topic", "there is no such topic"),
        ("competences?area=99999", "area", "there is no such area"),
        ("competences?area=%00", "area", "there is no such area"),
    ],
)
def test_a_parameter_that_makes_no_sense_is_named(client, address, parameter, reason):
    response = client.get(f"/api/v1/{address}")
    assert response.headers["Content-Type"] == "application/problem+json"
    assert (response.status_code, response.json()) == (
        422,
        {
            "type": "about:blank",
            "title": "Unprocessable Entity",
            "status": 422,
            "detail": f"{parameter}: {reason}",
            "errors": [{"parameter": parameter, "reason": reason}],
        },
    )


@pytest.mark.parametrize("address", ["areas/99999", "areas/%00", "areas/é", "nothing", ""])
def test_what_is_not_there(client, address):
    response = client.get(f"/api/v1/{address}")
    assert response.headers["Content-Type"] == "application/problem+json"
    assert (response.status_code, response.json()["title"]) == (404, "Not Found")


def test_it_is_only_read(client):
    response = client.post("/api/v1/areas")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
    assert response.headers["Content-Type"] == "application/problem+json"
    assert client.head("/api/v1/areas").status_code == 200


def test_levels_and_topics(client):
    assert ids(get(client, "levels")) == [
        "commune",
        "province",
        "region",
        "community",
        "federation",
        "eu",
        "world",
    ]
    topics = get(client, "topics?limit=200")["results"]
    assert len(topics) == 72
    assert topics[0]["parent"] is None
    assert topics[1]["parent"] == topics[0]["id"]
    water = next(topic for topic in topics if topic["id"] == "drinking-water")
    assert water["url"] == "http://localhost:8000/fr/qui-decide/eau-potable-et-egouts/"


def test_letters_with_accents_are_letters(client):
    assert "Liège" in client.get("/api/v1/areas/62063").content.decode()


def test_competences_that_hold_in_an_area(client):
    answer = get(client, "competences?area=92094&topic=drinking-water")
    places = {(row["level"], row["area"]) for row in answer["results"]}
    assert ("region", "03000") in places
    assert not {("region", "02000"), ("region", "04000")} & places
    row = answer["results"][0]
    assert set(row["words"]) == {"fr", "nl", "de", "en"}
    assert set(row["source"]) == {"title", "article", "url", "checked"}
    theme = get(client, "competences?area=92094&topic=nature-water&limit=200")
    assert {row["topic"] for row in theme["results"]} > {"drinking-water", "waste"}
    everywhere = get(client, "competences?topic=drinking-water")
    assert everywhere["count"] > answer["count"]


@pytest.mark.parametrize(
    "address", ["levels", "topics", "areas", "areas?q=namur", "areas/92094", "competences"]
)
def test_who_already_has_the_answer_gets_none(client, address):
    first = client.get(f"/api/v1/{address}")
    again = client.get(f"/api/v1/{address}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_a_change_is_seen_at_once(client):
    assert get(client, "areas/92094")["population"] == 111432
    Area.objects.filter(code="92094").update(population=111433)
    touch([AREAS])
    assert get(client, "areas/92094")["population"] == 111433


@pytest.mark.parametrize("limit", [1, 10])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("levels?", 2),
        ("topics?", 2),
        ("areas?", 2),
        ("areas?level=commune&", 3),
        ("competences?", 2),
        ("competences?area=92094&", 3),
        ("competences?area=92094&topic=drinking-water&", 4),
    ],
)
def test_lists_ask_as_often_whatever_their_length(
    client, address, queries, limit, django_assert_num_queries
):
    client.cookies["sessionid"] = "somebody"  # kept answers are for those without a session
    with django_assert_num_queries(queries):
        get(client, f"{address}limit={limit}")


def test_one_area_asks_as_often_however_much_it_went_through(client, django_assert_num_queries):
    client.cookies["sessionid"] = "somebody"
    for code in ("92094", "11002", "57096"):
        with django_assert_num_queries(5):
            get(client, f"areas/{code}")


def test_a_missing_translation_is_null(client):
    Topic.objects.filter(code="trains").update(name_de=None)
    touch([TOPICS])
    topics = get(client, "topics?limit=200")["results"]
    assert next(topic for topic in topics if topic["id"] == "trains")["name"]["de"] is None
