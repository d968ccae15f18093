"""The same page in four languages: one press away, and told to search engines."""

import pytest

COMMUNE = {
    "fr": "/fr/commune/92094-namur/",
    "nl": "/nl/gemeente/92094-namen/",
    "de": "/de/gemeinde/92094-namur/",
    "en": "/en/commune/92094-namur/",
}
THERE = {
    "fr": "qui-decide/loyers-et-baux/",
    "nl": "wie-beslist/huur-en-huurcontracten/",
    "de": "wer-entscheidet/mieten-und-mietvertraege/",
    "en": "who-decides/rents-and-leases/",
}
SAME = {
    "home": {language: f"/{language}/" for language in COMMUNE},
    "commune": COMMUNE,
    "topic": {language: f"/{language}/{path}" for language, path in THERE.items()},
    "topic in a commune": {language: COMMUNE[language] + THERE[language] for language in THERE},
    "all communes": {
        "fr": "/fr/communes/",
        "nl": "/nl/gemeenten/",
        "de": "/de/gemeinden/",
        "en": "/en/communes/",
    },
    "search": {
        "fr": "/fr/recherche/?q=CPAS",
        "nl": "/nl/zoeken/?q=CPAS",
        "de": "/de/suche/?q=CPAS",
        "en": "/en/search/?q=CPAS",
    },
    "former commune": {
        "fr": "/fr/commune/54007-mouscron/",
        "nl": "/nl/gemeente/54007-moeskroen/",
        "de": "/de/gemeinde/54007-mouscron/",
        "en": "/en/commune/54007-mouscron/",
    },
    "design": {language: f"/{language}/design/" for language in COMMUNE},
}


@pytest.mark.parametrize("name", SAME)
def test_the_switch_stays_on_the_same_page(visit, site, name):
    pages = SAME[name]
    page = visit(pages["en"])
    for language in ("nl", "de", "fr", "en"):
        page.locator(f"nav.languages a[hreflang={language}]").click()
        page.wait_for_url(site + pages[language])

        assert page.locator("html").get_attribute("lang") == language
        assert links(page, "nav.languages a") == pages
        current = page.locator("nav.languages a[aria-current]")
        assert current.get_attribute("hreflang") == language


@pytest.mark.parametrize("name", [name for name in SAME if name != "search"])
def test_search_engines_are_told_of_each_language(visit, site, name):
    pages = SAME[name]
    everywhere = {language: site + path for language, path in pages.items()}
    for path in pages.values():
        page = visit(path)
        assert links(page, "head link[rel=alternate]") == everywhere | {
            "x-default": everywhere["fr"]
        }
        if name != "design":
            assert page.locator("link[rel=canonical]").get_attribute("href") == site + path


def links(page, selector):
    pairs = page.locator(selector).evaluate_all(
        "all => all.map(one => [one.getAttribute('hreflang'), one.getAttribute('href')])"
    )
    return dict(pairs)


@pytest.mark.parametrize(
    ("language", "heading", "level", "topic"),
    [
        ("fr", "Namur", "Région wallonne", "Loyers et baux"),
        ("nl", "Namen", "Waals Gewest", "Huur en huurcontracten"),
        ("de", "Namur", "Wallonische Region", "Mieten und Mietverträge"),
        ("en", "Namur", "Walloon Region", "Rents and leases"),
    ],
)
def test_my_commune_speaks_my_language(visit, language, heading, level, topic):
    page = visit(COMMUNE[language])
    assert page.locator("h1").inner_text() == heading

    page.locator("details.theme", has_text=topic).locator("summary").click()
    line = page.locator("ul.topics li", has=page.get_by_role("link", name=topic, exact=True))
    assert level in line.inner_text()
    line.get_by_role("link").click()
    page.wait_for_url(f"**{COMMUNE[language]}{THERE[language]}")

    assert page.locator("h1").inner_text() == topic
    assert level in page.locator("main h3").all_inner_texts()


def test_the_competences_of_namur_are_in_dutch_for_who_reads_dutch(visit):
    page = visit(SAME["topic in a commune"]["nl"])
    words = page.locator(".competence .words").all_inner_texts()

    assert any("schrijft de regels voor woninghuur" in text for text in words)
    assert page.locator(".competence .in-language").count() == 0


@pytest.mark.parametrize(
    ("asked", "home"), [("nl-BE", "/nl/"), ("de", "/de/"), ("en-GB", "/en/"), ("it", "/fr/")]
)
def test_the_front_door_opens_in_the_language_of_the_browser(visit, asked, home):
    page = visit("/", locale=asked)

    assert page.url.endswith(home)


def test_suggestions_speak_the_language_of_the_page(visit):
    page = visit("/nl/")
    page.get_by_role("combobox").press_sequentially("luik")
    option = page.get_by_role("option").first
    option.wait_for()
    assert option.inner_text().startswith("Luik")

    option.click()
    page.wait_for_url("**/nl/gemeente/62063-luik/")
