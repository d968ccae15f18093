"""A page anyone may see is built once, and never shown once something it shows has changed."""

import gzip
import threading
from datetime import datetime

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection

from socle.foundation import kept
from socle.foundation.actions.stamps import touch
from socle.foundation.tests import kept_urls

pytestmark = [pytest.mark.django_db, pytest.mark.urls("socle.foundation.tests.kept_urls")]


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()
    kept.memory.entries.clear()
    kept.memory.size = 0
    kept_urls.BUILT.clear()
    kept_urls.WORDS["now"] = "first words"


def forget_memory():
    """What another process sees: the shared cache only."""
    kept.memory.entries.clear()


def test_the_second_visitor_gets_the_page_the_first_one_had_built(client):
    first, second = client.get("/page/"), client.get("/page/")

    assert kept_urls.BUILT == ["/page/"]
    assert second.content == first.content == b"first words" * 100
    assert second.headers["ETag"] == first.headers["ETag"]


def test_another_process_finds_it_in_the_shared_cache(client):
    client.get("/page/")
    forget_memory()
    client.get("/page/")

    assert kept_urls.BUILT == ["/page/"]


def test_a_change_is_seen_by_the_very_next_visitor(client):
    client.get("/page/")
    kept_urls.WORDS["now"] = "new words"
    touch(["words"])

    assert client.get("/page/").content == b"new words" * 100


def test_a_change_of_something_else_builds_nothing(client):
    client.get("/page/")
    touch(["other"])
    client.get("/page/")

    assert kept_urls.BUILT == ["/page/"]


def test_a_page_built_while_its_words_changed_is_not_shown_again(client):
    assert client.get("/changed/").content == b"first words"
    assert client.get("/changed/").content == b"second words"


def test_who_has_the_page_already_is_told_so_without_building_it(client):
    etag = client.get("/page/").headers["ETag"]
    answer = client.get("/page/", headers={"If-None-Match": f'"other", {etag}'})

    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["ETag"] == etag
    assert kept_urls.BUILT == ["/page/"]


def test_who_has_an_older_page_gets_the_new_one(client):
    etag = client.get("/page/").headers["ETag"]
    kept_urls.WORDS["now"] = "new words"
    touch(["words"])

    assert client.get("/page/", headers={"If-None-Match": etag}).status_code == 200


def test_any_proxy_may_keep_it_but_must_ask(client):
    headers = client.get("/page/").headers

    assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert headers["Vary"] == "Accept-Encoding, Cookie"
    assert "Set-Cookie" not in headers


def test_it_is_sent_compressed_to_who_can_read_that(client):
    plain = client.get("/page/")
    small = client.get("/page/", headers={"Accept-Encoding": "br, gzip"})

    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.content) == plain.content
    assert "Content-Encoding" not in plain.headers
    assert kept_urls.BUILT == ["/page/"]


def test_who_is_signed_in_never_meets_a_kept_page(client, settings):
    client.get("/page/")
    client.cookies[settings.SESSION_COOKIE_NAME] = "somebody"
    client.get("/page/")

    assert kept_urls.BUILT == ["/page/", "/page/"]


@pytest.mark.parametrize("path", ["/cookie/", "/absent/", "/ordinary/"])
def test_what_is_not_a_whole_page_for_everybody_is_not_kept(client, path):
    client.get(path)
    client.get(path)

    assert [path, path] == kept_urls.BUILT


def test_what_a_view_does_not_ask_for_is_the_same_page(client):
    """Nobody fills the cache with marks of who sent a visitor, and none of them is kept."""
    addresses = ["/page/?fbclid=1", "/page/?fbclid=2", "/page/", "/page/?" + "x" * 5_000]
    answers = [client.get(address) for address in addresses]

    assert kept_urls.BUILT == ["/page/"]
    assert len({answer.headers["ETag"] for answer in answers}) == 1


def test_what_a_view_asks_for_is_another_page_whatever_stands_around_it(client):
    for query in ["a=1", "a=1&z=3", "z=%ff&a=1&&", "a=2", "", "z=4"]:
        client.get(f"/asking/?{query}")

    assert kept_urls.BUILT == ["/asking/?a=1", "/asking/?a=2", "/asking/"]
    assert client.get("/asking/?z=5&%61=1").content == b"a=1"
    assert client.get("/asking/?z=5").content == b"nothing asked"


def test_who_is_signed_in_is_not_asked_more_than_others(client, settings):
    client.cookies[settings.SESSION_COOKIE_NAME] = "somebody"

    assert client.get("/asking/?z=5&a=1").content == b"a=1"


def test_the_host_and_its_port_make_no_other_page(client):
    for host in ["localhost", "localhost:8000", "[::1]", "LOCALHOST:1"]:
        assert client.get("/page/", headers={"Host": host}).status_code == 200

    assert kept_urls.BUILT == ["/page/"]
    assert client.get("/page/", headers={"Host": "evil.example"}).status_code == 400


def test_a_page_served_under_another_root_is_not_kept_for_those_who_are_not(client):
    client.get("/evil/page/", SCRIPT_NAME="/evil")

    assert client.get("/evil/page/").status_code == 404


