"""What people proposed, on the latest words, and what became of it."""

from secrets import token_hex

from socle.demands.actions.demo.shelf import Shelf
from socle.demands.queries.manuscripts import Manuscript
from socle.texts.actions.loading import Said, publish_all
from socle.texts.models import Revision, Suggestion, Text
from socle.texts.queries.words import FIELDS, Words

State = Suggestion.State
ANSWERED = {State.ACCEPTED, State.AMENDED, State.DECLINED, State.WITHDRAWN}
# The first was made so many days ago, the others after it; answers came so many days later.
FIRST, ANSWER_AFTER = 16, 2


def load_suggestions(shelf: Shelf, found: list[Manuscript]) -> None:
    Suggestion.objects.bulk_create(
        suggestion(shelf, each, FIRST - number) for number, each in enumerate(found)
    )


def suggestion(shelf: Shelf, found: Manuscript, days: int) -> Suggestion:
    text = text_of(shelf, found)
    language, state = found.fact("language"), State(found.fact("state"))
    person = shelf.people.get(found.fact("by"))
    at = shelf.ago(days)
    made = Suggestion(
        revision=shelf.latest[text.pk, language],
        why=found.fact("why"),
        by=person,
        name=person.name if person else found.fact("name"),
        email="" if person else found.fact("email"),
        language=language,
        may_name=state in {State.ACCEPTED, State.AMENDED},
        nonce=token_hex(16),
        state=state,
        made_at=at,
        confirmed_at=None if state == State.UNCONFIRMED else at,
        answer=found.fact("answer"),
    )
    for name in FIELDS:
        setattr(made, name, getattr(found.words, name))
    if state in ANSWERED:
        made.answered_at = shelf.ago(days - ANSWER_AFTER)
    if state in ANSWERED - {State.WITHDRAWN}:
        made.answered_by = shelf.organiser(text.owner)
    if made.may_name:
        made.result = result(shelf, found, made, text)
    return made


def text_of(shelf: Shelf, found: Manuscript) -> Text:
    name, level = found.fact("on"), found.fact("level")
    if not level:
        return shelf.demands[name].text
    return shelf.provisions[name, level, found.fact("area")].text


def result(shelf: Shelf, found: Manuscript, made: Suggestion, text: Text) -> Revision:
    """Published, with the name of who proposed it; amended by a few words where the file says."""
    said = [getattr(found.words, name) for name in FIELDS]
    before, after = found.fact("amended_from"), found.fact("amended_to")
    if before:
        said = [part.replace(before, after) for part in said]
    words = Words.of(*said)
    return publish_all(
        [
            Said(
                text, made.language, words, made.answered_at or made.made_at, made.answered_by,
                note=made.why[:500], credited=made.name,
            )
        ],
        shelf.latest,
    )[0]  # fmt: skip
