"""What a page costs to build, and that it is right at once after a change of what it shows."""

import shutil
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from socle.commitments.queries.here import asked_by_contest
from socle.demands.queries.in_places import asked_of_communes
from socle.elections.queries.here import contests_in
from socle.foundation import kept, parts
from socle.foundation.actions.stamps import touch
from socle.groups.rules import GROUPS
from socle.territories.actions.pack import load_pack
from socle.territories.models import Area, Body, Competence, VotingRight
from socle.territories.rules import ALL_STAMPS, AREAS
from socle.web.tests.reading import asked, part, words_of

pytestmark = pytest.mark.usefixtures("belgium", "_elections_read")

NAMUR = "/en/commune/92094-namur/"
COMMUNES = [
    NAMUR,
    "/en/commune/21009-ixelles/",
    "/en/commune/63023-eupen/",
    "/en/commune/11002-antwerp/",
    "/en/commune/82039-bastogne/",
]
RENTS = "who-decides/rents-and-leases/"
# Whatever the commune and however much there is; one more for a commune with a history.
COST = 6
# What it shares with the communes of its part of the country: overview, bodies, votes.
SHARED = 2
WITH_HISTORY = {"/en/commune/11002-antwerp/", "/en/commune/82039-bastogne/"}
# With what is asked of the cache, and what opens and closes.
WHOLE_COST = 12


@pytest.fixture
def _elections_read(db):
    """A process reads once what is voted for where, and again when an election changed; so with
    what is asked there, and of communes."""
    contests_in(Area.objects.filter(code="92094"), day=date(2026, 1, 1))
    asked_by_contest()
    with override("en"):
        asked_of_communes()


def cost(client, path):
    """How many questions the site's rows are asked for one page that nobody has seen yet."""
    kept.memory.entries.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    assert len(queries) <= WHOLE_COST
    return len(asked(queries))


def multiply(model, times, **changes):
    """As many more rows as there are, ``times`` over, each told apart by ``changes``."""
    rows = []
    for turn in range(1, times + 1):
        for row in model.objects.all():
            row.pk = None
            row._state.adding = True
            for name, change in changes.items():
                setattr(row, name, change(row, turn))
            rows.append(row)
    model.objects.bulk_create(rows, batch_size=500)


def another_code(row, turn):
    return f"{row.code}-{turn}"


@pytest.fixture
def _ten_times_as_much():
    multiply(Body, 9, code=another_code)
    multiply(VotingRight, 9, code=another_code)
    multiply(Competence, 9, valid_from=lambda row, turn: date(2000 + turn, 1, 1))
    touch(ALL_STAMPS)


def bodies_in(page):
    return part(page, '<ul class="plain bodies">', "</ul>").split("<li>")[1:]


@pytest.mark.parametrize("path", COMMUNES)
def test_the_page_of_a_commune_takes_six_questions(client, path):
    assert cost(client, path) == COST + (path in WITH_HISTORY)


@pytest.mark.usefixtures("_ten_times_as_much")
@pytest.mark.parametrize("path", COMMUNES)
def test_and_as_many_with_ten_times_the_rows(client, path):
    assert cost(client, path) == COST + (path in WITH_HISTORY)
    assert len(bodies_in(client.get(path))) > 60


def test_the_next_commune_of_that_part_of_the_country_shares_overview_bodies_and_votes(client):
    client.get(NAMUR)
    with CaptureQueriesContext(connection) as queries:
        client.get("/en/commune/92003-andenne/")

    assert len(asked(queries)) == COST - SHARED


@pytest.mark.parametrize("path", COMMUNES)
def test_no_page_of_a_commune_takes_more_than_twelve_questions_whatever_changed(client, path):
    """All of it at once, in a process that holds the old page, before anything is ready."""
    client.get(path)
    touch([*ALL_STAMPS, GROUPS])
    with CaptureQueriesContext(connection) as queries:
        client.get(path)

    assert len(queries) == WHOLE_COST - (path not in WITH_HISTORY)


def test_after_a_change_other_processes_find_what_communes_share_ready(
    client, change, django_capture_on_commit_callbacks
):
    client.get(NAMUR)
    with django_capture_on_commit_callbacks(execute=True):
        change("topics.csv", "Rents and leases", "What one rents")
    kept.memory.entries.clear()
    with CaptureQueriesContext(connection) as queries:
        page = client.get(NAMUR)

    assert "What one rents" in words_of(page)
    assert len(asked(queries)) == COST - SHARED


