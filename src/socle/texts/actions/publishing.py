"""Publishing words: a revision that nobody changes any more."""

from datetime import datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.foundation.queue import queue_job
from socle.groups.actions.living import hold, show_act
from socle.groups.models import Group
from socle.texts.actions.closing import close_suggestions
from socle.texts.kinds import kind_of
from socle.texts.models import Draft, Revision, Text, Update
from socle.texts.queries.revisions import latest, words_of
from socle.texts.queries.words import Words


class TextIsWithdrawn(Exception):
    """Nothing more is published of a text that was withdrawn."""


class NothingNew(Exception):
    """The words are those that were published last; ``revision`` is that one."""

    def __init__(self, revision: Revision) -> None:
        self.revision = revision
        super().__init__(str(revision))


class NoTitle(Exception):
    """A text without a title cannot be published."""


class SourceIsMissing(Exception):
    """A translation renders a published revision of the language the text is written in."""


def begin_text(
    *,
    owner: Group,
    kind: str,
    language: str,
    by: User | None,
    now: datetime,
    adapted_from: Revision | None = None,
) -> Text:
    """A text without a word yet. Call it in the transaction that makes what the text is of."""
    return Text.objects.create(
        owner=owner,
        kind=kind,
        source_language=language,
        adapted_from=adapted_from,
        base=adapted_from,
        created_at=now,
        created_by=by,
        updated_at=now,
    )


def hold_text(text: Text) -> Text:
    """The text as it is now, held until the transaction ends, with its group. TextIsWithdrawn,
    GroupIsArchived."""
    hold(text.owner)
    held = Text.objects.select_for_update(of=("self",)).select_related("owner").get(pk=text.pk)
    if held.withdrawn_at is not None:
        raise TextIsWithdrawn
    return held


def publish(
    *,
    text: Text,
    language: str,
    words: Words,
    by: User | None,
    now: datetime,
    note: str = "",
    credited: str = "",
    translates: Revision | None = None,
    took: Revision | None = None,
) -> Revision:
    """Publish words in a language; a draft of these words has served, one of others stays.

    Adaptations made of it are told by a job. Raises NothingNew when these very words were
    published last (a second press of the button), NoTitle, SourceIsMissing, TextIsWithdrawn,
    GroupIsArchived.
    """
    if not words.title.strip():
        raise NoTitle
    with transaction.atomic():
        held = hold_text(text)
        revision = add_revision(
            held, language, words, by, now, note, credited, source_of(held, language, translates),
            took,
        )  # fmt: skip
        drop_served_draft(held, language, words)
        tell_adaptations(held, revision, now)
        measure_again(held)
        record("texts.revision.published", now=now, by=by, target=held, reason=str(revision.number))
        show_act(held.owner, by=by, now=now)
        kind_of(held).show(revision)
    return revision


def drop_served_draft(text: Text, language: str, words: Words) -> None:
    """A draft that says this, or that nobody has changed since it was begun. Somebody may be
    writing other words: these are theirs, and are put together with what was published."""
    draft = Draft.objects.filter(text=text, language=language).select_related("base").first()
    if draft is None:
        return
    begun_from = draft.base or text.adapted_from
    if words_of(draft) in (words, begun_from and words_of(begun_from)):
        draft.delete()


def add_revision(
    text: Text,
    language: str,
    words: Words,
    by: User | None,
    now: datetime,
    note: str,
    credited: str,
    translates: Revision | None,
    took: Revision | None,
) -> Revision:
    before = latest(text, language)
    digest = words.digest(language)
    same_source = before is not None and before.translates_id == (translates and translates.pk)
    if before is not None and before.digest == digest and took is None and same_source:
        raise NothingNew(before)
    Text.objects.filter(pk=text.pk).update(updated_at=now)
    return Revision.objects.create(
        text=text,
        language=language,
        number=before.number + 1 if before else 1,
        title=words.title,
        summary=words.summary,
        body=words.body,
        more=words.more,
        digest=digest,
        note=note,
        author=by,
        credited=credited,
        made_from=before,
        translates=translates,
        took=took,
        published_at=now,
    )


def source_of(text: Text, language: str, translates: Revision | None) -> Revision | None:
    """What a translation renders: the revision given, else the last in the text's own language."""
    if language == text.source_language:
        return None
    source = translates or latest(text)
    if source is None or source.text_id != text.pk or source.language != text.source_language:
        raise SourceIsMissing
    return source


def tell_adaptations(text: Text, revision: Revision, now: datetime) -> None:
    """A row says that each adaptation is due to be compared; the job does it after the commit."""
    adaptations = Text.objects.standing().filter(
        base__text=text, base__language=revision.language, base__number__lt=revision.number
    )
    keys = list(adaptations.values_list("pk", flat=True))
    if not keys:
        return
    older = Update.objects.filter(text__in=keys, state__in=["due", "waiting"])
    older.update(state=Update.State.OVERTAKEN)
    Update.objects.bulk_create(
        [Update(text_id=key, revision=revision, asked_at=now) for key in keys], batch_size=500
    )
    transaction.on_commit(ask_to_compare, robust=True)


def measure_again(text: Text) -> None:
    """What the original brings is counted anew against other words; nobody is told twice."""
    waiting = Update.objects.filter(text=text, state=Update.State.WAITING)
    if text.base_id is not None and waiting.update(state=Update.State.DUE):
        transaction.on_commit(ask_to_compare, robust=True)


def ask_to_compare() -> None:
    queue_job("texts.compare_due_updates")


def withdraw_text(*, text: Text, by: User | None, now: datetime, reason: str = "") -> None:
    """It is kept, is read as withdrawn, and nothing more is published of it. Idempotent.

    Who suggested words that nobody answered is told. Call it in the transaction that withdraws what
    the text is of.
    """
    if Text.objects.filter(pk=text.pk, withdrawn_at=None).update(withdrawn_at=now, updated_at=now):
        Update.objects.filter(text=text, state__in=["due", "waiting"]).update(
            state=Update.State.OVERTAKEN
        )
        close_suggestions(text=text, by=by, now=now, reason=reason)
        record("texts.text.withdrawn", now=now, by=by, target=text, reason=reason[:500])


def bring_text_back(*, text: Text, by: User | None, now: datetime) -> None:
    """It stands again, as it was. Idempotent; call it in the transaction that brings back what the
    text is of."""
    rows = Text.objects.filter(pk=text.pk, withdrawn_at__isnull=False)
    if rows.update(withdrawn_at=None, updated_at=now):
        record("texts.text.restored", now=now, by=by, target=text)
