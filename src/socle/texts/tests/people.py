"""Who writes, who else does, who only reads; and what a browser would send back of a page."""

import re
from html import unescape

from django.urls import reverse
from django.utils.translation import override

from socle.groups.tests.factories import MembershipFactory, UserFactory


def organiser(group, name):
    user = UserFactory(name=name)
    MembershipFactory(group=group, user=user, role="organiser")
    return user


def address(name, *args, language="en"):
    with override(language):
        return reverse(f"texts:{name}", args=args)


def filled(page):
    """What a browser would send back of the first form of the page, as it stands."""
    html = page.content.decode().partition("<main")[2]
    html = html.partition('<form method="post"')[2].partition("</form>")[0]
    sent = {}
    for tag in re.findall(r"<input\b[^>]*>", html):
        found = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if found.get("type") in {"checkbox", "radio"} and " checked" not in tag:
            continue
        if "name" in found and found.get("type") != "file":
            sent[found["name"]] = unescape(found.get("value", ""))
    for name, text in re.findall(r'<textarea name="([\w-]+)"[^>]*>\n?(.*?)</textarea>', html, re.S):
        sent[name] = unescape(text)
    sent.pop("csrfmiddlewaretoken", None)
    return sent
