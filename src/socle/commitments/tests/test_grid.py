"""Who said what in a contest: every list, every ask, by the same rule."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings
from django.utils.translation import override

from socle.commitments.models import Answer, Ask, AskWords
from socle.commitments.queries.grid import grid_of
from socle.commitments.rules import ANSWERS
from socle.commitments.tests.asked import OUT, Asked, states
from socle.commitments.tests.factories import add_answers
from socle.commitments.tests.rows import AskFactory
from socle.elections.rules import LISTS
from socle.elections.tests.factories import (
    CandidacyFactory,
    ContestFactory,
    ElectionFactory,
    ElectoralListFactory,
)
from socle.foundation import kept
from socle.foundation.actions.stamps import touch
from socle.groups.tests.factories import NOW
from socle.texts.queries.revisions import latest
from socle.web.tests.reading import asked as questions
from socle.web.tests.reading import headings, main_links, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
LATER = OUT + timedelta(days=1)


@pytest.fixture(autouse=True)
def _nothing_in_memory():
    kept.memory.entries.clear()
    kept.memory.size = 0


@pytest.fixture
def namur():
    return Asked()


# --- what stands in a cell ---

WITHOUT = {
    "Cime": "silent",
    "Dune": "refused",
    "Étang": "not_invited",
    "Forêt": "unreachable",
}


def test_every_list_has_a_cell_for_every_ask(namur):
    assert states(grid_of(namur.contest)) == {
        "Trams at night": {"Aube": "yes", "Braise": "no"} | WITHOUT,
        "Trees in every street": {"Aube": "yes_if", "Braise": "will_study"} | WITHOUT,
    }


def test_before_the_deadline_answers_are_sealed_and_all_who_were_invited_look_alike():
    sealed = {"Aube": "sealed", "Braise": "sealed", "Cime": "sealed"}
    expected = sealed | {key: WITHOUT[key] for key in ("Dune", "Étang", "Forêt")}
    assert states(grid_of(Asked(out=False).contest)) == {
        "Trams at night": expected,
        "Trees in every street": expected,
    }


def test_what_was_said_in_public_is_shown_before_the_deadline():
    namur = Asked(out=False)
    namur.answer(
        namur.lists[2],
        namur.trams,
        via="stage",
        certainty="witnesses",
        said_at=NOW,
        place="Hall",
        published_at=NOW,
    )
    found = states(grid_of(namur.contest))
    assert found["Trams at night"]["Cime"] == "yes"
    assert found["Trees in every street"]["Cime"] == "sealed"


def supersede(answer, **fields):
    Answer.objects.filter(pk=answer.pk).update(is_current=False)
    return Answer.objects.create(
        ask=answer.ask,
        list=answer.list,
        language="en",
        via="link",
        certainty="published_address",
        received_at=LATER,
        salt="1" * 32,
        supersedes=answer,
        **fields,
    )


def test_the_last_published_word_counts_and_a_sealed_correction_does_not_show(namur):
    first = Answer.objects.get(ask=namur.trams, list=namur.lists[1])
    second = supersede(first, stance="yes")
    assert states(grid_of(namur.contest))["Trams at night"]["Braise"] == "no"
    Answer.objects.filter(pk=second.pk).update(published_at=LATER)
    assert states(grid_of(namur.contest))["Trams at night"]["Braise"] == "yes"
    Answer.objects.filter(pk=second.pk).update(withdrawn_at=LATER)
    assert states(grid_of(namur.contest))["Trams at night"]["Braise"] == "withdrawn"


def test_a_list_that_nobody_invited_yet_says_so(namur):
    ElectoralListFactory(contest=namur.contest, number=7, name="Grève")
    assert states(grid_of(namur.contest))["Trams at night"]["Grève"] == "waiting"


def test_an_ask_leaves_when_it_is_withdrawn_or_the_words_that_replace_it_are_frozen(namur):
    proposed = AskFactory(
        questionnaire=namur.questionnaire,
        words="Trams all night",
        position=3,
        replaces=namur.trams,
        frozen_at=None,
        digest="",
    )
    assert list(states(grid_of(namur.contest))) == ["Trams at night", "Trees in every street"]
    proposed.frozen_at, proposed.digest = NOW, "1" * 64
    proposed.save()
    assert list(states(grid_of(namur.contest))) == ["Trees in every street", "Trams all night"]
    proposed.withdrawn_at, proposed.withdrawn_why = NOW, "Not ours to ask"
    proposed.save()
    assert list(states(grid_of(namur.contest))) == ["Trees in every street"]


def test_words_are_those_of_the_page_else_the_first_there_are():
    ask = AskFactory(words="Trams at night", frozen_at=None, digest="")
    revision = latest(ask.provision.text)
    for language, title in (("en", "Trams at night"), ("nl", "Trams ’s nachts")):
        AskWords.objects.update_or_create(
            ask=ask,
            language=language,
            defaults={"title": title, "decision": "…", "revision": revision},
        )
    Ask.objects.filter(pk=ask.pk).update(frozen_at=NOW, digest="1" * 64)
    shown = {"nl": "Trams ’s nachts", "de": "Trams ’s nachts", "en": "Trams at night"}
    for language, title in shown.items():
        with override(language):
            assert list(states(grid_of(ask.questionnaire.contest))) == [title]


# --- seven queries, whatever its size ---


def a_contest(lists, asks):
    namur = Asked()
    for number in range(7, lists + 1):
        row = ElectoralListFactory(contest=namur.contest, number=number, name=f"List {number}")
        namur.answer(row, namur.trams)
    for number in range(3, asks + 1):
        AskFactory(questionnaire=namur.questionnaire, position=number)
    return namur.contest


@pytest.mark.parametrize(("lists", "asks"), [(6, 2), (12, 10)])
def test_a_grid_takes_seven_queries(django_assert_num_queries, lists, asks):
    contest = a_contest(lists, asks)
    with django_assert_num_queries(7):
        grid = grid_of(contest)
    assert [len(ask.cells) for ask in grid.asks] == [lists] * asks


@pytest.mark.parametrize(("lists", "asks"), [(6, 2), (12, 10)])
def test_its_page_takes_ten(client, django_assert_max_num_queries, lists, asks):
    contest = a_contest(lists, asks)
    path = f"/en/elections/coming/{contest.code}/answers/"
    client.get(path)  # What a process asks once, it has asked.
    touch({ANSWERS})
    with django_assert_max_num_queries(40) as counted:
        client.get(path)
    assert len(questions(counted.captured_queries)) == 10


# --- its pages ---


def test_the_grid_is_read_in_ballot_order_with_each_cell_leading_to_its_words(client, namur):
    answer = client.get(namur.path)
    trams, trees = f"/en/question/{namur.trams.pk}-trams-at-night/", main_links(answer)
    assert headings(answer, 1) == ["What the lists answered"]
    page = words_of(answer)
    table = page[page.index("Question List 1") : page.index("One list at a time")]
    asker, other = namur.trams.asked_by.name, namur.trees.asked_by.name
    without = "No answer Refused to answer Not invited, by the rule Could not be reached"
    assert table.strip() == (
        "Question List 1 Aube List 2 Braise List 3 Cime List 4 Dune List 5 Étang List 6 Forêt "
        f"Trams at night {asker} Yes No {without} "
        f"Trees in every street {other} Yes, if Will study it {without}"
    )
    assert [url for url in trees if url.startswith(f"{trams}#")][:6] == [
        f"{trams}#list-{row.pk}" for row in namur.lists
    ]


def test_the_rule_and_what_was_done_for_each_list_stand_below(client, namur):
    page = words_of(client.get(namur.path))
    day = "20 November 2026"
    assert "Lists that accept the equality of all." in page
    assert "No list was known by then." in page
    done = page[page.index("What was done so that") :]
    assert done.startswith("What was done so that each list answers")
    assert "5 Étang Not invited, by the rule Its programme refuses equality." in done
    assert "6 Forêt Could not be reached No address anywhere; we rang the town hall." in done
    assert f"3 Cime invited on {day}" in done


def test_before_the_deadline_nothing_of_what_was_answered_is_on_any_page(client):
    namur = Asked(out=False)
    ask = f"/en/question/{namur.trams.pk}-trams-at-night/"
    pages = [words_of(client.get(path)) for path in (namur.path, ask)]
    for page in pages:
        assert "Sealed" in page
        assert "We shall run them." not in page
        assert "Yes" not in page


def test_who_said_what_in_their_own_words(client, namur):
    page = words_of(client.get(f"/en/question/{namur.trams.pk}-trams-at-night/"))
    assert "List 1 Aube Yes We shall run them." in page
    assert "List 5 Étang Not invited, by the rule Its programme refuses equality." in page
    trees = words_of(client.get(f"/en/question/{namur.trees.pk}-trees-in-every-street/"))
    assert "List 1 Aube Yes, if On condition that: the Region pays half" in trees


def test_words_that_are_held_leave_their_place_to_the_reason(client, namur):
    Answer.objects.filter(words="We shall run them.").update(held_at=NOW, held_why="insult")
    page = words_of(client.get(f"/en/question/{namur.trams.pk}-trams-at-night/"))
    assert "We shall run them." not in page
    assert "Yes Their words are held back by a moderator: insults somebody." in page


def test_an_earlier_answer_stays_below_the_one_that_took_its_place(client, namur):
    first = Answer.objects.get(ask=namur.trams, list=namur.lists[0])
    supersede(first, stance="no", published_at=LATER)
    page = words_of(client.get(f"/en/question/{namur.trams.pk}-trams-at-night/"))
    said = page[page.index("List 1 Aube") : page.index("List 2 Braise")]
    assert said.index("No") < said.index("1 earlier answer") < said.index("We shall run them.")


def test_candidates_answer_beside_their_list_and_are_named_while_they_may_be(client, namur):
    zoe = CandidacyFactory(list=namur.lists[2], position=1)
    namur.answer(namur.lists[2], namur.trams, candidacy=zoe, words="I shall ride them.")
    path = f"/en/question/{namur.trams.pk}-trams-at-night/"
    said = words_of(client.get(path))
    said = said[said.index("List 3 Cime") : said.index("List 4 Dune")]
    assert "No answer" in said
    assert "1 candidate of this list answered too" in said
    assert f"{zoe.person.name} Yes I shall ride them." in said
    day = namur.contest.election.day
    later = ElectionFactory(slug="later", day=day.replace(year=day.year + 6), opens_on=NOW.date())
    ContestFactory(election=later)
    kept.memory.entries.clear()
    touch({ANSWERS})
    said = words_of(client.get(path))
    assert "I shall ride them." not in said
    assert zoe.person.name not in said


def test_an_ask_in_progress_has_no_page(client, namur):
    ask = AskFactory(questionnaire=namur.questionnaire, frozen_at=None, digest="")
    assert client.get(f"/en/question/{ask.pk}/").status_code == 404
    assert client.get("/en/question/999999/").status_code == 404


def test_a_contest_where_nothing_is_asked_says_so(client):
    contest = ContestFactory(election=ElectionFactory(slug="quiet"))
    page = words_of(client.get(f"/en/elections/quiet/{contest.code}/answers/"))
    assert "No question to the lists yet" in page


def test_the_page_of_a_contest_leads_to_its_grid(client, namur):
    links = main_links(client.get(namur.path.removesuffix("answers/")))
    assert namur.path in links


def test_every_page_of_a_contest_ends_with_the_head_of_the_ledger(client, namur):
    (line,) = add_answers(1)
    for path in (
        namur.path,
        namur.path.removesuffix("answers/"),
        f"/en/question/{namur.trams.pk}-trams-at-night/",
    ):
        assert line.hash in words_of(client.get(path))


# --- to use it elsewhere ---


def test_a_grid_stands_in_a_frame_of_any_site_and_no_other_page_does(client, namur):
    framed = client.get(f"{namur.path}embed/")
    assert "X-Frame-Options" not in framed.headers
    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"]
    assert "<script" not in framed.content.decode()
    assert '<base target="_top">' in framed.content.decode()
    again = client.get(f"{namur.path}embed/")
    assert again.headers["Content-Security-Policy"] == framed.headers["Content-Security-Policy"]
    page = client.get(namur.path)
    assert page.headers["X-Frame-Options"] == "DENY"
    (pasted,) = re.findall(r'<input id="embed" value="([^"]*)"', page.content.decode())
    assert unescape(pasted) == (
        f'<iframe src="{settings.SOCLE_BASE_URL}{namur.path}embed/" title="What the lists '
        'answered: Communal council · Namur" width="100%" height="700"></iframe>'
    )


def test_invented_lists_are_marked_on_every_page_of_what_they_answered(client, namur):
    asked = f"/en/question/{namur.trams.pk}-trams-at-night/"
    pages = [namur.path, f"{namur.path}embed/", f"{namur.path}compare/", asked]
    for is_example in (False, True):
        namur.contest.lists.update(is_example=is_example)
        touch([LISTS])
        marked = ["Invented example" in words_of(client.get(path)) for path in pages]
        assert marked == [is_example] * 4


def test_ones_own_answers_are_compared_in_the_browser_with_all_lists(client, namur):
    source = client.get(f"{namur.path}compare/").content.decode()
    trams, trees = namur.trams.pk, namur.trees.pk
    assert "<form" not in source.partition("<main")[2].partition("</main>")[0]
    assert re.findall(r'data-stances="([^"]*)"', source) == [
        f"{trams}:yes {trees}:yes_if ",
        f"{trams}:no {trees}:will_study ",
        *[f"{trams}: {trees}: "] * 4,
    ]


def test_nothing_is_compared_before_anything_is_published(client):
    namur = Asked(out=False)
    page = words_of(client.get(f"{namur.path}compare/"))
    assert "Answers appear together after" in page
    assert "The same as you" not in page
