"""One road in: an address, the code sent to it. The same for everybody, known or new."""

import re
from urllib.parse import quote

import pytest
from django.core import signing

from socle.accounts.actions.signing_in import demo_code
from socle.accounts.models import JournalEntry, Session, User
from socle.accounts.tests.conftest import CODE, SIGN_IN, Browser, links_in, title_of, words_of
from socle.foundation.models import OutgoingMail

pytestmark = pytest.mark.django_db

WELCOME = "/en/welcome/"
ACCOUNT = "/en/my-account/"
NAMUR = "/en/commune/92094-namur/"


@pytest.fixture
def alice():
    user = User.objects.create_user("alice@example.org", name="Alice", language="nl")
    user.last_login = user.joined_at
    user.save()
    return user


def journal():
    return list(
        JournalEntry.objects.filter(verb__startswith="accounts.").values_list("verb", "by__email")
    )


def test_somebody_new_signs_in_with_a_code_and_goes_on_to_where_they_were_going(browser, mailbox):
    asked = browser.ask_code("new@example.org", f"?next={NAMUR}")
    assert (asked.status_code, asked.url) == (302, f"{CODE}?next=%2Fen%2Fcommune%2F92094-namur%2F")

    ((to, subject, text),) = mailbox.collect()
    code = re.search(r"\d{4} \d{4}", text)[0]
    assert (to, subject) == ("new@example.org", f"{code} is your code for Socle")
    assert User.objects.get().last_login is None

    entered = browser.type_code(code, f"?next={NAMUR}")
    assert entered.url == f"{WELCOME}?next=%2Fen%2Fcommune%2F92094-namur%2F"
    assert journal() == [("accounts.person.confirmed", "new@example.org")]

    described = browser.post(entered.url, {"name": " Nora \n Peeters ", "language": "nl"})
    person = User.objects.get()
    assert (person.name, person.language) == ("Nora Peeters", "nl")
    assert person.last_login is not None
    # They go on in the language they chose; that page adds its name by itself.
    assert described.url == "/nl/gemeente/92094/"


def test_the_next_time_nothing_more_is_asked(browser, mailbox, alice):
    browser.ask_code("alice@example.org", f"?next={NAMUR}")

    assert browser.type_code(mailbox.code(), f"?next={NAMUR}").url == NAMUR
    assert journal() == []


def test_who_was_going_nowhere_lands_at_home(browser, mailbox, alice):
    assert browser.enter(mailbox, "alice@example.org").url == ACCOUNT


def test_a_name_may_be_left_out_and_the_questions_skipped(browser, mailbox):
    browser.enter(mailbox, "new@example.org")
    page = browser.get(f"{WELCOME}?next={NAMUR}")

    assert links_in(page)["Skip"] == NAMUR
    assert browser.post(WELCOME, {"name": "", "language": "en"}).url == ACCOUNT
    assert User.objects.get().name == ""


# --- the same for known and new ---


def without_what_changes(words):
    return re.sub(r"\d{4} \d{4}|\w+@example\.org|value=\"\w{64}\"", "…", words)


def road(email, mailbox):
    """Everything somebody is shown and sent who asks for a code with that address."""
    browser = Browser()
    asked = browser.ask_code(email)
    page = browser.get(asked.url)
    message = OutgoingMail.objects.get(to=email)
    shown = [page.content.decode(), message.subject, message.text, message.html]
    cookies = {name: cookie["max-age"] for name, cookie in asked.cookies.items()}
    return (
        asked.status_code,
        asked.url,
        cookies,
        message.language,
        [without_what_changes(words) for words in shown],
    )


def test_known_or_new_the_road_is_the_same(mailbox, alice):
    assert road("alice@example.org", mailbox) == road("new@example.org", mailbox)


def test_who_may_no_longer_sign_in_is_told_by_mail_and_nowhere_else(browser, mailbox, alice):
    alice.is_active = False
    alice.save()
    asked = browser.ask_code("alice@example.org")
    page = browser.get(asked.url)
    ((to, subject, _text),) = mailbox.collect()

    assert "We sent a message to alice@example.org ." in words_of(page)
    assert (to, subject) == ("alice@example.org", "You cannot sign in with this address")
    assert browser.type_code("").status_code == browser.type_code("12345678").status_code == 422


def test_who_was_shut_out_meanwhile_does_not_get_in(browser, mailbox, alice):
    browser.ask_code("alice@example.org")
    code = mailbox.code()
    User.objects.update(is_active=False)
    refused = browser.type_code(code)

    assert (refused.status_code, title_of(refused)) == (403, "You cannot sign in · Socle")
    assert Session.objects.exclude(user=None).count() == 0


