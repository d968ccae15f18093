"""A text cut into the units that merges and comparisons move about.

A unit is a sentence of a paragraph or of a list item, with the space after it; a whole line where
a line is a thing: a heading, a row of a table, a line of code, a blank one. Put end to end, the
units are the text. Where a sentence ends is a guess: a wrong one makes a unit longer or shorter,
never a text wrong.
"""

import re
from collections.abc import Iterator

from socle.texts.queries.abbreviations import ALWAYS_IN, BEFORE_FIGURES_IN

LINE = re.compile(r"[^\n]*\n|[^\n]+")
FENCE = re.compile(r"[ \t>]*(?:[-*+][ \t]{1,4})?(`{3,}|~{3,})(.*)")
HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
# A list item, a quotation that begins, a footnote.
ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]|[ \t]*\[\^[^\]\n]{1,80}\]:")
ADDRESS = re.compile(r" {0,3}\[[^\]^\n][^\]\n]{0,200}\]:")
HARD_BREAK = re.compile(r"(?:  |\\)$")
RULE = set("-=*_ \t")
TABLE_RULE = set("|-: \t")

# What may stand between the end of a sentence and the space after it.
CLOSERS = r"""[)\]"'”’*_~`]|\[\^[^\]\s]{1,40}\]"""
QUOTES = {"fr": r"|[ \u00a0\u202f]?»", "de": r"|[«»“]"}
OPENERS = re.compile(r"""[\s"'«»“”„‘(\[*_~`>¿¡]{0,12}""")
LETTERS = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]", re.UNICODE)
# The longest word looked at before a full stop.
LONGEST = 24
ORDINAL = re.compile(r"\d{1,2}|[IVX]{1,5}")


def end_of(language: str) -> re.Pattern[str]:
    closers = CLOSERS + QUOTES.get(language, "|»")
    # Possessive, and never from the middle of a row of signs: one look at each character.
    return re.compile(rf"(?<![.!?…])([.!?…]++)(?:{closers})*+[ \t\u00a0\u202f\n]++")


ENDS = {language: end_of(language) for language in ("fr", "nl", "de", "en")}


def units_of(text: str, language: str) -> list[str]:
    """In order; ``"".join(units_of(text, language)) == text`` for any text and language."""
    return [unit for block in blocks(text) for unit in sentences(block, language)]


# --- blocks: one whole line, or the lines of a paragraph ---


def blocks(text: str) -> Iterator[str | tuple[str]]:
    """A paragraph or an item, as one string; a line that is a unit, alone in a tuple."""
    lines = LINE.findall(text)
    gathered: list[str] = []
    tables, code = rows_of_tables(lines), lines_of_code(lines)
    for number, line in enumerate(lines):
        whole = number in code or number in tables or stands_alone(line)
        if gathered and (whole or ITEM.match(line) or HARD_BREAK.search(gathered[-1][:-1])):
            yield "".join(gathered)
            gathered = []
        if whole:
            yield (line,)
        else:
            gathered.append(line)
    if gathered:
        yield "".join(gathered)


def stands_alone(line: str) -> bool:
    found = line.strip()
    if not found or set(found) <= RULE:
        return True
    return found[0] == "|" or bool(HEADING.match(line) or ADDRESS.match(line))


def lines_of_code(lines: list[str]) -> set[int]:
    """Between fences, these included; one that is never closed goes on to the end."""
    found: set[int] = set()
    fence = ""
    for number, line in enumerate(lines):
        match = FENCE.match(line.rstrip())
        if fence:
            found.add(number)
            if match and match[1].startswith(fence) and not match[2].strip():
                fence = ""
        elif match and not (match[1][0] == "`" and "`" in match[2]):
            found.add(number)
            fence = match[1]
    return found


def rows_of_tables(lines: list[str]) -> set[int]:
    """With the head above the rule, down to the first line without a bar."""
    found: set[int] = set()
    inside = False
    for number, line in enumerate(lines):
        if "|" not in line:
            inside = False
        elif inside:
            found.add(number)
        elif (
            "-" in line and set(line.strip()) <= TABLE_RULE and number and "|" in lines[number - 1]
        ):
            inside = True
            found.update((number - 1, number))
    return found


# --- sentences ---


def sentences(block: str | tuple[str], language: str) -> Iterator[str]:
    if isinstance(block, tuple):
        yield block[0]
        return
    item = ITEM.match(block)
    start = 0
    for match in ENDS.get(language, ENDS["en"]).finditer(block, item.end() if item else 0):
        if match.end() < len(block) and is_end(block, match, language):
            yield block[start : match.end()]
            start = match.end()
    yield block[start:]


def is_end(block: str, match: re.Match[str], language: str) -> bool:
    first = OPENERS.match(block, match.end())
    after = block[first.end() : first.end() + 1] if first else ""
    if after.islower():
        return False
    if match[1] != ".":
        return True
    before = block[max(0, match.start() - LONGEST) : match.start()].split()
    word = before[-1].lstrip("([«\"'*_“„’") if before else ""
    return bool(word) and not is_short_for_more(word, after, language)


def is_short_for_more(word: str, after: str, language: str) -> bool:
    """An abbreviation, an initial, a German ordinal: the sentence goes on."""
    lower = word.lower().rpartition("’")[2].rpartition("'")[2]
    if LETTERS.fullmatch(lower) and (len(lower) == 1 or "." in lower):
        return True
    if language == "de" and ORDINAL.fullmatch(word):
        return True
    if after.isdigit() and lower in BEFORE_FIGURES_IN.get(language, ()):
        return True
    return lower in ALWAYS_IN.get(language, ())
