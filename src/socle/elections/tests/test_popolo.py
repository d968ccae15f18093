"""The file that ``socle export popolo`` writes is Popolo, and hangs together."""

import json
from datetime import date

import pytest
from django.utils.translation import override
from jsonschema import Draft202012Validator, FormatChecker

from socle.elections.models import Identifier
from socle.elections.tests.factories import (
    CandidacyFactory,
    ElectoralListFactory,
    MandateFactory,
    PersonFactory,
)
from socle.elections.tests.popolo import POPOLO
from socle.elections.transfer.exports import whole_popolo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]

VALIDATOR = Draft202012Validator(POPOLO, format_checker=FormatChecker())


@pytest.fixture
def exported():
    """Zoé is elected and mayor for a time, was merged, and is somebody's Q12; Ann is a substitute
    from whose list nobody knows an address."""
    # Names are those of the language in which an election is made; files are in French.
    with override("fr"):
        zoe = PersonFactory(given_name="Zoé", family_name="Exemple")
        Identifier.objects.create(person=zoe, scheme="wikidata", value="Q12")
        row = ElectoralListFactory(source_url="https://namur.example/lists.pdf")
        elected = CandidacyFactory(list=row, person=zoe, elected=True, source_url=row.source_url)
        CandidacyFactory(person=PersonFactory(merged_into=zoe))
        CandidacyFactory(position=None, substitute_position=1, person__given_name="Ann")
        MandateFactory(
            person=zoe,
            candidacy=elected,
            role="head",
            title="Bourgmestre",
            valid_to=date(2026, 1, 1),
        )
    return json.loads(b"".join(whole_popolo()))


def test_it_is_popolo(exported):
    Draft202012Validator.check_schema(POPOLO)
    assert [fault.message for fault in VALIDATOR.iter_errors(exported)] == []
    assert {name: len(rows) for name, rows in exported.items()} == {
        "persons": 2,
        "organizations": 4,
        "memberships": 4,
        "areas": 1,
        "events": 3,
    }


def test_the_test_above_sees_what_is_not_popolo(exported):
    exported["memberships"][0]["end_date"] = "tomorrow"
    exported["persons"][0]["nickname"] = "Z"
    del exported["areas"][0]["id"]
    places = sorted("/".join(map(str, fault.path)) for fault in VALIDATOR.iter_errors(exported))
    assert places == ["areas/0", "memberships/0/end_date", "persons/0"]


def test_whoever_and_whatever_is_named_is_in_it(exported):
    ids = {name: {row["id"] for row in rows} for name, rows in exported.items()}
    named = {
        "persons": {row["person_id"] for row in exported["memberships"]},
        "organizations": {row["organization_id"] for row in exported["memberships"]}
        | {row["parent_id"] for row in exported["organizations"] if "parent_id" in row},
        "areas": {row["area_id"] for row in exported["memberships"]},
    }
    assert named["persons"] == ids["persons"]
    assert named["organizations"] == ids["organizations"]
    assert named["areas"] == ids["areas"]


def test_an_office_has_the_words_of_its_source(exported):
    [office] = [row for row in exported["memberships"] if row["id"].startswith("mandate/")]
    assert (office["role"], office["label"], office["end_date"]) == (
        "head",
        "Bourgmestre",
        "2026-01-01",
    )