def test_what_communes_share_is_made_ready_for_each_part_of_the_country_in_each_language(client):
    # Three regions and the German-speaking communes; Antwerp has councils of its own.
    assert parts.make_ready() == 5 * 4
    assert parts.make_ready() == 0
    for path in COMMUNES:
        assert cost(client, path) == COST - SHARED + (path in WITH_HISTORY)


def test_a_kept_page_asks_only_whether_anything_changed(client):
    client.get(NAMUR)
    with CaptureQueriesContext(connection) as queries:
        client.get(NAMUR)

    assert [query["sql"].count("foundation_stamp") > 0 for query in queries] == [True]


def test_who_has_the_page_already_is_told_so(client):
    etag = client.get(NAMUR).headers["ETag"]
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(NAMUR, headers={"If-None-Match": etag})

    assert (answer.status_code, answer.content, len(queries)) == (304, b"", 1)


@pytest.fixture
def change(tmp_path):
    """Rewrites words in a copy of the country's files, and loads it."""

    def change_pack(file, before, after):
        folder = tmp_path / "be"
        shutil.copytree(settings.SOCLE_PACK_DIR, folder)
        path = folder / file
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after), "utf-8")
        load_pack(folder=folder, now=datetime(2026, 2, 1, tzinfo=UTC))

    return change_pack


ANDENNE = ("communes.csv", "92003,Andenne,", "92003,Andenne-la-Belle,", "Andenne-la-Belle")


@pytest.mark.parametrize(
    ("path", "file", "before", "after", "shown"),
    [
        (NAMUR, "communes.csv", "92094,Namur,", "92094,Namur-sur-Meuse,", "Namur-sur-Meuse"),
        (NAMUR, "communes.csv", ",111432,", ",111433,", "111,433"),
        (NAMUR, "areas.csv", "Walloon Region", "Region of Wallonia", "Region of Wallonia"),
        (NAMUR, "levels.csv", ",Province,", ",Shire,", "Shire"),
        (NAMUR, "topics.csv", "Rents and leases", "What one rents", "What one rents"),
        (NAMUR, "bodies.csv", "Communal college", "Communal board", "Communal board"),
        (NAMUR, "voting.csv", "Communal elections", "Local elections", "Local elections"),
        (NAMUR, "postcodes.csv", "5000,Namur", "5009,Namur", "5009"),
        (f"{NAMUR}{RENTS}", "topics.csv", "Homelessness", "No home", "No home"),
        ("/en/communes/", *ANDENNE),
        ("/en/province/90000-namur/", *ANDENNE),
        ("/en/who-decides/", "levels.csv", "The government closest", "What is nearest", "nearest"),
    ],
)
def test_a_change_is_shown_to_the_very_next_visitor(
    client, change, path, file, before, after, shown
):
    old = client.get(path)
    assert client.get(path).content == old.content
    assert shown not in words_of(old)
    change(file, before, after)

    assert shown in words_of(client.get(path, follow=True))


def test_a_reworded_competence_is_shown_at_once_wherever_it_stands(client, change):
    row = Competence.objects.get(topic__code="rents", area__code="03000")
    before = row.words_en
    paths = [f"{NAMUR}{RENTS}", f"/en/{RENTS}", "/en/region/03000-walloon-region/"]
    for path in paths:
        assert before in words_of(client.get(path))

    change("competences/housing.csv", before, "The Region writes the rules of leases.")
    for path in paths:
        said = words_of(client.get(path))
        assert before not in said
        assert "The Region writes the rules of leases." in said


def test_suggestions_follow_a_new_name_at_once(client, change):
    path = "/en/communes/suggestions/"
    assert client.get(path, {"q": "andenne"}).json()["results"][0]["label"] == "Andenne"
    change("communes.csv", "92003,Andenne,", "92003,Zzyzx,")

    assert client.get(path, {"q": "zzyzx"}).json()["results"][0]["label"] == "Zzyzx"
    assert client.get(path, {"q": "andenne"}).json()["results"][0]["label"] == "Zzyzx"


def test_a_page_elsewhere_is_not_built_again_for_a_change_it_does_not_show(client):
    home = client.get("/en/").headers["ETag"]
    touch([stamp for stamp in ALL_STAMPS if stamp != AREAS])
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/en/").headers["ETag"] == home

    assert len(queries) == 1


def test_a_commune_renamed_by_hand_is_right_once_its_stamp_is_touched(client):
    client.get(NAMUR)
    Area.objects.rewrite(False).filter(code="92094").update(name_en="Namur the Great")
    touch([AREAS])
    answer = client.get(NAMUR)

    assert (answer.status_code, answer.url) == (301, "/en/commune/92094-namur-the-great/")
