"""What axe found no fault in is not looked at again.

A run on two databases shows most pages twice, the same to the letter, and a story may come back to
one. Where LOOKED_AT names a folder, each page is kept there by all that axe could see of it: its
elements, what is typed, pressed or pointed at, the size and theme of the window, and the rules.
Styles and scripts have their digest in their name. What had a fault is looked at each time.
"""

import hashlib
import json
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

# Those of a form and of this site's port are new each time; nobody sees them.
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=)"\w+"')
AS_IT_STANDS = """() => {
    const all = [...document.querySelectorAll('*')]
    const states = [':focus', ':hover', ':checked', ':target', ':invalid', ':popover-open']
    const those = (state) => all.flatMap((one, at) => one.matches(state) ? [at] : [])
    const added = [...document.adoptedStyleSheets].flatMap((sheet) => [...sheet.cssRules])
    return [
        document.documentElement.outerHTML,
        states.map(those),
        all.flatMap((one) => 'value' in one ? [one.value] : []).map(String),
        added.map((rule) => rule.cssText),
        [innerWidth, innerHeight, scrollX, scrollY, devicePixelRatio],
        ['(prefers-color-scheme: dark)', '(prefers-reduced-motion)', 'print'].map(
            (media) => matchMedia(media).matches
        ),
    ]
}"""


def place_of(page, rules):
    """Where it is kept that axe, with these rules, found no fault in the page as it stands."""
    html, states, values, *rest = page.evaluate(AS_IT_STANDS)
    tokens = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', html))
    html = TOKEN.sub(r'\1""', html).replace(urlsplit(page.url).netloc, "")
    values = [value for value in values if value not in tokens]
    seen = json.dumps([html, states, values, *rest, rules], sort_keys=True)
    return Path(os.environ["LOOKED_AT"]) / hashlib.sha256(seen.encode()).hexdigest()


def once(look, all_rules):
    """That look at a page, left out where the same one, or one by all rules, found nothing."""

    def faults(page, rules=all_rules):
        if "LOOKED_AT" not in os.environ:
            return look(page, rules)
        place = place_of(page, rules)
        if place.exists() or place_of(page, all_rules).exists():
            return []
        found = look(page, rules)
        if not found:
            place.touch()
        return found

    return faults
