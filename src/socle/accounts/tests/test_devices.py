"""Where somebody is signed in: listed without saying where they are, and signed out from afar."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from socle.accounts.models import JournalEntry, Session, User
from socle.accounts.queries import devices_of
from socle.accounts.sessions import device_of
from socle.accounts.tests.conftest import Browser, words_of
from socle.foundation.models import OutgoingMail

pytestmark = pytest.mark.django_db

DEVICES = "/en/my-account/devices/"
ACCOUNT = "/en/my-account/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140"
IPAD = "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605 Version/18 Safari/604"


def come_in(mailbox, agent, email="alice@example.org", address="198.51.100.7"):
    browser = Browser(headers={"User-Agent": agent}, REMOTE_ADDR=address)
    browser.enter(mailbox, email)
    return browser


@pytest.fixture
def desk(mailbox):
    return come_in(mailbox, FIREFOX)


@pytest.fixture
def phone(desk, mailbox):
    return come_in(mailbox, CHROME)


@pytest.fixture
def alice(desk):
    return User.objects.get(email="alice@example.org")


def listed(browser, user):
    found = devices_of(user, now=timezone.now(), this_one=browser.session.session_key)
    return [(device.name, device.is_this_one) for device in found.values()]


def ids(browser, user):
    found = devices_of(user, now=timezone.now(), this_one=browser.session.session_key)
    return {device.name: device.id for device in found.values()}


def is_in(browser):
    return browser.get(ACCOUNT).status_code == 200


def test_every_device_is_listed_this_one_first(desk, phone, alice):
    assert listed(desk, alice) == [("Firefox · Linux", True), ("Chrome · Android", False)]
    assert listed(phone, alice) == [("Chrome · Android", True), ("Firefox · Linux", False)]

    day = timezone.localdate().strftime("%d %B %Y").lstrip("0")
    assert f"Firefox · Linux This device, since {day}" in words_of(desk.get(DEVICES))


def test_a_lost_phone_is_signed_out_and_nothing_else(desk, phone, alice):
    desk.post(DEVICES, {"device": ids(desk, alice)["Chrome · Android"]})

    assert (is_in(desk), is_in(phone)) == (True, False)
    assert listed(desk, alice) == [("Firefox · Linux", True)]
    line = JournalEntry.objects.get(verb="accounts.sessions.revoked")
    assert (line.by, line.reason) == (alice, "")


def test_all_the_others_are_signed_out_at_once(desk, phone, alice, mailbox):
    laptop = come_in(mailbox, EDGE)
    desk.post(DEVICES, {"device": "others"})

    assert [is_in(browser) for browser in (desk, phone, laptop)] == [True, False, False]


def test_with_no_other_there_is_nothing_to_sign_out(desk, alice):
    assert desk.post(DEVICES, {"device": "others"}).url == DEVICES
    assert JournalEntry.objects.filter(verb="accounts.sessions.revoked").count() == 0
    assert is_in(desk)


@pytest.mark.parametrize("asked", ["", "nobody", "\x00"])
def test_a_device_that_is_not_there_is_404(desk, phone, asked):
    assert desk.post(DEVICES, {"device": asked}).status_code == 404
    assert is_in(phone)


def test_nobody_signs_out_somebody_else(desk, alice, mailbox):
    charlie = come_in(mailbox, EDGE, "charlie@example.org")
    for asked in [ids(desk, alice)["Firefox · Linux"], desk.session.session_key]:
        assert charlie.post(DEVICES, {"device": asked}).status_code == 404
    charlie.post(DEVICES, {"device": "others"})

    assert is_in(desk)


def test_this_very_device_is_left_by_signing_out(desk, phone, alice):
    answer = desk.post(DEVICES, {"device": ids(desk, alice)["Firefox · Linux"]})

    assert answer.status_code == 404
    assert is_in(desk)


def test_what_opens_a_session_stands_in_no_page(desk, phone):
    page = desk.get(DEVICES).content.decode()
    keys = Session.objects.exclude(user=None).values_list("pk", flat=True)

    assert len(keys) == 2
    assert [key for key in keys if key in page] == []


def test_who_signs_out_is_no_longer_listed(desk, phone, alice):
    phone.post("/en/sign-out/")

    assert listed(desk, alice) == [("Firefox · Linux", True)]


def test_a_new_code_gives_a_new_session(desk, alice):
    """Whoever had put a key of theirs in this browser gets nothing by it."""
    before = desk.session.session_key
    desk.post("/en/sign-out/")
    desk.ask_code("alice@example.org")
    asked = desk.session.session_key
    desk.type_code(OutgoingMail.objects.latest("pk").subject[:9])

    assert len({before, asked, desk.session.session_key}) == 3
    assert Session.objects.filter(pk__in=[before, asked]).count() == 0


def test_no_address_of_the_network_is_kept_anywhere(desk, phone):
    """Not even in the counts: those stand under digests."""
    kept = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            kept += [table for row in cursor.fetchall() if "198.51.100.7" in repr(row)]
    decoded = [session.get_decoded() for session in Session.objects.all()]

    assert kept == []
    assert "198.51.100.7" not in repr(decoded)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox · Linux"),
        (CHROME, "Chrome · Android"),
        (EDGE, "Edge · Windows"),
        (IPAD, "Safari · iPad"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18 Safari/605", "Safari · Mac"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537.36 OPR/120", "Opera · Windows"),
        ("curl/8.0", ""),
        ("", ""),
        ("<script>alert(1)</script>" * 1_000, ""),
    ],
)
def test_a_device_is_called_by_its_browser_and_system(rf, agent, name):
    assert device_of(rf.get("/", headers={"User-Agent": agent})) == name


def test_a_browser_that_does_not_say_its_name_is_listed_too(mailbox):
    browser = come_in(mailbox, "")

    assert "A browser that does not say its name This device" in words_of(browser.get(DEVICES))


# --- when it was last used ---


def seen(browser):
    return datetime.fromisoformat(browser.session["seen_at"])


def set_seen(browser, at):
    session = browser.session
    session["seen_at"] = at.isoformat()
    session.save()


def test_a_visit_is_noted_once_a_day_and_keeps_the_device_signed_in(desk):
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    set_seen(desk, long_ago)
    Session.objects.update(expire_date=timezone.now() + timedelta(days=1))
    desk.get(ACCOUNT)

    assert seen(desk) > long_ago
    left = Session.objects.get().expire_date - timezone.now()
    assert timedelta(days=59) < left <= timedelta(days=60)


def test_within_the_day_nothing_is_written(desk):
    this_morning = timezone.now() - timedelta(hours=5)
    set_seen(desk, this_morning)
    with CaptureQueriesContext(connection) as queries:
        desk.get("/en/search/")

    assert [query["sql"] for query in queries if "UPDATE" in query["sql"]] == []
    assert seen(desk) == this_morning


def test_a_device_not_used_for_long_is_signed_out_and_then_forgotten(desk, alice):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert devices_of(alice, now=timezone.now(), this_one=None) == {}
    assert is_in(desk) is False

    call_command("clearsessions")
    assert Session.objects.filter(user=alice).count() == 0


def test_somebody_who_is_gone_is_signed_out_everywhere(desk, phone, alice):
    alice.delete()

    assert Session.objects.filter(user=alice.pk).count() == 0
    assert (is_in(desk), is_in(phone)) == (False, False)


def test_ten_devices_cost_as_little_as_one(desk, alice, mailbox, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(devices_of(alice, now=timezone.now(), this_one=None)) == 1
    for _time in range(9):
        Browser().force_login(alice)
    with django_assert_num_queries(1):
        assert len(devices_of(alice, now=timezone.now(), this_one=None)) == 10
