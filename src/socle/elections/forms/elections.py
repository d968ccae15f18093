"""An election, and a contest of it, made by hand."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from socle.elections.actions.elections import Names
from socle.elections.forms.sourced import Seen, SourceForm
from socle.elections.models import Contest, Election
from socle.groups.forms.approaching import AreasField
from socle.groups.forms.words import Day, Words
from socle.territories.models import Area, Body, VotingRight
from socle.territories.queries.bodies import bodies_of
from socle.territories.queries.typed import as_typed

LANGUAGES = dict(settings.LANGUAGES)
LONGEST_NAME = 120
MOST_SEATS = 1_000


class NamedForm(Seen, SourceForm):
    """The same name in each language; ``name_needed``: in the first one at least."""

    name_label: Any = _("Name")
    name_needed = True

    def __init__(self, data: Any = None, *, row: Any = None, initial: Any = None) -> None:
        super().__init__(data, row=row, initial=initial)
        for place, (code, language) in enumerate(LANGUAGES.items()):
            self.fields[f"name_{code}"] = Words(
                label=f"{self.name_label} ({language})",
                max_length=LONGEST_NAME,
                required=self.name_needed and place == 0,
                error_messages={"required": _("Give it a name.")},
            )
            if row is not None:
                self.initial[f"name_{code}"] = getattr(row, f"name_{code}")

    def names(self) -> Names:
        return {code: self.cleaned_data[f"name_{code}"] for code in LANGUAGES}

    @property
    def name_fields(self) -> list[Any]:
        return [self[f"name_{code}"] for code in LANGUAGES]


class ElectionForm(NamedForm):
    day = Day(label=_("Day of the vote"))
    opens_on = Day(
        label=_("Open from"),
        help_text=_(
            "From this day on, candidates who were not elected the time before are no longer named."
        ),
    )

    def __init__(self, data: Any = None, *, row: Election | None = None) -> None:
        names = ("day", "opens_on", "source_title", "source_url")
        initial = {name: getattr(row, name) for name in names} if row else {}
        super().__init__(data, row=row, initial=initial)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        day, opens_on = given.get("day"), given.get("opens_on")
        if day and opens_on and opens_on > day:
            self.add_error("opens_on", _("It opens on the day of the vote at the latest."))
        return given

    def slug(self) -> str:
        """The year, then the name: ``2027-early-vote``."""
        words = f"{self.cleaned_data['day'].year}-{slugify(self.cleaned_data['name_fr'])}"
        return words[:60].strip("-")

    def facts(self) -> dict[str, Any]:
        names = ("day", "opens_on", "source_title", "source_url")
        return {"names": self.names()} | {name: self.cleaned_data[name] for name in names}


class BodyField(forms.ModelChoiceField):
    """Councils that are voted for; ``Communal council · Wallonia``, where there are several."""

    several = True

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Body.objects.none(), empty_label=None, **options)

    def label_from_instance(self, body: Any) -> str:
        says_where = self.several and body.scope
        return f"{body.name} · {body.scope.name}" if says_where else str(body.name)


class VotingField(forms.ModelChoiceField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            queryset=VotingRight.objects.none(),
            required=False,
            empty_label=pgettext_lazy("who may vote", "not known yet"),
            **options,
        )

    def label_from_instance(self, right: Any) -> str:
        return f"{right.name} · {right.area.name}" if right.area else str(right.name)


class ContestForm(NamedForm):
    """Which council, and of where, for a new one; the rest may be changed."""

    name_label = _("Constituency")
    name_needed = False

    body: Any = BodyField(label=_("Council"))
    area = AreasField(
        label=_("Where this council governs"),
        help_text=_("A commune, a district, a province or a region, such as 5000 Namur."),
        required=True,
        error_messages={"required": _("Say where.")},
    )
    areas = AreasField(
        label=_("Where its voters live"),
        help_text=_(
            "Communes or provinces, with commas between them. Leave it empty when voters live "
            "wherever the council governs."
        ),
        max_length=20_000,
    )
    voting: Any = VotingField(label=_("Who may vote"))
    language = forms.ChoiceField(
        label=_("Language group"),
        help_text=_(
            "Where lists of one language only stand, as for each group of the Brussels Parliament."
        ),
        choices=[("", pgettext_lazy("language group of lists", "all lists")), *LANGUAGES.items()],
        required=False,
    )
    seats = forms.IntegerField(
        label=_("Seats"),
        help_text=_("Empty when nobody is sure."),
        min_value=1,
        max_value=MOST_SEATS,
        required=False,
    )

    def __init__(self, data: Any = None, *, day: date, row: Contest | None = None) -> None:
        super().__init__(data, row=row, initial=said_of(row, day) if row else {})
        fields: Any = self.fields
        fields["voting"].queryset = VotingRight.objects.select_related("area")
        fields["areas"].day = day
        if row is not None:
            del fields["body"], fields["area"]
            return
        fields["body"].queryset = (
            Body.objects.filter(elected=Body.Elected.DIRECT)
            .select_related("scope")
            .order_by("level__position", "position")
        )
        fields["area"].day = day

    @property
    def part(self) -> bool:
        """Something is said, or wrong, of a constituency that is not the whole."""
        return any(field.value() or field.errors for field in [self["areas"], *self.name_fields])

    def clean_area(self) -> Area:
        areas: list[Area] = self.cleaned_data["area"]
        if len(areas) != 1:
            raise ValidationError(_("Say one place: the council of each is a contest of its own."))
        body = self.cleaned_data.get("body")
        if body and not bodies_of(areas[0]).filter(pk=body.pk).exists():
            raise ValidationError(
                _("%(area)s has no such council: choose another council or another place.")
                % {"area": areas[0].name}
            )
        return areas[0]

    def code(self) -> str:
        """``communal-council-wal-92094``; the constituency after it, where it has a name."""
        parts = (self.cleaned_data["body"].code, self.cleaned_data["area"].code)
        return slugify(" ".join((*parts, self.cleaned_data["name_fr"])))[:80].strip("-")

    def facts(self, area: Area) -> dict[str, Any]:
        names = ("voting", "language", "seats", "source_title", "source_url")
        found = {name: self.cleaned_data[name] for name in names}
        return found | {"names": self.names(), "areas": self.cleaned_data["areas"] or [area]}


def said_of(row: Contest, day: date) -> dict[str, Any]:
    language = (get_language() or "")[:2]
    areas = [as_typed(area, language, day) for area in row.areas.select_related("level")]
    return {
        "areas": "" if areas == [as_typed(row.area, language, day)] else ", ".join(areas),
        "voting": row.voting_id,
        "language": row.language,
        "seats": row.seats,
        "source_title": row.source_title,
        "source_url": row.source_url,
    }
