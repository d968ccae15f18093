"""From demands to answers, in one line of steps: where a contest stands, what is missing."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from socle.commitments.models import Reminder
from socle.commitments.queries.asking import Asks, asks_of, choices_of
from socle.commitments.queries.candidates import candidates_to_invite
from socle.commitments.queries.lists import Lists, lists_of
from socle.commitments.rules import Asking

STEPS = ("demands", "asks", "rule", "lists", "invite", "answers")
WORDS = {
    "demands": _("Demands"),
    "asks": pgettext_lazy("what candidates are asked", "Asks"),
    "rule": _("Rule"),
    "lists": _("Lists and contacts"),
    "invite": _("Deadline and invitations"),
    "answers": _("Answers"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """As the component of steps takes it."""

    label: str | Promise
    state: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    asking: Asking
    asks: Asks
    lists: Lists
    has_choices: bool
    now: datetime
    besides: int = 0
    reminders: list[Reminder] = field(default_factory=list)

    @property
    def has_mine_to_freeze(self) -> bool:
        return any(line.is_frozen_by(self.asking.group) for line in self.asks.proposed)

    @property
    def is_past_deadline(self) -> bool:
        found = self.asking.questionnaire
        return found is not None and found.deadline is not None and found.deadline <= self.now

    @property
    def may_read(self) -> bool:
        """Who organises a group that asks here reads words from the deadline on."""
        group = self.asking.group
        asks = any(line.ask.asked_by_id == group.pk for line in self.asks.lines)
        return self.is_past_deadline and asks

    @property
    def done(self) -> dict[str, bool]:
        return {
            "demands": self.has_choices or bool(self.asks.lines),
            "asks": bool(self.asks.frozen) and not self.asks.proposed,
            "rule": self.lists.rule is not None,
            "lists": bool(self.lists.lines) and not self.lists.missing,
            "invite": self.asking.is_open,
            "answers": self.asking.is_published,
        }

    @property
    def current(self) -> str:
        """The first that is not done; the last when all are."""
        return next((name for name in STEPS if not self.done[name]), STEPS[-1])

    @property
    def steps(self) -> list[Step]:
        done, current = self.done, self.current
        return [
            Step(
                WORDS[name],
                "current" if name == current else "done" if done[name] else "todo",
                f"#{name}" if name != "demands" else "",
            )
            for name in STEPS
        ]

    @property
    def may_invite(self) -> bool:
        done = self.done
        return all(done[name] for name in STEPS[1:4]) and not self.asking.is_open


def way_of(asking: Asking, *, now: datetime) -> Way:
    asks = asks_of(asking.questionnaire)
    lists = lists_of(asking.contest, asking.questionnaire)
    has_choices = not asking.is_open and bool(choices_of(asking.group, asking.contest, asks))
    besides = 0 if asking.is_open else candidates_to_invite(lists.rule).count()
    reminders = list(asking.questionnaire.reminders.all()) if asking.questionnaire else []
    return Way(asking, asks, lists, has_choices, now, besides, reminders)
