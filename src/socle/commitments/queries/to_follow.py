"""The promises that somebody's groups follow: to look at again, waiting for another pair of eyes,
and those of their places that nobody follows."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from socle.commitments.models import SEEN_BY_TWO, AskWords, Commitment, Statement
from socle.commitments.queries.grid import best_of
from socle.commitments.queries.promise_pages import area_and_before, promise_path
from socle.commitments.queries.who_follows import SPEAKS
from socle.groups.models import Group
from socle.groups.rules import Who, may_speak_publicly

A_PAGE = 50


def spoken_for(who: Who) -> list[int]:
    """Keys of the groups whose organiser or witness this person is."""
    return sorted(key for key, roles in who.roles.items() if roles & SPEAKS)


def to_look_at(who: Who, now: datetime) -> QuerySet[Commitment] | None:
    """Their day has come; None for whom nothing is followed."""
    keys = spoken_for(who)
    if not keys:
        return None
    return Commitment.objects.public().filter(
        follower__in=keys, next_review__lte=timezone.localdate(now)
    )


def to_see_too(who: Who, now: datetime) -> QuerySet[Statement] | None:
    """What somebody else of their groups saw kept or broken, and nobody confirmed."""
    keys = spoken_for(who)
    if not keys or who.user is None:
        return None
    rows = Statement.objects.waiting().filter(group__in=keys, status__in=SEEN_BY_TWO)
    return rows.filter(confirmed_at=None).exclude(made_by=who.user)


@dataclass(frozen=True, slots=True)
class Row:
    """A promise in a list."""

    promise: Commitment
    words: AskWords | None

    @property
    def path(self) -> str:
        return promise_path(self.promise, self.words)


@dataclass(frozen=True, slots=True)
class ToFollow:
    """``due`` by day; ``waiting``: statements of their groups that are not shown yet; ``others``:
    what they follow and need not look at now; ``alone``: those of their places nobody follows."""

    due: list[Row]
    waiting: list[tuple[Statement, Row]]
    others: list[Row]
    page: Page
    alone: list[Row]

    def __bool__(self) -> bool:
        return bool(self.due or self.waiting or self.others or self.alone)


def to_follow(who: Who, now: datetime, number: str | None) -> ToFollow:
    day, keys = timezone.localdate(now), spoken_for(who)
    rows = Commitment.objects.public().select_related(*BESIDE)
    mine = rows.filter(follower__in=keys)
    due = list(mine.filter(next_review__lte=day).order_by("next_review", "pk")[:A_PAGE])
    waits = Statement.objects.waiting().filter(group__in=keys).select_related("group")
    waiting = list(waits.order_by("pk")[:A_PAGE])
    of_waiting = rows.in_bulk([each.commitment_id for each in waiting])
    later = Q(next_review__gt=day) | Q(next_review=None)
    page = Paginator(mine.filter(later).order_by("next_review", "pk"), A_PAGE).get_page(number)
    alone = list(alone_in(keys, rows))
    lines = in_words([*due, *of_waiting.values(), *page.object_list, *alone])
    return ToFollow(
        due=[lines[row.pk] for row in due],
        waiting=[(each, lines[each.commitment_id]) for each in waiting],
        others=[lines[row.pk] for row in page.object_list],
        page=page,
        alone=[lines[row.pk] for row in alone],
    )


BESIDE = (
    "answer__ask",
    "follower",
    "followed_by",
    "holder__list",
    "holder__person",
    "follow_up__contest__area__level",
    "follow_up__contest__body",
)


def alone_in(keys: Collection[int], rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Of the places of these groups, where they may speak."""
    groups = Group.objects.filter(pk__in=keys, archived_at=None).prefetch_related("areas")
    areas: set[int] = set()
    for group in groups:
        if may_speak_publicly(group):
            for area in group.areas.all():
                areas |= area_and_before(area)
    return rows.filter(follower=None, area__in=areas).order_by("pk")[:A_PAGE]


def in_words(rows: Collection[Commitment]) -> dict[int, Row]:
    """By key, in the language of the page."""
    said: dict[int, list[AskWords]] = defaultdict(list)
    for words in AskWords.objects.filter(ask__in={row.answer.ask_id for row in rows}):
        said[words.ask_id].append(words)
    return {row.pk: Row(row, best_of(said[row.answer.ask_id])) for row in rows}


def due_on(day: date) -> QuerySet[Commitment]:
    """Followed by a group, to be looked at by that day, and nobody was told of that day yet."""
    rows = Commitment.objects.public().exclude(follower=None).filter(next_review__lte=day)
    told = Q(reminded_for__isnull=False, reminded_for__gte=F("next_review"))
    return rows.exclude(told)
