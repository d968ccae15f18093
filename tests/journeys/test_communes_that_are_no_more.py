"""A link to a commune that merged or got another code still leads to where people live now."""

import pytest


@pytest.mark.parametrize(
    ("former", "successor", "heading"),
    [
        ("/en/commune/54007-mouscron/", "/en/commune/57096-mouscron/", "Mouscron"),
        ("/en/commune/82005-bertogne/", "/en/commune/82039-bastogne/", "Bastogne"),
        ("/en/commune/82003-bastogne/", "/en/commune/82039-bastogne/", "Bastogne"),
    ],
)
def test_the_old_page_leads_to_the_new_commune(visit, former, successor, heading):
    page = visit(former)
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    assert page.locator("ul.topics").count() == 0

    page.locator(f"main a.button[href='{successor}']").click()
    page.wait_for_url(f"**{successor}")
    assert page.locator("h1").inner_text() == heading
    assert page.locator("meta[name=robots]").count() == 0


def test_the_new_commune_tells_of_those_it_came_from(visit):
    page = visit("/en/commune/82039-bastogne/")
    history = page.locator("ul.history")

    assert history.locator("a").evaluate_all("all => all.map(a => a.getAttribute('href'))") == [
        "/en/commune/82003-bastogne/",
        "/en/commune/82005-bertogne/",
        "/en/commune/82039-bastogne/",
    ]
    assert "2024" in history.inner_text()


def test_its_old_name_is_suggested_with_the_new_one(visit):
    page = visit("/en/")
    page.get_by_role("combobox").press_sequentially("bertogne")
    option = page.get_by_role("option").first
    option.wait_for()
    assert "Bertogne" in option.inner_text()
    option.click()

    page.wait_for_url("**/en/commune/82039-bastogne/")


def test_a_topic_in_a_commune_that_is_no_more_names_its_successor(visit):
    page = visit("/en/commune/82005-bertogne/who-decides/rents-and-leases/")

    page.locator(".notice a[href='/en/commune/82039-bastogne/']").click()
    page.wait_for_url("**/en/commune/82039-bastogne/")
