"""What is asked of a whole level, where, and on which days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socle.commitments.queries.rounds import contests_of_level
from socle.demands.models import Provision
from socle.demands.queries.words import published
from socle.elections.models import Election
from socle.groups.forms.words import Day
from socle.territories.models import Area

# Proposed to who asks: time for local groups to see it, then for lists to answer before the vote.
TO_SEE, TO_ANSWER = timedelta(days=14), timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Chosen:
    """``region`` None: everywhere."""

    provision: Provision
    election: Election
    region: Area | None


class LevelForm(forms.Form):
    """Sent by address, so that what it leads to can be shown again."""

    provision = forms.ChoiceField(
        label=_("What is asked"), error_messages={"required": _("Choose what is asked.")}
    )
    election = forms.ChoiceField(
        label=_("Election"), error_messages={"required": _("Choose an election.")}
    )
    region = forms.ChoiceField(label=_("Where"), required=False)

    def __init__(self, data: Any = None, *, provisions: Iterable[Provision], day: date) -> None:
        super().__init__(data)
        self.provisions = {str(row.pk): row for row in provisions}
        elections = Election.objects.filter(day__gt=day).order_by("day", "slug")
        self.elections = {str(row.pk): row for row in elections}
        regions = Area.objects.filter(level__code="region", valid_to=None).order_by("code")
        self.regions = {str(row.pk): row for row in regions}
        self.offer("provision", self.by_level())
        self.offer("election", [(key, row.name) for key, row in self.elections.items()])
        everywhere = ("", _("Everywhere"))
        self.offer("region", [everywhere, *((key, row.name) for key, row in self.regions.items())])

    def offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def by_level(self) -> list[Any]:
        """Those whose words are published, level by level."""
        said = published(row.text for row in self.provisions.values())
        found: list[Any] = []
        for name, rows in groupby(self.provisions.values(), lambda row: row.level.name):
            titled = [(row, words) for row in rows if (words := said.of(row.text))]
            found.append(
                (name, [(str(row.pk), title_of(row, words.title)) for row, words in titled])
            )
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "provision" in given and "election" in given:
            where = self.chosen
            if not contests_of_level(where.provision, where.election, where.region).exists():
                self.add_error(
                    "election", _("No council of that level is voted for there at that election.")
                )
        return given

    @property
    def chosen(self) -> Chosen:
        given = self.cleaned_data
        return Chosen(
            self.provisions[given["provision"]],
            self.elections[given["election"]],
            self.regions.get(given.get("region") or ""),
        )


def title_of(provision: Provision, title: str) -> str:
    return f"{title} ({provision.area.name})" if provision.area else title


class DaysForm(forms.Form):
    freeze_on = Day(
        label=_("The words are frozen on"),
        help_text=_(
            "Until then local groups see it beside what they ask, and you can take it back."
        ),
    )
    answer_by = Day(
        label=_("Last day to answer"),
        help_text=_(
            "Proposed to whoever invites the lists of each contest; they may choose another."
        ),
    )

    def __init__(self, data: Any = None, *, election: Election, today: date) -> None:
        self.today, self.election = today, election
        last = election.day - timedelta(days=1)
        freeze = max(min(today + TO_SEE, last - TO_ANSWER), today)
        answer = min(max(freeze + TO_ANSWER, election.day - TO_ANSWER), last)
        super().__init__(data, initial={"freeze_on": freeze, "answer_by": answer})

    def clean_freeze_on(self) -> date:
        day: date = self.cleaned_data["freeze_on"]
        if day < self.today:
            raise forms.ValidationError(_("That day is past."))
        return day

    def clean_answer_by(self) -> date:
        day: date = self.cleaned_data["answer_by"]
        if day >= self.election.day:
            raise forms.ValidationError(_("Answers come out before the day of the vote."))
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        frozen, answered = given.get("freeze_on"), given.get("answer_by")
        if frozen and answered and answered <= frozen:
            self.add_error("answer_by", _("Choose a day after the words are frozen."))
        return given