@pytest.mark.parametrize("typed", ["ALICE@EXAMPLE.ORG", " Alice@Example.org ", "alice@example.org"])
def test_the_case_of_an_address_never_matters(browser, mailbox, alice, typed):
    browser.ask_code(typed)
    browser.type_code(mailbox.code())

    assert [user.pk for user in User.objects.all()] == [alice.pk]
    assert browser.session["_auth_user_id"] == str(alice.pk)


def test_two_who_ask_at_once_with_one_new_address_are_one_person(browser, mailbox):
    browser.ask_code("new@example.org")
    Browser().ask_code("New@example.org")

    assert User.objects.count() == 1


# --- codes that do not open ---


def test_a_wrong_code_is_refused_and_the_right_one_still_works(browser, mailbox, alice):
    browser.ask_code("alice@example.org")
    code = mailbox.code()
    refused = browser.type_code("0000 0000")

    assert (refused.status_code, title_of(refused)) == (422, "Error: Your code · Socle")
    assert "Code: This is not the last code we sent you. Look again." in words_of(refused)
    assert 'value="0000 0000"' in refused.content.decode()
    assert browser.type_code(code).url == ACCOUNT


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}.", "-{}-"])
def test_signs_around_the_figures_do_not_matter(browser, mailbox, alice, typed):
    browser.ask_code("alice@example.org")

    assert browser.type_code(typed.format(mailbox.code())).url == ACCOUNT


@pytest.mark.parametrize("typed", ["", " ", "x" * 5_000, "１２３４５６７８", "\x00", "é" * 8])
def test_what_is_no_code_is_refused(browser, mailbox, alice, typed):
    browser.ask_code("alice@example.org")

    assert browser.type_code(typed).status_code == 422


def test_ten_guesses_are_refused_and_then_the_right_code_is_too(browser, mailbox, alice):
    browser.ask_code("alice@example.org")
    code = mailbox.code()
    answers = [browser.type_code(f"{number:08}") for number in range(10)]
    dead = "Code: Too many wrong tries: this code no longer works. Ask for a new one."

    assert [answer.status_code for answer in answers] == [422] * 10
    assert [dead in words_of(answer) for answer in answers] == [False] * 5 + [True] * 5
    assert dead in words_of(browser.type_code(code))
    assert "no longer works" in words_of(browser.get(CODE))

    browser.post(CODE, {"again": "yes"})
    assert browser.type_code(mailbox.code()).url == ACCOUNT


def test_guesses_that_come_all_at_once_are_counted_too(browser, mailbox, alice):
    """Each finds the session as it was before the first, as several processes would."""
    browser.ask_code("alice@example.org")
    code = mailbox.code()
    before = Session.objects.get().session_data
    for number in range(5):
        browser.type_code(f"{number:08}")
        Session.objects.update(session_data=before)

    assert "Too many wrong tries" in words_of(browser.type_code(code))


def age(browser, minutes):
    """As if the code had been asked for that long ago."""
    session = browser.session
    login = session["account_login"]
    login["state"]["stages"]["login_by_code"]["data"]["at"] -= minutes * 60
    login["initiated_at"] -= minutes * 60
    session["account_login"] = login
    session.save()


def test_an_old_code_says_so_and_gives_way_to_a_new_one(browser, mailbox, alice):
    browser.ask_code("alice@example.org")
    code = mailbox.code()
    age(browser, 16)
    refused = browser.type_code(code)
    assert refused.status_code == 422
    assert "Code: This code is too old. Ask for a new one." in words_of(refused)
    assert "The code we sent to alice@example.org no longer works." in words_of(refused)

    again = browser.post(CODE, {"again": "yes"}, follow=True)
    assert "We sent a new code. The one before no longer works." in words_of(again)
    assert browser.type_code(mailbox.code()).url == ACCOUNT


def test_a_page_left_open_for_hours_leads_back_to_the_beginning(browser, mailbox, alice):
    browser.ask_code("alice@example.org", f"?next={NAMUR}")
    code = mailbox.code()
    age(browser, 120)
    refused = browser.type_code(code, f"?next={NAMUR}")

    assert refused.status_code == 422
    assert "This code no longer works It was used before" in words_of(refused)
    assert (
        browser.get(f"{CODE}?next={NAMUR}").url
        == f"{SIGN_IN}?next=%2Fen%2Fcommune%2F92094-namur%2F"
    )


