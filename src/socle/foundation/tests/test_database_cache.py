"""The cache in the database keeps Django's promises with one statement a write."""

import pytest
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.db import connection

from socle.foundation import database_cache
from socle.foundation.database_cache import LeanDatabaseCache

pytestmark = pytest.mark.django_db


@pytest.fixture
def cache():
    found = LeanDatabaseCache("cache", {"OPTIONS": {"MAX_ENTRIES": 30}})
    found.clear()
    return found


def test_what_is_set_is_found_and_set_again(cache):
    cache.set("a", [1])
    cache.set("a", [2])
    cache.set("for ever".replace(" ", "-"), {"b"}, None)

    assert cache.get_many(["a", "for-ever", "absent"]) == {"a": [2], "for-ever": {"b"}}


def test_only_the_first_adds(cache):
    assert cache.add("lock", 1, 60) is True
    assert cache.add("lock", 2, 60) is False
    assert cache.get("lock") == 1


def test_what_has_expired_may_be_added_again(cache):
    cache.set("lock", 1, -5)

    assert cache.add("lock", 2, 60) is True
    assert cache.get("lock") == 2


def test_touching_gives_a_longer_life_to_what_is_there(cache):
    cache.set("a", 1, 60)

    assert cache.touch("a", DEFAULT_TIMEOUT) is True
    assert cache.touch("absent", 60) is False


@pytest.mark.parametrize("write", ["set", "add"])
def test_a_write_is_one_statement_however_much_is_kept(
    cache, write, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(database_cache, "TIDY_EVERY", 10**9)
    for rows in (1, 10):
        for number in range(rows):
            cache.set(f"row-{rows}-{number}", number)
        with django_assert_num_queries(1):
            getattr(cache, write)(f"new-{rows}", "value")


def test_tidying_up_removes_what_has_expired_and_then_what_is_too_much(cache, monkeypatch):
    monkeypatch.setattr(database_cache, "TIDY_EVERY", 1)
    for number in range(40):
        cache.set(f"old-{number}", number, -5)
    for number in range(40):
        cache.set(f"new-{number:02}", number, 60)

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*), MIN(cache_key) FROM cache")
        count, first = cursor.fetchone()

    assert count <= 31
    assert first.startswith(":1:new-")
