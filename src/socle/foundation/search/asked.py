"""What a person typed, as words and phrases, and as tokens to look for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from socle.foundation.search.stopwords import STOPWORDS
from socle.foundation.search.tokens import (
    LONGEST_BEGINNING,
    Word,
    stems,
    token_of_kind,
    words,
)

LONGEST_QUERY = 300
MOST_TERMS = 16
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
LETTER_AT_END = re.compile(r"[^\W_]\Z")


@dataclass(frozen=True, slots=True)
class Term:
    """Words to be found: one by its stem, or in quotes, exactly and in a row."""

    words: tuple[Word, ...]
    quoted: bool = False
    # The last word is still being typed.
    open: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    beginning: bool = False


# One of the ways (one a language); in it every clause; of each clause one token.
Ways = list[list[list[Token]]]


def read(query: str, *, prefix: bool) -> list[Term]:
    """The terms of a query; too long a query is cut at a space."""
    text = query.translate(QUOTES)
    if len(text) > LONGEST_QUERY:
        text = re.sub(r"\s\S*$", " ", text[:LONGEST_QUERY])
    terms: list[Term] = []
    for position, piece in enumerate(text.split('"')):
        found = tuple(words(piece))
        if position % 2 == 0:
            terms += [Term((word,)) for word in found]
        elif found:
            terms.append(Term(found[:MOST_TERMS], quoted=True))
    if prefix and LETTER_AT_END.search(text) and len(terms) <= MOST_TERMS:
        last = terms[-1]
        terms[-1] = Term(last.words, last.quoted, open=True)
    return terms[:MOST_TERMS]


def asked_in(terms: Sequence[Term], language: str) -> list[Term]:
    """The terms without the stop-words of a language, unless nothing else is asked for."""
    common = STOPWORDS.get(language, frozenset())
    kept = [term for term in terms if term.quoted or term.texts[0] not in common]
    return kept or list(terms)


def ways(terms: Sequence[Term], languages: Sequence[str], kinds: Sequence[str]) -> Ways:
    found = []
    for language in languages:
        clauses = [
            clause for term in asked_in(terms, language) for clause in clauses_of(term, language)
        ]
        if kinds:
            clauses.append([Token(token_of_kind(kind, language)) for kind in kinds])
        found.append(clauses)
    return found


def clauses_of(term: Term, language: str) -> list[list[Token]]:
    *first, last = term.texts
    if not term.quoted:
        found = stems(term.words[0].written, language)
        alternatives = [Token(f"{language}={stem}") for stem in found]
        if term.open:
            alternatives.append(beginning(last, language))
        return [alternatives]
    if not first:
        return [[beginning(last, language) if term.open else Token(f"{language}:{last}")]]
    pairs = list(zip(term.texts, term.texts[1:], strict=False))
    return [
        [Token(f"{language}+{one}+{two}", beginning=term.open and number == len(pairs))]
        for number, (one, two) in enumerate(pairs, 1)
    ]


def beginning(text: str, language: str) -> Token:
    if len(text) <= LONGEST_BEGINNING:
        return Token(f"{language}^{text}")
    return Token(f"{language}:{text}", beginning=True)
