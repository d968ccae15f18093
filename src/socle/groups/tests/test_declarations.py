"""Who stands or holds a mandate says so, and steps aside in that contest."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from socle.groups.actions.declaring import SaysNotWhere, declare
from socle.groups.models import Declaration
from socle.groups.queries.declarations import must_declare, stepping_aside
from socle.groups.rules import steps_aside
from socle.groups.tests.factories import NOW, TODAY, GroupFactory, MembershipFactory, UserFactory
from socle.groups.tests.seen import notices, page, verbs
from socle.territories.models import Area, Body
from socle.web.tests.reading import headings, html_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]

NAMUR, GEMBLOUX = "92094", "92142"


def area(code):
    return Area.objects.get(code=code)


def body(code):
    return Body.objects.get(code=code)


@pytest.fixture
def bob():
    return UserFactory(name="Bob", language="en")


def said(user, code=None, council="communal-council-wal", at=NOW, **what):
    given = {"stands": False, "holds": False} | what
    return declare(
        user=user,
        area=area(code) if code else None,
        body=body(council) if code and council else None,
        now=at,
        **given,
    )


def aside(user, code=NAMUR, council="communal-council-wal", day=TODAY):
    found = stepping_aside([user.pk], area=area(code), body=body(council), day=day)
    return found == {user.pk}


# --- the predicate ---


def test_who_stands_steps_aside_there_and_nowhere_else(bob):
    said(bob, NAMUR, stands=True, election_on=date(2030, 10, 13))

    assert aside(bob)
    assert not aside(bob, GEMBLOUX)
    assert not aside(bob, NAMUR, "cpas-council-wal")
    assert not aside(UserFactory())


def test_who_holds_a_mandate_steps_aside_too(bob):
    said(bob, "03000", "walloon-parliament", holds=True)
    assert aside(bob, "03000", "walloon-parliament")
    assert not aside(bob)


def test_a_declaration_without_a_council_is_for_the_whole_area(bob):
    said(bob, NAMUR, council=None, stands=True)
    assert aside(bob)
    assert aside(bob, NAMUR, "cpas-council-wal")


def test_neither_says_that_nothing_holds_any_more(bob):
    said(bob, NAMUR, stands=True)
    said(bob, GEMBLOUX, holds=True, at=NOW + timedelta(hours=1))
    said(bob, at=NOW + timedelta(hours=2))

    assert not aside(bob)
    assert not aside(bob, GEMBLOUX)
    assert Declaration.objects.count() == 3


def test_the_latest_word_on_a_council_counts_there_only(bob):
    said(bob, NAMUR, stands=True)
    said(bob, GEMBLOUX, stands=True)
    said(bob, NAMUR, at=NOW + timedelta(hours=1))

    assert not aside(bob)
    assert aside(bob, GEMBLOUX)


def test_what_was_not_yet_said_did_not_count(bob):
    said(bob, NAMUR, stands=True, at=datetime(2026, 11, 20, 23, 30, tzinfo=NOW.tzinfo))
    # In Brussels it was the next day already.
    assert not aside(bob, day=date(2026, 11, 20))
    assert aside(bob, day=date(2026, 11, 21))


def test_who_stood_stays_aside_after_the_vote_until_they_say_otherwise(bob):
    said(bob, NAMUR, stands=True, election_on=date(2024, 10, 13))
    assert aside(bob, day=date(2028, 1, 1))


def test_a_commune_that_merged_is_met_under_its_new_name_and_its_neighbour_is_not(bob):
    """Bastogne and Bertogne became one commune in December 2024."""
    new = Area.objects.get(name_fr="Bastogne", valid_to=None)
    old = {
        a.name_fr: a
        for a in Area.objects.filter(name_fr__in=["Bastogne", "Bertogne"]).exclude(pk=new.pk)
    }
    said(bob, old["Bertogne"].code, stands=True)

    assert aside(bob, new.code)
    assert aside(bob, old["Bertogne"].code)
    assert not aside(bob, old["Bastogne"].code)


@pytest.mark.parametrize("count", [1, 10])
def test_asking_it_of_many_takes_as_few_questions(django_assert_max_num_queries, count):
    people = UserFactory.create_batch(count)
    for person in people:
        said(person, NAMUR, stands=True)
    contest = {"area": area(NAMUR), "body": body("communal-council-wal"), "day": TODAY}
    stepping_aside([], **contest)
    with django_assert_max_num_queries(2):
        assert len(stepping_aside([p.pk for p in people], **contest)) == count


def test_the_predicate_alone_asks_nothing_of_the_database(bob, django_assert_num_queries):
    rows = [Declaration(user=bob, stands=True, holds=False, area_id=1, body_id=2, made_at=NOW)]
    with django_assert_num_queries(0):
        assert steps_aside(rows, area_ids={1}, body_id=2, day=TODAY)
        assert not steps_aside(rows, area_ids={3}, body_id=2, day=TODAY)
        assert not steps_aside([], area_ids={1}, body_id=2, day=TODAY)


# --- saying it ---


def test_who_stands_says_where(bob):
    with pytest.raises(SaysNotWhere):
        said(bob, stands=True)


def test_neither_is_said_in_one_press(client, bob):
    client.force_login(bob)
    done = client.post("/en/declaration/", {"says": "neither"}, follow=True)

    assert notices(done) == ["Thank you. The people of your groups see what you said."]
    row = Declaration.objects.get()
    assert (row.stands, row.holds, row.area, row.body) == (False, False, None, None)
    assert verbs() == ["groups.declaration.made"]
    assert "neither stands nor holds a mandate" in words_of(done)


def test_a_council_is_found_by_its_commune_then_declared(client, bob):
    client.force_login(bob)
    found = client.post("/en/declaration/", {"says": "both", "typed": "5000", "find": "yes"})
    assert found.status_code == 200
    html = html_of(found)
    assert 'value="communal-council-wal"' in html
    assert 'value="walloon-parliament"' in html
    assert "Provincial council, Namur" in words_of(found)
    assert 'value="both" required id="id_says_3" checked' in html

    client.post(
        "/en/declaration/",
        {
            "says": "both",
            "typed": "5000",
            "body": "communal-council-wal",
            "election_on": "2030-10-13",
            "words": "Conseillère sortante.",
        },
    )
    row = Declaration.objects.get()
    assert (row.area.code, row.body.code) == (NAMUR, "communal-council-wal")
    assert (row.stands, row.holds, row.election_on) == (True, True, date(2030, 10, 13))
    assert row.words == "Conseillère sortante."


def test_a_council_above_the_commune_is_of_its_own_area(client, bob):
    client.force_login(bob)
    sent = {"says": "holds", "typed": "Gembloux", "body": "provincial-council-wal"}
    client.post("/en/declaration/", sent)
    row = Declaration.objects.get()
    assert (row.area.level.code, row.area.name_fr) == ("province", "Namur")


def test_a_name_of_two_places_is_asked_about_before_anything_else(client, bob):
    client.force_login(bob)
    asked = client.post("/en/declaration/", {"typed": "Namur", "find": "yes"})
    assert asked.status_code == 200
    html = html_of(asked)
    assert 'name="chosen" value="92094"' in html
    assert 'name="body"' not in html

    chosen = {"says": "holds", "typed": "Namur", "chosen": "92094", "find": "yes"}
    assert 'name="body" value="communal-council-wal"' in html_of(
        client.post("/en/declaration/", chosen)
    )
    kept = chosen | {"body": "communal-council-wal"}
    del kept["find"]
    client.post("/en/declaration/", kept)
    assert Declaration.objects.get().area.code == NAMUR


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Choose one of the four."),
        ({"says": "holds"}, "Type a commune or a postcode that we know."),
        ({"says": "holds", "typed": "Xyzzyx"}, "Type a commune or a postcode that we know."),
        ({"says": "holds", "typed": "Namur"}, "Choose the place you mean."),
        ({"says": "holds", "typed": "5000"}, "Choose a council or a government."),
        (
            {"says": "stands", "typed": "5000", "body": "communal-council-wal"},
            "Say on which day the vote is.",
        ),
        ({"says": "holds", "typed": "5000", "body": "united-nations"}, "Select a valid choice."),
        ({"says": "neither", "words": "x" * 301}, "Shorten it to 300 signs: it has 301."),
    ],
)
def test_what_is_missing_is_asked_for_and_what_was_typed_is_kept(client, bob, sent, words):
    client.force_login(bob)
    refused = client.post("/en/declaration/", sent)
    assert refused.status_code == 422
    assert words in words_of(refused)
    assert Declaration.objects.count() == 0
    if "typed" in sent:
        assert f'value="{sent["typed"]}"' in html_of(refused)


def test_one_takes_back_what_no_longer_holds_and_it_stays_dated(client, bob):
    row = said(bob, NAMUR, stands=True, at=timezone.now() - timedelta(days=3))
    client.force_login(bob)
    done = client.post("/en/declaration/end/", {"row": row.pk}, follow=True)

    assert notices(done) == ["It is noted that this no longer holds."]
    assert not aside(bob, day=timezone.localdate())
    assert Declaration.objects.count() == 2
    for wrong in ("", "x", "999999", str(row.pk)):
        assert client.post("/en/declaration/end/", {"row": wrong}).status_code == 404


# --- seen by the group ---


def test_the_group_sees_who_said_what_and_who_has_not(client, bob):
    group = GroupFactory()
    MembershipFactory(user=bob, group=group, role="organiser")
    witness = MembershipFactory(group=group, role="witness", user__name="Will").user
    said(bob, NAMUR, stands=True, election_on=date(2030, 10, 13), words="Liste locale.")
    member = MembershipFactory(group=group).user
    client.force_login(member)

    words = words_of(client.get(page(group, "members/")))
    assert (
        "Bob stands in an election: Communal council, Namur (vote of 13 October 2030) "
        "Liste locale. said on 20 November 2026" in words
    )
    assert "Will has not said yet" in words
    assert must_declare(group, day=TODAY) == [witness]
    assert "Do you stand in an election" not in words


def test_an_organiser_who_has_not_declared_is_reminded(client, bob):
    group = GroupFactory()
    MembershipFactory(user=bob, group=group, role="organiser")
    client.force_login(bob)
    question = "Do you stand in an election, or hold a mandate?"
    assert question in words_of(client.get(page(group, "members/")))

    client.post("/en/declaration/", {"says": "neither"})
    assert question not in words_of(client.get(page(group, "members/")))


def test_the_page_has_one_heading_whoever_asks(client, bob):
    client.force_login(bob)
    assert headings(client.get("/en/declaration/"), 1) == [
        "Elections and mandates: what about you?"
    ]
