"""Somebody walks through the site on a phone with keys alone; each page is looked at on the way."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import (
    ALL_BUT_COLOURS,
    RULES,
    faults_found_by_axe,
    scrolls_sideways,
)
from tests.journeys.letters import code_for

# One of the demo's, whichever others the stories begin.
MEMORANDUM = "Dignity everywhere"
# Titles of pages whose colours were looked at, by one story or another.
COLOURED = set()


def look(page):
    # What stands over the page while it is scrolled hides no more than it does for a reader.
    page.evaluate("scrollTo(0, 0)")
    faults = faults_found_by_axe(page, ALL_BUT_COLOURS if page.title() in COLOURED else RULES)
    COLOURED.add(page.title())
    if faults or scrolls_sideways(page):
        page.seen[page.title()] = faults or "wider than the window"


def on_page(page, name):
    """The page with that heading is open, and axe finds no fault in it."""
    expect(page.get_by_role("heading", level=1, name=name, exact=True)).to_be_visible()
    look(page)


def tab_to(page, target):
    # Looked up by its role once: at each press that takes longer than all the rest.
    wanted = target.element_handle()
    for _press in range(90):
        page.keyboard.press("Tab")
        if page.evaluate("one => one === document.activeElement", wanted):
            return
    pytest.fail(f"Tab never reaches {target}.")


def press(page, role, name, key="Enter"):
    tab_to(page, page.get_by_role(role, name=name, exact=True))
    page.keyboard.press(key)


def type_in(page, label, words):
    whole = re.compile(rf"^\s*{re.escape(label)}(\s+\(optional\))?\s*$")
    tab_to(page, page.get_by_label(whole))
    page.keyboard.type(words)


# Who signs in more often than one may ask for a code comes back as who they were: by site, the
# cookies of that person.
IN_MANY_STORIES = "coordinateur@example.org"
CAME_IN = {}


def come_in(page, post, address, name=""):
    """From the sign-in page to what it was asked for; who is new says their name on the way."""
    on_page(page, "Sign in")
    if address == IN_MANY_STORIES and (known := CAME_IN.get(post.site)):
        page.context.add_cookies(known)
        page.reload()
        return
    type_in(page, "Your e-mail address", f"{address}\n")
    on_page(page, "Your code")
    type_in(page, "Code", f"{code_for(post, address)}\n")
    if name:
        on_page(page, "Welcome")
        type_in(page, "Your name", f"{name}\n")
    page.wait_for_url(lambda url: "/sign-in/" not in url and "/welcome/" not in url)
    if address == IN_MANY_STORIES:
        CAME_IN[post.site] = page.context.cookies()
