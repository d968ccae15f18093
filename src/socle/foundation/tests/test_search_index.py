"""Writing the index: what changed and nothing else, whatever the text."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socle.foundation.actions import search as writing
from socle.foundation.actions.search import NotADocument, Written
from socle.foundation.models import SearchDocument
from socle.foundation.search import Document, declare, declared, find
from socle.foundation.search.checks import check_fts5
from socle.foundation.search.tokens import MOST_BYTES, words

LANGUAGES = st.sampled_from(["fr", "nl", "de", "en"])
# Letters of many scripts, signs, marks, and what each database takes for an operator.
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="aé'’\"\\&|!<->():*^+=@% œßﬁ½İﷺ\u0301\u00ad\u200f\0", max_size=60),
)
ANYTHING = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def keys(query, language="fr", **options):
    return [hit.key for hit in find(query, language=language, **options).hits]


def thing(key, title="Chose", language="fr", **fields):
    return Document(f"thing:{key}", language, "thing", title, **fields)


def stored():
    """What the database's own index holds: place or document, and tokens."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT place, title::text, text::text FROM foundation_searchindex")
        else:
            cursor.execute(
                "SELECT a.rowid, a.tokens, b.tokens FROM foundation_search_title a"
                " JOIN foundation_search_text b ON b.rowid = a.rowid"
            )
        return sorted(cursor.fetchall())


@pytest.fixture
def rooms(monkeypatch):
    """What the rooms declare, for one test."""
    monkeypatch.setattr("socle.foundation.search.declarations._declared", {})


@ANYTHING
@given(query=TEXTS, language=LANGUAGES)
def test_whatever_is_asked_there_is_an_answer(db, query, language):
    assert find(query, language=language, kinds=[query, "thing"]).hits == []
    assert find(query, language=None).count == 0


@ANYTHING
@given(title=TEXTS, body=TEXTS, language=LANGUAGES)
def test_a_document_is_found_by_each_of_its_words(db, title, body, language):
    writing.index([thing(1, title, language, body=body)])
    for word in words(f"{title} {body}"):
        for query in (word.text, word.written, word.text[:2], f'"{word.text}"'):
            assert keys(query, language) == ["thing:1"], query


@ANYTHING
@given(text=TEXTS, language=LANGUAGES)
def test_a_document_is_found_by_its_whole_text_in_quotes(db, text, language):
    writing.index([thing(1, "Titre", language, body=text)])
    found = [word.text for word in words(text)]
    assert keys(f'"{" ".join(found)}"', language) == ["thing:1"] * bool(found)


def test_only_what_changed_is_written(db):
    documents = [thing(1, "Un"), thing(2, "Deux"), thing(3, "Trois")]
    assert writing.index(documents) == Written(created=3)
    before = stored()
    assert writing.index(documents) == Written(unchanged=3)
    assert stored() == before
    documents[1] = thing(2, "Dos", weight=5)
    assert writing.index(documents) == Written(updated=1, unchanged=2)
    assert (keys("deux"), keys("dos"), len(stored())) == ([], ["thing:2"], 3)


def test_of_two_documents_with_the_same_name_the_last_counts(db):
    assert writing.index([thing(1, "Un"), thing(1, "Deux")]) == Written(created=1)
    assert (keys("un"), keys("deux")) == ([], ["thing:1"])


def test_each_language_of_a_thing_is_a_document(db):
    writing.index([thing(1, "Eau"), thing(1, "Water", "nl"), thing(1, "Water", "en")])
    assert (keys("water"), keys("water", "nl"), keys("water", "en")) == ([], *[["thing:1"]] * 2)
    writing.index([thing(1, "Nat", "nl")])
    assert (keys("water", "nl"), keys("water", "en")) == ([], ["thing:1"])


def test_what_is_removed_is_not_found(db):
    writing.index([thing(1), thing(1, "Ding", "nl"), thing(2)])
    assert writing.remove(["thing:1", "thing:9"]) == 2
    assert (keys("chose"), keys("ding", "nl"), len(stored())) == (["thing:2"], [], 1)


@pytest.mark.parametrize("n", [1, 10])
def test_writing_takes_the_same_queries_for_one_or_ten(db, django_assert_num_queries, n):
    documents = [thing(number) for number in range(n)]
    # A savepoint and its release, the rows before, the rows; a lock and the index, or two tables.
    with django_assert_num_queries(4 + (2 if connection.vendor == "postgresql" else 4)):
        writing.index(documents)


def test_zero_bytes_and_halves_of_pairs_become_spaces(db):
    writing.index([thing(1, "Un\0deux\ud83d", body="\0")])
    assert SearchDocument.objects.get().title == "Un deux "


def test_a_very_long_text_is_found_by_its_beginning(db):
    body = " ".join(f"mot{number:x}" for number in range(200_000))
    assert len(body) > MOST_BYTES
    writing.index([thing(1, body=body)])
    assert (keys("mot7ff "), keys("mot30d3f ")) == (["thing:1"], [])


