"""The coalition makes the charter its own, and publishes its next release."""

from datetime import timedelta

import pytest

from socle.groups.actions.charter import NotTheCurrentRelease, accept_charter
from socle.groups.models import CharterAcceptance, Group
from socle.groups.queries.charter import (
    charter,
    current_release,
    file_releases,
    read_file,
    releases,
)
from socle.groups.tests.factories import NOW, GroupFactory, MembershipFactory, UserFactory
from socle.texts.actions.charter import OnlyTheCoalition, begin_charter
from socle.texts.actions.publishing import publish
from socle.texts.models import Text
from socle.texts.queries.revisions import latest, words_of
from socle.texts.queries.words import Words
from socle.web.tests.reading import headings, html_of
from socle.web.tests.reading import words_of as read

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
LANGUAGES = ("fr", "nl", "de", "en")


@pytest.fixture
def alice():
    return UserFactory(name="Alice", language="en")


@pytest.fixture
def coalition(alice):
    group = GroupFactory(kind=Group.Kind.COALITION, name="Terres d’accord")
    MembershipFactory(user=alice, group=group, role="organiser")
    return group


@pytest.fixture
def text(coalition, alice):
    return begin_charter(coalition=coalition, by=alice, now=NOW)


def next_release(text, alice, language="fr", title="Notre charte"):
    words = Words.of(title=title, body=words_of(latest(text, language)).body)
    return publish(text=text, language=language, words=words, by=alice, note="Ours.", now=LATER)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_release_comes_in_word_for_word(text, language):
    assert releases() == file_releases()
    for release in file_releases():
        assert charter(language, release) == read_file(release, language)


def test_begun_once_it_is_not_begun_again(text, coalition, alice):
    assert begin_charter(coalition=coalition, by=alice, now=LATER) == text
    assert Text.objects.filter(kind="charter").count() == 1


def test_it_is_that_of_the_coalition_alone(alice):
    with pytest.raises(OnlyTheCoalition):
        begin_charter(coalition=GroupFactory(), by=alice, now=NOW)


def test_what_groups_accepted_stays_accepted_until_the_next_release(coalition, alice):
    gembloux = GroupFactory(name="Gembloux")
    accept_charter(group=gembloux, by=alice, release=current_release(), language="nl", now=NOW)
    before = CharterAcceptance.objects.get()
    text = begin_charter(coalition=coalition, by=alice, now=NOW)
    assert (before.release, before.digest) == (current_release(), charter("nl").digest)

    next_release(text, alice)
    assert current_release() == before.release + 1
    assert charter("nl", before.release).digest == before.digest
    with pytest.raises(NotTheCurrentRelease):
        accept_charter(group=gembloux, by=alice, release=before.release, language="nl", now=LATER)


def test_a_new_release_is_read_at_once_and_a_language_that_lags_says_so(client, text, alice):
    assert headings(client.get("/fr/charte/"), 1) == ["Charte de la coalition"]
    next_release(text, alice)
    assert headings(client.get("/fr/charte/"), 1) == ["Notre charte"]

    dutch = client.get("/nl/charter/")
    assert headings(dutch, 1) == ["Notre charte"]
    assert '<div lang="fr" dir="auto">' in html_of(dutch)
    assert charter("nl").language == "fr"
    assert headings(client.get("/nl/charter/1/"), 1) == ["Charter van de coalitie"]

    next_release(text, alice, "nl", "Ons charter")
    assert headings(client.get("/nl/charter/"), 1) == ["Ons charter"]


def test_coordinators_make_it_their_own_and_write_on(client, coalition, alice):
    client.force_login(alice)
    page = "/en/coalition/charter/"
    assert "Make the charter our own" in read(client.get(page))
    answer = client.post(page, follow=True)
    text = Text.objects.get(kind="charter")
    assert f"/en/text/{text.pk}/fr/write/" in html_of(answer)
    assert "lags behind the release in force" not in read(answer)

    next_release(text, alice)
    assert read(client.get(page)).count("lags behind the release in force") == 3
    assert "Release 2" in headings(client.get(page), 3)

    client.force_login(UserFactory())
    assert client.get(page).status_code == 404
