"""What was changed in cases, when, and how it was before."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from socle.library.models import Case, Change
from socle.library.queries.facts import NAMES, Facts
from socle.texts.models import Revision

# Days for which coordinators see on their overview what was changed.
WATCHED = 7
RELATED_WORDS = ("revision", "revision__made_from")


@dataclass(frozen=True, slots=True)
class FactChanged:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """``before``: the words it replaced, where it replaced some; ``is_last``: how it stands in its
    language."""

    change: Change
    before: Revision | None
    facts: list[FactChanged]
    is_last: bool


def changes_of(case: Case) -> QuerySet[Change]:
    """The latest first."""
    return with_all(case.changes.all())


def latest_changes() -> QuerySet[Change]:
    """Of all cases that stand, the latest first."""
    return with_all(Change.objects.filter(case__text__withdrawn_at=None))


def with_all(rows: QuerySet[Change]) -> QuerySet[Change]:
    related = ("revision__made_from", "by", "area", "case__text", "adapted_from")
    words = [f"{of}__{part}" for of in RELATED_WORDS for part in ("summary", "body", "more")]
    rows = rows.select_related(*related).defer(*words)
    return rows.prefetch_related("topics").order_by("-pk")


def changed_lately(now: datetime) -> int:
    return Change.objects.filter(at__gt=now - timedelta(days=WATCHED)).count()


def change_of(case: Case, key: str) -> Change | None:
    usable = key.isascii() and key.isdigit() and len(key) < 10
    return changes_of(case).filter(pk=int(key)).first() if usable else None


def newest_of(case: Case) -> set[int]:
    """The last change in each language: how the case stands there."""
    rows = case.changes.order_by().values_list("revision__language")
    return {key for _language, key in rows.annotate(Max("pk"))}


def steps_of(
    changes: Iterable[Change], *, older: Change | None, newest: Collection[int]
) -> list[Step]:
    """``changes`` of one case, the latest first; ``older`` the one before the last of them."""
    rows = list(changes)
    found = []
    for row, previous in zip(rows, [*rows[1:], older], strict=True):
        repeats = previous is not None and previous.revision_id == row.revision_id
        before = None if repeats else row.revision.made_from
        facts = differences(facts_in(previous), facts_in(row)) if previous else []
        found.append(Step(row, before, facts, is_last=row.pk in newest))
    return found


def facts_in(change: Change) -> Facts:
    """Without a query, for those that ``with_all`` read."""
    said = {name: getattr(change, name) for name in NAMES if name != "topics"}
    topics = sorted(change.topics.all(), key=lambda topic: topic.pk)
    return Facts(**said, topics=tuple(topics))


def differences(before: Facts, after: Facts) -> list[FactChanged]:
    one, other = in_words(before), in_words(after)
    return [
        FactChanged(label, one[label], other[label]) for label in one if one[label] != other[label]
    ]


def in_words(facts: Facts) -> dict[str, str]:
    def said(value: Any) -> str:
        return str(value) if value else ""

    return {
        _("Where"): facts.area.name if facts.area else facts.place,
        _("Who did it"): facts.who,
        _("Since which year"): said(facts.since),
        _("Topics"): ", ".join(topic.name for topic in facts.topics),
        _("Where this can be read"): facts.url,
        _("Read there on"): date_format(facts.seen_on),
        _("Page to reach them"): facts.contact,
        _("Done after"): said(facts.adapted_from and facts.adapted_from.pk),
    }
