"""Every line of a group's page, as its organisers change it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from socle.accounts.forms import Address
from socle.groups.actions.changing import EDITABLE
from socle.groups.forms.carried import Carried
from socle.groups.forms.starting import LONGEST_PRESENTATION
from socle.groups.forms.words import NameOfGroup, Website, Words, sentences
from socle.groups.models import Group
from socle.territories.addresses import name_in
from socle.territories.models import Area, Topic
from socle.territories.queries.competences import topics_tree
from socle.territories.queries.places import Match
from socle.territories.queries.typed import meant_by

MOST_AREAS = 40
# Columns that a field of the form holds as it is.
PLAIN = [name for name in EDITABLE if name != "languages"]


class EditForm(forms.Form):
    """Carries what its fields held when it was opened, so that what somebody else changed
    meanwhile is told apart from what this person did. ``typed`` and ``chosen`` add an area."""

    version = Carried()
    name = NameOfGroup()
    presentation = Words(
        label=_("Who we are"),
        help_text=_(
            "Leave an empty line between paragraphs. **Bold**, lists that begin with a dash and "
            "[words](https://example.org) that lead elsewhere are shown as such."
        ),
        max_length=LONGEST_PRESENTATION,
        required=False,
        rows=10,
    )
    what_next = Words(
        label=_("What comes next"),
        help_text=_("The next meeting, the next thing to do: one line that makes people come."),
        max_length=300,
        required=False,
        rows=2,
    )
    place = Words(
        label=_("Where we meet"),
        help_text=_("A hall, a café, an address; or online."),
        max_length=200,
        required=False,
    )
    areas: Any = forms.ModelMultipleChoiceField(
        label=_("Where it is active"),
        queryset=Area.objects.none(),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("We do not know one of these places.")},
    )
    typed = forms.CharField(
        label=_("Add a place"),
        help_text=_("A commune, a postcode, a province or a region."),
        max_length=200,
        required=False,
        widget=forms.SearchInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    chosen = forms.ChoiceField(
        label=_("Which one do you mean?"), required=False, widget=forms.RadioSelect
    )
    main_language = forms.ChoiceField(label=_("Main language"), choices=settings.LANGUAGES)
    other_languages = forms.MultipleChoiceField(
        label=_("Other languages"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    topics: Any = forms.ModelMultipleChoiceField(
        label=_("What it works on"),
        queryset=Topic.objects.all(),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    joining = forms.ChoiceField(
        label=_("How does one join?"),
        choices=sentences(Group.Joining.choices),
        widget=forms.RadioSelect,
    )
    website = Website()
    contact_email = Address(
        label=_("Address that receives its messages"),
        help_text=_("Never shown. Without one, messages go to each organiser."),
        required=False,
    )
    controller = Words(
        label=_("Who answers for its members’ data"),
        help_text=_(
            "Name and address, shown on the page. Without them: the organisation itself, or the "
            "coalition for a local group and a working group."
        ),
        max_length=300,
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, group: Group, day: date) -> None:
        self.day, self.language = day, (get_language() or "")[:2]
        initial = values_of(group) if data is None else None
        super().__init__(data, initial=initial)
        if data is None:
            codes = self.initial["areas"]
        else:
            codes = [*data.getlist("initial-areas"), *data.getlist("areas")]
        self.fields["areas"].queryset = known_areas(codes)  # type: ignore[attr-defined]
        self.has_areas = bool(codes)
        self.matches = self.matches_typed()
        self.fields["chosen"].choices = [  # type: ignore[attr-defined]
            (match.code, " · ".join(filter(None, [match.label, match.detail])))
            for match in self.matches
        ]

    @property
    def opened(self) -> list[tuple[str, str]]:
        """What each field held when the form was opened, to be sent along with it."""
        sent = self.data if isinstance(self.data, QueryDict) else None
        return [
            (name, value)
            for name in CARRIED
            for value in (sent.getlist(f"initial-{name}") if sent else as_sent(self.initial, name))
        ]

    def matches_typed(self) -> list[Match]:
        typed = (self.data.get("typed") or "").strip()[:200]
        return meant_by(typed, self.language, self.day) if typed else []

    def clean_areas(self) -> list[Area]:
        areas = list(self.cleaned_data["areas"])
        if len(areas) > MOST_AREAS:
            words = gettext("Choose at most %(most)s places: a province or a region says more.")
            raise forms.ValidationError(words % {"most": MOST_AREAS})
        return areas

    def speak_of_places_only(self) -> None:
        """What else is wrong is said when the page is saved."""
        wrong = self.errors
        for name in set(wrong) - {"typed", "chosen", "areas"}:
            del wrong[name]

    def clean_typed(self) -> str:
        """Whatever is left here was not understood: ``with_place`` took away the rest."""
        typed: str = self.cleaned_data["typed"]
        if typed and not self.matches:
            words = gettext("We know no place called “%(typed)s”. Try its postcode.")
            raise forms.ValidationError(words % {"typed": typed[:60]})
        if typed:
            raise forms.ValidationError(
                gettext("Choose below which place you mean, or empty this.")
            )
        return typed

    def words(self) -> dict[str, str]:
        """What an action takes, by the names of the columns."""
        given = self.cleaned_data
        others = [c for c in given["other_languages"] if c != given["main_language"]]
        languages = " ".join([given["main_language"], *others])
        return {name: given[name] for name in PLAIN} | {"languages": languages}


CARRIED = [name for name in EditForm.base_fields if name not in {"version", "typed", "chosen"}]


def known_areas(codes: list[str]) -> Any:
    found = Area.objects.filter(code__in=[code for code in codes if "\0" not in code])
    return found.select_related("level").order_by("level__position", "code")


def values_of(group: Group) -> dict[str, Any]:
    """What the form holds of a group as it is now."""
    main, *others = group.language_codes
    return {name: getattr(group, name) for name in (*PLAIN, "version")} | {
        "main_language": main,
        "other_languages": others,
        "areas": [area.code for area in group.areas.all()],
        "topics": [topic.code for topic in group.topics.all()],
    }


def as_sent(values: Mapping[str, Any], name: str) -> list[str]:
    value = values[name]
    return list(value) if isinstance(value, list) else [value]


def with_place(data: QueryDict, day: date) -> QueryDict:
    """What was sent, with the place that was typed or chosen among its areas, if there is one
    that is meant."""
    sent = data.copy()
    typed, language = sent.get("typed", "").strip()[:200], (get_language() or "")[:2]
    if not typed:
        return sent
    matches = meant_by(typed, language, day)
    codes = [match.code for match in matches]
    meant = sent.get("chosen") if sent.get("chosen") in codes else None
    if meant is None and len(matches) == 1 and matches[0].exact:
        meant = codes[0]
    if meant is not None:
        if meant not in sent.getlist("areas"):
            sent.appendlist("areas", meant)
        sent["typed"] = sent["chosen"] = ""
    return sent


class WithTopics(Protocol):
    """A form with a field ``topics`` of codes, for readers of ``language``."""

    language: str

    def __getitem__(self, name: str) -> forms.BoundField: ...


def themes_with(form: WithTopics) -> list[dict[str, Any]]:
    """The topics by theme, each a box to tick: sixty in a row are too many."""
    ticked = set(form["topics"].value() or [])
    language = form.language
    found = []
    for theme in topics_tree():
        rows = [theme.topic, *theme.topics]
        boxes = [
            {"code": row.code, "name": name_in(row, language), "ticked": row.code in ticked}
            for row in rows
        ]
        names = [box["name"] for box in boxes if box["ticked"]]
        found.append({"name": name_in(theme.topic, language), "boxes": boxes, "names": names})
    return found
