"""A Word document (DOCX) as the Markdown of our files: its headings become demands and levels.

Where the document has one first heading and others under it, that one is the title of the
memorandum; else each first heading is a demand. What mammoth reads is kept: insertions that were
tracked are in, deletions are out, comments and pictures stay behind, and the notes say so.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

import mammoth
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from socle.foundation.tables.faults import DAMAGED, CannotRead

MOST_PARTS, LARGEST_PART, LARGEST_UNPACKED = 2_000, 20_000_000, 60_000_000
STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Subtitle'] => blockquote > p:fresh
"""
TRACKED = {b"<w:ins ": "ins", b"<w:del ": "del", b"<w:commentReference": "comments"}
SPECIAL = re.compile(r"([\\`*_\[\]<])")
AT_START = re.compile(r"\A(#{1,6}(?=\s)|[-+](?=\s)|\d+(?=[.)]\s)|>|~{3})([.)]?)")
# As mammoth names a note, and the place from which it is called.
NOTE = re.compile(r"(?P<kind>foot|end)note-(?P<back>ref-)?(?P<number>\w+)")
CALL = re.compile(r"(?<!\\)\[\^(\w+)\]")


def document_to_markdown(content: bytes) -> tuple[str, list[str]]:
    """The document as one file, and notes on what was left out. Raises CannotRead."""
    notes = notes_on(content)
    left_out: list[Any] = []

    def no_picture(picture: Any) -> list[Any]:
        left_out.append(picture)
        return []

    try:
        html = mammoth.convert_to_html(
            BytesIO(content), style_map=STYLES, convert_image=no_picture
        ).value
    except (*DAMAGED, ExpatError) as error:
        raise CannotRead(_("This Word document is damaged: save it anew, and send it.")) from error
    if left_out:
        words = ngettext(
            "%(count)s picture was left out: add it on its page.",
            "%(count)s pictures were left out: add them on their pages.",
            len(left_out),
        )
        notes.append(words % {"count": len(left_out)})
    reader = Reader()
    reader.feed(html)
    reader.close()
    return in_our_headings(reader.blocks, reader.notes), notes


