"""The words found, marked where they stand."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from socle.foundation.search.asked import Term, asked_in
from socle.foundation.search.tokens import Word, stems, words

LENGTH = 220
# How much of a snippet stands before the first match.
BEFORE = 60
# A text is read by blocks, no further than needed; they overlap so that no word is cut in two.
BLOCK, OVERLAP, FURTHEST = 4_000, 400, 100_000


class Part(NamedTuple):
    text: str
    matched: bool


class Marker:
    """Marks in texts of one language what was asked for."""

    def __init__(self, terms: Sequence[Term], language: str) -> None:
        asked = asked_in(terms, language)
        self.language = language
        self.stems = {
            stem
            for term in asked
            if not term.quoted
            for stem in stems(term.words[0].written, language)
        }
        # Stemming is dear and leaves the first letter alone: few words of a text need it.
        self.initials = {stem[0] for stem in self.stems}
        self.beginnings = tuple(
            term.texts[0] for term in asked if term.open and len(term.words) == 1
        )
        self.phrases = [term for term in asked if term.quoted]

    def marks(self, text: str) -> Iterator[tuple[int, int]]:
        """Where something asked for begins and ends, in order, never overlapping."""
        found = list(words(text))
        done = 0
        for position, word in enumerate(found):
            length = self.matches_at(found, position)
            if length and word.start >= done:
                done = found[position + length - 1].end
                yield word.start, done

    def matches_at(self, found: list[Word], position: int) -> int:
        """How many words match here."""
        for phrase in self.phrases:
            there = [word.text for word in found[position : position + len(phrase.words)]]
            if same(there, phrase):
                return len(there)
        word = found[position]
        if self.beginnings and word.text.startswith(self.beginnings):
            return 1
        if word.text[0] not in self.initials:
            return 0
        return int(not self.stems.isdisjoint(stems(word.written, self.language)))

    def mark(self, text: str) -> list[Part]:
        """The whole text, in parts."""
        parts = []
        done = 0
        for start, end in self.marks(text):
            parts += [Part(text[done:start], False), Part(text[start:end], True)]
            done = end
        return [part for part in (*parts, Part(text[done:], False)) if part.text]

    def snippet(self, text: str) -> list[Part]:
        """Some words around the first match, or the beginning of the text if there is none."""
        text = text[:FURTHEST]
        first = self.first(text)
        start = max(0, first - BEFORE)
        if start:
            start = text.find(" ", start, first) + 1 or first
        end = start + LENGTH
        if end < len(text):
            space = text.rfind(" ", start, end)
            end = space if space > start + LENGTH // 2 else end
        parts = self.mark(" ".join(text[start:end].split()))
        before = [Part("… ", False)] if start else []
        after = [Part(" …", False)] if end < len(text) else []
        return before + parts + after

    def first(self, text: str) -> int:
        for block in range(0, len(text), BLOCK):
            for start, _end in self.marks(text[block : block + BLOCK + OVERLAP]):
                return block + start
        return 0


def same(there: list[str], phrase: Term) -> bool:
    *first, last = phrase.texts
    if len(there) != len(phrase.words) or there[:-1] != first:
        return False
    return there[-1].startswith(last) if phrase.open else there[-1] == last
