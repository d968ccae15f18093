"""From my commune to a topic: who decides, by which law, and how it is elsewhere."""

import pytest

from tests.journeys.pages import ANTWERP, EUPEN, IXELLES, NAMUR

RENTS = "who-decides/rents-and-leases/"
ELDERLY = "who-decides/older-people-and-care-homes/"


def actors(page):
    """The levels of a topic's page, each with those it names."""
    return {
        section.locator("h2").inner_text(): section.locator("h3, h4").all_inner_texts()
        for section in page.locator("section.power").all()
    }


def test_from_my_commune_to_the_law_and_to_the_other_regions(visit):
    page = visit(NAMUR)
    page.locator("details.theme", has_text="Housing and planning").locator("summary").click()
    page.get_by_role("link", name="Rents and leases", exact=True).click()
    page.wait_for_url(f"**{NAMUR}{RENTS}")

    walloon = page.locator("div.place", has_text="Walloon Region")
    assert "decides" in walloon.locator(".verb").inner_text().lower()
    assert "8 août 1980" in walloon.locator(".source").inner_text()
    assert walloon.locator(".source [lang=fr]").count() == 1
    every = page.locator("div.place")
    assert every.count() == page.locator("div.place .source").count() == 4

    page.locator(f"nav a[href='/en/{RENTS}']").click()
    page.wait_for_url(f"**/en/{RENTS}")
    areas = page.locator("section.power h3 a").all_inner_texts()
    assert {"Walloon Region", "Flemish Region", "Brussels-Capital Region"} <= set(areas)


def test_what_nobody_has_checked_yet_says_so(visit):
    page = visit(f"{IXELLES}{ELDERLY}")
    federal = page.locator("section.power", has=page.get_by_role("heading", name="Federal state"))

    assert federal.locator(".to-check").count() == 1
    assert page.locator(".to-check").count() == 1


def test_eupen_sees_the_community_that_exercises_the_power_of_the_region(visit):
    assert actors(visit(f"{NAMUR}{RENTS}")) == {
        "Commune": [],
        "Region": ["Walloon Region"],
        "Federal state": [],
        "European Union": [],
    }
    assert actors(visit(f"{EUPEN}{RENTS}")) == {
        "Commune": [],
        "Community": ["German-speaking Community"],
        "Federal state": [],
        "European Union": [],
    }


def test_eupen_still_sees_the_region_where_the_region_decides(visit):
    found = actors(visit(f"{EUPEN}who-decides/buses-trams-and-metro/"))

    assert found["Region"] == ["Walloon Region"]
    assert "Community" not in found


def test_brussels_sees_its_community_commissions(visit):
    found = actors(visit(f"{IXELLES}{ELDERLY}"))

    assert found["Community"] == [
        "Common Community Commission (COCOM)",
        "Flemish Community",
        "French Community Commission (COCOF)",
    ]
    assert actors(visit(f"{ANTWERP}{ELDERLY}"))["Community"] == ["Flemish Community"]


@pytest.mark.parametrize(
    ("path", "there", "absent"),
    [
        (IXELLES, ["Brussels Parliament", "(COCOM)", "(COCOF)", "(VGC)"], ["Walloon Parliament"]),
        (EUPEN, ["Parliament of the German-speaking Community", "Walloon Parliament"], ["(COCOM)"]),
        (NAMUR, ["Walloon Parliament", "Chamber of Representatives"], ["Flemish Parliament"]),
        (ANTWERP, ["Flemish Parliament"], ["Walloon Parliament", "Brussels Parliament"]),
    ],
)
def test_those_who_govern_here(visit, path, there, absent):
    bodies = " | ".join(visit(path).locator("ul.bodies strong").all_inner_texts())

    assert [name for name in there if name not in bodies] == []
    assert [name for name in absent if name in bodies] == []


def test_who_may_vote_for_what(visit):
    page = visit(NAMUR)
    votes = page.locator("#votes")
    names = votes.locator("summary").all_inner_texts()
    assert names[0] == "Communal elections"
    assert len(names) == len(set(names)) > 4

    votes.locator("summary").first.click()
    first = votes.locator("details").first
    assert first.locator("dt").all_inner_texts()[-1] != ""
    assert "18" in first.locator("dd").all_inner_texts()
    assert first.locator(".source").is_visible()


def test_another_topic_of_the_same_theme_is_one_press_away(visit):
    page = visit(f"{NAMUR}{RENTS}")
    page.locator("nav[aria-labelledby=near]").get_by_role("link", name="Social housing").click()
    page.wait_for_url(f"**{NAMUR}who-decides/social-housing/")

    page.locator(f"nav[aria-labelledby=near] a[href='{NAMUR}']").click()
    page.wait_for_url(f"**{NAMUR}")
