"""Who is active here: the local group of my commune, or the way to start it."""

import pytest
from django.utils import timezone

from socle.foundation.actions.stamps import touch
from socle.foundation.kept import versions
from socle.groups.actions.starting import start_group
from socle.groups.rules import GROUPS
from socle.groups.tests.factories import GroupFactory, UserFactory
from socle.territories.models import Area
from socle.web.tests.reading import headings, html_of, links, part, words_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]

NAMUR = "/en/commune/92094-namur/"
BASTOGNE = "/en/commune/82039-bastogne/"


def active(client, path=NAMUR):
    return part(client.get(path), 'id="active"', "</section>")


def test_where_there_is_no_group_one_can_start_it(client):
    html = active(client)

    assert words_in(html).count("No local group yet: be the first") == 1
    assert links(html) == ["/en/groups/new/?commune=92094"]


def test_the_local_group_comes_first_then_the_organisations(client):
    other = GroupFactory(name="A mutual aid", kind="organisation", areas=["92094"])
    group = GroupFactory(name="Namur talks", what_next="Tuesday at 7 pm", areas=["92094"])
    GroupFactory(name="Elsewhere", areas=["62063"])
    html = active(client)

    assert links(html) == [f"/en/group/{group.slug}/", f"/en/group/{other.slug}/"]
    assert words_in(html).count("Tuesday at 7 pm") == 1
    assert words_in(html).count("be the first") == 0


def test_an_empty_part_stands_below_those_that_are_not(client):
    before = headings(client.get(NAMUR), 2)
    GroupFactory(areas=["92094"])
    touch([GROUPS])
    after = headings(client.get(NAMUR), 2)

    assert before.index("Who is active here") > before.index("What we ask here")
    assert after.index("Who is active here") < after.index("What we ask here")


def test_a_group_of_a_commune_that_merged_is_found_from_its_successor(client):
    group = GroupFactory(name="Bertogne", areas=["82005"])

    assert links(active(client, BASTOGNE)) == [f"/en/group/{group.slug}/"]


@pytest.mark.parametrize("state", [{"archived_at": timezone.now()}, {"public_since": None}])
def test_an_archived_group_and_one_being_approached_are_not_shown(client, state):
    GroupFactory(areas=["92094"], **state)

    assert links(active(client)) == ["/en/groups/new/?commune=92094"]


@pytest.mark.parametrize("groups", [1, 10])
def test_its_groups_cost_the_same_however_many(client, groups, django_assert_num_queries):
    # Built, not kept: what a process reads once is read before it is counted.
    touch([GROUPS])
    client.get(NAMUR)
    for _number in range(groups):
        GroupFactory(areas=["92094"])
    touch([GROUPS])
    with django_assert_num_queries(8):
        client.get(NAMUR)


def test_starting_a_group_is_seen_at_once_on_the_kept_page(client):
    assert html_of(client.get(NAMUR)).count("Namur talks") == 0
    before = versions([GROUPS])
    start_group(
        by=UserFactory(),
        name="Namur talks",
        areas=[Area.objects.get(code="92094")],
        languages=["fr"],
        now=timezone.now(),
    )

    assert versions([GROUPS]) != before
    assert html_of(client.get(NAMUR)).count("Namur talks") == 1
