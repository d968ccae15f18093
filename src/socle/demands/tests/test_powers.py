"""A warning says who is competent where something is asked: powers differ from area to area."""

import pytest

from socle.demands.actions.demanding import ask_of_level
from socle.demands.queries.powers import competent_instead
from socle.demands.queries.working import what_it_asks
from socle.demands.tests.factories import coalition, demand_of
from socle.demands.tests.people import browser, coordinator, notices
from socle.groups.tests.factories import NOW, TODAY
from socle.territories.models import Area, Body, Level, Topic
from socle.territories.queries.overlaps import grounds_of
from socle.web.tests.reading import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]

FLANDERS, WALLONIA, BRUSSELS = "02000", "03000", "04000"


def asked(topic, level, area=None, body=None):
    demand = demand_of(levels=(), topics=Topic.objects.filter(code=topic))
    return ask_of_level(
        demand=demand,
        level=Level.objects.get(code=level),
        area=Area.objects.get(code=area) if area else None,
        competent=body,
        words=None,
        by=None,
        now=NOW,
    )


@pytest.mark.parametrize(
    ("topic", "level", "area", "instead"),
    [
        # Wallonia exercises for hospitals what communities do elsewhere.
        ("hospitals", "region", None, []),
        ("hospitals", "region", WALLONIA, []),
        ("hospitals", "region", FLANDERS, ["commune", "community", "federation", "eu"]),
        ("hospitals", "region", BRUSSELS, ["commune", "community", "federation", "eu"]),
        # For housing it is the German-speaking Community that does what regions do elsewhere.
        ("social-housing", "region", WALLONIA, []),
        ("social-housing", "community", "COMDE", []),
        ("social-housing", "community", "COMFR", ["commune", "region", "federation", "eu"]),
        # A commune stands in its region.
        ("trains", "commune", "92094", ["region", "federation", "eu"]),
        ("social-housing", "commune", "92094", []),
    ],
)
def test_where_something_is_asked_of_one_area(topic, level, area, instead):
    found = competent_instead(asked(topic, level, area), day=TODAY)
    assert [each.code for each in found] == instead


def test_a_body_that_is_named_says_where_too():
    parliament = Body.objects.filter(level__code="region", area__code=BRUSSELS).first()
    found = competent_instead(asked("hospitals", "region", body=parliament), day=TODAY)
    assert [each.code for each in found] == ["commune", "community", "federation", "eu"]


def test_the_warning_names_the_area():
    demand = demand_of(levels=(), topics=Topic.objects.filter(code="hospitals"))
    page = browser(coordinator())
    sent = {"language": "fr", "level": "region", "area": FLANDERS, "title": "Des lits", "act": ""}
    sent |= {"summary": "On les compte.", "body": "Des lits pour tous."}
    done = page.post(f"/en/demand/{demand.pk}/measure/new/", sent, follow=True)
    who = "the competent level is not “Flemish Region” but: Commune, Community, Federal state"
    assert who in notices(done)[-1]
    assert "“Flemish Region” is not competent for what this demand is about." in words_of(done)
    assert demand.text.owner == coalition()


@pytest.mark.parametrize("count", [1, 10])
def test_ten_areas_take_as_many_questions_as_one(count, django_assert_num_queries):
    demand = demand_of(levels=(), topics=Topic.objects.filter(code="hospitals"))
    communes = Area.objects.at(TODAY).filter(level__code="commune").order_by("code")
    for area in communes[:count]:
        given = {"level": area.level, "area": area, "words": None, "by": None, "now": NOW}
        ask_of_level(demand=demand, **given)
    with django_assert_num_queries(8):
        assert len(what_it_asks(demand, "fr", day=TODAY)) == count


def test_areas_share_ground_with_those_that_hold_some_of_their_communes():
    places = {area.code: area for area in Area.objects.filter(code__in=[WALLONIA, "92094"])}
    codes = dict(Area.objects.values_list("pk", "code"))
    found = grounds_of(places.values())
    wallonia = found[places[WALLONIA].pk]
    above = {codes[key] for key in found[places["92094"].pk].over}
    assert {"92094", WALLONIA, "COMFR"} <= above
    assert {codes[key] for key in wallonia.over} & {"COMFR", "COMDE", FLANDERS, "92094"} == set()
    assert {"COMFR", "COMDE", "92094"} <= {codes[key] for key in wallonia.sharing}
    assert FLANDERS not in {codes[key] for key in wallonia.sharing}
    assert grounds_of([]) == {}
