"""One address of every kind of page."""

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
    "search with results": "/en/search/?q=housing",
    "search without results": "/en/search/?q=xyzxyz",
    "sources": "/en/sources/",
    "design": "/en/design/",
    "absent": "/en/nothing-here/",
}
