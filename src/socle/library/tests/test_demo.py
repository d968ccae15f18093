"""The cases of the demo campaign are what its files say, and go as they came."""

from datetime import UTC, datetime

import pytest
from django.conf import settings as site

from socle.foundation.search import find
from socle.groups.tests.factories import GroupFactory
from socle.library.actions.demo import load_demo_cases, remove_demo_cases
from socle.library.models import Case, Change
from socle.library.tests.factories import case_of
from socle.library.transfer.demo import read_demo_cases
from socle.texts.models import Text
from socle.texts.queries.checking import faults_of
from socle.texts.queries.revisions import latest_in_each, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
FILES = read_demo_cases(site.ROOT_DIR / "demo")


@pytest.fixture
def coalition():
    return GroupFactory(kind="coalition", name="Terres d’accord", is_example=True)


def test_they_are_loaded_once_and_found(coalition):
    assert (load_demo_cases(files=FILES, now=NOW), load_demo_cases(files=FILES, now=NOW)) == (6, 0)
    said = {case: latest_in_each(case.text) for case in Case.objects.select_related("text")}
    titles = [words.title for each in said.values() for words in each.values()]
    marks = ("Exemple inventé :", "Verzonnen voorbeeld:", "Invented example:")
    assert [title for title in titles if not title.startswith(marks)] == []
    found = [(case.text, words) for case, each in said.items() for words in each.values()]
    assert [fault for text, words in found for fault in faults_of(text, words_of(words))] == []
    assert Change.objects.count() == len(titles) == 8
    hits = find("minibus", language="fr", kinds=["case"]).hits
    assert len(hits) == 3


def test_one_came_after_another_and_has_its_topics(coalition):
    load_demo_cases(files=FILES, now=NOW)
    here = Case.objects.get(area__code="92142")
    assert here.adapted_from.place.startswith("Valcreux")
    assert [topic.code for topic in here.topics.all()] == ["buses-trams"]


def test_they_go_with_what_visitors_told(coalition):
    load_demo_cases(files=FILES, now=NOW)
    case_of("Autre", adapted_from=Case.objects.first())
    remove_demo_cases()
    assert (Case.objects.count(), Text.objects.count()) == (0, 0)


def test_without_the_demo_there_are_none():
    assert load_demo_cases(files=FILES, now=NOW) == 0
