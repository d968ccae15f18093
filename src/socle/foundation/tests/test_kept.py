"""A page anyone may see is built once, and never shown once something it shows has changed."""

import gzip

import pytest
from django.core.cache import cache

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


def test_another_host_or_query_is_another_page(client):
    for address, host in [
        ("/page/", "localhost"),
        ("/page/?a=1", "localhost"),
        ("/page/", "[::1]"),
    ]:
        client.get(address, headers={"Host": host})

    assert len(kept_urls.BUILT) == 3


def test_a_hit_asks_the_database_once(client, django_assert_num_queries):
    client.get("/page/")

    with django_assert_num_queries(1):
        client.get("/page/")


def test_a_section_many_pages_share_is_built_once_until_it_changes():
    built = []

    def build():
        built.append(1)
        return f"built {len(built)} times"

    assert kept.kept_part("list", "words", build=build) == "built 1 times"
    assert kept.kept_part("list", "words", build=build) == "built 1 times"
    touch(["words"])
    assert kept.kept_part("list", "words", build=build) == "built 2 times"


def test_memory_lets_go_of_what_was_used_longest_ago():
    memory = kept.Memory(limit=20)
    for name in ("a", "b"):
        memory.put(name, kept.Entry({}, {}, b"x" * 10, ""))
    memory.get("a")
    memory.put("c", kept.Entry({}, {}, b"x" * 10, ""))

    assert list(memory.entries) == ["a", "c"]
    assert memory.size == 20
