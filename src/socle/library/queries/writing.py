"""A case as its form is opened, and what others did to it meanwhile."""

from dataclasses import dataclass

from socle.library.models import Case, Change
from socle.library.queries.facts import Facts, facts_of, put_together
from socle.texts.models import Revision
from socle.texts.queries.merging import MergedWords, merge_words
from socle.texts.queries.revisions import latest, words_of
from socle.texts.queries.words import Words

NOTHING = Words("", "", "", "")


@dataclass(frozen=True, slots=True)
class Opened:
    """``last``: what is published in the language; ``source``: what a translation renders;
    ``change``: how the case stands."""

    case: Case
    language: str
    change: Change
    last: Revision | None
    source: Revision | None

    @property
    def is_translation(self) -> bool:
        return self.language != self.case.text.source_language

    @property
    def words(self) -> Words:
        return words_of(self.last) if self.last else NOTHING


def opened(case: Case, language: str) -> Opened:
    change = case.changes.select_related("by", "area", "adapted_from").latest("pk")
    text = case.text
    source = latest(text) if language != text.source_language else None
    last = text.revisions.filter(language=language).order_by("-number").first()
    return Opened(case, language, change, last, source)


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What somebody else changed since a form was opened, and both together. ``merged`` collides
    where both changed the same words."""

    change: Change
    theirs: Words
    merged: MergedWords
    facts: Facts | None


def meanwhile(
    found: Opened, *, seen: int, upon: int, words: Words, facts: Facts | None
) -> Meanwhile:
    """``seen`` and ``upon``: the change and the words the form was opened with."""
    was = found.case.text.revisions.filter(pk=upon, language=found.language).first()
    then = found.case.changes.filter(pk=seen).first()
    base = words_of(was) if was else NOTHING
    now = facts_of(found.case)
    return Meanwhile(
        change=found.change,
        theirs=found.words,
        merged=merge_words(base, words, found.words, found.language),
        facts=put_together(facts_of(then) if then else now, facts, now) if facts else None,
    )
