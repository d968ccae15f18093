"""Which tables hold what of whom, why and for how long.

Every room declares its own at start-up, in its ``transfer.py``. The data-protection page, the copy
a person can ask for and the erasure are made from this list, so that they cannot say otherwise;
a test finds every table that holds a person and is not in it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum

from django.apps import apps
from django.db import models
from django.db.models import QuerySet
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import User

Words = str | Promise

# How long each thing is kept: jobs obey these, and the data-protection page says them.
UNUSED_SIGN_UP = timedelta(days=30)
UNCONFIRMED_SUBSCRIPTION = timedelta(days=30)
EXPORT_LASTS = timedelta(days=7)
EMAIL_CHANGE = timedelta(days=7)


def days(words: Words, kept: timedelta, longer: timedelta = timedelta()) -> Words:
    """``"%(days)d days once sent"`` with the number that the job obeys; ``longer`` is another."""
    return lazy(lambda: str(words) % {"days": kept.days, "longer": longer.days}, str)()


class Basis(Enum):
    """Why it may be kept: article 6 of the GDPR, in plain words."""

    SERVICE = _("to do what you asked for")
    CONSENT = _("because you agreed; you can take it back at any time")
    INTEREST = _("because the campaign needs it, and it weighs little on you")
    DUTY = _("because the law or the public record asks for it")


class AtErasure(Enum):
    """What becomes of the rows when the person is erased."""

    REMOVED = _("removed")
    UNNAMED = _("stays, without your name")
    RUNS_OUT = _("goes by itself at the end of its time")


@dataclass(frozen=True, slots=True)
class Held:
    """One table. ``model`` is ``"accounts.user"``; ``rows`` gives a person's own, for their copy,
    and is None where nothing tells whose a row is; ``columns`` are what the copy shows."""

    model: str
    what: Words
    why: Words
    basis: Basis
    kept: Words
    at_erasure: AtErasure
    rows: Callable[[User], "QuerySet[models.Model]"] | None = None
    columns: tuple[str, ...] = field(default=())

    @property
    def table(self) -> type[models.Model]:
        return apps.get_model(self.model)

    @property
    def file_name(self) -> str:
        """In the copy of somebody's data, before ``.csv`` and ``.json``."""
        return self.model.replace(".", "-")


Eraser = Callable[..., None]
"""``erase(user=…, now=…)``: what a room does of its own before a person's row goes."""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """What somebody had better hand over before they are erased: a name, and the page to do it."""

    name: str
    url: str


SettleFirst = Callable[[User, date], list[Unsettled]]

TABLES: dict[str, Held] = {}
ERASERS: list[Eraser] = []
TO_SETTLE: list[SettleFirst] = []


def declare_held(*tables: Held) -> None:
    TABLES.update({held.model: held for held in tables})


def before_erasing(eraser: Eraser) -> None:
    """Rooms above are asked before those below: they are declared after them."""
    if eraser not in ERASERS:
        ERASERS.insert(0, eraser)


def ask_before_erasing(asker: SettleFirst) -> None:
    """What a room would rather see handed over first."""
    if asker not in TO_SETTLE:
        TO_SETTLE.append(asker)


def to_settle_first(user: User, day: date) -> list[Unsettled]:
    return [thing for asker in TO_SETTLE for thing in asker(user, day)]


def everything_held() -> list[Held]:
    """In the order of the rooms, from the ground up."""
    return list(TABLES.values())


def erase_in_rooms(user: User, *, now: datetime) -> None:
    for eraser in ERASERS:
        eraser(user=user, now=now)
