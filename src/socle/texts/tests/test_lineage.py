"""Where a text comes from, and what was made of it."""

from dataclasses import replace

import pytest

from socle.groups.tests.factories import NOW, GroupFactory, MembershipFactory, UserFactory
from socle.texts.actions.adapting import adapt
from socle.texts.actions.publishing import publish
from socle.texts.kinds import KINDS
from socle.texts.queries.revisions import latest
from socle.texts.tests.factories import ESSAY, text_of, words
from socle.web.tests.reading import html_of
from socle.web.tests.reading import words_of as read

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return UserFactory(name="Alice")


def adapted(revision, name, by, title=""):
    group = GroupFactory(name=name)
    text = adapt(revision=revision, owner=group, kind="essay", by=by, now=NOW)
    if title:
        publish(text=text, language="en", words=words(title=title), by=by, now=NOW)
    return text


@pytest.fixture
def three(alice):
    original = text_of(GroupFactory(name="Terres d’accord"), said=words(title="Buses"))
    town = adapted(latest(original), "Gembloux", alice, "Buses for Gembloux")
    village = adapted(latest(town), "Ernage", alice, "A bus for Ernage")
    return original, town, village


def test_it_is_followed_up_to_the_first_original(client, three):
    _original, _town, village = three
    seen = read(client.get(f"/en/text/{village.pk}/lineage/"))
    where = [seen.index(name) for name in ("Buses · Terres", "Buses for Gembloux · Gembloux")]
    assert where == sorted(where)
    assert "No group has made it its own in public yet." in seen


def test_and_down_to_every_adaptation_of_adaptations(client, three):
    original, _town, _village = three
    page = client.get(f"/en/text/{original.pk}/lineage/")
    seen = read(page)
    assert "“Buses” wrote" not in seen
    assert "“Terres d’accord” wrote its first line" in seen
    assert "2 adaptations, those of adaptations included" in seen
    town, under_it = html_of(page).partition('id="below-title"')[2].split("<ul>")[1:3]
    assert "Buses for Gembloux" in town
    assert "</li>" not in town
    assert "A bus for Ernage" in under_it


def test_strangers_see_public_texts_only_and_those_inside_their_own(
    client, three, alice, monkeypatch
):
    original, town, village = three
    hidden = replace(ESSAY, is_public=lambda text: text.pk != town.pk)
    monkeypatch.setitem(KINDS, "essay", hidden)
    seen = read(client.get(f"/en/text/{original.pk}/lineage/"))
    assert "1 adaptation, those" in seen
    assert "Buses for Gembloux" not in seen
    assert client.get(f"/en/text/{town.pk}/lineage/").status_code == 404
    assert village.adapted_from.title not in read(client.get(f"/en/text/{village.pk}/lineage/"))

    MembershipFactory(user=alice, group=town.owner)
    client.force_login(alice)
    assert "Buses for Gembloux" in read(client.get(f"/en/text/{village.pk}/lineage/"))


@pytest.mark.parametrize("count", [1, 10])
def test_one_question_for_each_generation(client, alice, three, count, django_assert_num_queries):
    original, town, _village = three
    for number in range(count):
        adapted(latest(town), f"Hamlet {number}", alice, f"Bus {number}")
    with django_assert_num_queries(9):
        answer = client.get(f"/en/text/{original.pk}/lineage/")
    assert f"{count + 2} adaptations" in read(answer)


def test_many_stand_on_pages(client, alice, three):
    original, _town, _village = three
    for number in range(50):
        adapted(latest(original), f"Hamlet {number:02}", alice, f"Bus {number}")
    page = client.get(f"/en/text/{original.pk}/lineage/")
    assert html_of(page).count("· <bdi>Hamlet") == 48
    assert "Page 1 of 2" in read(page)
