"""What coordinators type of an organisation they approach."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from socle.accounts.forms import Address
from socle.accounts.models import User
from socle.groups.actions.approaching import LONGEST_NOTE
from socle.groups.forms.carried import Carried, CarriedChoice, CarriedText
from socle.groups.forms.words import Day, NameOfGroup, Website, Words
from socle.groups.models import Approach, Group, Stage
from socle.groups.queries.approach import possible_followers
from socle.groups.queries.area_words import AreaWords, UnknownArea
from socle.groups.queries.people import name_of
from socle.groups.rules import NEEDS_A_REASON, OPEN_STAGES, stages_from
from socle.territories.models import Area


class FollowerField(forms.ModelChoiceField):
    def __init__(self, **options: Any) -> None:
        given: dict[str, Any] = {
            "label": _("Who follows it up"),
            "queryset": User.objects.none(),
            "required": False,
            "empty_label": _("nobody yet"),
        }
        super().__init__(**given | options)

    def label_from_instance(self, person: Any) -> str:
        return name_of(person)


class AreasField(Words):
    """Communes, provinces or postcodes in words; gives the areas, and says what is not known."""

    def __init__(self, **options: Any) -> None:
        given: dict[str, Any] = {
            "label": _("Where"),
            "help_text": _("A commune, a province or a postcode; commas between several."),
            "max_length": 400,
            "required": False,
        }
        super().__init__(**given | options)
        self.day = date.min

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        if not words:
            return []
        try:
            return list(AreaWords(self.day, (get_language() or "")[:2]).of_words(words).areas)
        except UnknownArea as fault:
            raise ValidationError(str(fault)) from None


class OfApproach(forms.Form):
    """Fields of one that is known; ``version`` is that of what was opened.

    What each field held then comes along, so that only what was touched is written.
    """

    version = Carried()

    def __init__(self, data: Any = None, *, approach: Approach, day: date) -> None:
        initial = {name: getattr(approach, name, "") for name in self.base_fields}
        initial["follower"] = approach.follower_id
        super().__init__(data, initial=initial)
        for name, field in self.fields.items():
            field.show_hidden_initial = name in self.carried
            if isinstance(field, FollowerField):
                field.queryset = possible_followers(day, [approach.follower])

    @property
    def carried(self) -> list[str]:
        return [name for name in self.base_fields if name not in {"version", "happened"}]

    def touched(self) -> dict[str, Any]:
        """What was typed and differs from what was shown."""
        return {name: self.cleaned_data[name] for name in self.carried if name in self.changed_data}


class FollowUpForm(OfApproach):
    happened = Words(
        label=_("What happened?"),
        help_text=_("It goes on top of the note, with the day and your name."),
        max_length=1000,
        rows=3,
        required=False,
    )
    next_step = Words(
        label=_("Next step"),
        help_text=_("For example: call back after their board meeting."),
        max_length=200,
        required=False,
    )
    due_on = Day(
        label=_("When"),
        help_text=_("On that day, who follows it up gets a mail."),
        required=False,
    )
    follower = FollowerField()


class ContactForm(OfApproach):
    contact_name = Words(label=_("Name of the contact"), max_length=150, required=False)
    contact_email = Address(
        label=_("E-mail address of the contact"),
        help_text=_("The charter goes there."),
        required=False,
    )
    phone = Words(label=_("Telephone"), max_length=40, required=False)
    note = Words(
        label=_("Note"),
        help_text=_("Only coordinators read it."),
        max_length=LONGEST_NOTE,
        rows=10,
        required=False,
    )


class AddForm(forms.Form):
    name = NameOfGroup(label=_("Name of the organisation"))
    areas = AreasField()
    stage = forms.ChoiceField(
        label=_("Stage"), choices=[(stage.value, stage.label) for stage in OPEN_STAGES]
    )
    language = forms.ChoiceField(
        label=_("Language"), help_text=_("We write to them in it."), choices=settings.LANGUAGES
    )
    website = Website()
    contact_name = Words(label=_("Name of the contact"), max_length=150, required=False)
    contact_email = Address(label=_("E-mail address of the contact"), required=False)
    phone = Words(label=_("Telephone"), max_length=40, required=False)
    note = Words(
        label=_("Note"),
        help_text=_("Only coordinators read it."),
        max_length=LONGEST_NOTE,
        rows=4,
        required=False,
    )
    next_step = Words(label=_("Next step"), max_length=200, required=False)
    due_on = Day(label=_("When"), required=False)
    follower = FollowerField()

    def __init__(self, data: Any = None, *, day: date, by: User) -> None:
        language = (get_language() or "")[:2]
        super().__init__(data, initial={"follower": by.pk, "language": language})
        self.fields["follower"].queryset = possible_followers(day)  # type: ignore[attr-defined]
        self.fields["areas"].day = day  # type: ignore[attr-defined]

    def of_group(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "name": given["name"],
            "languages": [given["language"]],
            "website": given["website"],
        }

    def of_approach(self) -> dict[str, Any]:
        aside = {"name", "language", "website", "areas", "stage"}
        return {name: value for name, value in self.cleaned_data.items() if name not in aside}


class MoveForm(forms.Form):
    """``to`` comes from the button that was pressed, ``seen`` is the stage it stood in then."""

    to = CarriedChoice()
    seen = CarriedText(max_length=10)
    reason = Words(
        label=_("Why"),
        help_text=_("Needed for “left” and “declined”; only coordinators read it."),
        max_length=500,
        required=False,
    )

    def __init__(self, data: Any = None, *, stage: str) -> None:
        super().__init__(data, initial={"seen": stage})
        self.reachable = stages_from(stage)
        self.fields["to"].choices = Stage.choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("to") in NEEDS_A_REASON and not given.get("reason"):
            words = _("Say in a few words why: somebody will ask in two years.")
            self.add_error("reason", words)
        return given


class SendCharterForm(forms.Form):
    words = Words(
        label=_("A few words of your own"),
        help_text=_("They stand at the top of the message."),
        max_length=2000,
        rows=5,
        required=False,
    )


class SignatureForm(forms.Form):
    """A signature on paper."""

    signed_name = Words(
        label=_("Name of who signed"),
        max_length=150,
        error_messages={"required": _("Say who signed.")},
    )
    signed_as = Words(
        label=_("In what function"),
        help_text=_("For example: chair, secretary."),
        max_length=150,
        error_messages={"required": _("Say in what function.")},
    )
    signed_on = Day(label=_("On which day"))
    language = forms.ChoiceField(
        label=_("In which language they read it"), choices=settings.LANGUAGES
    )

    def __init__(self, data: Any = None, *, group: Group, day: date) -> None:
        super().__init__(data, initial={"language": group.language_codes[0]})
        self.day = day

    def clean_signed_on(self) -> date:
        signed_on: date = self.cleaned_data["signed_on"]
        if signed_on > self.day:
            raise ValidationError(_("This day is still to come."))
        return signed_on


def put_together(form: OfApproach, sent: QueryDict, now: OfApproach) -> tuple[QueryDict, list]:
    """What was sent, upon what somebody else saved meanwhile, and where the two differ.

    ``form`` holds what was sent, ``now`` what is there. What was not touched is theirs; sent
    again, what was touched holds. Each difference is (field, what is there now, both changed it).
    """
    merged, differences = sent.copy(), []
    for name in form.carried:
        field, present = form.fields[name], now.get_initial_for_field(now.fields[name], name)
        theirs = field.prepare_value(present)
        opened = sent.get(form.add_initial_prefix(name), "")
        is_touched = name in form.changed_data
        if field.has_changed(present, opened):
            differences.append((now[name], is_touched))
        if not is_touched:
            merged[name] = theirs if theirs is not None else ""
        merged[form.add_initial_prefix(name)] = theirs if theirs is not None else ""
    merged["version"] = str(now.initial["version"])
    return merged, differences


class FilterForm(forms.Form):
    """What to show of the pipeline; everything may be left empty."""

    q = Words(label=_("Name or contact"), max_length=100, required=False)
    stage = forms.ChoiceField(
        label=_("Stage"), choices=[("", _("every stage")), *Stage.choices], required=False
    )
    follower = forms.ChoiceField(label=_("Who follows it up"), required=False)
    due = forms.ChoiceField(
        label=_("When"),
        choices=[
            ("", _("whenever")),
            ("late", _("late")),
            ("week", _("this week")),
            ("none", _("no day set")),
        ],
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("every language")), *settings.LANGUAGES],
        required=False,
    )
    area = AreasField(help_text="")

    def __init__(self, data: Any = None, *, day: date) -> None:
        super().__init__(data)
        people = [(str(person.pk), name_of(person)) for person in possible_followers(day)]
        nobody = ("none", _("nobody"))
        self.fields["follower"].choices = [("", _("everyone")), *people, nobody]  # type: ignore[attr-defined]
        self.fields["area"].day = day  # type: ignore[attr-defined]


def areas_of(form: FilterForm) -> Area | None:
    """The first of those typed."""
    found: list[Area] = form.cleaned_data.get("area") or []
    return found[0] if found else None
