"""What the originals of adaptations bring them: what is due, what waits, what was answered."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from socle.groups.models import Group
from socle.texts.kinds import Part, kind_of
from socle.texts.models import Draft, Revision, Text, Update
from socle.texts.queries.merging import MergedWords, merge_words
from socle.texts.queries.revisions import latest, latest_rows, words_of
from socle.texts.queries.words import Words

State = Update.State


@dataclass(frozen=True, slots=True)
class Ours:
    """The words of an adaptation that an update is merged into: those it published last; the
    draft where it never published any; where there is none, those it was made from. ``mark`` tells
    them from what was there before or after."""

    words: Words
    row: Revision | Draft | None

    @property
    def is_published(self) -> bool:
        return isinstance(self.row, Revision)

    @property
    def mark(self) -> str:
        if isinstance(self.row, Revision):
            return f"revision-{self.row.pk}"
        return f"draft-{self.row.version}" if self.row else "draft-0"


def ours_of(text: Text) -> Ours:
    """Of an adaptation."""
    row = latest(text) or text.drafts.filter(language=text.source_language).first()
    return ours_with(text, row)


def ours_with(text: Text, row: Revision | Draft | None) -> Ours:
    assert text.base is not None  # noqa: S101 -- a constraint says so of every adaptation
    return Ours(words_of(row or text.base), row)


def ours_of_each(texts: Iterable[Text]) -> dict[int, Ours]:
    """By key of the text; two queries. ``base`` of each is there already."""
    own = {text.pk: text for text in texts}
    found: dict[int, Revision | Draft] = {}
    for draft in Draft.objects.filter(text__in=own):
        if draft.language == own[draft.text_id].source_language:
            found[draft.text_id] = draft
    for revision in latest_rows().filter(text__in=own):
        if revision.language == own[revision.text_id].source_language:
            found[revision.text_id] = revision
    return {key: ours_with(text, found.get(key)) for key, text in own.items()}


def measured_from(update: Update) -> Revision:
    """What it is merged against: set once the group answered, else what its text says."""
    base = update.measured_from or update.text.base
    assert base is not None  # noqa: S101 -- a constraint says so of every adaptation
    return base


def made_another(update: Update) -> list[Part]:
    """The parts whose change makes of the original another thing than what was taken over."""
    before, after = measured_from(update), update.revision
    return [
        part
        for part in kind_of(after.text).parts
        if part.if_changed and getattr(before, part.name) != getattr(after, part.name)
    ]


def merge_of(update: Update, ours: Ours) -> MergedWords:
    theirs = update.revision
    base = words_of(measured_from(update))
    return merge_words(base, ours.words, words_of(theirs), theirs.language)


def due_updates() -> QuerySet[Update]:
    """Oldest first."""
    rows = Update.objects.filter(state=State.DUE, text__withdrawn_at=None)
    related = ("text__base", "text__owner", "revision", "measured_from")
    return rows.select_related(*related).order_by("pk")


def untold_updates() -> QuerySet[Update]:
    """Those of groups that live, by group."""
    rows = Update.objects.filter(state=State.WAITING, told_at=None, text__owner__archived_at=None)
    related = ("text__owner", "text__base", "revision__text__owner", "measured_from")
    return rows.select_related(*related).order_by("text__owner", "pk")


def updates_of(group: Group) -> QuerySet[Update]:
    """Those its pages show, latest first; one overtaken has given way to another."""
    rows = Update.objects.filter(text__owner=group, text__withdrawn_at=None)
    rows = rows.exclude(state=State.OVERTAKEN)
    # Nobody decided on what settled itself.
    rows = rows.exclude(state=State.TAKEN, answered_by=None, result=None)
    rows = rows.select_related("text__owner", "text__base", "revision__text__owner")
    rows = rows.select_related("measured_from", "answered_by", "result")
    return rows.order_by("-revision__published_at", "-pk")


def waiting_updates(groups: Collection[int]) -> QuerySet[Update]:
    """Those that groups, by key, have to answer."""
    rows = Update.objects.filter(state=State.WAITING, text__owner__in=groups)
    return rows.filter(text__withdrawn_at=None)


def may_be_taken(update: Update) -> bool:
    """It waits, counted or not; or the group kept its words, and the original has not moved on."""
    if update.state in {State.WAITING, State.DUE}:
        return True
    return update.state == State.KEPT and update.text.base_id == update.revision_id


def later_than(update: Update) -> Update | None:
    """The update that overtook it."""
    rows = Update.objects.filter(text=update.text_id, pk__gt=update.pk)
    return rows.exclude(state=State.OVERTAKEN).order_by("-pk").first()
