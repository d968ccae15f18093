"""How often something may be asked: counted for all processes together, readable by nobody."""

import threading

import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.test import RequestFactory
from django.utils.translation import override

from socle.foundation.limits import client_address, client_network, too_many, within_limit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


@pytest.fixture
def rates(settings):
    def set_to(words):
        settings.SOCLE_LIMITS = {"default": words}

    return set_to


def ask(address="192.0.2.1", **headers):
    return RequestFactory().post("/en/", REMOTE_ADDR=address, headers=headers)


def tries(number, **how):
    """Whether each of so many tries was within the limit."""
    request = how.pop("request", None) or ask()
    return [within_limit(request, "room.act", **how) for _try in range(number)]


def test_so_many_and_no_more(rates):
    rates("3/10m/ip")

    assert tries(5) == [True, True, True, False, False]


def test_each_client_and_each_act_has_its_own_count(rates):
    rates("1/10m/ip")
    within_limit(ask("192.0.2.1"), "room.act")

    assert within_limit(ask("192.0.2.1"), "room.act") is False
    assert within_limit(ask("192.0.2.2"), "room.act") is True
    assert within_limit(ask("192.0.2.1"), "room.other") is True


def test_a_key_is_counted_from_wherever_it_comes_and_whatever_its_case(rates):
    rates("2/10m/key")
    asked = [
        within_limit(ask(f"192.0.2.{number}"), "room.act", key=key)
        for number, key in enumerate(["a@b.be", "A@B.be", "a@b.be", "other@b.be"])
    ]

    assert asked == [True, True, False, True]


def test_a_pair_is_counted_for_each_client_alone(rates):
    rates("1/10m/pair")
    asked = [
        within_limit(ask(address), "room.act", key="a@b.be")
        for address in ["192.0.2.1", "192.0.2.1", "192.0.2.2"]
    ]

    assert asked == [True, False, True]


def test_without_a_key_only_the_client_is_counted(rates):
    rates("1/10m/key,1/10m/pair,2/10m/ip")

    assert tries(3) == [True, True, False]


def test_an_act_may_have_rates_of_its_own(settings):
    settings.SOCLE_LIMITS = {"default": "1/10m/ip", "room.act": "2/10m/ip"}

    assert tries(3) == [True, True, False]


def test_a_try_no_longer_counts_once_its_time_is_over(rates):
    # A rate whose time is over as soon as it began: no test waits.
    rates("1/0.000001s/ip")

    assert tries(3) == [True, True, True]


def test_the_answer_says_when_to_try_again(rates):
    rates("1/10m/ip")
    request = ask()
    tries(2, request=request)
    answer = too_many(request)

    assert answer.status_code == 429
    assert 598 <= int(answer.headers["Retry-After"]) <= 600
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("rate", "words"), [("1/20s/ip", "1 minute,"), ("1/1h/ip", "60 minutes,")])
def test_in_minutes_rounded_up(rates, client, rate, words):
    rates(rate)
    request = ask()
    request.path = "/en/"
    tries(2, request=request)

    with override("en"):
        said = " ".join(too_many(request).content.decode().split())

    assert f"Please wait {words} then try again." in said


def test_neither_address_nor_key_can_be_read_in_what_is_kept(rates):
    rates("9/10m/ip,9/10m/pair,9/10m/key")
    within_limit(ask("192.0.2.77"), "room.act", key="alice@example.org")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache")
        kept = repr(cursor.fetchall())

    assert kept.count("limit:room.act") == 3
    assert [said for said in ("192.0.2.77", "alice", "example.org") if said in kept] == []


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_moment_are_counted_one_by_one(rates):
    rates("3/10m/ip")
    allowed, begin = [], threading.Barrier(8)

    def one_try():
        begin.wait()
        allowed.append(within_limit(ask(), "room.act"))
        connections.close_all()

    threads = [threading.Thread(target=one_try) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(allowed) == [False] * 5 + [True] * 3


# --- whose try it is ---

SEEN = "203.0.113.9, 198.51.100.7, 192.0.2.5"


@pytest.mark.parametrize(
    ("proxies", "seen", "address"),
    [
        # Without a proxy of ours, anybody may have written it.
        (0, SEEN, "10.0.0.1"),
        (0, "", "10.0.0.1"),
        (1, SEEN, "192.0.2.5"),
        (2, SEEN, "198.51.100.7"),
        (1, "203.0.113.9", "203.0.113.9"),
        # Somebody asked past the outer proxy.
        (2, "203.0.113.9", "203.0.113.9"),
        (1, "", "10.0.0.1"),
        (1, " , ", "10.0.0.1"),
        (-1, SEEN, "10.0.0.1"),
    ],
)
def test_behind_proxies_it_is_whoever_the_outermost_of_ours_answered(
    settings, proxies, seen, address
):
    settings.SOCLE_PROXIES = proxies

    assert client_address(ask("10.0.0.1", **{"X-Forwarded-For": seen})) == address


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", ""),
        ("unknown", "unknown"),
    ],
)
def test_a_household_with_many_addresses_is_one_client(address, network):
    assert client_network(ask(address)) == network
