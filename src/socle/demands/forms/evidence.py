"""The places where what a demand asks was done already, as they are written."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from socle.demands.models import Demand, Evidence
from socle.demands.models.evidence import LONGEST_PLACE, LONGEST_TITLE, LONGEST_URL, LONGEST_WHAT
from socle.groups.forms.carried import Carried, CarriedText
from socle.groups.forms.words import Words
from socle.library.models import Case
from socle.library.queries.listed import Line
from socle.library.queries.picking import (
    case_standing,
    cases_like,
    cases_with,
    in_short,
    said_in,
)
from socle.territories.queries.areas import area_called

MOST = 12
EARLIEST = 1800
NAMES = ("title", "where", "since", "what", "url", "seen_on", "side", "case")
# What makes of a row more than an empty one.
TYPED = ("title", "where", "since", "what", "url")


class EvidenceForm(forms.Form):
    """Rows of fields, ``title_0``, ``where_0`` and on. A row of which nothing is typed goes; one
    more, one less, another order and a case of the library are asked for by buttons."""

    seen = CarriedText(required=False, max_length=40)
    rows = Carried(required=False, min_value=0)
    q = forms.CharField(label=_("Look for a case"), required=False, widget=forms.SearchInput())

    def __init__(self, data: QueryDict | None = None, *, demand: Demand, day: date) -> None:
        super().__init__(data, initial={"seen": demand.updated_at.isoformat()})
        self.day, language = day, demand.text.source_language
        there = list(demand.evidence.select_related("area"))
        self.count = rows_sent(self.data) if self.is_bound else max(len(there), 1)
        for number in range(self.count):
            for name, field in fields_of_row(day).items():
                if name in ("title", "what"):
                    field.widget.attrs["lang"] = language
                self.fields[f"{name}_{number}"] = field
            self.initial[f"seen_on_{number}"] = day
            if number < len(there):
                said = told(there[number])
                self.initial.update({f"{name}_{number}": said[name] for name in NAMES})
        self.initial["rows"] = self.count

    @cached_property
    def cases(self) -> dict[int, Line]:
        """Those that stand, of the rows, by key: two queries."""
        keys = (str(self[f"case_{number}"].value() or "") for number in range(self.count))
        return cases_with([int(key) for key in keys if key.isascii() and key.isdigit()])

    @property
    def found(self) -> list[Line]:
        """What was looked for among the cases."""
        return cases_like(self.data.get("q", "")) if self.is_bound else []

    @property
    def places(self) -> list[dict[str, Any]]:
        """To be shown, once what was sent is checked: of a place that is told, these are needed."""
        for number in range(self.count):
            for name in required():
                self.fields[f"{name}_{number}"].required = True
        rows = [{name: self[f"{name}_{n}"] for name in NAMES} for n in range(self.count)]
        return [row | {"told_in": self.told_in(number)} for number, row in enumerate(rows)]

    def told_in(self, number: int) -> Line | None:
        key = str(self[f"case_{number}"].value() or "")
        return self.cases.get(int(key)) if key.isascii() and key.isdigit() else None

    @property
    def may_add(self) -> bool:
        return self.count < MOST

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for number in self.numbers():
            for name, words in required().items():
                if not given.get(f"{name}_{number}") and f"{name}_{number}" not in self.errors:
                    self.add_error(f"{name}_{number}", words)
            seen = given.get(f"seen_on_{number}")
            if seen and seen > self.day:
                self.add_error(f"seen_on_{number}", _("That day is still to come."))
        return given

    def numbers(self) -> list[int]:
        """Of the rows in which something is typed."""
        sent = self.data
        return [
            number
            for number in range(self.count)
            if any(str(sent.get(f"{name}_{number}") or "").strip() for name in TYPED)
        ]

    def evidence(self) -> list[Evidence]:
        """What an action takes."""
        return [self.row(number) for number in self.numbers()]

    def row(self, number: int) -> Evidence:
        given = {name: self.cleaned_data[f"{name}_{number}"] for name in NAMES}
        where, told_in = given.pop("where"), self.told_in(number)
        given["case"] = told_in.case if told_in else None
        area = area_called(where, self.day)
        return Evidence(area=area, place="" if area else where, **given)


def told(row: Evidence) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in NAMES if name not in ("where", "case")}
    where = row.area.name if row.area else row.place
    return said | {"where": where, "case": row.case_id or ""}


def required() -> dict[str, str]:
    return {
        "title": gettext("Say in a few words what was done."),
        "where": gettext("Say where it was done."),
        "what": gettext("Say in a sentence or two what came of it."),
        "url": gettext("Give the address where this can be read."),
        "seen_on": gettext("Say on which day you read it there."),
    }


def fields_of_row(day: date) -> dict[str, forms.Field]:
    return {
        "title": Words(
            label=pgettext_lazy("evidence", "What was done"),
            max_length=LONGEST_TITLE,
            required=False,
        ),
        "where": Words(
            label=pgettext_lazy("evidence", "Where"),
            help_text=_("A commune, a province, a region; or any other place, in words."),
            max_length=LONGEST_PLACE,
            required=False,
        ),
        "since": forms.IntegerField(
            label=_("Since which year"),
            min_value=EARLIEST,
            max_value=day.year,
            required=False,
            error_messages=dict.fromkeys(
                ("invalid", "min_value", "max_value"), _("Write a year that has begun, as 2021.")
            ),
        ),
        "what": Words(
            label=_("What came of it"),
            help_text=_("A sentence or two: at most 300 characters."),
            max_length=LONGEST_WHAT,
            rows=3,
            required=False,
        ),
        "url": forms.URLField(
            label=_("Where this can be read"),
            max_length=LONGEST_URL,
            required=False,
            assume_scheme="https",
        ),
        "seen_on": forms.DateField(
            label=_("You read it there on"),
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            required=False,
            error_messages={"invalid": _("Write the date as day, month and year: 31/12/2027.")},
        ),
        "case": Carried(required=False, min_value=0),
        "side": forms.ChoiceField(
            label=_("Here and elsewhere"),
            choices=[("", _("not said")), *Evidence.Side.choices],
            required=False,
        ),
    }


def rows_sent(data: Any) -> int:
    sent = str(data.get("rows") or "")
    count = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 4 else 0
    return min(count, MOST)


def rearranged(data: QueryDict, language: str) -> QueryDict:
    """What was sent, as its button asks: a row more, one less, one before the one above it, one of
    a case in that ``language``, or one no longer of its case."""
    sent = data.copy()
    rows = [
        {name: sent.get(f"{name}_{number}", "") for name in NAMES}
        for number in range(rows_sent(sent))
    ]
    gone, up, loose = (
        number_in(sent.get(name, ""), len(rows)) for name in ("remove", "up", "loose")
    )
    picked = case_standing(sent.get("pick", ""))
    if gone is not None:
        rows.pop(gone)
    elif up:
        rows[up - 1], rows[up] = rows[up], rows[up - 1]
    elif loose is not None:
        rows[loose]["case"] = ""
    elif picked is not None:
        rows = [row for row in rows if any(row[name].strip() for name in TYPED)][: MOST - 1]
        rows.append(row_of_case(picked, language))
    elif "add" in sent and len(rows) < MOST:
        rows.append(dict.fromkeys(NAMES, "") | {"seen_on": sent.get("add") or ""})
    for number, row in enumerate(rows):
        for name, words in row.items():
            sent[f"{name}_{number}"] = words
    sent["rows"] = str(len(rows))
    return sent


def row_of_case(case: Case, language: str) -> dict[str, str]:
    """What a case says, to be shortened or said otherwise; its own words where it is not
    translated."""
    words = said_in(case, language)
    said = {
        "title": words.title if words else "",
        "where": case.area.name if case.area else case.place,
        "since": case.since or "",
        "what": in_short(words, LONGEST_WHAT) if words else "",
        "url": case.url,
        "seen_on": case.seen_on.isoformat(),
        "side": "",
        "case": case.pk,
    }
    return {name: str(value) for name, value in said.items()}


def number_in(said: str, count: int) -> int | None:
    usable = said.isascii() and said.isdigit() and len(said) < 4
    return int(said) if usable and int(said) < count else None
