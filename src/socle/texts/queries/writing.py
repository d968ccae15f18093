"""A text as it is opened to be written, and what others did to it meanwhile."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from socle.accounts.models import User
from socle.texts.models import Draft, Revision, Text
from socle.texts.queries.merging import MergedWords, merge_words
from socle.texts.queries.revisions import latest, words_of
from socle.texts.queries.words import Words

NOTHING = Words("", "", "", "")


@dataclass(frozen=True, slots=True)
class Opened:
    """``words`` stand in the draft, else in the last revision ``last``; ``source`` is what a
    translation renders, ``rendered`` the revision of it that was rendered until now."""

    text: Text
    language: str
    words: Words
    draft: Draft | None
    last: Revision | None
    source: Revision | None = None
    rendered: Revision | None = None

    @property
    def is_translation(self) -> bool:
        return self.language != self.text.source_language


def opened(text: Text, language: str) -> Opened:
    rows = text.drafts.filter(language=language)
    draft = rows.select_related("base", "translates", "saved_by").first()
    last = text.revisions.filter(language=language).order_by("-number").first()
    words = words_of(draft) if draft else words_of(last) if last else NOTHING
    if language == text.source_language:
        return Opened(text, language, words, draft, last)
    rendered = (draft and draft.translates) or (last and last.translates)
    return Opened(text, language, words, draft, last, latest(text), rendered)


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What somebody else did since a draft was opened: who, when, what.

    ``merged`` brings both together, ``theirs`` in place of what was opened. Nothing is written.
    """

    what: Literal["saved", "published", "thrown_away"]
    by: User | None
    at: datetime | None
    base: Words
    ours: Words
    theirs: Words
    merged: MergedWords


def saved_meanwhile(draft: Draft, *, base: Words, ours: Words) -> Meanwhile:
    theirs = words_of(draft)
    merged = merge_words(base, ours, theirs, draft.language)
    return Meanwhile("saved", draft.saved_by, draft.saved_at, base, ours, theirs, merged)


def published_meanwhile(revision: Revision, *, base: Words, ours: Words) -> Meanwhile:
    theirs = words_of(revision)
    merged = merge_words(base, ours, theirs, revision.language)
    at = revision.published_at
    return Meanwhile("published", revision.author, at, base, ours, theirs, merged)


def thrown_away(*, ours: Words, language: str) -> Meanwhile:
    """The draft is gone, and nothing was published: what was typed is all there is."""
    merged = merge_words(ours, ours, ours, language)
    return Meanwhile("thrown_away", None, None, ours, ours, ours, merged)


def overtaken(found: Opened) -> Meanwhile | None:
    """What was published since the draft was begun: as when a suggestion was accepted."""
    if found.draft is None or found.last is None or found.draft.base_id == found.last.pk:
        return None
    base = words_of(found.draft.base) if found.draft.base else NOTHING
    return published_meanwhile(found.last, base=base, ours=found.words)
