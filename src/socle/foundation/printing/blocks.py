"""Markdown as blocks that a layout prints: the same reading as on the pages, without HTML.

A block is ``{"t": "p" | "h" | "ul" | "ol" | "quote" | "code" | "table" | "rule", …}``, an inline
one ``{"t": "text" | "em" | "strong" | "strike" | "code" | "link" | "break" | "note" |
"picture", …}``. A picture has its ``src``, and its words as ``v``.
"""

from collections.abc import Iterator
from itertools import takewhile
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from markdown_it.token import Token

from socle.foundation.markdown import parser, words_in

Node = dict[str, Any]
LISTS = {"bullet_list_open": "ul", "ordered_list_open": "ol"}
INLINE = {"em_open": "em", "strong_open": "strong", "s_open": "strike", "link_open": "link"}


def blocks(text: str, *, top: int = 2) -> list[Node]:
    """The text's own highest heading becomes one of depth ``top``."""
    tokens = parser(keep_lines=False).parse(text, {"top": top})
    return Reading(tokens).blocks()


class Reading:
    """Goes through the tokens once; footnotes are put where they are called."""

    def __init__(self, tokens: list[Token]) -> None:
        self.notes: dict[int, list[Node]] = {}
        body = list(takewhile(lambda token: token.type != "footnote_block_open", tokens))
        self.read_notes(tokens[len(body) :])
        self.left: Iterator[Token] = iter(body)

    def read_notes(self, tokens: list[Token]) -> None:
        self.left = iter(tokens)
        for token in self.left:
            if token.type == "footnote_open":
                self.notes[token.meta["id"]] = self.blocks("footnote_close")

    def blocks(self, until: str = "") -> list[Node]:
        found = []
        for token in self.left:
            if until and token.type == until:
                break
            node = self.block(token)
            if node:
                found.append(node)
        return found

    def block(self, token: Token) -> Node | None:
        if token.type == "heading_open":
            return {"t": "h", "depth": int(token.tag[1]), "c": self.words("heading_close")}
        if token.type == "paragraph_open":
            return {"t": "p", "c": self.words("paragraph_close")}
        if token.type == "inline":
            return {"t": "p", "c": self.inline(token)}
        if token.type in LISTS:
            return self.listed(token)
        if token.type == "blockquote_open":
            return {"t": "quote", "c": self.blocks("blockquote_close")}
        if token.type in {"fence", "code_block"}:
            return {"t": "code", "v": token.content.rstrip("\n")}
        if token.type == "table_open":
            return self.table()
        return {"t": "rule"} if token.type == "hr" else None

    def words(self, until: str) -> list[Node]:
        found: list[Node] = []
        for token in self.left:
            if token.type == until:
                break
            found += self.inline(token)
        return found

    def listed(self, token: Token) -> Node:
        kind = LISTS[token.type]
        items = []
        for inner in self.left:
            if inner.type == token.type.replace("open", "close"):
                break
            if inner.type == "list_item_open":
                items.append(self.blocks("list_item_close"))
        return {"t": kind, "c": items, "start": int(token.attrs.get("start", 1))}

    def table(self) -> Node:
        rows: list[list[list[Node]]] = []
        align: list[str] = []
        for token in self.left:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type in {"th_open", "td_open"}:
                if len(rows) == 1:
                    said = f"{token.attrs.get('style', '')} {token.attrs.get('class', '')}"
                    align.append("right" if "right" in said or "numeric" in said else "left")
                rows[-1].append(self.words(token.type.replace("open", "close")))
        return {"t": "table", "rows": rows, "align": align}

    # --- within a line ---

    def inline(self, token: Token) -> list[Node]:
        return self.run(iter(token.children or []))

    def run(self, tokens: Iterator[Token], until: str = "") -> list[Node]:
        found = []
        for token in tokens:
            if until and token.type == until:
                break
            if token.type in INLINE:
                inner = self.run(tokens, token.type.replace("open", "close"))
                node = {"t": INLINE[token.type], "c": inner}
                if token.type == "link_open":
                    node["to"] = address(str(token.attrs.get("href", "")))
                found.append(node)
            elif (leaf := self.leaf(token)) is not None:
                found.append(leaf)
        return found

    def leaf(self, token: Token) -> Node | None:
        if token.type == "text":
            return {"t": "text", "v": token.content} if token.content else None
        if token.type == "code_inline":
            return {"t": "code", "v": token.content}
        if token.type == "softbreak":
            return {"t": "text", "v": " "}
        if token.type == "hardbreak":
            return {"t": "break"}
        if token.type == "image":
            words = "".join(words_in(token.children or []))
            return {"t": "picture", "v": words, "src": str(token.attrs.get("src", ""))}
        if token.type == "footnote_ref":
            return {"t": "note", "c": self.notes.get(token.meta["id"], [])}
        return None


def pictures(found: Any) -> Iterator[Node]:
    """Every picture in what is printed, however deep."""
    if isinstance(found, dict):
        if found.get("t") == "picture":
            yield found
        found = list(found.values())
    if isinstance(found, list):
        for part in found:
            yield from pictures(part)


def address(href: str) -> str:
    """A paper does not know which page it is on."""
    return urljoin(settings.SOCLE_BASE_URL + "/", href)
