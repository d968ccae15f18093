"""The lineage of a demand shows what local groups made of each thing it asks."""

import re

import pytest

from socle.demands.actions.adopting import adopt, take_over, withdraw_adaptation
from socle.demands.actions.demanding import withdraw_provision
from socle.demands.tests.factories import demand_of, memorandum_of
from socle.demands.tests.test_pages import accepted, adopted
from socle.groups.tests.factories import NOW, TODAY, UserFactory
from socle.texts.queries.revisions import latest
from socle.texts.queries.words import Words
from socle.web.tests.reading import headings, html_of, words_in, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
OWN = Words.of("Un bus à Lonzée", "Il passe.", "Un bus.", "")


@pytest.fixture
def bus():
    demand = demand_of(levels=("commune", "region"))
    memorandum_of(demand)
    return demand


def adopted_of_adopted(adaptation):
    """A village takes over the words of its town."""
    given = {"by": UserFactory(), "now": NOW}
    village = take_over(
        provision=adaptation.provision,
        group=accepted("Lonzée"),
        area=None,
        language="fr",
        made_from=latest(adaptation.text),
        **given,
    )
    adopt(adaptation=village, words=OWN, on=TODAY, **given)


def lineage(client, demand):
    return client.get(f"/en/text/{demand.text.pk}/lineage/")


def lines(page):
    html = html_of(page).partition('id="below-title"')[2].partition("</section>")[0]
    return [words_in(each) for each in re.findall(r"<li>(.*?)(?=</li>|<ul>)", html, re.DOTALL)]


def test_level_by_level_then_adaptations_of_adaptations(client, bus):
    commune, region = bus.provisions.order_by("level__position")
    town = adopted(commune, name="Gembloux")
    adopted(region, "92094", OWN, name="Namur")
    adopted(commune, "92094", name="Andenne")
    adopted_of_adopted(town)

    page = lineage(client, bus)
    assert "4 adaptations, those of adaptations included" in words_of(page)
    assert headings(page, 3) == [
        "Commune Un bus par heure (commune)",
        "Region Un bus par heure (region)",
    ]
    assert lines(page) == [
        "Un bus par heure (commune) · Andenne",
        "Un bus par heure (commune) · Gembloux",
        "Un bus à Lonzée · Lonzée",
        "Un bus à Lonzée · Namur",
    ]


def test_what_is_withdrawn_is_not_shown_what_is_no_longer_asked_is(client, bus):
    commune, region = bus.provisions.order_by("level__position")
    gone = adopted(commune, name="Gembloux")
    adopted(region, "92094", name="Namur")
    withdraw_adaptation(adaptation=gone, by=None, now=NOW)
    withdraw_provision(provision=region, by=None, now=NOW)
    assert lines(lineage(client, bus)) == ["Un bus par heure (region) · Namur"]


@pytest.mark.parametrize("count", [1, 10])
def test_ten_take_as_many_questions_as_one(client, bus, count, django_assert_num_queries):
    provision = bus.provisions.order_by("pk").first()
    for number in range(count):
        adopted(provision, name=f"Groupe {number}")
    client.get("/en/memorandums/")
    with django_assert_num_queries(13):
        assert lineage(client, bus).status_code == 200
