"""What is being written, saved as one types, one writer after another; and published."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from socle.accounts.models import User
from socle.texts.actions.publishing import NothingNew, hold_text, publish
from socle.texts.models import Draft, Revision, Text
from socle.texts.queries.checking import Fault, faults_of
from socle.texts.queries.revisions import latest, words_of
from socle.texts.queries.words import Words


class DraftChangedMeanwhile(Exception):
    """Somebody saved the draft since it was opened; ``draft`` is as they left it, or None when
    they published it or threw it away."""

    def __init__(self, draft: Draft | None) -> None:
        self.draft = draft
        super().__init__(str(draft and draft.version))


class PublishedMeanwhile(Exception):
    """A revision was published since the draft was begun: its changes are brought in first."""

    def __init__(self, revision: Revision) -> None:
        self.revision = revision
        super().__init__(str(revision))


class NotReady(Exception):
    """Something must be written first; ``faults`` say what."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__(str(faults))


class NoNote(Exception):
    """A correction says what changed, and why."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A draft as it was opened: its key and version, both 0 where there was none."""

    key: int = 0
    version: int = 0

    @classmethod
    def of(cls, draft: Draft | None) -> "Seen":
        return cls(draft.pk, draft.version) if draft else cls()


def save_draft(
    *,
    text: Text,
    language: str,
    words: Words,
    seen: Seen | int,
    by: User,
    now: datetime,
    translates: Revision | None = None,
    upon: Revision | None = None,
) -> Draft:
    """Keep what was typed. ``seen`` is the draft as it was opened, or its version alone (0: none).

    ``upon`` is the revision that whoever writes has taken into account, by default the last one.
    Saving the same words again changes nothing. Raises DraftChangedMeanwhile, TextIsWithdrawn,
    GroupIsArchived.
    """
    with transaction.atomic():
        held = hold_text(text)
        draft = held.drafts.filter(language=language).first()
        if draft is not None and says_so_already(draft, words, upon, translates):
            return draft
        refuse_if_changed(draft, seen)
        if draft is None:
            upon = upon or latest(held, language)
            draft = Draft(text=held, language=language, base=upon, version=0)
        draft.title, draft.summary, draft.body, draft.more = (
            words.title, words.summary, words.body, words.more,
        )  # fmt: skip
        draft.translates = translates or draft.translates
        draft.base = upon or draft.base
        draft.version += 1
        draft.saved_at, draft.saved_by = now, by
        draft.save()
    return draft


def says_so_already(
    draft: Draft, words: Words, upon: Revision | None, translates: Revision | None
) -> bool:
    return (
        words_of(draft) == words
        and (upon is None or draft.base_id == upon.pk)
        and (translates is None or draft.translates_id == translates.pk)
    )


def refuse_if_changed(draft: Draft | None, seen: Seen | int) -> None:
    is_as_seen = (
        (draft.version if draft else 0) == seen if isinstance(seen, int) else Seen.of(draft) == seen
    )
    if not is_as_seen:
        raise DraftChangedMeanwhile(draft)


def throw_draft_away(*, text: Text, language: str, seen: Seen | int) -> None:
    """What is published stays as it is. Raises DraftChangedMeanwhile, TextIsWithdrawn,
    GroupIsArchived."""
    with transaction.atomic():
        draft = hold_text(text).drafts.filter(language=language).first()
        if draft is None:
            return
        refuse_if_changed(draft, seen)
        draft.delete()


def publish_draft(
    *, text: Text, language: str, seen: Seen, note: str, by: User, now: datetime
) -> Revision:
    """Publish the draft as it was looked at.

    Raises DraftChangedMeanwhile, PublishedMeanwhile, NotReady, NoNote, and as ``publish``: also
    NothingNew, with the last revision, when the draft was published already.
    """
    with transaction.atomic():
        held = hold_text(text)
        last = latest(held, language)
        draft = held.drafts.filter(language=language).first()
        if draft is None and last is not None:
            raise NothingNew(last)
        if draft is None or Seen.of(draft) != seen:
            raise DraftChangedMeanwhile(draft)
        if last is not None and draft.base_id != last.pk:
            raise PublishedMeanwhile(last)
        if faults := faults_of(held, words_of(draft)):
            raise NotReady(faults)
        if last is not None and not note.strip():
            raise NoNote
        return publish(
            text=held,
            language=language,
            words=words_of(draft),
            by=by,
            now=now,
            note=note,
            translates=draft.translates,
        )