@pytest.mark.parametrize(
    "wrong",
    [
        Document("a", "xx", "thing", "A"),
        Document("a", "fr", "Thing or two", "A"),
        Document("a", "fr", "thing", "A", weight=-1),
        Document("a", "fr", "thing", "A", weight=2**31),
    ],
)
def test_what_is_no_document_is_refused(db, wrong):
    with pytest.raises(NotADocument):
        writing.index([thing(1), wrong])
    assert SearchDocument.objects.count() == 0


def test_rebuilding_removes_what_is_no_longer_declared(db, rooms):
    writing.index([thing(1), thing(2), thing(2, "Ding", "nl")])
    declare("things", documents=lambda: [thing(1), thing(2), thing(3)])
    assert writing.rebuild() == Written(created=1, unchanged=2, removed=1)
    assert writing.rebuild() == Written(unchanged=3)
    assert keys("chose") == ["thing:1", "thing:2", "thing:3"]


def test_one_room_can_be_looked_through_alone(db, rooms):
    writing.index([thing(1), thing(2), Document("other.thing:1", "fr", "thing", "Autre chose")])
    declare("thing", documents=lambda: [])
    declare("other", documents=lambda: [])
    assert writing.rebuild(room="other", afresh=False) == Written(removed=1)
    assert keys("chose") == ["thing:1", "thing:2"]


def test_what_is_added_while_rebuilding_stays(db, rooms):
    def documents():
        yield thing(1)
        writing.index([thing(2)])

    declare("things", documents=documents)
    assert writing.rebuild() == Written(created=1)
    assert keys("chose") == ["thing:2", "thing:1"]


def test_rebuilding_mends_a_broken_index(db, rooms):
    declare("things", documents=lambda: [thing(1), thing(2)])
    writing.rebuild()
    whole = stored()
    index = (
        ["searchindex"] if connection.vendor == "postgresql" else ["search_title", "search_text"]
    )
    with connection.cursor() as cursor:
        for table in index:
            cursor.execute(f"DELETE FROM foundation_{table}")
    assert keys("chose") == []
    assert writing.rebuild() == Written(unchanged=2)
    assert stored() == whole


def test_the_index_is_written_again_when_tokens_are_made_otherwise(db, rooms, monkeypatch):
    declare("things", documents=lambda: [thing(1, "Communes")])
    writing.rebuild()
    whole = stored()
    monkeypatch.setattr(writing, "tokens", lambda text, language: {"fr:autre": None})
    writing.rebuild(afresh=False)
    assert stored() == whole
    monkeypatch.setattr(writing, "VERSION", "2")
    writing.rebuild(afresh=False)
    assert stored() != whole


def test_everything_is_looked_at_once_for_each_version_of_the_program(db, rooms):
    things = [thing(1)]
    declare("things", documents=lambda: things)
    writing.rebuild_once("1")
    things.append(thing(2))
    writing.rebuild_once("1")
    assert keys("chose") == ["thing:1"]
    writing.rebuild_once("2")
    assert keys("chose") == ["thing:1", "thing:2"]


def test_a_name_is_declared_once(rooms):
    def documents():
        return []

    declare("things", documents=documents)
    declare("things", documents=documents)
    assert declared() == {"things": documents}
    with pytest.raises(ValueError, match="things is declared twice"):
        declare("things", documents=lambda: [])


@pytest.mark.parametrize("options", [{}, {"changed": True}])
def test_reindex_says_what_it_does(db, rooms, options):
    declare("others", documents=lambda: [])
    declare("things", documents=lambda: [thing(number) for number in range(201)])
    out = StringIO()
    call_command("reindex", stdout=out, **options)
    assert out.getvalue() == (
        "things: 200\nthings: 201\n201 created, 0 updated, 0 unchanged, 0 removed\n"
    )


def test_this_machine_can_search():
    assert check_fts5() == []


def test_without_fts5_who_deploys_is_told(monkeypatch, settings):
    monkeypatch.setattr("socle.foundation.search.checks.has_fts5", lambda: False)
    expected = ["socle.E016"] if connection.vendor == "sqlite" else []
    assert [message.id for message in check_fts5()] == expected


def tables():
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
    return {name for name in names if name.startswith("foundation_search")}


@pytest.mark.django_db(transaction=True)
def test_the_index_can_be_taken_down_and_put_up_again():
    with_index = tables()
    writing.index([thing(1)])
    try:
        MigrationExecutor(connection).migrate([("foundation", "0001_initial")])
        assert tables() == {"foundation_searchdocument"}
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    assert tables() == with_index
    assert writing.index([thing(1)], afresh=True) == Written(unchanged=1)
    assert keys("chose") == ["thing:1"]


@pytest.mark.django_db(transaction=True)
def test_emptying_the_database_empties_the_index():
    writing.index([thing(1)])
    call_command("flush", interactive=False, verbosity=0)
    assert stored() == []
