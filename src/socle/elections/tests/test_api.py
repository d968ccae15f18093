"""Elections for programs: what people vote for, lists in ballot order, persons while named."""

import json
from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone

from socle.elections.models import Contest, Identifier
from socle.elections.rules import ELECTIONS
from socle.elections.tests.factories import (
    CandidacyFactory,
    ContestFactory,
    ElectionFactory,
    ElectoralListFactory,
    MandateFactory,
    PartyFactory,
    PersonFactory,
)
from socle.foundation.actions.stamps import touch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]


def ask(client, path):
    response = client.get(f"/api/v1/{path}")
    return response.status_code, response.json()


def results(client, path):
    status, answer = ask(client, path)
    assert status == 200
    return answer["results"]


@pytest.fixture
def zoe():
    """Zoé stands twice in one list, lost in 2024, and sits in the council of Namur."""
    past = ContestFactory(
        election=ElectionFactory(slug="past", day=date(2024, 10, 13), opens_on=date(2024, 1, 1)),
    )
    row = ElectoralListFactory(
        contest=past, number=4, name="=Ensemble", party=PartyFactory(), party_source="Poster"
    )
    zoe = PersonFactory(given_name="Zoé", family_name="Exemple")
    CandidacyFactory(list=row, person=zoe, position=2, substitute_position=1, email="z@x.example")
    Identifier.objects.create(person=zoe, scheme="register", value="12")
    return zoe


def coming():
    return ContestFactory(election=ElectionFactory(slug="coming", opens_on=timezone.localdate()))


def test_elections_come_the_latest_first(client):
    found = results(client, "elections")
    assert [row["id"] for row in found] == [
        "2024-local",
        "2024-parliaments",
        "2019-parliaments",
        "2018-local",
    ]
    assert found[0]["name"]["en"] == "Communal and provincial elections of 2024"
    assert found[0]["url"].endswith("/fr/elections/2024-local/")


@pytest.mark.parametrize(
    ("area", "codes"),
    [
        ("92094", ["communal-92094", "provincial-90000"]),
        ("21004", ["communal-21004"]),
        ("46030", ["communal-46030", "provincial-40000-dendermonde-sint-niklaas"]),
        ("11002", ["communal-11002", *(f"district-{d}" for d in (
            "antwerpen", "berchem", "berendrecht-zandvliet-lillo", "borgerhout", "borsbeek",
            "deurne", "ekeren", "hoboken", "merksem", "wilrijk")), "provincial-10000-antwerpen"]),
    ],
)  # fmt: skip
def test_what_people_vote_for(client, area, codes):
    found = results(client, f"contests?election=2024-local&area={area}")
    assert [row["code"] for row in found] == codes


def test_a_contest_says_where_its_voters_live_and_what_it_rests_on(client):
    [mons] = [
        row
        for row in results(client, "contests?election=2024-parliaments&area=53053")
        if row["body"] == "walloon-parliament"
    ]
    assert (mons["seats"], mons["area"], mons["voting"]) == (5, "03000", "walloon-parliament")
    assert mons["title"]["nl"] == "Waals Parlement · Bergen"
    assert "53053" in mons["areas"]
    assert mons["source"]["title"].startswith("Arrêté du Gouvernement wallon du 8 décembre 2022")
    assert ask(client, f"contests/{mons['id']}") == (200, mons)


def test_lists_come_in_the_order_of_the_ballot(client):
    contest = coming()
    for number, name in [(None, "Aube"), (12, "Douze"), (2, "Deux")]:
        ElectoralListFactory(contest=contest, number=number, name=name)
    found = results(client, f"lists?contest={contest.pk}")
    assert [(row["number"], row["name"], row["party"]) for row in found] == [
        (2, "Deux", None),
        (12, "Douze", None),
        (None, "Aube", None),
    ]


def test_a_name_leaves_once_the_next_election_opens_and_an_address_never_comes(client, zoe):
    contest = Contest.objects.get(election__slug="past")
    [before] = results(client, f"candidacies?contest={contest.pk}")
    status, person = ask(client, f"persons/{zoe.pk}")
    assert (before["name"], before["person"]) == ("Zoé Exemple", str(zoe.pk))
    assert (before["position"], before["substitute_position"]) == (2, 1)
    assert (status, person["candidacies"]) == (200, [before])
    assert person["identifiers"] == [{"scheme": "register", "identifier": "12"}]
    assert "z@x.example" not in json.dumps([before, person])
    coming()
    touch([ELECTIONS])
    [after] = results(client, f"candidacies?contest={contest.pk}")
    assert (after["name"], after["person"], after["list"]) == (None, None, before["list"])
    assert ask(client, f"persons/{zoe.pk}")[0] == 404


def test_a_merged_row_answers_as_who_it_is(client, zoe):
    also = PersonFactory(merged_into=zoe)
    MandateFactory(person=also)
    _status, answer = ask(client, f"persons/{also.pk}")
    assert (answer["id"], answer["name"]) == (str(zoe.pk), "Zoé Exemple")
    assert [row["area"] for row in answer["mandates"]] == ["92094"]


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("contests?election=1848", "election"),
        ("contests?area=00000", "area"),
        ("lists?contest=999999", "contest"),
        ("candidacies?contest=x", "contest"),
        ("candidacies?limit=201", "limit"),
    ],
)
def test_a_parameter_that_makes_no_sense_is_named(client, path, parameter):
    status, answer = ask(client, path)
    assert (status, [fault["parameter"] for fault in answer["errors"]]) == (422, [parameter])


@pytest.mark.parametrize("number", [1, 10])
def test_lists_cost_the_same_with_one_row_and_with_ten(client, number, django_assert_num_queries):
    contest = coming()
    for _n in range(number):
        CandidacyFactory(list__contest=contest)
    with django_assert_num_queries(6):
        client.get(f"/api/v1/candidacies?contest={contest.pk}")


# --- files ---


def export(kind, tmp_path):
    call_command("export", kind, output=tmp_path / kind)
    return (tmp_path / kind).read_text("utf-8")


def test_candidates_leave_in_the_form_they_come_in(zoe, tmp_path):
    head, *lines = export("candidates", tmp_path).splitlines()
    assert head.startswith("election,body,area_code,area,constituency,list_number,list_name")
    party = zoe.candidacies.get().list.party.name
    start = f"past,Conseil communal,92094,Namur,,4,'=Ensemble,{party}"
    assert lines == [
        f"{start},2,no,Zoé,Exemple,localhost:{zoe.pk},,",
        f"{start},1,yes,Zoé,Exemple,localhost:{zoe.pk},,",
    ]


def test_popolo_says_the_same_and_names_nobody_who_left(zoe, tmp_path):
    MandateFactory(person=PersonFactory(merged_into=zoe))
    whole = json.loads(export("popolo", tmp_path))
    assert [row["name"] for row in whole["persons"]] == ["Zoé Exemple"]
    assert {row["person_id"] for row in whole["memberships"]} == {f"person/{zoe.pk}"}
    assert [row["role"] for row in whole["memberships"]] == ["candidate", "member"]
    organizations = {row["id"] for row in whole["organizations"]}
    assert {row["organization_id"] for row in whole["memberships"]} <= organizations
    zoe.candidacies.get().mandates.all().delete()
    coming()
    assert [row["role"] for row in json.loads(export("popolo", tmp_path))["memberships"]] == [
        "member"
    ]
