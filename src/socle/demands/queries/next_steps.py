"""What coordinators are asked to do next with demands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min, OuterRef, QuerySet, Subquery
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from socle.demands.models import Memorandum, Offer, Release
from socle.demands.queries.offers import waiting_offers
from socle.demands.queries.words import said_last
from socle.groups.models import Group
from socle.groups.queries.next_steps import ANSWER_WITHIN
from socle.groups.queries.steps import Counted, NextStep
from socle.groups.rules import Who
from socle.texts.models import Suggestion

# How long words may wait for the version that holds them, before it is due.
RELEASE_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Unreleased:
    """A public memorandum of which words were published after its last version; ``since`` when."""

    key: int
    title: str
    language: str
    since: datetime


@dataclass(frozen=True, slots=True)
class ToAnswer:
    offers: int
    first_offer: Offer | None
    suggestions: int
    first_suggestion: datetime | None
    suggestions_url: str
    unreleased: list[Unreleased]


def to_answer(coalition: Group | None) -> ToAnswer:
    """What waits for the coalition; three queries."""
    offers = list(waiting_offers())
    waiting = Suggestion.objects.filter(
        state=Suggestion.State.OPEN,
        revision__text__owner=coalition,
        revision__text__withdrawn_at=None,
    ).order_by("confirmed_at", "made_at")
    times = list(waiting.values_list("confirmed_at", "made_at"))
    first = [at for row in times[:1] for at in row if at is not None]
    return ToAnswer(
        offers=len(offers),
        first_offer=offers[0] if offers else None,
        suggestions=len(times),
        first_suggestion=first[0] if first else None,
        suggestions_url=inbox(coalition),
        unreleased=unreleased(),
    )


def inbox(coalition: Group | None) -> str:
    try:
        return reverse("texts:suggestions", args=[coalition.slug]) if coalition else ""
    except NoReverseMatch:
        return ""


def unreleased() -> list[Unreleased]:
    """Those that have a version, and of whose texts something was published since; one query."""
    since: dict[int, datetime] = {}
    titles: dict[int, tuple[str, str]] = {}
    own, *others = [published_since(path) for path in TEXTS_OF_MEMORANDUM]
    for key, title, language, first in own.union(*others, all=True):
        titles[key] = title, language
        since[key] = min(first, since.get(key, first))
    return [Unreleased(key, *titles[key], since[key]) for key in sorted(since)]


# From a memorandum to a kind of its texts, and what must be true of what it passes by.
TEXTS_OF_MEMORANDUM: dict[str, dict[str, Any]] = {
    "text": {},
    "places__demand__text": {"places__demand__withdrawn_at": None},
    "places__demand__provisions__text": {
        "places__demand__withdrawn_at": None,
        "places__demand__provisions__withdrawn_at": None,
    },
}


def published_since(path: str) -> QuerySet[Memorandum, tuple[int, str, str, datetime]]:
    """Of memorandums of which such a text was published after their last version: key, title and
    its language, when first."""
    last = Release.objects.filter(memorandum=OuterRef("pk")).order_by("-at").values("at")[:1]
    rows = Memorandum.objects.filter(withdrawn_at=None, text__owner__archived_at=None)
    published = f"{path}__revisions__published_at"
    later = {f"{published}__gt": Subquery(last), **TEXTS_OF_MEMORANDUM[path]}
    title = {name: said_last("text", name) for name in ("title", "language")}
    each = rows.filter(**later).order_by().values_list("pk").annotate(**title)
    return each.annotate(first=Min(published))


def waiting_for_coalition(who: Who, now: datetime) -> QuerySet[Offer] | None:
    return waiting_offers() if who.is_coordinator else None


def answer_offers(count: int, first: datetime) -> NextStep:
    words = ngettext(
        "Answer a group that offers a demand", "Answer %(count)s demands that groups offer", count
    )
    due = timezone.localdate(first + ANSWER_WITHIN)
    return NextStep("offers", words % {"count": count}, reverse("demands:offers"), due)


COUNTED = [Counted(waiting_for_coalition, answer_offers, since="made_at")]


def steps_of_coordinators(who: Who, groups: dict[int, Group], now: datetime) -> Iterator[NextStep]:
    """Versions to publish; none for anybody else."""
    for each in unreleased() if who.is_coordinator else []:
        words = _("Publish a release of “%(title)s”: words changed since the last one")
        url = reverse("demands:memorandum-release-new", args=[each.key])
        due = timezone.localdate(each.since + RELEASE_WITHIN)
        yield NextStep("release", words % {"title": each.title}, url, due)
