"""What can be followed by e-mail. Rooms above say theirs at start-up: areas, groups.

``follow(subscription, thing, now=…)`` and ``stop(subscription, thing)`` are actions of the room.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils.functional import Promise

from socle.accounts.models import Subscription

Words = str | Promise


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened; words and address are told in the language of the reader."""

    at: datetime
    words: Words
    url: Words


@dataclass(frozen=True, slots=True)
class Followable:
    """``kind`` stands in links; ``model`` and ``field`` are the rows that say who follows what.

    ``beside`` are keys fetched along; ``open`` gives what anyone may follow under a key, or None.
    Without ``field`` there is one such thing, under one key: a row says that it is followed. What
    is ``told_apart`` has messages of its own: how often, who follows it does not choose.
    """

    kind: str
    model: str
    field: str
    beside: tuple[str, ...]
    open: Callable[[str], Any]
    key: Callable[[Any], str]
    name: Callable[[Any], str]
    url: Callable[[Any], str]
    follow: Callable[..., None]
    stop: Callable[..., None]
    told_apart: bool = False

    def rows(self, subscription: Subscription) -> "QuerySet[Any]":
        rows = apps.get_model(self.model)._default_manager.filter(subscription=subscription)
        return rows.select_related(self.field, *self.beside) if self.field else rows

    def of(self, row: Any) -> Any:
        """What a row says is followed."""
        return getattr(row, self.field) if self.field else self.open("")


@dataclass(frozen=True, slots=True)
class Followed:
    """Something somebody follows, in the language of the page."""

    kind: str
    key: str
    name: str
    url: str


KINDS: dict[str, Followable] = {}


def declare_followable(kind: Followable) -> None:
    KINDS[kind.kind] = kind


def followed_by(subscription: Subscription) -> list[Followed]:
    """One query for each kind."""
    return [
        Followed(kind.kind, kind.key(thing), kind.name(thing), kind.url(thing))
        for kind in KINDS.values()
        for thing in (kind.of(row) for row in kind.rows(subscription))
    ]


Teller = Callable[[list[Subscription], datetime], dict[int, list[News]]]
"""Given subscriptions and until when, the news of each by its key, since ``told_since`` of it."""

TELLERS: list[Teller] = []


def tell_news(teller: Teller) -> None:
    if teller not in TELLERS:
        TELLERS.append(teller)


def told_since(subscription: Subscription) -> datetime:
    return subscription.told_until or subscription.confirmed_at or subscription.asked_at


def news_for(subscriptions: Iterable[Subscription], until: datetime) -> dict[int, list[News]]:
    """Of every room, in the order it happened; nothing for whom there is no news."""
    rows, found = list(subscriptions), dict[int, list[News]]()
    for teller in TELLERS:
        for key, news in teller(rows, until).items():
            found.setdefault(key, []).extend(news)
    return {key: sorted(news, key=lambda each: each.at) for key, news in found.items() if news}
