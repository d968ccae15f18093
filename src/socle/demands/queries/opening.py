"""What was sent to be imported, opened: Markdown files, a ZIP of them, or one Word document."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from socle.demands.queries.documents import MAIN, document_to_markdown
from socle.demands.queries.level_names import reader_of_levels
from socle.demands.queries.manuscripts import Manuscript
from socle.demands.queries.markdown import read_manuscripts
from socle.foundation.tables.faults import CannotRead
from socle.territories.addresses import LANGUAGES

LARGEST_FILE, LARGEST_UNPACKED, MOST_FILES = 2_000_000, 20_000_000, 2_000
ENDINGS = (".md", ".markdown", ".txt")


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of one file, in one language."""

    file: str
    language: str
    found: Manuscript


@dataclass(slots=True)
class Bundle:
    """The memorandum's own words, and demands in their order, each by language."""

    memorandum: dict[str, Piece] = field(default_factory=dict)
    demands: list[dict[str, Piece]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refused: list[tuple[Piece, str]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.memorandum or self.demands or self.refused)


def open_bundle(name: str, content: bytes, language: str) -> Bundle:
    """``language`` is that of what does not say its own. Raises CannotRead."""
    bundle = Bundle()
    known: dict[str, dict[str, Piece]] = {}
    read_level = reader_of_levels()
    for file, text in texts_in(name, content, bundle):
        for number, found in enumerate(read_manuscripts(text, read_level)):
            add(bundle, known, file, number, found, language)
    if bundle.is_empty:
        raise CannotRead(
            _("Nothing was found in it: a demand begins with a heading. See how files are written.")
        )
    return bundle


def texts_in(name: str, content: bytes, bundle: Bundle) -> Iterator[tuple[str, str]]:
    """Name and Markdown of each file."""
    if content.startswith(b"%PDF"):
        raise CannotRead(_("This is a PDF: send the Word document or the text it was made from."))
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise CannotRead(
            _("This is an old Word document, or one with a password: save it as .docx without one.")
        )
    if not content.startswith(b"PK"):
        if not name.lower().endswith((*ENDINGS, ".docx", ".zip")):
            raise CannotRead(not_a_text(name))
        yield name, decoded(content, name)
        return
    try:
        with ZipFile(BytesIO(content)) as archive:
            is_document = MAIN in archive.namelist()
            files = [] if is_document else list(files_in(archive, bundle))
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise CannotRead(_("This file is damaged: save it anew, and send it.")) from error
    if is_document:
        text, notes = document_to_markdown(content)
        bundle.notes += notes
        yield name, text
    yield from files


def files_in(archive: ZipFile, bundle: Bundle) -> Iterator[tuple[str, str]]:
    parts = archive.infolist()
    if len(parts) > MOST_FILES or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise CannotRead(_("This file unpacks to more than we take: send a smaller one."))
    ours = [part for part in parts if is_ours(part)]
    if not ours:
        raise CannotRead(_("No Markdown file is in it: their names end with .md."))
    top = min(depth(part) for part in ours)
    aside = sum(not part.is_dir() for part in parts) - sum(depth(part) == top for part in ours)
    if aside:
        bundle.notes.append(_("Files left aside: %(count)s.") % {"count": aside})
    for part in sorted(ours, key=lambda each: each.filename):
        if depth(part) == top:
            file = PurePosixPath(part.filename).name
            yield file, decoded(archive.read(part), file)


def is_ours(part: ZipInfo) -> bool:
    path = PurePosixPath(part.filename)
    hidden = path.name.startswith(".") or "__MACOSX" in path.parts
    return not (hidden or part.is_dir() or path.stem.lower() == "readme") and (
        path.suffix.lower() in ENDINGS
    )


def depth(part: ZipInfo) -> int:
    return len(PurePosixPath(part.filename).parts)


def not_a_text(name: str) -> str:
    words = _("“%(file)s” is not a text: send Markdown (.md), a ZIP of it, or a Word document.")
    return words % {"file": name}


def decoded(content: bytes, name: str) -> str:
    if len(content) > LARGEST_FILE:
        raise CannotRead(
            _("“%(file)s” is larger than 2 MB: a demand is a page or two.") % {"file": name}
        )
    if b"\0" in content:
        raise CannotRead(not_a_text(name))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def add(
    bundle: Bundle,
    known: dict[str, dict[str, Piece]],
    file: str,
    number: int,
    found: Manuscript,
    language: str,
) -> None:
    stem, own = name_and_language(file)
    piece = Piece(file, found.fact("language") or own or language, found)
    kind = found.fact("kind") or ("memorandum" if stem == "memorandum" and not number else "demand")
    if not found.words.title and not found.asked and number == 0 and known == {}:
        bundle.notes.append(_("Words before the first heading were left out."))
    elif piece.language not in LANGUAGES:
        bundle.refused.append((piece, "language"))
    elif kind == "memorandum":
        bundle.memorandum.setdefault(piece.language, piece)
    elif kind != "demand":
        bundle.refused.append((piece, "kind"))
    else:
        add_demand(bundle, known, f"{stem}#{number}", piece)


def add_demand(bundle: Bundle, known: dict[str, dict[str, Piece]], name: str, piece: Piece) -> None:
    if name not in known:
        known[name] = {}
        bundle.demands.append(known[name])
    if piece.language in known[name]:
        bundle.refused.append((piece, "twice"))
    else:
        known[name][piece.language] = piece


def name_and_language(file: str) -> tuple[str, str]:
    """``01-des-bus.fr.md`` is ``01-des-bus`` in French."""
    stem = PurePosixPath(file).name
    for ending in ENDINGS:
        stem = stem.removesuffix(ending)
    before, dot, last = stem.rpartition(".")
    return (before, last) if dot and last in LANGUAGES else (stem, "")
