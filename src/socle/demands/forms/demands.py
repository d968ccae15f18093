"""A demand and what it asks of each level of power, as they are written."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from socle.demands.forms.words import WithWords
from socle.demands.models import Demand, Provision
from socle.demands.queries.powers import areas_that_differ, bodies_to_ask
from socle.demands.queries.working import groups_that_may_carry
from socle.demands.rules import DEMAND, PROVISION
from socle.groups.forms.carried import Carried, CarriedText
from socle.groups.forms.words import Words as Line
from socle.territories.models import Area, Body, Level, Topic
from socle.texts.forms.publishing import NO_NOTE, Note
from socle.texts.models import Revision
from socle.texts.queries.revisions import words_of
from socle.texts.queries.words import FIELDS, Words

MOST_SOURCES = 20
EMPTY_ROWS = 2


class DemandForm(WithWords):
    """Its topics, who carries it, its sources; its words too where it begins.

    Sources are rows of two fields, ``source_title_0`` and ``source_url_0`` and on: a row that is
    emptied goes, and one more is asked for by a button.
    """

    KIND = DEMAND

    seen = CarriedText(required=False, max_length=40)
    rows = Carried(required=False, min_value=0)
    topics: Any = forms.ModelMultipleChoiceField(
        label=pgettext_lazy("a demand", "What it is about"),
        queryset=Topic.objects.all(),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    carried_by: Any = forms.ModelMultipleChoiceField(
        label=_("Who carries it"),
        help_text=_("Organisations that put their name under it."),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("One of these groups is no longer public: tick the others again.")
        },
    )

    def __init__(
        self, data: QueryDict | None = None, *, demand: Demand | None = None, language: str = ""
    ) -> None:
        self.language = (get_language() or "")[:2]
        super().__init__(data, initial=about(demand) if demand else None)
        self.fields["carried_by"].queryset = groups_that_may_carry()  # type: ignore[attr-defined]
        if demand is None:
            self.add_words(language=language)
        self.add_rows(demand)

    def add_rows(self, demand: Demand | None) -> None:
        there = list(demand.sources.all()) if demand else []
        self.count = self.rows_sent() if self.is_bound else len(there) + EMPTY_ROWS
        for number in range(self.count):
            place = {"number": number + 1}
            self.fields[f"source_title_{number}"] = Line(
                label=gettext("Source %(number)s: title") % place, max_length=300, required=False
            )
            self.fields[f"source_url_{number}"] = forms.URLField(
                label=gettext("Source %(number)s: address") % place,
                max_length=500,
                required=False,
                assume_scheme="https",
            )
            if number < len(there):
                self.initial[f"source_title_{number}"] = there[number].title
                self.initial[f"source_url_{number}"] = there[number].url
        self.initial["rows"] = self.count

    def rows_sent(self) -> int:
        sent = str(self.data.get("rows") or "")
        count = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 4 else 0
        return min(count, MOST_SOURCES)

    @property
    def source_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"source_title_{n}"], self[f"source_url_{n}"]) for n in range(self.count)]

    @property
    def may_add_rows(self) -> bool:
        return self.count < MOST_SOURCES

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for number in range(self.count):
            title, url = f"source_title_{number}", f"source_url_{number}"
            if given.get(url) and not given.get(title):
                self.add_error(title, _("Give this source a title, or empty its address."))
        return given

    def sources(self) -> list[tuple[str, str]]:
        given = self.cleaned_data
        rows = [
            (given[f"source_title_{number}"], given[f"source_url_{number}"])
            for number in range(self.count)
        ]
        return [row for row in rows if row[0]]

    def about(self) -> dict[str, Any]:
        """What an action takes."""
        given = self.cleaned_data
        sources = self.sources()
        return {name: given[name] for name in ("topics", "carried_by")} | {"sources": sources}


def about(demand: Demand) -> dict[str, Any]:
    return {
        "seen": demand.updated_at.isoformat(),
        "topics": [topic.code for topic in demand.topics.all()],
        "carried_by": list(demand.carried_by.all()),
    }


def with_rows(data: QueryDict) -> QueryDict:
    """What was sent, with one more row for a source; or without the one its button names."""
    sent = data.copy()
    said = str(sent.get("rows") or "")
    count = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 0
    gone = sent.get("remove_source", "")
    if not gone:
        sent["rows"] = str(min(count + 1, MOST_SOURCES))
        return sent
    rows = [
        [sent.get(f"source_{name}_{number}", "") for name in ("title", "url")]
        for number in range(min(count, MOST_SOURCES))
        if str(number) != gone
    ]
    for number, (title, url) in enumerate(rows):
        sent[f"source_title_{number}"], sent[f"source_url_{number}"] = title, url
    sent["rows"] = str(len(rows))
    return sent


class ProvisionForm(WithWords):
    """What is asked, of whom and by when. ``number`` is that of the revision it began from,
    ``was-…`` the words that stood in the form. What is published already changes with a note."""

    KIND = PROVISION

    seen = CarriedText(required=False, max_length=40)
    number = Carried(required=False)
    level: Any = forms.ModelChoiceField(
        label=_("Level of power"),
        queryset=Level.objects.order_by("position"),
        to_field_name="code",
        empty_label=None,
        error_messages={"required": _("Say of which level it is asked.")},
        widget=forms.RadioSelect,
    )
    area: Any = forms.ModelChoiceField(
        label=_("Only in"),
        help_text=_("Where it asks something else there than elsewhere."),
        queryset=None,
        to_field_name="code",
        empty_label=_("everywhere there is this level"),
        required=False,
    )
    competent: Any = forms.ModelChoiceField(
        label=_("Who is competent"),
        help_text=_("Where it is not simply the council of the area."),
        queryset=None,
        to_field_name="code",
        empty_label=_("the council of the area"),
        required=False,
    )
    by_when = forms.DateField(
        label=_("By when"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the date as day, month and year: 31/12/2027.")},
    )
    another_ask = forms.BooleanField(
        label=_("I know: this makes it another ask."), required=False, widget=forms.HiddenInput
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        demand: Demand,
        day: date,
        provision: Provision | None = None,
        said: Words | None = None,
        published: Revision | None = None,
        number: int = 0,
        language: str = "",
    ) -> None:
        first = about_provision(provision, number) if provision else None
        super().__init__(data, initial=first)
        areas = areas_that_differ(demand, day=day)
        self.fields["area"] = GroupedChoice(areas, of=self.fields["area"])
        level = self["level"].value() if data else provision and provision.level.code
        self.fields["competent"] = BodyChoice(level or "", of=self.fields["competent"])
        self.add_words(language=language, said=said)
        self.published = published
        if published is not None:
            self.fields["note"] = NoteIfPublished()
        for name in FIELDS if provision else ():
            self.fields[f"was-{name}"] = CarriedText(required=False, strip=False)
            self.initial[f"was-{name}"] = getattr(said, name, "")

    @property
    def carried_words(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith("was-")]

    def was(self) -> Words:
        return Words.of(**{name: self.cleaned_data[f"was-{name}"] for name in FIELDS})

    def said_why(self) -> str:
        return str(self.cleaned_data.get("note", ""))

    def require_published_parts(self) -> None:
        words, before = self.words(), words_of(self.published) if self.published else None
        super().require_published_parts()
        if before not in (None, words) and not self.said_why():
            self.add_error("note", NO_NOTE)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        area, level = given.get("area"), given.get("level")
        if area and level and area.level_id != level.pk:
            words = _("%(area)s is not of this level: choose the level of %(area)s, or everywhere.")
            self.add_error("area", words % {"area": area.name})
        return given

    def warn_of_another_ask(self) -> None:
        """Shown as a box to tick, beside the warning."""
        self.fields["another_ask"].widget = forms.CheckboxInput()
        self.add_error("another_ask", _("Tick this box to publish it all the same."))

    def about(self) -> dict[str, Any]:
        names = ("level", "area", "competent", "by_when")
        return {name: self.cleaned_data[name] for name in names}


class NoteIfPublished(Note):
    def validate(self, value: Any) -> None:
        """Asked of who publishes other words (``require_published_parts``)."""


class GroupedChoice(forms.ModelChoiceField):
    """Areas under the name of their level."""

    def __init__(self, queryset: QuerySet[Area], *, of: Any) -> None:
        super().__init__(
            queryset,
            label=of.label,
            help_text=of.help_text,
            empty_label=of.empty_label,
            to_field_name="code",
            required=False,
            error_messages={"invalid_choice": _("Choose one of these places.")},
        )
        self.choices = [("", of.empty_label), *by_level(queryset)]


class BodyChoice(forms.ModelChoiceField):
    """Councils and governments under the name of their level, each with where it is: of one level
    once it is known which (its code), else of all."""

    def __init__(self, level: str, *, of: Any) -> None:
        bodies = bodies_to_ask()
        super().__init__(
            bodies,
            label=of.label,
            help_text=of.help_text,
            empty_label=of.empty_label,
            to_field_name="code",
            required=False,
        )
        found: dict[str, list[tuple[str, str]]] = {}
        for body in bodies:
            if level in ("", body.level.code):
                found.setdefault(body.level.name, []).append((body.code, body_named(body)))
        self.choices = [("", of.empty_label), *found.items()]


def body_named(body: Body) -> str:
    """Several have one name: “Conseil communal · Région wallonne”."""
    area = body.area or body.scope
    return f"{body.name} · {area.name}" if area else body.name


def by_level(areas: Iterable[Area]) -> list[tuple[str, list[tuple[str, str]]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for area in areas:
        found.setdefault(area.level.plural, []).append((area.code, area.name))
    return list(found.items())


def about_provision(provision: Provision, number: int) -> dict[str, Any]:
    return {
        "seen": provision.updated_at.isoformat(),
        "number": number,
        "level": provision.level.code,
        "area": provision.area.code if provision.area else None,
        "competent": provision.competent.code if provision.competent else None,
        "by_when": provision.by_when,
    }