def test_a_code_works_once(browser, mailbox, alice):
    browser.ask_code("alice@example.org")
    code = mailbox.code()
    browser.type_code(code)
    assert browser.type_code(code).url == ACCOUNT

    browser.post("/en/sign-out/")
    refused = browser.type_code(code)
    assert refused.status_code == 422
    assert "It was used before" in words_of(refused)


def test_a_code_works_only_where_it_was_asked_for(browser, mailbox, alice):
    browser.ask_code("alice@example.org")
    code, other = mailbox.code(), Browser()
    assert other.type_code(code).status_code == 422

    other.ask_code("charlie@example.org")
    assert "This is not the last code we sent you." in words_of(other.type_code(code))


def test_a_new_code_takes_the_place_of_the_one_before(browser, mailbox, alice):
    browser.ask_code("alice@example.org")
    first = mailbox.code()
    browser.post(CODE, {"again": "yes"})
    second = mailbox.code()

    assert browser.type_code(first).status_code == 422
    assert browser.type_code(second).url == ACCOUNT


def test_another_address_can_be_used_on_the_same_way(browser, mailbox):
    browser.ask_code("typo@example.org", f"?next={NAMUR}")
    page = browser.get(f"{CODE}?next={NAMUR}")
    assert links_in(page)["Use another address"] == f"{SIGN_IN}?next={quote(NAMUR, safe='')}"

    browser.ask_code("right@example.org")
    assert "right@example.org" in words_of(browser.get(CODE))


# --- what people type, and how often ---


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Type your e-mail address."),
        ("alice", "Type a whole address, such as name@example.org."),
        ("alice@", "Type a whole address, such as name@example.org."),
        ("a b@example.org", "Type a whole address, such as name@example.org."),
        ("alice@example.org, bob@example.org", "Type a whole address, such as name@example.org."),
        ("a" * 5_000 + "@example.org", "Type a whole address, such as name@example.org."),
    ],
)
def test_what_is_no_address_is_refused_and_kept(browser, typed, words):
    refused = browser.ask_code(typed)

    assert (refused.status_code, title_of(refused)) == (422, "Error: Sign in · Socle")
    assert words_of(refused).count(f"Your e-mail address: {words}") == 1
    assert "Ensure" not in words_of(refused)
    assert User.objects.count() == OutgoingMail.objects.count() == 0


def test_an_address_no_mail_could_go_to_is_refused(browser):
    assert browser.ask_code("a\x00@example.org").status_code == 422
    assert User.objects.count() == 0


def test_six_codes_in_a_row_are_too_many_for_one_address_and_not_for_another(browser):
    answers = [browser.ask_code("alice@example.org").status_code for _time in range(6)]
    refused = browser.ask_code("ALICE@example.org")

    assert answers == [302] * 5 + [429]
    assert "Please wait 10 minutes, then try again." in words_of(refused)
    assert 590 < int(refused.headers["Retry-After"]) <= 600
    assert browser.ask_code("bob@example.org").status_code == 302
    assert OutgoingMail.objects.filter(to="alice@example.org").count() == 5


def test_nobody_can_shut_somebody_else_out_from_afar(browser):
    for _time in range(6):
        Browser(REMOTE_ADDR="192.0.2.66").ask_code("alice@example.org")

    assert browser.ask_code("alice@example.org").status_code == 302


def test_one_machine_cannot_write_to_the_whole_world(settings, browser):
    settings.SOCLE_LIMITS = settings.SOCLE_LIMITS | {"accounts.code": "3/10m/ip"}
    answers = [browser.ask_code(f"person{number}@example.org").status_code for number in range(4)]

    assert answers == [302, 302, 302, 429]
    assert User.objects.count() == 3


# --- where one goes afterwards ---


@pytest.mark.parametrize(
    "astray",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example/",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http://testserver.evil.example/",
        "evil",
        "/\tevil//evil.example",
    ],
)
def test_nobody_is_led_astray(browser, mailbox, alice, astray):
    asked = browser.post(SIGN_IN, {"email": "alice@example.org"}, query_params={"next": astray})
    assert asked.url == CODE
    entered = browser.post(CODE, {"code": mailbox.code()}, query_params={"next": astray})

    assert entered.url == ACCOUNT
    assert browser.get(SIGN_IN, {"next": astray}).url == ACCOUNT
    assert links_in(browser.get(WELCOME, {"next": astray}))["Skip"] == ACCOUNT


