"""What an organiser or a witness says of standing in an election or holding a mandate."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from socle.groups.forms.words import Day, Words
from socle.territories.models import Area, Body
from socle.territories.queries.areas import ancestors_of
from socle.territories.queries.bodies import bodies_over
from socle.territories.queries.places import Match
from socle.territories.queries.typed import meant_by

NEITHER, STANDS, HOLDS, BOTH = "neither", "stands", "holds", "both"


class DeclarationForm(forms.Form):
    """Asks where in two steps: the commune that is typed, then a council over it."""

    says = forms.ChoiceField(
        label=_("Do you stand in an election, or hold a mandate?"),
        choices=[
            (NEITHER, _("Neither")),
            (STANDS, _("I stand in an election")),
            (HOLDS, _("I hold a mandate")),
            (BOTH, _("Both")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the four.")},
    )
    typed = forms.CharField(
        label=_("Where?"),
        help_text=_("The commune you live or stand in, or its postcode."),
        max_length=200,
        required=False,
        widget=forms.SearchInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    chosen = forms.ChoiceField(
        label=_("Which one do you mean?"), required=False, widget=forms.RadioSelect
    )
    body = forms.ChoiceField(
        label=_("In which council or government?"), required=False, widget=forms.RadioSelect
    )
    election_on = Day(label=_("Day of the election"), required=False)
    words = Words(label=_("In your own words"), max_length=300, required=False, rows=2)

    def __init__(self, data: Any = None, *, day: date) -> None:
        super().__init__(data)
        language = (get_language() or "")[:2]
        typed = (self.data.get("typed") or "").strip()[:200]
        self.matches = meant_by(typed, language, day) if typed else []
        self.place = self.place_meant()
        self.levels = [self.place, *ancestors_of(self.place, day)] if self.place else []
        self.bodies = {body.code: body for body in self.bodies_there()}
        named = [(code, self.named(body)) for code, body in self.bodies.items()]
        several = [(match.code, describe(match)) for match in self.matches]
        self.fields["body"].choices = named  # type: ignore[attr-defined]
        self.fields["chosen"].choices = several  # type: ignore[attr-defined]

    def place_meant(self) -> Area | None:
        """The only place it can be, or the one that was chosen among them."""
        if len(self.matches) == 1:
            return self.matches[0].area
        code = self.data.get("chosen")
        return next((match.area for match in self.matches if match.code == code), None)

    def bodies_there(self) -> list[Body]:
        """Councils and governments over the place, nearest first; one that has two levels, once."""
        if self.place is None:
            return []
        rows = bodies_over(self.place).exclude(kind=Body.Kind.OTHER)
        found: dict[str, Body] = {}
        for body in rows:
            found.setdefault(body.name, body)
        return list(found.values())

    def area_of(self, body: Body) -> Area:
        """Whose body it is: its own area, or the place of its level."""
        own = next(area for area in self.levels if area.level_id == body.level_id)
        return body.area or own

    def named(self, body: Body) -> str:
        return body.name if body.area else f"{body.name}, {self.area_of(body).name}"

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        says = given.get("says")
        if says in (STANDS, HOLDS, BOTH) and not given.get("body"):
            self.ask_where()
        if says in (STANDS, BOTH) and not given.get("election_on") and not self.errors:
            self.add_error("election_on", gettext("Say on which day the vote is."))
        return given

    def ask_where(self) -> None:
        if not self.matches:
            self.add_error("typed", gettext("Type a commune or a postcode that we know."))
        elif self.place is None:
            self.add_error("chosen", gettext("Choose the place you mean."))
        else:
            self.add_error("body", gettext("Choose a council or a government."))

    def declaration(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        says = given["says"]
        stands, holds = says in (STANDS, BOTH), says in (HOLDS, BOTH)
        body = self.bodies.get(given["body"]) if stands or holds else None
        return {
            "stands": stands,
            "holds": holds,
            "body": body,
            "area": self.area_of(body) if body else None,
            "election_on": given["election_on"] if stands else None,
            "words": given["words"],
        }


def describe(match: Match) -> str:
    return " · ".join(filter(None, [match.label, match.detail]))
