"""A meeting, what a witness heard there, what a second witness says of it."""

import re
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from socle.commitments.forms.answering import Condition, PublicWords
from socle.commitments.forms.inviting import without_traces
from socle.commitments.models import StageEvent, Stance
from socle.commitments.models.answering import LONGEST_CONDITION, LONGEST_WORDS
from socle.commitments.queries.answering import Said
from socle.commitments.queries.stage import Heard
from socle.commitments.queries.stage_page import Hall
from socle.groups.forms.carried import CarriedText
from socle.groups.forms.words import Day, Website, Words, sentences

# Hours are optional: 1:12:30, 72:30, or 72 minutes.
MINUTE = re.compile(r"(?:(\d{1,2}):)?(\d{1,3})(?::(\d{2}))?")


class StageForm(forms.Form):
    name = Words(
        label=_("Name of the meeting"),
        help_text=_("As it is announced, such as “Debate of the lists”."),
        max_length=200,
        error_messages={"required": _("Give the meeting its name.")},
    )
    place = Words(
        label=_("Place"),
        help_text=_("The hall and the commune. Anyone can read it."),
        max_length=200,
        error_messages={"required": _("Say where it is.")},
    )
    day = Day(label=_("Day"))

    def __init__(self, data: Any = None, *, today: date, last: date) -> None:
        super().__init__(data, initial={"day": today})
        self.last = last

    def clean_name(self) -> str:
        return without_traces(self.cleaned_data["name"])

    def clean_place(self) -> str:
        return without_traces(self.cleaned_data["place"])

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > self.last:
            raise forms.ValidationError(_("Choose a day before that of the vote."))
        return day


class CorrectionForm(StageForm):
    """Of a meeting that has its page; ``is_public``: answers given there are."""

    why = Words(
        label=_("Why is it corrected?"),
        help_text=_(
            "Anyone can read this beside each answer given there, with what it said before."
        ),
        max_length=300,
        required=False,
        error_messages={
            "required": _("Answers given there are public: say why this changes."),
        },
    )

    def __init__(
        self, data: Any = None, *, stage: StageEvent, is_public: bool, today: date, last: date
    ) -> None:
        super().__init__(data, today=today, last=last)
        self.initial = {"name": stage.name, "place": stage.place, "day": stage.day}
        if is_public:
            self.fields["why"].required = True
        else:
            del self.fields["why"]

    def clean_why(self) -> str:
        return without_traces(self.cleaned_data["why"])


class VideoForm(forms.Form):
    video_url = Website(
        label=_("Video of the meeting"),
        help_text=_("Each answer whose minute was noted then leads to that minute."),
        max_length=400,
    )


class HeardForm(forms.Form):
    """``uuid`` is made on the phone; where there is no script, by the page. ``at``: when it was
    said, by the clock of the phone."""

    use_required_attribute = False

    uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    at = CarriedText(required=False, max_length=40)
    who = forms.ChoiceField(
        label=_("Who answers"), error_messages={"required": _("Choose who answers.")}
    )
    ask = forms.ChoiceField(
        label=_("To which question"),
        error_messages={"required": _("Choose the question that they answer.")},
    )
    stance = forms.ChoiceField(
        label=_("What they answer"),
        choices=sentences(Stance.choices),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what they answer.")},
    )
    condition = Condition(
        rows=3,
        label=_("On what condition?"),
        help_text=_("For “yes, if…”, in their words. 500 signs at most."),
        max_length=LONGEST_CONDITION,
    )
    words = PublicWords(
        rows=6,
        label=_("Their words, as they were said"),
        help_text=_("Only what you heard, word for word. 1,500 signs at most."),
        max_length=LONGEST_WORDS,
        required=False,
    )
    minute = Words(
        label=_("Minute of the video"),
        help_text=_("If the meeting is filmed, such as 72 or 1:12:30."),
        max_length=10,
        required=False,
    )
    language = forms.ChoiceField(label=_("Language they spoke"), choices=settings.LANGUAGES)

    def __init__(
        self, data: Any = None, *, hall: Hall, language: str, who: str = "", ask: str = ""
    ) -> None:
        initial = {"uuid": uuid4(), "language": language, "who": who, "ask": ask}
        super().__init__(data, initial=initial)
        self.hall = hall
        choose = ("", _("Choose…"))
        self.fields["who"].choices = [choose, *hall.who]  # type: ignore[attr-defined]
        self.fields["ask"].choices = [choose, *hall.what]  # type: ignore[attr-defined]

    def clean_uuid(self) -> UUID:
        return self.cleaned_data["uuid"] or uuid4()

    def clean_at(self) -> datetime | None:
        try:
            at = datetime.fromisoformat(self.cleaned_data["at"])
        except ValueError:
            return None
        return at if at.tzinfo else None

    def clean_minute(self) -> int | None:
        typed: str = self.cleaned_data["minute"]
        if not typed:
            return None
        found = MINUTE.fullmatch(typed.replace(" ", ""))
        if found is None:
            raise forms.ValidationError(_("Type a minute, such as 72 or 1:12:30."))
        return seconds_in(*found.groups())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        stance, condition = given.get("stance"), given.get("condition")
        if stance == Stance.YES_IF and condition == "":
            self.add_error("condition", _("“Yes, if…” needs its condition: say what it is."))
        if condition and stance and stance != Stance.YES_IF:
            self.add_error(
                "condition",
                _("Only “yes, if…” has a condition: choose it, or move these words below."),
            )
        return given

    def heard(self) -> Heard:
        given = self.cleaned_data
        row, candidacy = self.hall.respondents[given["who"]]
        said = Said(given["stance"], given["condition"], given["words"], given["language"])
        ask = self.hall.asks[given["ask"]]
        return Heard(row, candidacy, ask, said, given["at"], given["minute"])


def seconds_in(first: str | None, middle: str, last: str | None) -> int:
    """Of « 1:12:30 », « 72:30 » and « 72 »: the parts as they were matched."""
    if first is not None and last is None:
        return int(first) * 60 + int(middle)
    return int(first or 0) * 3_600 + int(middle) * 60 + int(last or 0)


class ConfirmForm(forms.Form):
    use_required_attribute = False

    verdict = forms.ChoiceField(
        label=_("Is it what you heard?"),
        choices=[
            ("same", _("Yes, these are their words")),
            ("differs", _("Something differs")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is what you heard.")},
    )
    why = Words(
        label=_("What differs"),
        help_text=_("If something does. Only the witnesses of the group read this."),
        max_length=500,
        rows=3,
        required=False,
    )
    sure = forms.BooleanField(
        label=_(
            "I was there and heard it myself. I am not of this group, and I do not stand in this "
            "election."
        ),
        error_messages={"required": _("Only somebody of whom all of this is true may confirm.")},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("verdict") == "differs" and not given.get("why"):
            self.add_error("why", _("Say what differs: it is noted again from your words."))
        return given
