"""What a group makes of a new revision of the original: takes it, or keeps its words.

Nothing here ever happens by itself, but for one thing: an adaptation whose words are those of the
new original already has nothing left to decide.
"""

from datetime import datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.groups.actions.living import show_act
from socle.texts.actions.drafting import NotReady, save_draft
from socle.texts.actions.publishing import hold_text, publish
from socle.texts.kinds import kind_of
from socle.texts.models import Draft, Revision, Text, Update
from socle.texts.queries.checking import Fault, faults_of, too_long
from socle.texts.queries.revisions import latest, words_of
from socle.texts.queries.updates import may_be_taken, measured_from, ours_of
from socle.texts.queries.words import Words

State = Update.State


class AlreadyAnswered(Exception):
    """Somebody of the group answered meanwhile, or a later revision overtook it; ``update`` is as
    it became."""

    def __init__(self, update: Update) -> None:
        self.update = update
        super().__init__(str(update))


class OurWordsChanged(Exception):
    """The group's words are no longer those that were merged: look at the merge again."""


class NoReason(Exception):
    """Who keeps their words says why."""


def hold_update(update: Update) -> tuple[Update, Text]:
    """Both as they are now, held until the transaction ends. Raises AlreadyAnswered,
    TextIsWithdrawn, GroupIsArchived."""
    text = hold_text(update.text)
    rows = Update.objects.select_for_update(of=("self",))
    rows = rows.select_related("text__base", "revision", "measured_from", "answered_by")
    found = rows.get(pk=update.pk)
    if not may_be_taken(found):
        raise AlreadyAnswered(found)
    return found, text


def take_update(
    *, update: Update, words: Words, seen: str, by: User, now: datetime, note: str = ""
) -> Revision | Draft:
    """The result of the merge becomes the group's words: published, or its draft where it never
    published. ``seen`` is the mark of the words that were merged.

    Raises AlreadyAnswered, OurWordsChanged, NotReady, TextIsWithdrawn, GroupIsArchived.
    """
    with transaction.atomic():
        held, text = hold_update(update)
        ours = ours_of(text)
        if ours.mark != seen:
            raise OurWordsChanged
        if faults := amiss(text, words, is_draft=not ours.is_published):
            raise NotReady(faults)
        move_base(held, text)
        language = text.source_language
        result: Revision | Draft
        if ours.is_published:
            # What somebody is writing meanwhile stays theirs, and is put together with this.
            result = publish(
                text=text, language=language, words=words, by=by, note=note, took=held.revision,
                now=now,
            )  # fmt: skip
        else:
            version = ours.row.version if isinstance(ours.row, Draft) else 0
            result = save_draft(
                text=text, language=language, words=words, seen=version, by=by, now=now
            )
        answer(held, State.TAKEN, by, now, result=result if isinstance(result, Revision) else None)
        record("texts.update.taken", now=now, by=by, target=text, reason=str(held.revision_id))
        show_act(text.owner, by=by, now=now)
    return result


def amiss(text: Text, words: Words, *, is_draft: bool) -> list[Fault]:
    """A draft may be without what is published, but still has to fit."""
    return list(too_long(kind_of(text), words)) if is_draft else faults_of(text, words)


def keep_our_words(*, update: Update, reason: str, by: User, now: datetime) -> None:
    """Nothing changes, and nothing more is said until the original publishes again.

    Raises NoReason, AlreadyAnswered, TextIsWithdrawn, GroupIsArchived.
    """
    if not reason.strip():
        raise NoReason
    with transaction.atomic():
        held, text = hold_update(update)
        if held.state == State.KEPT:
            raise AlreadyAnswered(held)
        move_base(held, text)
        answer(held, State.KEPT, by, now, reason=reason.strip()[:500])
        record("texts.update.kept", now=now, by=by, target=text, reason=reason.strip()[:500])
        show_again(text)
        show_act(text.owner, by=by, now=now)


def settle(update: Update, *, now: datetime) -> None:
    """The group has these very words already. In the transaction that compared them."""
    move_base(update, update.text)
    answer(update, State.TAKEN, None, now)
    show_again(update.text)


def move_base(update: Update, text: Text) -> None:
    """What came until this revision was looked at."""
    update.measured_from = measured_from(update)
    text.base = update.revision
    Text.objects.filter(pk=text.pk).update(base=update.revision)


def answer(
    update: Update,
    state: str,
    by: User | None,
    now: datetime,
    *,
    result: Revision | None = None,
    reason: str = "",
) -> None:
    update.state, update.answered_by, update.answered_at = state, by, now
    update.result, update.reason = result, reason
    update.save()


def show_again(text: Text) -> None:
    """Rooms above look again at words that are now measured against another original."""
    revision = latest(text)
    if revision is not None:
        kind_of(text).show(revision)


def theirs_of(update: Update) -> Words:
    """The new original as it is, byte for byte."""
    return words_of(update.revision)
