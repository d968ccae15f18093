"""Markdown in, safe HTML out: CommonMark, tables and footnotes, nothing that is fetched or run.

HTML written in the text is shown as it was typed. An image that is not ours, which would tell
another site who reads, gives way to its alternative text. Nothing that comes out needs a style or a
script.

A text of more than ``LONGEST`` characters is shown as it was typed, in paragraphs: reading its
signs takes two seconds of a processor for each 100,000 characters of the worst ones. What is nested
deeper than ``DEEPEST`` blocks is not shown at all: forms refuse both (``too_long``, ``too_deep``).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

import nh3
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

SCHEMES = {"http", "https", "mailto", "tel"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = {"p", "ul", "ol", "li", "blockquote", "pre", "hr", "div", "section"}
TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
TAGS = HEADINGS | BLOCKS | TABLES | {"a", "br", "code", "em", "img", "strong", "span", "sup"}
ATTRIBUTES = {
    "a": {"aria-label", "class", "href", "id", "rel", "role", "title"},
    "div": {"aria-label", "class", "role", "tabindex"},
    "img": {"alt", "decoding", "height", "loading", "src", "width"},
    "li": {"id"},
    "ol": {"start"},
    "pre": {"tabindex"},
    "section": {"aria-label", "class", "role"},
    "span": {"class"},
    "td": {"class"},
    "th": {"class"},
}
LOWEST_HEADING = 6
LONGEST = 200_000
DEEPEST = 20
OURS = re.compile(r"/files/(?:[\w-][\w.-]*/)*[\w-][\w.-]*", re.ASCII)

# Width and height in pixels, by address.
Pictures = Mapping[str, tuple[int, int]]
ADDRESS = re.compile(r"/files/[0-9a-f]{64}\.webp")
# The room that keeps pictures says how to find their sizes: addresses to width and height.
FindSizes = Callable[[set[str]], Pictures]
find_sizes: list[FindSizes] = []
# An address is made of what the picture holds: its size never changes.
known_sizes: dict[str, tuple[int, int]] = {}
MOST_KNOWN = 10_000


def sizes_in(text: str) -> Pictures:
    """Of the pictures a text shows; asks only for those that no page of this process has shown."""
    addresses = set(ADDRESS.findall(text))
    unknown = addresses - known_sizes.keys()
    if unknown and find_sizes:
        if len(known_sizes) > MOST_KNOWN:
            known_sizes.clear()
        known_sizes.update(find_sizes[-1](unknown))
    return {address: known_sizes[address] for address in addresses & known_sizes.keys()}


def markdown(
    text: str,
    *,
    top: int = 2,
    keep_lines: bool = False,
    prefix: str | None = None,
    pictures: Pictures | None = None,
) -> SafeString:
    """The text as HTML; its own highest heading becomes an ``<h{top}>``, the next one lower.

    ``keep_lines``: a new line is one, as people who know no Markdown expect. ``prefix``: of the ids
    of its footnotes, letters and figures; only needed where one text stands twice on a page.
    ``pictures``: the sizes of those under ``/files/`` that are known, so that nothing jumps.
    """
    if prefix is None:
        prefix = f"{crc32(text.encode()):x}"
    env = {"top": top, "prefix": prefix, "pictures": pictures or {}}
    md = parser(keep_lines)
    html = md.renderer.render(tokens_of(text, keep_lines, env), md.options, env)
    safe = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    return mark_safe(safe.strip())  # noqa: S308 -- made of escaped text, and cleaned besides


def plain_text(text: str) -> str:
    """What is read of it, without signs nor addresses, a line for each block."""
    return "\n".join(filter(None, (words_of(token) for token in tokens_of(text))))


def tokens_of(
    text: str, keep_lines: bool = False, env: dict[str, Any] | None = None
) -> list[Token]:
    """What the parser finds; of a text that is too long, its paragraphs."""
    if too_long(text):
        return [token for part in BLANK_LINES.split(text.strip()) for token in paragraph(part)]
    return parser(keep_lines).parse(text, {"top": 1} if env is None else env)


BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def paragraph(text: str) -> Iterator[Token]:
    yield Token("paragraph_open", "p", 1, block=True)
    words = Token("text", "", 0, content=text)
    yield Token("inline", "", 0, content=text, children=[words], block=True)
    yield Token("paragraph_close", "p", -1, block=True)


# --- what a form asks before it takes a text ---


def too_long(text: str) -> bool:
    return len(text) > LONGEST


def too_deep(text: str) -> bool:
    """Lists in lists, quotations in quotations: the innermost would not be shown."""
    return any(
        token.level >= DEEPEST - 1 and token.type in {"blockquote_open", "list_item_open"}
        for token in tokens_of(text)
    )


def images_in(text: str) -> list[tuple[str, str]]:
    """Of each image, in order: its address, and the words for who does not see it."""
    # Reading the text costs more than looking for the sign.
    if "![" not in text:
        return []
    return [
        (str(token.attrs["src"]), "".join(words_in(token.children or [])).strip())
        for token in inside(tokens_of(text))
        if token.type == "image"
    ]


def images_without_words(text: str) -> list[str]:
    """The addresses of images that say nothing to who does not see them."""
    return [address for address, words in images_in(text) if not words]


def inside(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from inside(token.children or [])


def is_ours(address: str) -> bool:
    """A file of this site."""
    return bool(OURS.fullmatch(address))


def words_of(token: Token) -> str:
    if token.children is None:
        return token.content.strip() if token.type in {"code_block", "fence"} else ""
    return "".join(words_in(token.children)).strip()


def words_in(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            yield token.content
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "
        elif token.type == "image":
            yield from words_in(token.children or [])


@cache
def parser(keep_lines: bool) -> MarkdownIt:
    options = {"html": False, "breaks": keep_lines, "maxNesting": DEEPEST}
    found = MarkdownIt("commonmark", options).enable("table").use(footnote_plugin, inline=False)
    found.inline.ruler.at("footnote_ref", short_note)
    found.validateLink = is_allowed  # type: ignore[assignment,method-assign]
    found.core.ruler.push("shift_headings", shift_headings)
    found.core.ruler.push("mark_links", mark_links)
    for name, rule in RULES.items():
        found.add_render_rule(name, rule)
    return found


def is_allowed(address: str) -> bool:
    """A place on this site, a page elsewhere, an address to write to or to call."""
    try:
        return urlsplit(address).scheme in SCHEMES | {""}
    except ValueError:
        return False


def is_elsewhere(address: str) -> bool:
    host = urlsplit(address).netloc
    return bool(host) and host != urlsplit(settings.SOCLE_BASE_URL).netloc


def shift_headings(state: StateCore) -> None:
    """No level is skipped, whatever the text began with."""
    headings = [token for token in state.tokens if token.type.startswith("heading_")]
    levels = sorted({token.tag for token in headings})
    for token in headings:
        token.tag = f"h{min(LOWEST_HEADING, state.env['top'] + levels.index(token.tag))}"


def mark_links(state: StateCore) -> None:
    for token in state.tokens:
        if token.children:
            token.children = list(with_signs(token.children))


def with_signs(tokens: list[Token]) -> Iterator[Token]:
    """A link that leaves the site says so, as ``<c-link external>`` does."""
    leaves = False
    for token in tokens:
        if token.type == "link_open":
            leaves = is_elsewhere(str(token.attrs["href"]))
            if leaves:
                token.attrs |= {"class": "link external", "rel": "external nofollow noopener"}
        elif token.type == "link_close" and leaves:
            yield Token("html_inline", "", 0, content=sign())
        yield token


NOTE = re.compile(r"\[\^[^\s\[\]]{1,100}\]")


def short_note(state: StateInline, silent: bool) -> bool:
    """Without a limit, a row of ``[^`` is read again from each of them to the end."""
    return bool(NOTE.match(state.src, state.pos)) and footnote_ref(state, silent)


def sign() -> str:
    return format_html('<span class="visually-hidden"> ({})</span>', _("another site"))


# --- what is drawn otherwise; a rule is called with the renderer first ---


def image(renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    """One of ours, once it is scrolled to; the words of any other."""
    words = "".join(words_in(tokens[index].children or []))
    address = str(tokens[index].attrs["src"])
    if not is_ours(address):
        return format_html("{}", words)
    size = env["pictures"].get(address)
    return format_html(
        '<img src="{}" alt="{}"{} loading="lazy" decoding="async">',
        address,
        words,
        format_html(' width="{}" height="{}"', *size) if size else "",
    )


# A note that is called more often than this has no way back to each place.
WAYS_BACK = 10


def note_called(
    renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any
) -> str:
    note, call = ids(tokens[index], env)
    number = tokens[index].meta["id"] + 1
    return format_html(
        '<sup><a href="#{}" id="{}" role="doc-noteref" aria-label="{}">{}</a></sup>',
        note,
        call,
        _("Note %(number)s") % {"number": number},
        number,
    )


def ids(token: Token, env: Any) -> tuple[str, str]:
    """Of a note, and of this place where it is called."""
    found = f"{env['prefix']}-{token.meta['id'] + 1}"
    times = token.meta.get("subId", 0)
    return f"note-{found}", f"call-{found}-{times + 1}" if times else f"call-{found}"


def notes_open(*_given: Any) -> str:
    return format_html(
        '<section class="notes" role="doc-endnotes" aria-label="{}"><ol>\n', _("Notes")
    )


def notes_close(*_given: Any) -> str:
    return "</ol></section>\n"


def note_opens(
    renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any
) -> str:
    return format_html('<li id="{}">', ids(tokens[index], env)[0])


def note_closes(*_given: Any) -> str:
    return "</li>\n"


def way_back(
    renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any
) -> str:
    meta = tokens[index].meta
    if meta["subId"] >= WAYS_BACK:
        return ""
    words = _("Back to where note %(number)s is called") % {"number": meta["id"] + 1}
    return format_html(
        ' <a href="#{}" role="doc-backlink" aria-label="{}">\u21a9\ufe0e</a>',
        ids(tokens[index], env)[1],
        f"{words} ({meta['subId'] + 1})" if meta["subId"] else words,
    )


def table_opens(*_given: Any) -> str:
    """On a phone it scrolls in its own frame, which the keyboard can reach. No landmark: a page of
    several texts has many."""
    frame = '<div class="table" role="group" tabindex="0" aria-label="{}"><table>\n'
    return format_html(frame, _("Table"))


def table_closes(*_given: Any) -> str:
    return "</table></div>\n"


def cell_opens(
    renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any
) -> str:
    """Figures, which the text aligns right, have their class: there is no inline style."""
    token = tokens[index]
    token.attrs = {"class": "numeric"} if "right" in str(token.attrs.get("style")) else {}
    return renderer.renderToken(tokens, index, options, env)


def code_stands(
    renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any
) -> str:
    return format_html('<pre tabindex="0"><code>{}</code></pre>\n', tokens[index].content)


RULES: dict[str, Callable[..., str]] = {
    "image": image,
    "footnote_ref": note_called,
    "footnote_block_open": notes_open,
    "footnote_block_close": notes_close,
    "footnote_open": note_opens,
    "footnote_close": note_closes,
    "footnote_anchor": way_back,
    "table_open": table_opens,
    "table_close": table_closes,
    "th_open": cell_opens,
    "td_open": cell_opens,
    "code_block": code_stands,
    "fence": code_stands,
}
