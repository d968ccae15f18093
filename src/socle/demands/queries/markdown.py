"""Memorandums, demands and local wordings as Markdown files, read and written (docs/import.md).

A heading says what it is by a mark at its end, ``{level=region area=03000}`` or
``{part=projects}``; without one, by its words: the name of a level, "Sources". An empty mark,
``{}``, says that it is a heading of the text and nothing more.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from socle.demands.queries.evidence import Unreadable, read_evidence, write_evidence
from socle.demands.queries.manuscripts import Asked, Done, Fault, Manuscript
from socle.texts.models.words import LONGEST_SUMMARY, LONGEST_TITLE
from socle.texts.queries.words import Words, clean

FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)??---[ \t]*(?:\n|\Z)", re.DOTALL)
HEADING = re.compile(r"(#{1,3})[ \t]+(.*\S)[ \t]*\Z")
MARK = re.compile(r"[ \t]*\{((?:[a-z]+=[^\s{}=]+(?:[ \t]+[a-z]+=[^\s{}=]+)*)?)\}\Z")
FENCE = re.compile(r" {0,3}(`{3,}(?!.*`)|~{3,})")
BY = re.compile(r"by:[ \t]*(.*)\Z")
SOURCE = re.compile(r"(.*?)[ \t]*(https?://\S+)?\Z")

ELSEWHERE, EVIDENCE = "elsewhere", "evidence"
SOURCES, PROJECTS = "sources", "projects"
# Where a heading of the third depth stands: right under the first, or in what is asked of a level.
START, HEAD, ASK = "start", "head", "ask"
# What a heading without a mark is read as, whatever its case.
PARTS = {
    "ici et ailleurs": ELSEWHERE,
    "hier en elders": ELSEWHERE,
    "hier und anderswo": ELSEWHERE,
    "here and elsewhere": ELSEWHERE,
    "cela s’est déjà fait": EVIDENCE,
    "cela s'est déjà fait": EVIDENCE,
    "dit is al gedaan": EVIDENCE,
    "das gibt es schon": EVIDENCE,
    "it has been done": EVIDENCE,
    "sources": SOURCES,
    "bronnen": SOURCES,
    "quellen": SOURCES,
    "projets possibles": PROJECTS,
    "mogelijke projecten": PROJECTS,
    "mögliche projekte": PROJECTS,
    "possible projects": PROJECTS,
}
HEADINGS = {
    ELSEWHERE: {
        "fr": "Ici et ailleurs",
        "nl": "Hier en elders",
        "de": "Hier und anderswo",
        "en": "Here and elsewhere",
    },
    EVIDENCE: {
        "fr": "Cela s’est déjà fait",
        "nl": "Dit is al gedaan",
        "de": "Das gibt es schon",
        "en": "It has been done",
    },
    SOURCES: {"fr": "Sources", "nl": "Bronnen", "de": "Quellen", "en": "Sources"},
    PROJECTS: {
        "fr": "Projets possibles",
        "nl": "Mogelijke projecten",
        "de": "Mögliche Projekte",
        "en": "Possible projects",
    },
}

# From the words of a heading to (level, area, what is left of them), or None.
ReadLevel = Callable[[str], tuple[str, str, str] | None]


def no_level(_heading: str) -> None:
    """Levels are only known by their marks."""


@dataclass(slots=True)
class Chunk:
    """The lines under a heading, up to the next one that counts."""

    line: int = 1
    title: str = ""
    marks: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    @property
    def part(self) -> str:
        return self.marks.get("part", "")


# --- reading ---


def read_manuscripts(text: str, read_level: ReadLevel = no_level) -> list[Manuscript]:
    """What a file holds: what its front matter says, then a text under each first heading."""
    facts, body, skipped = front_matter(clean(text.removeprefix("\ufeff")))
    found: list[list[Chunk]] = []
    for depth, chunk in chunks(body.split("\n"), read_level):
        chunk.line += skipped
        if depth == 1 or not found:
            found.append([])
        found[-1].append(chunk)
    texts = [chunks for chunks in found if chunks[0].title or "".join(chunks[0].lines).strip()]
    return [
        manuscript(facts if position == 0 else {}, parts) for position, parts in enumerate(texts)
    ]


def front_matter(text: str) -> tuple[dict[str, str], str, int]:
    """Its facts, what comes after it, how many lines it took."""
    match = FRONT.match(text)
    if match is None:
        return {}, text, 0
    facts = {}
    for line in (match[1] or "").split("\n"):
        name, colon, said = line.partition(":")
        if colon and name.strip() and not name.lstrip().startswith("#"):
            facts[name.strip().lower()] = said.strip()
    return facts, text[match.end() :], match[0].count("\n")


def chunks(lines: Iterable[str], read_level: ReadLevel) -> Iterator[tuple[int, Chunk]]:
    """Each with the depth of its heading, 0 before the first."""
    depth, chunk, fence, within = 0, Chunk(), "", START
    for number, line in enumerate(lines, start=1):
        fence = fence_after(line, fence)
        match = None if fence else HEADING.match(line)
        begun = begins(match, within, read_level) if match else None
        if match is None or begun is None:
            chunk.lines.append(MARK.sub("", line) if match and is_empty_mark(line) else line)
            continue
        if chunk.title or chunk.lines:
            yield depth, chunk
        depth, chunk = len(match[1]), begun
        chunk.line = number
        within = HEAD if depth == 1 else ASK if "level" in chunk.marks else ""
    if chunk.title or chunk.lines:
        yield depth, chunk


def fence_after(line: str, fence: str) -> str:
    """The fence of the code that this line stands in, "" outside."""
    match = FENCE.match(line)
    if match is None:
        return fence
    if not fence:
        return match[1]
    closes = match[1][0] == fence[0] and len(match[1]) >= len(fence)
    return "" if closes and not line.strip().strip(fence[0]) else fence


def is_empty_mark(line: str) -> bool:
    match = MARK.search(line)
    return match is not None and match[1] == ""


def begins(match: re.Match[str], within: str, read_level: ReadLevel) -> Chunk | None:
    """The chunk that a heading begins, unless it is one of the text."""
    depth, title = len(match[1]), match[2]
    mark = MARK.search(title)
    marks = dict(pair.split("=", 1) for pair in mark[1].split()) if mark else {}
    title = title[: mark.start()] if mark else title
    if depth == 1:
        is_text = mark and not marks and within != START
        return None if is_text else Chunk(title=title, marks=marks)
    if depth == 3:
        by_words = PARTS.get(plain(title), "") if within == ASK and not mark else ""
        is_projects = within and (marks.get("part") or by_words) == PROJECTS
        return Chunk(title=title, marks={"part": PROJECTS}) if is_projects else None
    if marks:
        return Chunk(title=title, marks=marks)
    return None if mark else by_its_words(title, read_level)


def by_its_words(title: str, read_level: ReadLevel) -> Chunk | None:
    part = PARTS.get(plain(title), "")
    if part in {ELSEWHERE, EVIDENCE, SOURCES}:
        return Chunk(title=title, marks={"part": part})
    found = read_level(title)
    if found is None:
        return None
    level, area, left = found
    return Chunk(title=left, marks={"level": level} | ({"area": area} if area else {}))


def plain(title: str) -> str:
    return " ".join(title.strip("*_: \u00a0\u202f").split()).casefold()


def manuscript(facts: dict[str, str], parts: list[Chunk]) -> Manuscript:
    head, rest = parts[0], parts[1:]
    faults: list[Fault] = []
    summary, body = opening(head.lines)
    more, sources, asked = "", [], []
    evidence: list[Done] = []
    for chunk, projects in with_projects(rest):
        if chunk.part == ELSEWHERE:
            more = clean("\n".join(chunk.lines))
        elif chunk.part == SOURCES:
            sources = sources_in(chunk.lines)
        elif chunk.part == EVIDENCE:
            evidence = evidence_in(chunk, faults)
        elif "level" in chunk.marks:
            asked.append(asked_in(chunk, projects, head.title, faults))
        else:
            faults.append(Fault(chunk.line, chunk.title, "mark"))
    own = section_projects(parts)
    words = Words.of(head.title, summary, body, more or own)
    check_lengths(words, head, faults)
    return Manuscript(
        facts | head.marks,
        words,
        tuple(asked),
        tuple(sources),
        tuple(faults),
        head.line,
        evidence=tuple(evidence),
    )


def evidence_in(chunk: Chunk, faults: list[Fault]) -> list[Done]:
    try:
        return list(read_evidence(chunk.lines, chunk.line + 1))
    except Unreadable:
        faults.append(Fault(chunk.line, chunk.title, "evidence"))
        return []


def with_projects(parts: list[Chunk]) -> Iterator[tuple[Chunk, str]]:
    """Each section with its projects, if any."""
    for position, chunk in enumerate(parts):
        if chunk.part == PROJECTS:
            continue
        after = parts[position + 1] if position + 1 < len(parts) else None
        yield chunk, "\n".join(after.lines) if after and after.part == PROJECTS else ""


def section_projects(parts: list[Chunk]) -> str:
    """Of a local wording, whose projects stand right under its words."""
    after = parts[1] if len(parts) > 1 else None
    return clean("\n".join(after.lines)) if after and after.part == PROJECTS else ""


def asked_in(chunk: Chunk, projects: str, otherwise: str, faults: list[Fault]) -> Asked:
    lines = list(chunk.lines)
    by_when = None
    while lines and not lines[0].strip():
        lines.pop(0)
    if lines and (match := BY.match(lines[0])):
        lines.pop(0)
        by_when = day_in(match[1], chunk, faults)
    summary, body = opening(lines)
    words = Words.of(chunk.title or otherwise, summary, body, projects)
    check_lengths(words, chunk, faults)
    return Asked(chunk.marks["level"], chunk.marks.get("area", ""), words, by_when, chunk.line)


def day_in(said: str, chunk: Chunk, faults: list[Fault]) -> date | None:
    try:
        return date.fromisoformat(said.strip()) if said.strip() else None
    except ValueError:
        faults.append(Fault(chunk.line, chunk.title, "day"))
        return None


def check_lengths(words: Words, chunk: Chunk, faults: list[Fault]) -> None:
    if not words.title:
        faults.append(Fault(chunk.line, chunk.title, "title"))
    if len(words.title) > LONGEST_TITLE:
        faults.append(Fault(chunk.line, chunk.title, "long_title"))
    if len(words.summary) > LONGEST_SUMMARY:
        faults.append(Fault(chunk.line, chunk.title, "long_summary"))


def opening(lines: list[str]) -> tuple[str, str]:
    """The block quote that a text opens with, and what comes after it."""
    start = 0
    while start < len(lines) and not lines[start].strip():
        start += 1
    end = start
    while end < len(lines) and lines[end].startswith(">"):
        end += 1
    quote = [line[1:].removeprefix(" ") for line in lines[start:end]]
    return "\n".join(quote), "\n".join(lines[end:])


def sources_in(lines: list[str]) -> list[tuple[str, str]]:
    found = []
    for line in lines:
        match = SOURCE.match(line.strip().lstrip("-*+").strip())
        if match and (match[1] or match[2]):
            found.append((match[1] or match[2], match[2] or ""))
    return found


# --- writing ---


def write_manuscript(found: Manuscript, language: str) -> str:
    """A file that reads back as it is."""
    front = [f"{name}: {' '.join(said.split())}" for name, said in found.facts.items() if said]
    parts = [f"# {title_of(found.words.title)}", *words_under(found.words, elsewhere=language)]
    if found.sources:
        said = "\n".join(f"- {' '.join(pair).strip()}" for pair in found.sources)
        parts += [f"## {HEADINGS[SOURCES][language]} {{part=sources}}", said]
    if found.evidence:
        heading = f"## {HEADINGS[EVIDENCE][language]} {{part=evidence}}"
        parts += [heading, write_evidence(found.evidence)]
    for each in found.asked:
        area = f" area={each.area}" if each.area else ""
        parts.append(f"## {each.words.title} {{level={each.level}{area}}}")
        if each.by_when or BY.match(each.words.body.split("\n")[0]):
            parts.append(f"by: {each.by_when or ''}".rstrip())
        parts += words_under(each.words, projects=language)
    head = "---\n" + "\n".join(front) + "\n---\n" if front else ""
    return head + "\n\n".join(parts) + "\n"


def title_of(title: str) -> str:
    return f"{title} {{}}" if MARK.search(title) else title


def words_under(words: Words, *, elsewhere: str = "", projects: str = "") -> Iterator[str]:
    body = body_of(words.body)
    if words.summary:
        yield "\n".join(f"> {line}" if line else ">" for line in words.summary.split("\n"))
    elif body.startswith(">"):
        yield ">"
    if body:
        yield body
    if words.more and elsewhere:
        yield f"## {HEADINGS[ELSEWHERE][elsewhere]} {{part=elsewhere}}"
        yield body_of(words.more)
    elif words.more:
        yield f"### {HEADINGS[PROJECTS][projects]} {{part=projects}}"
        yield body_of(words.more)


def body_of(text: str) -> str:
    """Its own headings, so marked that none is taken for one of the file; code that is left open
    is closed."""
    lines, fence = [], ""
    for line in text.split("\n"):
        fence = fence_after(line, fence)
        match = None if fence else HEADING.match(line)
        lines.append(f"{line} {{}}" if match and needs_mark(match) else line)
    return "\n".join([*lines, fence] if fence else lines)


def needs_mark(match: re.Match[str]) -> bool:
    title = match[2]
    return len(match[1]) < 3 or MARK.search(title) is not None or plain(title) in PARTS