def test_the_answer_to_a_question_is_not_stored_for_long(client):
    client.get("/asking/?z=1")
    client.get("/asking/?a=1")

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT expires FROM cache WHERE cache_key LIKE %s ORDER BY 1", [":1:page:%"]
        )
        brief, long = (datetime.fromisoformat(str(expires)) for (expires,) in cursor.fetchall())
    assert (long - brief).total_seconds() == pytest.approx(kept.LONGEST - kept.BRIEFLY, abs=30)


@pytest.mark.parametrize(
    "accepted", ["gzip;q=0", "gzip; q=0.000, br", "notgzip", "identity", "*;q=0", "gzipped;q=1"]
)
def test_it_is_sent_as_it_is_to_who_refuses_to_unpack_it(client, accepted):
    answer = client.get("/page/", headers={"Accept-Encoding": accepted})

    assert answer.content == b"first words" * 100
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("accepted", ["GZIP", "br;q=1, gzip;q=0.1", "x-gzip", "identity;q=0,gzip"])
def test_every_way_to_ask_for_it_compressed_is_understood(client, accepted):
    answer = client.get("/page/", headers={"Accept-Encoding": accepted})

    assert answer.headers["Content-Encoding"] == "gzip"


def test_a_hit_asks_the_database_once(client, django_assert_num_queries):
    client.get("/page/")

    with django_assert_num_queries(1):
        client.get("/page/")


def test_a_page_that_another_process_built_takes_one_question_too(
    client, django_assert_num_queries
):
    client.get("/page/")
    forget_memory()

    with django_assert_num_queries(1):
        client.get("/page/")
    assert kept_urls.BUILT == ["/page/"]


def test_a_process_that_knows_no_page_yet_finds_it_all_the_same(client, monkeypatch):
    client.get("/page/")
    forget_memory()
    monkeypatch.setattr(kept, "SHOWN", set())

    assert client.get("/page/").content == b"first words" * 100
    assert kept_urls.BUILT == ["/page/"]


@pytest.fixture
def _redis_as_cache(redis, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis}
    }


@pytest.mark.usefixtures("_redis_as_cache")
def test_with_redis_the_database_says_what_changed_and_redis_keeps_the_pages(
    client, django_assert_num_queries
):
    first = client.get("/page/")
    forget_memory()
    with django_assert_num_queries(1):
        assert client.get("/page/").content == first.content
    kept_urls.WORDS["now"] = "new words"
    touch(["words"])
    forget_memory()

    assert client.get("/page/").content == b"new words" * 100
    assert kept_urls.BUILT == ["/page/", "/page/"]


def test_a_static_file_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/static/absent.css")


def test_without_a_database_what_needs_none_answers_and_the_rest_fails_like_a_page(client):
    def gone(*query):
        raise OperationalError

    client.raise_request_exception = False
    with connection.execute_wrapper(gone):
        answers = [client.get("/page/"), client.get("/absent/"), client.get("/ordinary/")]

    assert [answer.status_code for answer in answers] == [200, 404, 500]
    assert all("Content-Security-Policy" in answer.headers for answer in answers)


@pytest.mark.django_db(transaction=True)
def test_a_cache_that_can_no_longer_be_written_fails_no_page(client, monkeypatch):
    """A full disk, a database that is only read: pages are built anew each time, and soon."""
    monkeypatch.setattr("socle.foundation.database_cache.TIDY_EVERY", 1)
    writes = []

    def read_only(execute, sql, *query):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            writes.append(sql)
            raise OperationalError
        return execute(sql, *query)

    with connection.execute_wrapper(read_only):
        answers = [client.get("/page/"), client.get("/page/")]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert len(writes) < 20


def test_memory_lets_go_of_what_was_used_longest_ago():
    memory = kept.Memory(limit=20)
    for name in ("a", "b"):
        memory.put(name, kept.Entry({}, {}, b"x" * 10, ""))
    memory.get("a")
    memory.put("c", kept.Entry({}, {}, b"x" * 10, ""))

    assert list(memory.entries) == ["a", "c"]
    assert memory.size == 20


def test_memory_counts_right_though_many_threads_use_it():
    memory = kept.Memory(limit=1_000)

    def use(name):
        for number in range(300):
            memory.put(f"{name}{number % 20}", kept.Entry({}, {}, b"x" * (number % 90), ""))
            memory.drop(f"{name}{(number + 7) % 20}")

    threads = [threading.Thread(target=use, args=(name,)) for name in "abcdefgh"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert memory.size == sum(len(entry.compressed) for entry in memory.entries.values())
    assert memory.size <= 1_000


def test_a_page_overtaken_while_it_was_built_takes_no_place(client, monkeypatch):
    monkeypatch.setattr(kept, "LONG_BUILD", -1)
    client.get("/changed/")

    assert kept.memory.entries == {}


def test_who_is_to_be_told_something_once_meets_no_kept_page(client):
    client.get("/page/")
    client.cookies["messages"] = "saved"
    client.get("/page/")

    assert kept_urls.BUILT == ["/page/", "/page/"]


@pytest.mark.parametrize("path", ["/absent/", "/ordinary/", "/nowhere/"])
def test_what_is_not_kept_here_may_be_kept_by_proxies_that_ask(client, path):
    headers = client.get(path).headers

    assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Cookie" in headers["Vary"]


def test_a_page_over_https_is_another_page_since_its_headers_are(client):
    client.get("/page/")
    client.get("/page/", secure=True)

    assert kept_urls.BUILT == ["/page/", "/page/"]
