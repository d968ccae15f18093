"""Writing to a group without knowing its address."""

import pytest
from django.core.cache import cache

from socle.foundation.models import OutgoingMail
from socle.groups.tests.factories import GroupFactory, MembershipFactory, UserFactory
from socle.web.tests.reading import headings, html_of, words_of

pytestmark = pytest.mark.usefixtures("belgium")

FORM = {"name": "Dora", "email": "dora@example.org", "message": "Hello,\n\nmay I come?"}


@pytest.fixture(autouse=True)
def _no_limit_reached(db):
    cache.clear()


@pytest.fixture
def group():
    return GroupFactory(
        name="Gembloux en commun", languages="en", contact_email="us@gembloux.example"
    )


def address(group):
    return f"{group.get_absolute_url('en')}write/"


def mails():
    return {mail.to: mail for mail in OutgoingMail.objects.all()}


def test_a_message_reaches_the_group_and_its_answer_the_sender(client, group):
    answer = client.post(address(group), FORM, follow=True)

    assert answer.redirect_chain == [(f"{address(group)}sent/", 302)]
    assert headings(answer, 1) == ["Your message is on its way"]
    mail = mails()["us@gembloux.example"]
    assert (mail.subject, mail.reply_to) == ("Dora writes to Gembloux en commun", FORM["email"])
    assert "Dora has written to “Gembloux en commun” through its page:" in mail.text
    assert "Hello,\n\nmay I come?" in mail.text
    assert "To answer, reply to this message: it goes to dora@example.org." in mail.text


def test_the_address_of_the_group_is_shown_to_nobody(client, group):
    MembershipFactory(group=group, role="organiser", user__email="alice@example.org")
    pages = [client.get(address(group)), client.get(group.get_absolute_url("en"))]
    pages.append(client.post(address(group), FORM, follow=True))
    copy = mails()["dora@example.org"]

    for text in [*(html_of(page) for page in pages), copy.text, copy.html]:
        assert "us@gembloux.example" not in text
        assert "alice@example.org" not in text
    assert copy.reply_to == ""


def test_a_group_without_an_address_hears_through_each_of_its_organisers(client):
    group = GroupFactory()
    for name, language in (("ann", "nl"), ("luc", "fr")):
        user = UserFactory(email=f"{name}@example.org", language=language)
        MembershipFactory(group=group, user=user, role="organiser")
    MembershipFactory(group=group, user=UserFactory(email="member@example.org"))

    client.post(address(group), FORM)

    sent = mails()
    assert set(sent) == {"ann@example.org", "luc@example.org", "dora@example.org"}
    assert (sent["ann@example.org"].language, sent["luc@example.org"].language) == ("nl", "fr")


def test_where_a_group_has_nobody_the_coalition_hears(client):
    coalition = GroupFactory(kind="coalition", contact_email="all@coalition.example")
    client.post(address(GroupFactory()), FORM)
    assert set(mails()) == {coalition.contact_email, FORM["email"]}


def test_where_nobody_can_be_reached_it_says_so_and_keeps_what_was_typed(client):
    page = client.post(address(GroupFactory()), FORM)
    assert page.status_code == 422
    assert "Nobody can be reached there yet. Your message was not sent." in words_of(page)
    assert "may I come?" in words_of(page)
    assert mails() == {}


def test_only_whose_address_we_know_gets_their_own_words_back(client, group):
    client.post(address(group), FORM)
    assert "may I come?" not in mails()["dora@example.org"].text

    client.force_login(UserFactory(name="Emma", email="emma@example.org"))
    assert 'value="emma@example.org"' in html_of(client.get(address(group)))
    client.post(address(group), FORM | {"email": "emma@example.org"})
    client.post(address(group), FORM | {"email": "victim@example.org"})
    assert "You wrote:\n\nHello,\n\nmay I come?" in mails()["emma@example.org"].text
    assert "may I come?" not in mails()["victim@example.org"].text


def test_what_a_program_sends_goes_nowhere_and_looks_sent(client, group):
    answer = client.post(address(group), FORM | {"subject": "Cheap watches"})
    assert answer["Location"] == f"{address(group)}sent/"
    assert mails() == {}


@pytest.mark.parametrize(
    ("field", "typed", "wrong"),
    [
        ("name", "", "Your name: Say who writes."),
        ("email", "dora", "Your e-mail address: Type a whole address, such as name@example.org."),
        (
            "email",
            "a@b.org\nBcc: c@d.org",
            "Your e-mail address: Type a whole address, such as name@example.org.",
        ),
        ("message", "x" * 6_000, "Your message: Shorten it to 5000 signs: it has 6000."),
    ],
)
def test_what_is_wrong_is_said(client, group, field, typed, wrong):
    page = client.post(address(group), FORM | {field: typed})
    assert page.status_code == 422
    assert html_of(page).partition("<title>")[2].startswith("Error: ")
    assert wrong in words_of(page)
    assert mails() == {}


def test_a_name_cannot_forge_a_header(client, group):
    client.post(address(group), FORM | {"name": "Dora\nBcc: everyone@example.org"})
    mail = mails()["us@gembloux.example"]
    assert mail.subject == "Dora Bcc: everyone@example.org writes to Gembloux en commun"


def test_who_writes_too_often_is_asked_to_wait(client, group, settings):
    settings.SOCLE_LIMITS = settings.SOCLE_LIMITS | {"groups.write": "20/h/ip,2/h/pair"}
    answers = [client.post(address(group), FORM).status_code for _try in range(3)]
    assert answers == [302, 302, 429]
    assert OutgoingMail.objects.filter(to="us@gembloux.example").count() == 2


@pytest.mark.parametrize("state", [{"archived_at": "2026-11-01T12:00Z"}, {"public_since": None}])
def test_one_writes_to_living_public_groups_only(client, state):
    group = GroupFactory(**state)
    for path in (address(group), f"{address(group)}sent/"):
        assert [client.get(path).status_code, client.post(path, FORM).status_code] == [404, 404]
