import pytest

from socle.foundation.actions import search as writing
from socle.foundation.models import SearchDocument
from socle.foundation.search import Document, Part, find
from socle.foundation.tests.search_cases import CASES, DOCUMENTS


def keys(query, language="fr", **options):
    return [hit.key for hit in find(query, language=language, **options).hits]


def things(n, title="Chose", weight=0):
    return [Document(f"thing:{i}", "fr", "thing", f"{title} {i}", weight=weight) for i in range(n)]


@pytest.fixture
def country(db):
    writing.index(DOCUMENTS)


@pytest.mark.parametrize(("query", "language", "options", "expected"), CASES)
def test_both_databases_answer_the_same_in_the_same_order(
    country, query, language, options, expected
):
    assert keys(query, language, **options) == expected


def test_the_list_is_long_enough():
    assert len(CASES) >= 60


def test_a_word_is_found_from_its_first_letter_to_its_last(country):
    typed = "mobilité"
    found = {typed[: n + 1]: keys(typed[: n + 1], kinds=["topic"])[0] for n in range(len(typed))}
    assert set(found.values()) == {"mobilite"}
    assert keys("mob", kinds=["demand"]) == ["plan"]


def test_a_phrase_is_found_while_it_is_typed(country):
    typed = '"plan communal de mobilité"'
    assert {keys(typed[:n])[0] for n in range(2, len(typed) + 1)} == {"plan"}


@pytest.mark.parametrize(("weight", "expected"), [(0, ["a", "b", "c"]), (9, ["c", "a", "b"])])
def test_the_heavier_comes_first_then_the_older(db, weight, expected):
    writing.index([Document(key, "fr", "thing", "Même titre") for key in ["a", "b"]])
    writing.index([Document("c", "fr", "thing", "Même titre", weight=weight)])
    assert keys("titre") == expected


@pytest.mark.parametrize(
    ("n", "count", "more"),
    [(999, 999, False), (1_000, 1_000, False), (1_001, 1_000, True)],
)
def test_the_count_is_exact_up_to_a_thousand(db, n, count, more):
    writing.index(things(n))
    results = find("chose", language="fr")
    assert (len(results.hits), results.count, results.more) == (20, count, more)


def test_pages_go_no_further_than_the_thousandth(db):
    writing.index(things(1_010))
    assert keys("chose", offset=995) == [f"thing:{n}" for n in range(995, 1_000)]
    assert keys("chose", offset=1_000) == []
    assert keys("chose", offset=-5, limit=1) == ["thing:0"]
    assert keys("chose", limit=-1) == []


def test_pages_go_from_titles_to_bodies_without_a_gap(db):
    writing.index([Document(f"body:{i}", "fr", "thing", "Autre", "chose", "", 9) for i in range(5)])
    writing.index(things(5))
    pages = [keys("chose", offset=offset, limit=3) for offset in (0, 3, 6, 9)]
    assert pages == [
        ["thing:0", "thing:1", "thing:2"],
        ["thing:3", "thing:4", "body:0"],
        ["body:1", "body:2", "body:3"],
        ["body:4"],
    ]
    assert find("chose", language="fr", limit=3).count == 10


@pytest.mark.parametrize("n", [1, 10])
def test_a_search_takes_three_queries(db, django_assert_num_queries, n):
    writing.index(things(n))
    with django_assert_num_queries(3):
        assert len(find("chose", language="fr").hits) == n


def test_nothing_asked_takes_no_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert find(" ? ", language="fr").hits == []


def parts(query, title="", body="", language="fr"):
    writing.index([Document("a", language, "thing", title, body)])
    (hit,) = find(query, language=language).hits
    return hit.title_parts, hit.snippet


def test_words_found_are_marked(db):
    title, snippet = parts("ecole velo", "Les Écoles", "Une école, à vélo & <b>vite</b>.")
    assert title == [Part("Les ", False), Part("Écoles", True)]
    assert snippet == [
        Part("Une ", False),
        Part("école", True),
        Part(", à ", False),
        Part("vélo", True),
        Part(" & <b>vite</b>.", False),
    ]


def test_what_is_being_typed_is_marked_whole(db):
    assert parts("mob", "Mobilité") == ([Part("Mobilité", True)], [])


def test_phrases_are_marked_as_one(db):
    title, snippet = parts('"plan communal"', "Un plan", "Plan social, plan\ncommunal.")
    assert title == [Part("Un plan", False)]
    assert snippet == [
        Part("Plan social, ", False),
        Part("plan communal", True),
        Part(".", False),
    ]


def test_stop_words_are_not_marked(db):
    assert parts("le plan", "Le plan")[0] == [Part("Le ", False), Part("plan", True)]


def test_a_snippet_stands_around_the_first_match(db):
    before, after = "avant " * 2_000, "après " * 100
    _title, snippet = parts("aiguille", "Foin", f"{before}une aiguille {after}")
    assert [part.text for part in snippet if part.matched] == ["aiguille"]
    assert snippet[0] == Part("… ", False)
    assert snippet[-1] == Part(" …", False)
    assert 150 < sum(len(part.text) for part in snippet) < 250


def test_a_snippet_of_one_endless_word_is_cut(db):
    _title, snippet = parts("foin", "Foin", "x" * 1_000)
    assert snippet == [Part("x" * 220, False), Part(" …", False)]


def test_without_a_match_in_the_body_its_beginning_is_shown(db):
    assert parts("foin", "Foin", "De l'herbe.")[1] == [Part("De l'herbe.", False)]


def test_a_hit_says_where_it_leads(db):
    writing.index([Document("app.thing:1", "nl", "thing", "Ding", "", "/nl/ding", 7)])
    (hit,) = find("ding", language=None).hits
    assert (hit.key, hit.language, hit.kind) == ("app.thing:1", "nl", "thing")
    assert (hit.title, hit.url, hit.weight) == ("Ding", "/nl/ding", 7)


def test_a_document_removed_by_anyone_is_not_found(db):
    writing.index(things(2))
    SearchDocument.objects.filter(key="thing:0").delete()
    assert find("chose", language="fr").count == 1