def notes_on(content: bytes) -> list[str]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            check_parts(archive)
            found = {name for mark, name in TRACKED.items() if mark in archive.read(MAIN)}
    except KeyError as error:
        raise CannotRead(
            _("This is no Word document: save it as .docx in your word processor.")
        ) from error
    except (BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise CannotRead(_("This file is damaged: save it anew, and send it.")) from error
    notes = []
    if found & {"ins", "del"}:
        notes.append(
            _("Changes were tracked: what was inserted is kept, what was deleted is left out.")
        )
    if "comments" in found:
        notes.append(_("Comments were left out."))
    return notes


MAIN = "word/document.xml"


def check_parts(archive: ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if any("vbaProject" in name for name in names):
        raise CannotRead(_("This document holds macros: save it as .docx without them."))
    sizes = [part.file_size for part in parts]
    if len(parts) > MOST_PARTS or sum(sizes) > LARGEST_UNPACKED:
        raise CannotRead(_("This file unpacks to more than we take: send a smaller one."))
    for part in parts:
        if not part.filename.endswith((".xml", ".rels")):
            continue
        if part.file_size > LARGEST_PART:
            raise CannotRead(_("This file unpacks to more than we take: send a smaller one."))
        # No word processor writes these; they are how XML is made to grow without end.
        if b"<!DOCTYPE" in archive.read(part) or b"<!ENTITY" in archive.read(part):
            raise CannotRead(_("This file is not as a word processor writes it."))


# --- from the HTML that mammoth makes, which has few tags, to blocks of Markdown ---


@dataclass
class Block:
    """``depth`` is that of a heading, 0 for the title of the document, None for other words."""

    text: str
    depth: int | None = None


@dataclass
class Listed:
    tag: str
    count: int = 0


@dataclass
class Rows:
    rows: list[list[str]] = field(default_factory=list)


MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
HEADINGS = {f"h{depth}": depth for depth in range(1, 7)}


class Reader(HTMLParser):
    """Goes through the HTML once; what it does not know passes as its words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.words: list[str] = []
        self.lists: list[Listed] = []
        self.items: list[str] = []
        self.table: Rows | None = None
        self.quoted = 0
        self.address = ""
        self.is_title = False
        self.deep = 0
        # Words of footnotes, by their name; the one that is read; whether its signs pass unread.
        self.notes: dict[str, str] = {}
        self.note = ""
        self.is_sign = False

    # The names are those of HTMLParser.
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in HEADINGS or (tag == "p" and not self.lists and self.table is None):
            self.words = []
            self.is_title = given.get("class") == "title"
        elif tag in MARKS:
            self.words.append(MARKS[tag])
        elif tag == "a" and (called := NOTE.fullmatch(given.get("href", "").removeprefix("#"))):
            self.is_sign = True
            if not called["back"]:
                self.words.append(f"[^{called['kind']}{called['number']}]")
        elif tag == "li" and (held := NOTE.fullmatch(given.get("id", ""))):
            self.note, self.words = held["kind"] + held["number"], []
        elif tag == "a" and given.get("href", "").startswith(("http", "mailto:")):
            self.address = given["href"]
            self.words.append("[")
        elif tag == "br":
            self.words.append(" " if self.table else "\\\n")
        elif tag == "blockquote":
            self.quoted += 1
        else:
            self.begins_part(tag)

    def begins_part(self, tag: str) -> None:
        if tag in {"ul", "ol"} and self.table is None:
            self.end_item()
            self.lists.append(Listed(tag))
        elif tag == "li" and self.lists:
            self.lists[-1].count += 1
            self.words = []
        elif tag == "table":
            self.deep += 1
            self.table = self.table or Rows()
        elif tag == "tr" and self.table and self.deep == 1:
            self.table.rows.append([])
        elif tag in {"td", "th"} and self.table and self.deep == 1:
            self.words = []

    def handle_endtag(self, tag: str) -> None:
        if tag in HEADINGS:
            self.blocks.append(Block(self.said(), 0 if self.is_title else HEADINGS[tag]))
        elif tag in MARKS:
            self.close_mark(MARKS[tag])
        elif tag == "a" and self.is_sign:
            self.is_sign = False
        elif tag == "a" and self.address:
            self.words.append(f"]({self.address})")
            self.address = ""
        elif tag == "blockquote":
            self.quoted -= 1
        elif tag == "p":
            self.end_paragraph()
        else:
            self.ends_part(tag)

    def end_paragraph(self) -> None:
        if self.table is not None or self.lists:
            self.words.append(" ")
            return
        text = escaped_at_start(self.said())
        if text:
            quoted = "\n".join(f"> {line}" for line in text.split("\n"))
            self.blocks.append(Block(quoted if self.quoted else text))

    def ends_part(self, tag: str) -> None:
        if tag == "li" and self.note:
            self.notes[self.note], self.note = self.said(), ""
        elif tag == "li" and self.lists:
            self.end_item()
        elif tag in {"ul", "ol"} and self.lists and self.table is None:
            self.lists.pop()
            if not self.lists:
                self.blocks.append(Block("\n".join(self.items)))
                self.items = []
        elif tag in {"td", "th"} and self.deep > 1:
            self.words.append(" ")
        elif tag in {"td", "th"} and self.table and self.table.rows:
            self.table.rows[-1].append(self.said().replace("\n", " ").replace("|", "\\|"))
        elif tag == "table" and self.table:
            self.deep -= 1
            if self.deep == 0:
                self.blocks.append(Block(table(self.table.rows)))
                self.table = None

    def end_item(self) -> None:
        said = self.said()
        if said and self.lists:
            own = self.lists[-1]
            sign = "-" if own.tag == "ul" else f"{own.count}."
            self.items.append(f"{'   ' * (len(self.lists) - 1)}{sign} {said}")

    def handle_data(self, data: str) -> None:
        if not self.is_sign:
            self.words.append(SPECIAL.sub(r"\\\1", data))

    def close_mark(self, sign: str) -> None:
        """Signs stand against their words, and around none there are none."""
        inner = []
        while self.words and self.words[-1] != sign:
            inner.append(self.words.pop())
        said = "".join(reversed(inner))
        if self.words:
            self.words.pop()
        if not said.strip():
            self.words.append(said)
            return
        before, after = said[: len(said) - len(said.lstrip())], said[len(said.rstrip()) :]
        self.words.append(f"{before}{sign}{said.strip()}{sign}{after}")

    def said(self) -> str:
        text, self.words = "".join(self.words), []
        return re.sub(r"[ \t]+", " ", text).strip().removesuffix("\\").strip()


def escaped_at_start(text: str) -> str:
    """A figure is escaped by its full stop: a backslash before it would be read."""
    return AT_START.sub(r"\1\\\2" if text[0].isdigit() else r"\\\1\2", text, count=1)


def table(rows: list[list[str]]) -> str:
    """The first row is its heading, as Markdown wants one."""
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ""
    full = [row + [""] * (width - len(row)) for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in full]
    return "\n".join([lines[0], f"|{'---|' * width}", *lines[1:]])


def in_our_headings(blocks: list[Block], notes: dict[str, str]) -> str:
    """``#`` for what is one text, ``##`` and lower for what stands in it; footnotes come at the end
    of the words that call them; there too, as plain words, what a heading calls."""
    found = [block for block in blocks if block.text]
    depths = [block.depth for block in found if block.depth]
    titled = any(block.depth == 0 for block in found)
    first = min(depths, default=1)
    alone = depths.count(first) == 1 and len(set(depths)) > 1 and not titled
    lines: list[str] = []
    called: list[str] = []
    beside: list[str] = []
    for block in found:
        if block.depth is not None:
            lines += notes_called(called, notes)
            lines += beside
            called, beside = [], [notes.get(name, "") for name in CALL.findall(block.text)]
        if block.depth is None:
            is_quote = block.text.startswith("> ")
            lines.append(CALL.sub(in_brackets(notes), block.text) if is_quote else block.text)
            called += [] if is_quote else CALL.findall(block.text)
        elif block.depth == 0 or (alone and block.depth == first):
            lines.append(f"# {one_line(block)} {{kind=memorandum}}")
        else:
            depth = block.depth - first + (0 if alone else 1)
            lines.append(f"{'#' * max(depth, 1)} {one_line(block)}")
    return "\n\n".join([*lines, *notes_called(called, notes), *beside]) + "\n"


def notes_called(called: list[str], notes: dict[str, str]) -> list[str]:
    return [f"[^{name}]: {notes[name]}" for name in dict.fromkeys(called) if name in notes]


def in_brackets(notes: dict[str, str]) -> Callable[[re.Match[str]], str]:
    """Where a text has no room for footnotes."""
    return lambda call: f" ({notes[call[1]]})" if call[1] in notes else ""


def one_line(block: Block) -> str:
    """Titles are plain words."""
    text = re.sub(r"\\(.)", r"\1", CALL.sub("", block.text).replace("\\\n", " ").replace("**", ""))
    return " ".join(text.split())
