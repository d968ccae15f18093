"""Names as people type them: no accents, case, hyphens, spaces; « St » is also « Saint »."""

import re
import unicodedata
from functools import lru_cache

LONGEST_QUERY = 100
# No name of a place holds one of these; programs and pages do.
NOT_IN_NAMES = re.compile(r"[<>{}=;\\]")
LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
WORD = re.compile(r"[^\W_]+")
SHORT = {
    "saint": "st",
    "sint": "st",
    "sankt": "st",
    "skt": "st",
    "sainte": "ste",
    "sinte": "ste",
}


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[str, ...]:
    """``Braine-l’Alleud`` is ``braine``, ``l``, ``alleud``; words in brackets are left out."""
    text = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    return tuple(WORD.findall(re.sub(r"\([^)]*\)", " ", text)))


def shortened(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(SHORT.get(word, word) for word in words)


def keys_of(words: tuple[str, ...]) -> list[str]:
    """The ways these words are written without spaces: in full, and with « st »."""
    return list(dict.fromkeys(["".join(words), "".join(shortened(words))]))


def slips_allowed(length: int) -> int:
    """One in four to six letters, two in more."""
    if length < 4:
        return 0
    return 1 if length < 7 else 2
