"""What a group answers to suggested words: takes them, amends them, declines with a reason."""

from datetime import datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.groups.queries.people import name_of
from socle.texts.actions.drafting import NotReady
from socle.texts.actions.publishing import NothingNew, hold_text, publish
from socle.texts.actions.suggesting import hold_suggestion
from socle.texts.actions.telling import tell_author
from socle.texts.models import Revision, Suggestion, Text
from socle.texts.queries.checking import faults_of
from socle.texts.queries.suggestions import State, latest_for, merge_of_suggestion, whole_of
from socle.texts.queries.words import Words


class SuggestionIsAnswered(Exception):
    """Somebody answered meanwhile, or its author took it back; ``suggestion`` is as it became."""

    def __init__(self, suggestion: Suggestion) -> None:
        self.suggestion = suggestion
        super().__init__(str(suggestion))


class TextMovedOn(Exception):
    """Other words were published since the suggestion was read: look at it again."""


class NoReason(Exception):
    """Who declines says why: the author reads it."""


def hold_open(suggestion: Suggestion) -> tuple[Suggestion, Text]:
    """Both as they are now. Raises SuggestionIsAnswered, TextIsWithdrawn, GroupIsArchived."""
    text = hold_text(suggestion.revision.text)
    held = hold_suggestion(suggestion)
    if held.state != State.OPEN:
        raise SuggestionIsAnswered(held)
    return held, text


def accept_suggestion(
    *, suggestion: Suggestion, words: Words, seen: int, by: User, now: datetime, answer: str = ""
) -> Suggestion:
    """Publish the words that came of it: a revision that credits its author, if they agreed.

    ``words`` are those suggested, or as the group amended them; ``seen`` is the key of the
    revision they were merged into. Raises SuggestionIsAnswered, TextMovedOn, NotReady,
    TextIsWithdrawn, GroupIsArchived.
    """
    with transaction.atomic():
        held, text = hold_open(suggestion)
        onto = latest_for(held)
        if onto.pk != seen:
            raise TextMovedOn
        if faults := faults_of(text, words):
            raise NotReady(faults)
        merged = merge_of_suggestion(held, onto)
        as_suggested = words == merged.words(whole_of(merged))
        held.result = publish_from(held, text, onto, words, by, now)
        held.state = State.ACCEPTED if as_suggested else State.AMENDED
        finish(held, by, now, answer)
        record("texts.suggestion.accepted", now=now, by=by, target=held)
    return held


def publish_from(
    suggestion: Suggestion, text: Text, onto: Revision, words: Words, by: User, now: datetime
) -> Revision:
    """The revision, or the one that has these words already."""
    try:
        return publish(
            text=text,
            language=onto.language,
            words=words,
            by=by,
            note=suggestion.why[:500],
            credited=credit_of(suggestion),
            translates=onto.translates,
            now=now,
        )
    except NothingNew as told:
        return told.revision


def credit_of(suggestion: Suggestion) -> str:
    if not suggestion.may_name:
        return ""
    return suggestion.name or (name_of(suggestion.by) if suggestion.by else "")


def decline_suggestion(*, suggestion: Suggestion, reason: str, by: User, now: datetime) -> None:
    """The author gets the reason. Raises NoReason, SuggestionIsAnswered, TextIsWithdrawn,
    GroupIsArchived."""
    if not reason.strip():
        raise NoReason
    with transaction.atomic():
        held, _text = hold_open(suggestion)
        held.state = State.DECLINED
        finish(held, by, now, reason.strip())
        record("texts.suggestion.declined", now=now, by=by, target=held)


def finish(suggestion: Suggestion, by: User, now: datetime, answer: str) -> None:
    suggestion.answered_by, suggestion.answered_at, suggestion.answer = by, now, answer
    suggestion.save()
    tell_author(suggestion, now=now)