def test_the_reason_is_said_in_our_own_words_only(client):
    forged = client.get(SIGN_IN, {"next": NAMUR, "why": "To get 1,000 euro, tell us your address."})
    signed = signing.dumps(["To join Gembloux, tell us your address.", "en"], salt="accounts.why")
    ours = client.get(SIGN_IN, {"next": NAMUR, "why": signed})
    elsewhere = client.get("/nl/aanmelden/", {"next": NAMUR, "why": signed})

    assert "euro" not in forged.content.decode()
    assert "To join Gembloux, tell us your address." in words_of(ours)
    assert "To join Gembloux" not in words_of(elsewhere)


def test_the_other_languages_stay_on_the_way(client):
    page = client.get(SIGN_IN, {"next": NAMUR}).content.decode()

    assert '<a href="/fr/connexion/?next=%2Ffr%2Fcommune%2F92094%2F" lang="fr"' in page


def test_who_is_signed_in_is_asked_for_nothing(browser, mailbox, alice):
    browser.enter(mailbox, "alice@example.org")
    answers = [browser.get(path, {"next": NAMUR}).url for path in (SIGN_IN, CODE)]

    assert answers == [NAMUR, NAMUR]


def test_signing_out_takes_a_press_of_a_button(browser, mailbox, alice):
    browser.enter(mailbox, "alice@example.org")
    assert "Sign out of this device" in words_of(browser.get("/en/sign-out/"))
    assert browser.get(ACCOUNT).status_code == 200

    left = browser.post("/en/sign-out/", follow=True)
    assert left.redirect_chain == [("/en/", 302)]
    assert "You are signed out." in words_of(left)
    assert browser.get(ACCOUNT).status_code == 302


# --- no password, and no code where it does not belong ---

PASSWORD_PAGES = [
    "accounts/login/",
    "accounts/password/reset/",
    "accounts/password/change/",
    "accounts/password/set/",
    "accounts/signup/",
    "sign-in/password/",
    "my-account/password/",
    "my-account/security/password/",
    "password/reset/",
    "password_reset/",
    "password_change/",
    "reset/x/y/",
]


@pytest.mark.parametrize("path", PASSWORD_PAGES)
@pytest.mark.parametrize("root", ["/", "/en/"])
@pytest.mark.parametrize("somebody", [False, True])
def test_there_is_no_page_about_a_password(client, alice, root, path, somebody):
    if somebody:
        client.force_login(alice)

    path = root + path

    assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)


def test_a_password_sent_along_opens_nothing(browser, mailbox, alice):
    alice.set_password("secret")
    alice.save()
    refused = browser.post(SIGN_IN, {"email": "alice@example.org", "password": "secret"})

    assert refused.url == CODE
    assert "_auth_user_id" not in browser.session


def test_a_code_stands_in_no_log_and_in_no_line_of_the_journal(browser, mailbox, caplog):
    caplog.set_level("DEBUG")
    browser.ask_code("new@example.org")
    code = mailbox.code()
    browser.type_code("0000 0000")
    browser.type_code(code)
    # The mail server of the test tells all it hears.
    logged = [record.getMessage() for record in caplog.records if record.name != "mail.log"]
    told = f"{logged} {list(JournalEntry.objects.values())}"

    assert [said for said in (code, code.replace(" ", "")) if said in told] == []


# --- the demo ---


@pytest.fixture
def invented(alice):
    alice.is_example = True
    alice.save()
    return alice


def test_an_invented_person_has_a_fixed_code_on_the_demo_and_nowhere_else(settings, invented):
    settings.SOCLE_DEMO = True
    code = demo_code(invented)
    assert re.fullmatch(r"\d{8}", code)
    assert demo_code(invented) == code

    settings.SECRET_KEY = "another site"
    assert demo_code(invented) != code
    settings.SOCLE_DEMO = False
    assert demo_code(invented) == ""


def test_a_real_person_has_none(settings, alice):
    settings.SOCLE_DEMO = True

    assert demo_code(alice) == ""


def test_the_fixed_code_opens_the_demo(settings, browser, invented):
    settings.SOCLE_DEMO = True
    browser.ask_code("alice@example.org")

    assert browser.type_code(demo_code(invented)).url == ACCOUNT


@pytest.mark.parametrize(("demo", "is_example"), [(False, True), (True, False), (False, False)])
def test_and_it_opens_nothing_else(settings, browser, invented, demo, is_example):
    settings.SOCLE_DEMO = True
    code = demo_code(invented)
    settings.SOCLE_DEMO = demo
    User.objects.update(is_example=is_example)
    browser.ask_code("alice@example.org")

    assert browser.type_code(code).status_code == 422
