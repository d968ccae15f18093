"""A coordinator looks for a person as people type: some words, in any order, perhaps begun only."""

import pytest

from socle.elections.actions.persons import make_person, rename_person
from socle.elections.models import Person
from socle.elections.queries import person_search
from socle.elections.queries.person_search import SHOWN, persons_called
from socle.groups.tests.factories import NOW

pytestmark = pytest.mark.django_db

NAMES = [
    ("Zoé", "DUPONT-L’Heureux"),
    ("Zoë", "van der Elst"),
    ("Elstje", "Vander Zande"),
    ("Aïcha", "Dupond"),
    ("Søren", "Œdipe"),
]


@pytest.fixture
def people():
    made = [make_person(given_name=given, family_name=of, now=NOW) for given, of in NAMES]
    return {row.given_name: row for row in made}


def names(typed, **but):
    return [each.person.given_name for each in persons_called(typed, **but).people]


@pytest.fixture(params=[False, True], ids=["by its words", "in order"])
def _however_many(request, monkeypatch):
    """Words that many bear are looked for otherwise: the same are found."""
    if request.param:
        monkeypatch.setattr(person_search, "MANY", 0)


@pytest.mark.usefixtures("people", "_however_many")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zoe", ["Zoé", "Zoë"]),
        ("ZOÉ dupont", ["Zoé"]),
        ("dup", ["Aïcha", "Zoé"]),
        ("heureux d", ["Zoé"]),
        ("L’HEUREUX", ["Zoé"]),
        ("elst", ["Zoë", "Elstje"]),
        ("van der elst", ["Zoë"]),
        ("oedipe", ["Søren"]),
        ("œdi", ["Søren"]),
        ("upont", []),
        ("zoe aicha", []),
        ("' OR \"*", []),
        ("-- & | ! :* \\", []),
        ("", []),
    ],
)
def test_words_are_found_by_how_they_begin(typed, found):
    assert names(typed) == found


@pytest.mark.usefixtures("_however_many")
def test_who_is_renamed_is_found_by_the_new_name_alone(people):
    rename_person(person=people["Zoé"], given_name="Zoé", family_name="Neuf", by=None, now=NOW)
    assert (names("dupont"), names("neuf")) == ([], ["Zoé"])
    people["Aïcha"].delete()
    assert names("dupond") == []
    Person.objects.filter(pk=people["Zoë"].pk).update(sort_name="peeters zoe")
    assert names("peeters") == ["Zoë"]


@pytest.mark.usefixtures("_however_many")
def test_one_human_is_left_out_with_the_rows_that_stand_for_them(people):
    Person.objects.filter(pk=people["Elstje"].pk).update(merged_into=people["Zoë"])
    assert names("elst") == ["Zoë"]
    assert names("elst", but=people["Zoë"].pk) == []


@pytest.mark.parametrize("count", [1, 10])
def test_it_takes_as_many_queries_for_one_as_for_ten(count, django_assert_num_queries):
    for number in range(count):
        make_person(given_name=f"Nr{number}", family_name="Martin", now=NOW)
    with django_assert_num_queries(3):
        assert len(names("martin")) == count
    with django_assert_num_queries(1):
        assert names("personne") == []


@pytest.mark.usefixtures("_however_many")
def test_others_are_called_so_too():
    Person.objects.bulk_create(
        Person(
            given_name=f"Nr{number:02}",
            family_name="Martin",
            sort_name=f"martin nr{number:02}",
            updated_at=NOW,
        )
        for number in range(SHOWN + 2)
    )
    found = persons_called("martin")
    assert [each.person.given_name for each in found.people] == [f"Nr{n:02}" for n in range(SHOWN)]
    assert found.more
    assert not persons_called("martin nr1").more
