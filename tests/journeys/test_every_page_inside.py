"""Every page that somebody signed in comes to by going from link to link: whole, fitting, open to
everybody. She coordinates the campaign and organises one of its groups; the pages are in French."""

from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from django.utils import translation

from tests.journeys.conftest import COLOURS, faults_found_by_axe
from tests.journeys.letters import sign_in
from tests.journeys.test_every_page import OPEN_ALL, too_narrow_for, what_is_amiss

COORDINATOR = "coordinateur@example.org"
COALITION = "/fr/coalition/"
# Where one starts, and what no link of these pages leads to.
STARTS = {
    "accounts": ["/fr/mon-accueil/", "/fr/mon-compte/", "/fr/bienvenue/", "/fr/deconnexion/"],
    "groups": ["/fr/groupes/", "/fr/charte/", "/fr/groupes/nouveau/?commune=91030"],
    "coalition": [COALITION],
    "demands": [f"{COALITION}demandes/", "/fr/memorandums/"],
    "library": ["/fr/on-l-a-fait/"],
}
# The coalition, the group she organises, one she is not in, an organisation: links of each kind.
GROUPS = ["Terres d’accord", "Accueil des groupes", "Leuven samen vooruit", "Semeurs de voisinage"]
# Two whose demands lead further than those of the coalition.
THAT_DEMAND = ["Gembloux en commun", "Namur se parle"]
# What waits for somebody else's act (a request, an invitation, a file) is looked at in stories.
PAGES = {
    "accounts": """
        account add-passkey application describe devices email erase following me my-data security
        sign-out welcome
    """,
    "groups": """
        accept-charter archive charter charter-release declaration delegate directory edit follow
        group hand-over invite join leave link-ask member member-remove members merge start
        tell-coalition voices write
    """,
    "coalition": """
        approach approach-contact charter-send charter-signature coalition coalition-groups import
        pipeline pipeline-add pipeline-list welcome
    """,
    # Those of texts too, to which they lead.
    "demands": """
        adaptation adaptation-withdraw adopt adopt-wording charter coalition-demands compare
        demand demand-edit demand-evidence demand-new demand-withdraw group-demands history
        lineage memorandum memorandum-arrange memorandum-edit memorandum-import memorandum-new
        memorandum-release memorandum-release-new memorandum-status memorandum-withdraw
        memorandums offer offers picture-add provision-edit provision-new provision-withdraw
        revision suggest suggestion suggestions update updates write
    """,
    "library": """
        case case-edit case-history case-new case-withdraw cases changes
    """,
}
FILES = {
    *("members-csv", "pipeline-table", "copy-file", "coalition-demands-csv", "demand-places"),
    *("memorandum-json", "memorandum-markdown", "memorandum-pdf"),
    *("memorandum-release-markdown", "memorandum-release-pdf"),
}
LINKS = "all => all.map(one => one.getAttribute('href'))"


@pytest.fixture(scope="session")
def signed_in(browser, campaign):
    """The cookies of the coordinator."""
    with browser.new_context(base_url=campaign.site) as context:
        page = context.new_page()
        page.goto("/en/my-home/")
        sign_in(page, campaign, COORDINATOR)
        page.wait_for_url("**/my-home/")
        yield context.storage_state()


def links_of(page):
    return page.locator("main a[href^='/fr/'], header a[href^='/fr/']").evaluate_all(LINKS)


def name_of(address):
    """Of the page there, with the part of the site it belongs to; None where there is none."""
    with translation.override("fr"):
        try:
            found = resolve(urlsplit(address).path)
        except Resolver404:
            return None
    is_hers = found.view_name == "web:me" or "accounts" in found.namespaces
    if found.url_name in FILES:
        return None
    if {"demands", "texts"} & set(found.namespaces):
        return "demands", found.url_name
    if "library" in found.namespaces:
        return "library", found.url_name
    part = "accounts" if is_hers else "coalition" if address.startswith(COALITION) else "groups"
    known = is_hers or "groups" in found.namespaces
    return (part, found.url_name) if known else None


def doors(page):
    """What the pages of these groups lead to, of their people, and of the last of these."""
    for name in GROUPS:
        page.goto(f"/fr/groupes/?q={name}")
        for kind in ["group", "members", "member"]:
            found = [at for at in links_of(page) if name_of(at) == ("groups", kind)]
            page.goto(found[-1])
            yield from links_of(page)


def doors_of_demands(page):
    """What waits for her, and what is on the pages of these groups."""
    page.goto("/fr/mon-accueil/")
    yield from links_of(page)
    for name in THAT_DEMAND:
        page.goto(f"/fr/groupes/?q={name}")
        found = [at for at in links_of(page) if name_of(at) == ("groups", "group")]
        page.goto(found[0])
        yield from links_of(page)


DOORS = {"groups": doors, "demands": doors_of_demands}


def faults_of(page):
    page.evaluate(OPEN_ALL)
    faults = what_is_amiss(page, "fr"), too_narrow_for(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    light = faults_found_by_axe(page)
    page.emulate_media(color_scheme="dark")
    dark = faults_found_by_axe(page, COLOURS)
    page.emulate_media(color_scheme="light")
    return [fault for found in (*faults, light, dark) for fault in found]


@pytest.mark.parametrize("part", PAGES)
def test_every_page_of(visit, campaign, signed_in, part):
    habits = {"at": campaign.site, "storage_state": signed_in, "reduced_motion": "reduce"}
    page = visit(STARTS[part][0], **habits)
    to_see = [*STARTS[part], *(DOORS[part](page) if part in DOORS else [])]
    seen = {}
    while to_see:
        address = to_see.pop(0)
        name = name_of(address)
        if name is None or name[0] != part or name[1] in seen:
            continue
        page.goto(address)
        seen[name[1]] = faults_of(page)
        to_see += links_of(page)

    assert {name: faults for name, faults in seen.items() if faults} == {}
    assert sorted(seen) == PAGES[part].split()
