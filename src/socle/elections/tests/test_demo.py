"""The demo elections: invented, marked, alive, and gone without a trace."""

import pytest
from django.conf import settings
from django.utils import timezone

from socle.elections.actions.demo import load_demo_elections, remove_demo_elections
from socle.elections.models import (
    Candidacy,
    Contest,
    Election,
    ElectoralList,
    Majority,
    Mandate,
    Party,
    Person,
)
from socle.elections.tests.factories import (
    CandidacyFactory,
    MandateFactory,
    PersonFactory,
)
from socle.elections.transfer.demo import read_demo_elections

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
TABLES = (Election, Contest, ElectoralList, Candidacy, Person, Party, Mandate, Majority)


def counts():
    return {model: model.objects.count() for model in TABLES}


def load():
    return load_demo_elections(
        files=read_demo_elections(settings.ROOT_DIR / "demo"), now=timezone.now()
    )


def test_it_is_invented_marked_and_goes_without_a_trace():
    before = counts()
    assert (load(), load()) == (198, 0)
    coming = Election.objects.get(is_example=True)
    found = counts()
    assert (found[Candidacy] - before[Candidacy], found[Majority]) == (1801, 30)
    assert coming.opens_on < timezone.localdate() < coming.day
    assert coming.contests.filter(lists=None).count() == 1
    assert not Person.objects.filter(is_example=False).exists()
    marks = ("Exemple", "Voorbeeld", "Beispiel")
    assert [p.name for p in Person.objects.all() if not p.family_name.endswith(marks)] == []
    remove_demo_elections()
    assert counts() == before


def test_what_people_tried_on_it_goes_with_it():
    load()
    coming = Contest.objects.filter(election__is_example=True, lists=None).get()
    candidacy = CandidacyFactory(list__contest=coming)
    MandateFactory(person=candidacy.person, candidacy=candidacy)
    known = Person.objects.filter(is_example=True).first()
    PersonFactory(merged_into=known)
    remove_demo_elections()
    assert not ElectoralList.objects.exists()
    assert not Mandate.objects.exists()
    assert set(Person.objects.values_list("is_example", "merged_into")) == {(False, None)}
