"""Other words that people proposed: the secret links of visitors, inboxes, what anyone may know."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.db.models import Case, Count, Q, QuerySet, When

from socle.groups.models import Group
from socle.texts.models import Revision, Suggestion, Text
from socle.texts.queries.merging import MergedWords, merge_words
from socle.texts.queries.revisions import latest, words_of

State = Suggestion.State
signer = Signer(salt="texts.suggestion", sep=".")
ACCEPTED = (State.ACCEPTED, State.AMENDED)


def token_of(suggestion: Suggestion) -> str:
    """What stands in the link of its author."""
    return signer.sign(f"{suggestion.pk}.{suggestion.nonce}")


def suggestion_with(token: str) -> Suggestion | None:
    """For a link that was made here and not altered, while the suggestion is kept."""
    try:
        key, nonce = signer.unsign(token).split(".")
    except (BadSignature, ValueError):
        return None
    rows = Suggestion.objects.select_related("revision__text__owner", "result", "by")
    return rows.filter(pk=key, nonce=nonce).first()


def inbox(group: Group) -> QuerySet[Suggestion]:
    """Those of its texts: what waits for an answer, then the rest, latest first. What was not
    confirmed is nobody's to read."""
    rows = Suggestion.objects.filter(revision__text__owner=group).exclude(state=State.UNCONFIRMED)
    waits_first = Case(When(state=State.OPEN, then=0), default=1)
    rows = rows.select_related("revision__text", "by", "result")
    return rows.order_by(waits_first, "-made_at", "-pk")


def texts_in(group: Group) -> list[Revision]:
    """The revisions that name the texts of which the inbox holds something, by their titles."""
    found: dict[int, Revision] = {}
    for suggestion in inbox(group):
        found.setdefault(suggestion.revision.text_id, suggestion.revision)
    return sorted(found.values(), key=lambda revision: revision.title.casefold())


@dataclass(frozen=True, slots=True)
class Counts:
    """How many suggestions a text has, as anyone may know."""

    open: int
    accepted: int
    declined: int

    @property
    def total(self) -> int:
        return self.open + self.accepted + self.declined


def counts_of(text: Text) -> Counts:
    rows = Suggestion.objects.filter(revision__text=text)
    return Counts(
        **rows.aggregate(
            open=Count("pk", filter=Q(state=State.OPEN)),
            accepted=Count("pk", filter=Q(state__in=ACCEPTED)),
            declined=Count("pk", filter=Q(state=State.DECLINED)),
        )
    )


def waiting_suggestions(groups: Collection[int]) -> QuerySet[Suggestion]:
    """Those that groups, by key, have to answer."""
    rows = Suggestion.objects.filter(state=State.OPEN, revision__text__withdrawn_at=None)
    return rows.filter(revision__text__owner__in=groups)


def shown_suggestions(text: Text) -> QuerySet[Suggestion]:
    """What anyone may read of them: latest first."""
    rows = Suggestion.objects.filter(revision__text=text)
    shown = rows.exclude(state__in=[State.UNCONFIRMED, State.WITHDRAWN])
    return shown.select_related("by", "result", "revision").order_by("-made_at", "-pk")


def latest_for(suggestion: Suggestion) -> Revision:
    """The words it is merged into: the last published in its language."""
    revision = suggestion.revision
    return latest(revision.text, revision.language) or revision


def merge_of_suggestion(suggestion: Suggestion, onto: Revision) -> MergedWords:
    """The suggestion stands as theirs, the words of the text as ours."""
    base = suggestion.revision
    return merge_words(words_of(base), words_of(onto), words_of(suggestion), base.language)


def whole_of(merged: MergedWords, choice: str = "theirs") -> list[str]:
    """The same choice wherever both collide."""
    return [choice] * len(merged.collisions)
