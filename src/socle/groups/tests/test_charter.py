"""The charter: its words, and how an organiser accepts it."""

import hashlib

import pytest

from socle.groups.models import CharterAcceptance
from socle.groups.queries.charter import FOLDER, charter, current_release, file_releases, read_file
from socle.groups.tests.factories import GroupFactory, MembershipFactory, UserFactory
from socle.web.tests.reading import headings, html_of, main_links, words_of

LANGUAGES = ("fr", "nl", "de", "en")


@pytest.fixture
def group(belgium):
    return GroupFactory(name="Gembloux en commun")


@pytest.fixture
def alice(client, group):
    user = UserFactory(name="Alice")
    MembershipFactory(group=group, user=user, role="organiser")
    client.force_login(user)
    return user


@pytest.mark.parametrize("release", file_releases())
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_release_has_its_words_in_every_language(release, language):
    found = read_file(release, language)
    assert (found.release, found.language) == (release, language)
    assert found.words.startswith("# ")
    file = FOLDER / str(release) / f"{language}.md"
    assert found.digest == hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_release_says_the_same_in_every_language(language):
    """As many titles, and as many engagements, under the same numbers."""
    lines = read_file(file_releases()[-1], language).words.splitlines()
    assert [line[:2] for line in lines if line.startswith("#")] == ["# ", *["##"] * 4]
    numbers = [line.partition(".")[0] for line in lines if line[:1].isdigit()]
    assert numbers == [str(number) for number in range(1, 13)]


@pytest.mark.django_db
def test_an_unknown_language_or_release_is_told_apart():
    assert charter("xx").language == "fr"
    with pytest.raises(KeyError):
        charter("fr", 99)


@pytest.mark.usefixtures("belgium")
def test_anyone_reads_it_and_the_release_accepted_long_ago_too(client):
    page = client.get("/en/charter/")
    assert headings(page, 1) == ["Charter of the coalition"]
    assert charter("en").digest in html_of(page)
    assert headings(client.get("/fr/charte/1/"), 1) == ["Charte de la coalition"]
    assert client.get("/en/charter/99/").status_code == 404
    assert page.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_an_organiser_accepts_the_words_they_have_read(client, group, alice):
    address = f"/nl/groep/{group.slug}/charter/"
    assert headings(client.get(address), 1) == ["Charter van de coalitie"]

    client.post(address, {"release": current_release()})

    acceptance = CharterAcceptance.objects.get()
    assert (acceptance.group, acceptance.accepted_by) == (group, alice)
    assert (acceptance.language, acceptance.digest) == ("nl", charter("nl").digest)
    page = client.get(f"/en/group/{group.slug}/charter/")
    assert "Your group has accepted this charter" in words_of(page)
    assert "We accept this charter" not in words_of(page)


@pytest.mark.parametrize("release", ["", "0", "99", "x", "²", "1" * 5000])
def test_another_release_than_the_one_in_force_is_to_be_read_first(client, group, alice, release):
    address = f"/en/group/{group.slug}/charter/"
    answer = client.post(address, {"release": release}, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert "There is a new release of the charter: read this one first." in html_of(answer)
    assert not CharterAcceptance.objects.exists()


def test_the_group_s_page_leads_there(client, group, alice):
    assert f"/en/group/{group.slug}/charter/" in main_links(client.get(f"/en/group/{group.slug}/"))
