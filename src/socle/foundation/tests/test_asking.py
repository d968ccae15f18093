"""A connection kept open is used without asking first whether it still works."""

from contextlib import contextmanager

import pytest
from django.db import Error, OperationalError, connection, connections
from django.utils.translation import get_language, override

from socle.foundation.asking import SIZES, marks, put_once, rows
from socle.foundation.models import SearchDocument


@pytest.fixture
def _kept_open():
    """As at the beginning of a request, on a connection that served another one before."""
    connection.ensure_connection()
    connection.health_check_enabled, connection.health_check_done = True, False
    yield
    connection.close()


@contextmanager
def server_that_hung_up():
    """PostgreSQL ends our connection; SQLite, which cannot, refuses the next question."""
    if connection.vendor == "postgresql":
        with pytest.raises(Error), connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        connection.health_check_done = False
        yield
        return
    refused = []

    def refuse_once(execute, *question):
        if refused:
            return execute(*question)
        refused.append(question)
        raise OperationalError

    with connection.execute_wrapper(refuse_once):
        yield


@pytest.mark.usefixtures("_kept_open")
@pytest.mark.django_db(transaction=True)
def test_who_asks_after_the_server_hung_up_gets_an_answer():
    with server_that_hung_up():
        assert rows("SELECT %s", ["1"]) == [("1",)]


@pytest.mark.usefixtures("_kept_open")
@pytest.mark.django_db(transaction=True)
def test_one_question_is_one_question(monkeypatch):
    asked = []
    monkeypatch.setattr(connections["default"], "is_usable", lambda: asked.append(1) or True)

    assert rows("SELECT %s", ["1"]) == [("1",)]
    assert asked == []


@pytest.mark.django_db
def test_what_is_wrong_is_said(django_assert_num_queries):
    with django_assert_num_queries(1), pytest.raises(Error):
        rows("SELECT nothing", [])


@pytest.mark.django_db
def test_nothing_is_among_no_values():
    assert rows(f"SELECT 1 WHERE '1' IN ({marks([])})", []) == []
    assert rows(f"SELECT 1 WHERE '1' IN ({marks('21')})", ["2", "1"]) == [(1,)]


# --- put into words once ---


@pytest.fixture
def three(db):
    rows = [
        SearchDocument(key=f"x:{n}", language="fr", kind="a", title=title, url="/")
        for n, title in enumerate(["Arbres", "Bancs", "Chemins"])
    ]
    SearchDocument.objects.bulk_create(rows)
    return {row.title: row.pk for row in SearchDocument.objects.filter(kind="a")}


def worded(composed):
    """The question, as often as it was put into words."""

    @put_once
    def titled(keys, kind, least):
        composed.append(get_language())
        found = SearchDocument.objects.filter(pk__in=keys, kind=kind, pk__gte=least)
        return found.order_by("-title").values_list("title", flat=True)

    return titled


def test_it_is_asked_of_other_values_each_time_and_put_into_words_once(
    three, django_assert_num_queries
):
    composed = []
    titled, keys = worded(composed), list(three.values())
    with override("fr"), django_assert_num_queries(4):
        assert titled(keys[:2], "a", 0) == ["Bancs", "Arbres"]
        assert titled(keys[1:], "a", keys[2]) == ["Chemins"]
        assert titled(keys[:2], "b", 0) == []
        with override("nl"):
            assert titled({keys[2], keys[0]}, "a", 0) == ["Chemins", "Arbres"]
    assert composed == ["fr", "nl"]


def test_none_and_very_many_are_asked_as_they_are(three):
    composed = []
    titled, keys = worded(composed), list(three.values())
    assert titled([], "a", 0) == []
    far = [*keys, *range(keys[-1] + 1, keys[-1] + SIZES[-1])]
    assert titled(far, "a", 0) == ["Chemins", "Bancs", "Arbres"]
    assert len(composed) == 2


def test_rows_are_those_of_the_question(three):
    @put_once
    def documents(keys):
        return SearchDocument.objects.filter(pk__in=keys).order_by("title").defer("body")

    [first, last] = documents([three["Chemins"], three["Arbres"]])
    assert (first.title, first.pk, last.weight) == ("Arbres", three["Arbres"], 0)
    assert first.get_deferred_fields() == {"body"}


def test_a_value_that_the_database_is_not_given_as_it_is_is_a_fault(db):
    @put_once
    def changed(key):
        return SearchDocument.objects.filter(pk=key + 1)

    with pytest.raises(AssertionError, match="as it is"):
        changed(1)
