"""Every page works for who has no script: an old phone, a strict browser, a bad connection."""

from tests.journeys.pages import EUPEN, NAMUR


def without(visit, path, **habits):
    return visit(path, java_script_enabled=False, **habits)


def ask(page, words):
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("searchbox").press("Enter")


def test_a_postcode_of_one_commune_leads_straight_there(visit):
    page = without(visit, "/en/")
    ask(page, "5000")
    page.wait_for_url(f"**{NAMUR}")

    assert page.locator("h1").inner_text() == "Namur"


def test_a_slip_gives_a_page_of_matches(visit):
    page = without(visit, "/en/")
    ask(page, "nammur")
    page.wait_for_url("**/en/communes/?q=nammur")
    matches = page.locator("ul.matches a")
    assert matches.evaluate_all("all => all.map(one => one.getAttribute('href'))") == [
        NAMUR,
        "/en/province/90000-namur/",
    ]

    matches.first.click()
    page.wait_for_url(f"**{NAMUR}")


def test_no_words_give_the_list_of_all_communes(visit):
    page = without(visit, "/en/")
    ask(page, "")
    page.wait_for_url("**/en/communes/?q=")

    assert page.locator("ul.names a").count() == 565


def test_details_open_and_lead_to_a_topic(visit):
    page = without(visit, EUPEN)
    theme = page.locator("details.theme", has_text="Housing")
    link = theme.get_by_role("link", name="Rents and leases")
    assert link.is_visible() is False
    theme.locator("summary").click()
    link.click()
    page.wait_for_url(f"**{EUPEN}who-decides/rents-and-leases/")

    assert page.locator("h1").inner_text() == "Rents and leases"


def test_the_language_switch_and_the_footer_are_links(visit):
    page = without(visit, NAMUR)
    page.locator("nav.languages a[hreflang=nl]").click()
    page.wait_for_url("**/nl/gemeente/92094-namen/")
    page.locator("footer a[href='/nl/bronnen/']").click()
    page.wait_for_url("**/nl/bronnen/")


def test_a_search_is_answered_page_by_page(visit):
    page = without(visit, "/en/search/")
    ask(page, "commune")
    page.wait_for_url("**/en/search/?q=commune")
    first = page.locator("ol.results a").evaluate_all("all => all.map(one => one.href)")
    assert len(first) == 20

    page.locator("a[href='?q=commune&page=2']").first.click()
    page.wait_for_url("**/en/search/?q=commune&page=2")
    second = page.locator("ol.results a").evaluate_all("all => all.map(one => one.href)")
    assert set(first) & set(second) == set()
