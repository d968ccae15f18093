"""What each of the processes of ``presses`` does."""

from collections.abc import Callable

from socle.accounts.models import JournalEntry, User
from socle.foundation.models import OutgoingMail
from socle.groups.tests.factories import NOW
from socle.texts.actions.answering import SuggestionIsAnswered, accept_suggestion
from socle.texts.actions.publishing import NothingNew, publish
from socle.texts.actions.updating import AlreadyAnswered, take_update, theirs_of
from socle.texts.models import Revision, Suggestion, Text, Update
from socle.texts.queries.revisions import words_of
from socle.texts.queries.updates import ours_of
from socle.texts.tests.factories import words

TOLD = (NothingNew, AlreadyAnswered, SuggestionIsAnswered)


def publish_words(key: int, by: User) -> None:
    said = words(body="A bus every hour.")
    text = Text.objects.get(pk=key)
    publish(text=text, language="en", words=said, by=by, note="Simpler.", now=NOW)


def take(key: int, by: User) -> None:
    update = Update.objects.get(pk=key)
    take_update(
        update=update, words=theirs_of(update), seen=ours_of(update.text).mark, by=by, now=NOW
    )


def accept(key: int, by: User) -> None:
    found = Suggestion.objects.get(pk=key)
    accept_suggestion(
        suggestion=found, words=words_of(found), seen=found.revision_id, by=by, now=NOW
    )


ACTS: dict[str, Callable[[int, User], None]] = {
    "publish": publish_words,
    "take": take,
    "accept": accept,
}


def press(act: str, key: int, user: int) -> str:
    """ "done", or what it was told instead; anything else ends the process, and is shown."""
    try:
        ACTS[act](key, User.objects.get(pk=user))
    except TOLD as told:
        return type(told).__name__
    return "done"


def what_there_is() -> dict[str, object]:
    verbs = JournalEntry.objects.filter(verb__startswith="texts.", at=NOW).order_by("pk")
    return {
        "revisions": list(Revision.objects.order_by("pk").values_list("text_id", "number")),
        "verbs": list(verbs.values_list("verb", flat=True)),
        "mails": OutgoingMail.objects.count(),
    }
