"""What no fault was found in is not looked at again.

A run on two databases shows most pages twice, the same to the letter, and a story may come back to
one. Where LOOKED_AT names a folder, each page is kept there by all that axe could see of it: its
elements, what is typed, pressed or pointed at, the size and theme of the window, and the rules.
Styles and scripts have their digest in their name. What had a fault is looked at each time. So it
is with the widths of window a page fits in.
"""

import hashlib
import json
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

# New each time, with the form or the port of the site: nobody sees the one, the other is a picture.
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=)"\w+"')
QR_CODE = re.compile(r'(<figure class="qr">.{,200}?<path d=)"\w[^"]+"', re.DOTALL)
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


def seen_of(page):
    """All that axe could see of the page as it stands."""
    html, states, values, *rest = page.evaluate(AS_IT_STANDS)
    tokens = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', html))
    html = QR_CODE.sub(r'\1""', TOKEN.sub(r'\1""', html)).replace(urlsplit(page.url).netloc, "")
    return [html, states, [value for value in values if value not in tokens], *rest]


def place_of(seen, rules):
    """Where it is kept that a look by these rules found no fault in that."""
    whole = json.dumps([*seen, rules], sort_keys=True)
    return Path(os.environ["LOOKED_AT"]) / hashlib.sha256(whole.encode()).hexdigest()


def once(look, all_rules):
    """That look at a page, left out where the same one, or one by all rules, found nothing."""

    def faults(page, rules=all_rules):
        if "LOOKED_AT" not in os.environ:
            return look(page, rules)
        seen = seen_of(page)
        place = place_of(seen, rules)
        if place.exists() or place_of(seen, all_rules).exists():
            return []
        found = look(page, rules)
        if not found:
            place.touch()
        return found

    return faults
