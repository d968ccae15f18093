"""One address of every kind of page, and the same page in the other languages."""

LANGUAGES = ["fr", "nl", "de", "en"]


NAMUR = "/en/commune/92094-namur/"
ANTWERP = "/en/commune/11002-antwerp/"
IXELLES = "/en/commune/21009-ixelles/"
EUPEN = "/en/commune/63023-eupen/"
MOUSCRON_BEFORE = "/en/commune/54007-mouscron/"

PAGES = {
    "home": "/en/",
    "all communes": "/en/communes/",
    "matches": "/en/communes/?q=nam",
    "no match": "/en/communes/?q=xyzxyz",
    "commune of Wallonia": NAMUR,
    "commune of Flanders": ANTWERP,
    "commune of Brussels": IXELLES,
    "German-speaking commune": EUPEN,
    "commune that is no more": MOUSCRON_BEFORE,
    "province": "/en/province/90000-namur/",
    "region": "/en/region/04000-brussels-capital-region/",
    "community": "/en/community/COMDE-german-speaking-community/",
    "federation": "/en/federation/01000-belgium/",
    "European Union": "/en/european-union/EU-european-union/",
    "world": "/en/world/WORLD-world/",
    "topics": "/en/who-decides/",
    "theme": "/en/who-decides/housing-and-planning/",
    "topic": "/en/who-decides/rents-and-leases/",
    "topic in a commune": f"{NAMUR}who-decides/rents-and-leases/",
    "search": "/en/search/",
    "search with results": "/en/search/?q=EU",
    "search without results": "/en/search/?q=xyzxyz",
    "sources": "/en/sources/",
    "personal data": "/en/personal-data/",
    "follow a commune": "/en/follow/commune/92094/",
    "groups": "/en/groups/",
    "no groups there": "/en/groups/?where=Ghent&topic=housing",
    "start a group": "/en/groups/new/?commune=92094",
    "start a group where": "/en/groups/new/",
    "charter": "/en/charter/",
    "our demands": "/en/memorandums/",
    "cases": "/en/we-did-it/",
    "no such case": "/en/we-did-it/?q=xyzxyz",
    "latest changes of cases": "/en/we-did-it/changes/",
    "elections": "/en/elections/",
    "election by council": "/en/elections/2018-local/",
    "contest": "/en/elections/2024-parliaments/walloon-namur/",
    "public ledger": "/en/ledger/",
    "follow the ledger": "/en/ledger/follow/",
    "sign in": "/en/sign-in/",
    "design": "/en/design/",
    "absent": "/en/nothing-here/",
}


def in_each_language(page, name):
    """The addresses of a page that is open, by language: those its own links lead to."""
    if name == "absent":
        return {language: f"/{language}/nothing-here/" for language in LANGUAGES}
    links = page.locator("nav.languages a")
    found = links.evaluate_all("all => all.map(one => [one.hreflang, one.getAttribute('href')])")
    return dict(found)
