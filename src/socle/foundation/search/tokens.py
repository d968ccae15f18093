"""Text into tokens, in Python, so that both databases index the very same ones.

A document is found under five sorts of tokens, each opening with its language:

    fr:communes         a word, accents and case folded
    fr=commun           its stem
    fr^com              its first letters
    fr+plan+communal    two words that follow each other
    fr@area             the kind of the document
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from threading import Lock

import snowballstemmer

# What tokens are made of. Raise the number when anything here makes other tokens than before.
VERSION = f"1 {version('snowballstemmer')}"

STEMMERS = {
    code: snowballstemmer.stemmer(name)
    # The newer "dutch" makes "zon" (sun) of "gezondheid" (health).
    for code, name in {
        "fr": "french",
        "nl": "dutch_porter",
        "de": "german",
        "en": "english",
    }.items()
}
# A stemmer keeps the word it is working on: two threads must not use it at once.
STEMMING = Lock()

DEVOICED = {"z": "s", "v": "f"}

# Letters and digits; inside a word also combining marks and what is not seen, dropped by folding.
UNSEEN = "\u00ad\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u200b-\u200f\u2060\ufeff"
WRITTEN = re.compile(rf"[^\W_](?:[^\W_]|[{UNSEEN}])*")
LETTERS = re.compile(r"[^\W_]+")
WHOLE = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)

# In characters, folded; and as written.
LONGEST_WORD, LONGEST_PIECE = 40, 200
# Beginnings kept as tokens of their own; a longer one is looked for among the words.
LONGEST_BEGINNING = 3
# PostgreSQL refuses a tsvector of more than a mebibyte.
MOST_BYTES = 900_000


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: folded, as it was written (lower case), and where."""

    text: str
    written: str
    start: int
    end: int


@lru_cache(maxsize=50_000)
def fold(written: str) -> tuple[str, ...]:
    """The word without case nor accents; more than one when it unfolds into several (½, ﷺ)."""
    if written.isascii():
        return (written.lower()[:LONGEST_WORD],)
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", written).casefold())
    kept = (c for c in plain if unicodedata.category(c) not in {"Mn", "Cf"})
    return tuple(word[:LONGEST_WORD] for word in LETTERS.findall("".join(kept).translate(WHOLE)))


def words(text: str) -> Iterator[Word]:
    for match in WRITTEN.finditer(text):
        piece = match[0][:LONGEST_PIECE]
        folded = fold(piece)
        for word in folded:
            whole = unicodedata.normalize("NFC", piece.lower())[:LONGEST_WORD]
            written = whole if len(folded) == 1 else word
            yield Word(word, written, match.start(), match.end())


@lru_cache(maxsize=50_000)
def stems(written: str, language: str) -> tuple[str, ...]:
    """The stem of the folded word, and the folded stem of the word with its accents if it differs.

    The first lets "mobilite" find "mobilité", the second lets "financé" find "financées".
    """
    plain = fold(written)[:1]
    with STEMMING:
        found = [stem_in(language, word) for word in (*plain, written)]
    return tuple(dict.fromkeys(word for stem in found for word in fold(stem)[:1]))


def stem_in(language: str, word: str) -> str:
    if language not in STEMMERS:
        return word
    stem = str(STEMMERS[language].stemWord(word))
    if language != "nl":
        return stem
    # A second time and without voice, so that fietsen meets fiets, and huizen huis.
    stem = str(STEMMERS[language].stemWord(stem))
    return stem[:-1] + DEVOICED.get(stem[-1:], stem[-1:])


def tokens(text: str, language: str) -> dict[str, None]:
    """The tokens of a text, each once, in the order of the text."""
    found: dict[str, None] = {}
    size = 0
    before = ""
    for word in words(text):
        for token in tokens_of_word(word, before, language):
            if token not in found:
                found[token] = None
                size += len(token.encode())
        if size > MOST_BYTES:
            break
        before = word.text
    return found


def tokens_of_word(word: Word, before: str, language: str) -> Iterator[str]:
    yield f"{language}:{word.text}"
    for stem in stems(word.written, language):
        yield f"{language}={stem}"
    for length in range(1, min(len(word.text), LONGEST_BEGINNING) + 1):
        yield f"{language}^{word.text[:length]}"
    if before:
        yield f"{language}+{before}+{word.text}"


def token_of_kind(kind: str, language: str) -> str:
    return f"{language}@{kind}"
