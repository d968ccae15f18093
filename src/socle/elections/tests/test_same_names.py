"""The same identifier is the same human; the same name in the same area is asked, never guessed."""

import pytest

from socle.elections.actions.candidates.undoing import (
    undo_import,
)
from socle.elections.models import (
    Candidacy,
    CandidateImport,
    Identifier,
    Person,
    SameNameAnswer,
)
from socle.elections.tests.desk import figures, refusals
from socle.elections.tests.factories import (
    CandidacyFactory,
    ContestFactory,
    PersonFactory,
)
from socle.groups.tests.factories import NOW

pytestmark = pytest.mark.django_db


def ask_about(known):
    return (
        f"has the name of P{known.pk} Zoé Exemple ({known.candidacies.get().list.name}, Namur, "
        "2027). The same human? Answer with one of these signs; another human: answer “new”"
    )


@pytest.fixture
def known(namur):
    """Zoé stood in Namur at another election."""
    person = PersonFactory(given_name="Zoé", family_name="Exemple")
    CandidacyFactory(list__contest=ContestFactory(), person=person)
    return person


ROW = "92094,1,Moulin,1,Zoé,Exemple,"


def test_the_same_name_in_the_same_area_is_asked_never_guessed(known, desk):
    report = desk.take(ROW)
    assert refusals(report) == [(2, "family_name", ask_about(known))]
    assert Candidacy.objects.count() == 1


def test_it_is_her_and_this_is_not_asked_again(known, desk):
    assert figures(desk.take(ROW, answers=[f"2,P{known.pk}"])) == (1, 0, 0, 0)
    assert known.candidacies.count() == 2
    assert figures(desk.take(ROW)) == (0, 0, 1, 0)
    assert SameNameAnswer.objects.get().person == known


def test_it_is_another_and_this_is_not_asked_again(known, desk):
    assert figures(desk.take(ROW, answers=["2,new"])) == (1, 0, 0, 0)
    assert Person.objects.filter(family_name="Exemple").count() == 2
    assert figures(desk.take(ROW)) == (0, 0, 1, 0)
    undo_import(kept=CandidateImport.objects.get(), by=None, now=NOW)
    assert figures(desk.take(ROW)) == (1, 0, 0, 0)


def test_an_answer_that_means_nobody_is_refused(known, desk):
    report = desk.take(ROW, answers=["2,P0"])
    assert refusals(report) == [
        (2, "family_name", "the answer “P0” means nobody known here"),
    ]


@pytest.mark.parametrize(
    ("given", "family"),
    [("ZOÉ", "EXEMPLE"), ("Zoe", "Exemple"), ("Zoé", "Exemple-Martin")],
)
def test_however_the_name_is_written(known, desk, given, family):
    report = desk.take(f"92094,1,Moulin,1,{given},{family},")
    assert [each.column for each in report.refusals] == ["family_name"]


@pytest.mark.parametrize(
    ("given", "family", "written"),
    [
        ("Jan", "van der Meer", ("JAN", "VAN DER MEER")),
        ("Jan", "van der Meer", ("Jan", "Vandermeer")),
        ("Jan", "van der Meer", ("Jan", "Meer van der")),
        ("Jan", "van der Meer", ("Jan van der", "Meer")),
        ("Éloïse", "D’Hondt", ("ELOISE", "D'HONDT")),
        ("Éloïse", "D’Hondt", ("Eloïse", "Dhondt")),
        ("Anne-Lise", "de l’Écluse", ("ANNE LISE", "DE L'ECLUSE")),
        ("Marie", "Peeters-Van den Eynde", ("Marie", "PEETERS")),
    ],
)
def test_capitals_particles_and_apostrophes_hide_nobody(namur, desk, given, family, written):
    """Known so from another vote, written otherwise in the file: asked about, and once it is known
    that it is somebody else, kept as the ballot says it."""
    person = PersonFactory(given_name=given, family_name=family)
    CandidacyFactory(list__contest=ContestFactory(), person=person)
    row = f"92094,1,Moulin,1,{','.join(written)},"
    assert [each.column for each in desk.take(row).refusals] == ["family_name"]
    assert figures(desk.take(row, answers=["2,new"])) == (1, 0, 0, 0)
    assert str(Person.objects.latest("pk")) == " ".join(written)


def test_a_name_one_letter_off_is_another_name(namur, desk):
    person = PersonFactory(given_name="Jan", family_name="van der Meer")
    CandidacyFactory(list__contest=ContestFactory(), person=person)
    assert figures(desk.take("92094,1,Moulin,1,Jan,Meert,")) == (1, 0, 0, 0)


def test_the_same_name_elsewhere_is_another_human(known, desk):
    ContestFactory(
        election=known.candidacies.get().contest.election.__class__.objects.get(slug="coming"),
        code="62063",
    )
    assert figures(desk.take("62063,1,Moulin,1,Zoé,Exemple,")) == (1, 0, 0, 0)


def test_the_same_identifier_is_the_same_human_whatever_the_name(known, desk):
    Identifier.objects.create(person=known, scheme="affiche", value="z9")
    assert figures(desk.take("92094,1,Moulin,1,Zoé,Exemple-Autre,z9")) == (1, 0, 0, 0)
    known.refresh_from_db()
    assert (known.candidacies.count(), str(known)) == (2, "Zoé Exemple-Autre")
    undo_import(kept=CandidateImport.objects.get(), by=None, now=NOW)
    known.refresh_from_db()
    assert (known.candidacies.count(), str(known)) == (1, "Zoé Exemple")


def test_a_source_that_tells_two_apart_is_believed(known, desk):
    Identifier.objects.create(person=known, scheme="affiche", value="z9")
    assert figures(desk.take("92094,1,Moulin,1,Zoé,Exemple,z10")) == (1, 0, 0, 0)
    assert Person.objects.filter(family_name="Exemple").count() == 2


def test_namesakes_in_one_file_are_asked_about_too(namur, desk):
    rows = ["92094,1,Moulin,1,Jean,Dupont,", "92094,2,Tilleul,1,Jean,DUPONT,"]
    report = desk.take(*rows)
    assert [(row, reason[:34]) for row, _column, reason in refusals(report)] == [
        (3, "has the name of R2 Jean Dupont (ro")
    ]
    assert figures(desk.take(*rows, answers=["3,new"])) == (2, 0, 0, 0)
    assert figures(desk.take(*rows)) == (0, 0, 2, 0)
    report = desk.take(*rows, answers=["3,R2"])
    [(row, column, words)] = refusals(report)
    assert (row, column) == (3, "list_number")
    assert words.startswith("stands on “Moulin” (row 2) in the same contest: nobody is on two")
