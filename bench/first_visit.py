"""What a first visit of a page weighs: the page and every file it asks for, as they are sent."""

import re
from dataclasses import dataclass
from posixpath import join, normpath

from bench.visitor import get

LINK = re.compile(r"<link\b[^>]*>")
NEEDED = re.compile(r'rel="(?:stylesheet|preload|modulepreload|icon|manifest)"')
HREF = re.compile(r'href="([^"]+)"')
SOURCE = re.compile(r'<(?:script|img|source)\b[^>]*\bsrc="([^"]+)"')
# A module that is loaded only where its element stands: see foundation/design/base/socle.js.
WHERE_IT_STANDS = re.compile(r'"([\w-]+)":\s*\(\)\s*=>\s*import\("([^"]+)"\)')
ALWAYS = re.compile(r'(?:^|\n)\s*(?:import|export)\b[^"\'\n(]*["\']([^"\']+)["\']')
IN_CSS = re.compile(r"url\([\"']?([^\"')]+)[\"']?\)")


@dataclass(frozen=True, slots=True)
class Part:
    address: str
    size: int


def first_visit(address: str) -> list[Part]:
    """The page, then its files in the order they are met. Headers are not counted."""
    page = get(address)
    html = plain(address).decode()
    parts = [Part(address, len(page.body))]
    waiting, seen = asked_by_page(html), {address}
    for file in waiting:
        if file in seen or not file.startswith("/"):
            continue
        seen.add(file)
        answer = get(file)
        if answer.status != 200:
            raise SystemExit(f"{address} asks for {file}, which answers {answer.status}.")
        parts.append(Part(file, len(answer.body)))
        waiting += asked_by_file(file, html)
    return parts


def plain(address: str) -> bytes:
    return get(address, accept_encoding="identity").body


def asked_by_page(html: str) -> list[str]:
    links = [link for link in LINK.findall(html) if NEEDED.search(link)]
    return [HREF.search(link)[1] for link in links] + SOURCE.findall(html)  # type: ignore[index]


def asked_by_file(address: str, html: str) -> list[str]:
    if address.endswith(".css"):
        found = IN_CSS.findall(plain(address).decode())
    elif address.endswith((".js", ".mjs")):
        text = plain(address).decode()
        standing = [path for name, path in WHERE_IT_STANDS.findall(text) if f"<{name}" in html]
        found = ALWAYS.findall(text) + standing
    else:
        return []
    return [beside(address, path) for path in found if not path.startswith(("data:", "#"))]


def beside(address: str, path: str) -> str:
    return path if path.startswith("/") else normpath(join(address.rpartition("/")[0], path))
