"""A connection kept open is used without asking first whether it still works."""

from contextlib import contextmanager

import pytest
from django.db import Error, OperationalError, connection, connections

from socle.foundation.asking import marks, rows


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
