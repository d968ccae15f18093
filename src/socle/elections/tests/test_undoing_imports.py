"""A whole import is taken back exactly, or what rests on it is told."""

import pytest
from django.db.models import Model
from django.forms.models import model_to_dict
from django.utils.translation import override

from socle.accounts.models import JournalEntry
from socle.elections.actions.candidates.undoing import (
    RestsOnIt,
    UndoneAlready,
    resting_on,
    undo_import,
)
from socle.elections.models import (
    Candidacy,
    CandidateImport,
    ElectoralList,
    Identifier,
    ImportChange,
    Party,
    Person,
)
from socle.elections.tests.desk import HEADINGS, TWO, figures
from socle.elections.tests.factories import (
    MandateFactory,
)
from socle.foundation.models import SearchDocument
from socle.groups.tests.factories import NOW

pytestmark = pytest.mark.django_db


TABLES = (Candidacy, ElectoralList, Identifier, Party, Person)


def everything() -> dict[type[Model], list[dict]]:
    return {
        model: [{**model_to_dict(row), "at": getattr(row, "updated_at", None)} for row in rows]
        for model in TABLES
        if (rows := model.objects.order_by("pk")) is not None
    }


def test_an_import_is_taken_back_exactly(namur, desk):
    desk.take(*TWO)
    before = everything()
    headings = f"{HEADINGS},party,elected,email"
    report = desk.take(
        "92094,1,Liste du Moulin,2,Zoé,Exemple,a-1,Parti inventé,yes,zoe@example.org",
        "92094,1,Liste du Moulin,1,Jan,Van der Exemple,a-2,,no,",
        "92094,1,Liste du Moulin,3,Ali,Autre,a-3,,,",
        "92094,2,Liste du Tilleul,1,Eva,Autre,a-4,,,",
        headings=headings,
        now=NOW.replace(year=2027),
    )
    assert figures(report) == (2, 2, 0, 0)
    undo_import(kept=CandidateImport.objects.first(), by=None, now=NOW)
    assert everything() == before
    undo_import(kept=CandidateImport.objects.last(), by=None, now=NOW)
    assert [len(rows) for rows in everything().values()] == [0, 0, 0, 0, 0]
    assert JournalEntry.objects.filter(verb="elections.candidates.undone").count() == 2
    with pytest.raises(UndoneAlready):
        undo_import(kept=CandidateImport.objects.last(), by=None, now=NOW)


def test_it_is_not_taken_back_once_a_mandate_rests_on_it(namur, desk):
    desk.take(*TWO)
    standing = Candidacy.objects.first()
    MandateFactory(person=standing.person, candidacy=standing)
    kept = CandidateImport.objects.get()
    with pytest.raises(RestsOnIt) as why, override("en"):
        undo_import(kept=kept, by=None, now=NOW)
    assert {(each.what, each.count) for each in why.value.found} == {("mandates", 1)}
    assert Candidacy.objects.count() == 2


def test_it_is_not_taken_back_once_somebody_changed_it(namur, desk):
    desk.take(*TWO)
    Candidacy.objects.filter(position=1).update(
        email="z@example.org", updated_at=NOW.replace(year=2028)
    )
    kept = CandidateImport.objects.get()
    with override("en"):
        found = resting_on(kept)
    assert [(each.what, each.count, each.is_changed) for each in found] == [
        ("candidacies", 1, True)
    ]


def test_the_later_import_is_taken_back_first(namur, desk):
    desk.take(*TWO)
    desk.take(TWO[0].replace(",1,Zoé", ",4,Zoé"), now=NOW.replace(year=2027))
    first = CandidateImport.objects.order_by("pk").first()
    with pytest.raises(RestsOnIt):
        undo_import(kept=first, by=None, now=NOW)


def test_the_search_finds_those_that_came_in(namur, desk, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        desk.take(*TWO)
    kept = CandidateImport.objects.get()
    assert kept.found_at is not None
    assert SearchDocument.objects.filter(kind="person", language="fr").count() == 2
    undo_import(kept=kept, by=None, now=NOW)
    assert SearchDocument.objects.filter(kind="person").count() == 0
    assert ImportChange.objects.count() == 4 + 1
