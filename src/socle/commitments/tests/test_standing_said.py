"""What was answered stands on the page of the list, and of the person, who gave it."""

import pytest

from socle.commitments.models import Answer
from socle.commitments.queries.standing_said import said_by_list, said_where_they_stood
from socle.commitments.tests.asked import Asked
from socle.commitments.tests.rows import AskFactory
from socle.elections.models import Candidacy
from socle.elections.queries.addresses import list_path, person_path
from socle.elections.tests.factories import (
    CandidacyFactory,
    ContestFactory,
    ElectionFactory,
    ElectoralListFactory,
)
from socle.foundation import kept
from socle.groups.tests.factories import NOW
from socle.web.tests.reading import main_links, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]


@pytest.fixture(autouse=True)
def _nothing_in_memory():
    kept.memory.entries.clear()
    kept.memory.size = 0


@pytest.fixture
def namur():
    return Asked()


def answers_on(client, path):
    page = words_of(client.get(path))
    return page[page.index("answered") :] if "answered" in page else ""


# --- a list ---


def test_a_list_says_what_it_answered_to_each_ask_and_leads_there(client, namur):
    aube = namur.lists[0]
    answer = client.get(list_path(aube, "en"))
    said = words_of(answer)
    assert "What this list answered Trams at night Yes We shall run them." in said
    assert "Trees in every street Yes, if On condition that: the Region pays half" in said
    path = f"/en/question/{namur.trams.pk}-trams-at-night/#list-{aube.pk}"
    assert path in main_links(answer)


def test_a_list_without_answers_says_why(client, namur):
    why = {
        2: "Trams at night No answer",
        3: "Trams at night Refused to answer",
        4: "Not invited, by the rule Its programme refuses equality.",
    }
    for place, words in why.items():
        assert words in words_of(client.get(list_path(namur.lists[place], "en")))


def test_before_the_deadline_its_page_says_nothing_of_what_it_answered(client):
    namur = Asked(out=False)
    said = words_of(client.get(list_path(namur.lists[0], "en")))
    assert "Answers appear together after" in said
    assert "Trams at night Sealed" in said
    assert "We shall run them." not in said


def test_where_nothing_is_asked_the_page_of_a_list_has_no_such_section(client):
    row = ElectoralListFactory(contest=ContestFactory(election=ElectionFactory(slug="quiet")))
    assert answers_on(client, list_path(row, "en")) == ""


@pytest.mark.parametrize("asks", [2, 10])
def test_a_list_takes_seven_queries(namur, django_assert_num_queries, asks):
    for number in range(3, asks + 1):
        ask = AskFactory(questionnaire=namur.questionnaire, position=number)
        namur.answer(namur.lists[0], ask)
    with django_assert_num_queries(7):
        found = said_by_list(namur.lists[0])
    assert [each.state for each in found.said] == ["yes", "yes_if", *["yes"] * (asks - 2)]


# --- a person ---


def test_a_person_has_their_own_answers_and_those_of_the_list_they_stood_on(client, namur):
    aube = namur.lists[0]
    zoe = CandidacyFactory(list=aube, position=1)
    namur.answer(aube, namur.trams, candidacy=zoe, stance="no", words="I shall walk.")
    said = answers_on(client, person_path(zoe.person, "en"))
    assert "Trams at night This person’s own answer: No I shall walk." in said.replace("'", "’")
    assert "Answer of the list on which they stood, 1 Aube: Yes We shall run them." in said
    assert "Trees in every street Answer of the list on which they stood, 1 Aube: Yes, if" in said


def test_of_another_candidate_of_the_list_nothing_stands_there(client, namur):
    aube = namur.lists[0]
    zoe, yan = (CandidacyFactory(list=aube, position=n) for n in (1, 2))
    namur.answer(aube, namur.trams, candidacy=zoe, words="I shall walk.")
    said = answers_on(client, person_path(yan.person, "en"))
    assert "I shall walk." not in said
    assert "Yes We shall run them." in said


def test_what_is_sealed_or_held_is_not_said(client):
    namur = Asked(out=False)
    zoe = CandidacyFactory(list=namur.lists[0], position=1)
    namur.answer(namur.lists[0], namur.trams, candidacy=zoe, words="I shall walk.")
    assert answers_on(client, person_path(zoe.person, "en")) == ""
    Answer.objects.update(published_at=NOW, held_at=NOW, held_why="insult")
    kept.memory.entries.clear()
    assert "I shall walk." not in words_of(client.get(person_path(zoe.person, "fr")))


@pytest.mark.parametrize("contests", [1, 10])
def test_a_person_takes_two_queries_however_often_they_stood(
    namur, django_assert_num_queries, contests
):
    person = CandidacyFactory(list=namur.lists[0], position=1).person
    for number in range(1, contests):
        contest = ContestFactory(election=ElectionFactory(slug=f"vote-{number}"))
        row = ElectoralListFactory(contest=contest)
        CandidacyFactory(list=row, person=person, position=1)
        ask = AskFactory(questionnaire__contest=contest)
        namur.answer(row, ask)
    rows = Candidacy.objects.filter(person=person).select_related("list", "contest__election")
    stood = list(rows.order_by("pk"))
    with django_assert_num_queries(2):
        found = said_where_they_stood(stood)
    assert [each.candidacy for each in found] == stood
