"""The rule, how a list is reached, the deadline, a line of the log."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from socle.commitments.actions.inviting import AT_LEAST
from socle.commitments.actions.inviting_log import BY_HAND
from socle.commitments.kinds.traces import traces_in
from socle.commitments.models import Approach, Invitation, InvitationRule
from socle.elections.models import Contest
from socle.groups.forms.words import Day, Words, sentences

Channel = Invitation.Channel


class IfAny:
    """Not called optional: whether it may be empty is for another answer to say."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)  # type: ignore[misc]


class WordsIfAny(IfAny, Words):
    pass


class AddressIfAny(IfAny, forms.EmailField):
    pass


class ChoiceIfAny(IfAny, forms.ChoiceField):
    pass


class RuleForm(forms.Form):
    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("Whom do you invite?"),
        choices=sentences(InvitationRule.Kind.choices),
        widget=forms.RadioSelect,
        initial=InvitationRule.Kind.ALL,
        error_messages={"required": _("Choose a rule.")},
    )
    reach = ChoiceIfAny(
        label=_("Who receives the questions?"),
        help_text=_("All in the same words, on the same day."),
        choices=sentences(InvitationRule.Reach.choices),
        widget=forms.RadioSelect,
    )
    words = WordsIfAny(
        label=_("In your words"),
        help_text=_("How anyone can tell, for each list, whether the rule invites it."),
        max_length=3_000,
        rows=6,
    )
    adopted_on = Day(label=_("Adopted on"), help_text=_("The day on which your group decided it."))

    def __init__(self, data: Any = None, *, today: date) -> None:
        first = {"adopted_on": today, "reach": InvitationRule.Reach.LISTS}
        super().__init__(data, initial=first)
        self.today = today

    def clean_adopted_on(self) -> date:
        day: date = self.cleaned_data["adopted_on"]
        if day > self.today:
            raise forms.ValidationError(_("That day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("kind") not in (None, InvitationRule.Kind.ALL) and not given.get("words"):
            self.add_error("words", _("Say in words whom this rule invites."))
        return given


class ContactForm(forms.Form):
    """Where a list is reached, or what was tried."""

    use_required_attribute = False

    channel = forms.ChoiceField(
        label=_("How do you reach this list?"),
        choices=[*sentences(Channel.choices), ("none", _("We could not reach it"))],
        widget=forms.RadioSelect,
        initial=Channel.EMAIL,
        error_messages={"required": _("Choose one.")},
    )
    address = AddressIfAny(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("That of the list, or of its head. Nobody else ever sees it."),
        error_messages={"invalid": _("Type an address, such as name@example.org.")},
    )
    source = WordsIfAny(
        label=_("Where the list published this"),
        help_text=_("Its site, its poster, the commune: anyone must be able to find it again."),
        max_length=500,
    )
    unreachable = WordsIfAny(
        label=_("What you tried"),
        help_text=_("If you could not reach it. Anyone can read this: no names, no numbers."),
        max_length=500,
        rows=3,
    )
    language = forms.ChoiceField(label=_("Language to write in"), choices=settings.LANGUAGES)

    def clean_unreachable(self) -> str:
        return without_traces(self.cleaned_data["unreachable"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        channel = given.get("channel")
        if channel == "none":
            if not given.get("unreachable") and "unreachable" not in self.errors:
                self.add_error("unreachable", _("Say what you tried to reach it."))
        elif channel:
            lacks = channel == Channel.EMAIL and not given.get("address")
            if lacks and "address" not in self.errors:
                self.add_error("address", _("Type the address of the list."))
            if not given.get("source"):
                self.add_error("source", _("Say where this was published."))
        return given

    def contact(self) -> dict[str, str]:
        """As the act takes it."""
        given = self.cleaned_data
        if given["channel"] == "none":
            return {
                "channel": Channel.EMAIL,
                "address": "",
                "source": "",
                "unreachable": given["unreachable"],
                "language": given["language"],
            }
        found = {name: given[name] for name in ("channel", "address", "source", "language")}
        return found | {"unreachable": ""}


def without_traces(words: str) -> str:
    if found := traces_in(words):
        raise forms.ValidationError(
            _("Anyone can read this: leave out %(found)s."), params={"found": ", ".join(found)}
        )
    return words


# Days before the deadline.
REMINDERS = [(14, _("14 days before")), (7, _("7 days before")), (2, _("2 days before"))]


class InviteForm(forms.Form):
    deadline = Day(
        label=_("Last day to answer"),
        help_text=_("Answers stay sealed until the end of that day, then come out together."),
    )
    remind_on = forms.TypedMultipleChoiceField(
        label=_("Remind those who are silent"),
        choices=[(str(days), words) for days, words in REMINDERS],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        initial=["7", "2"],
    )
    sure = forms.BooleanField(
        label=_("We read the asks again: once invitations are out, none can be added."),
        error_messages={"required": _("Read them again, then tick this box.")},
    )

    def __init__(
        self, data: Any = None, *, contest: Contest, today: date, proposed: date | None = None
    ) -> None:
        self.first = today + AT_LEAST
        self.last = contest.election.day - timedelta(days=1)
        day = min(max(proposed or today + timedelta(days=21), self.first), self.last)
        super().__init__(data, initial={"deadline": day, "remind_on": ["7", "2"]})

    def clean_deadline(self) -> date:
        day: date = self.cleaned_data["deadline"]
        if day < self.first:
            raise forms.ValidationError(
                _("Leave lists at least %(days)s days."), params={"days": AT_LEAST.days}
            )
        if day > self.last:
            raise forms.ValidationError(_("Answers come out before the day of the vote."))
        return day

    @property
    def ends(self) -> datetime:
        """The last minute of that day, by the site's clock."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["deadline"], time(23, 59)))


class NoteForm(forms.Form):
    """A line of the public log, by hand."""

    kind = forms.ChoiceField(
        label=_("What happened?"),
        choices=sentences((kind.value, kind.label) for kind in BY_HAND),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    on = Day(label=_("Day"))
    words = Words(
        label=_("In a few words"),
        help_text=_("Anyone can read this: name nobody who is not a candidate, give no number."),
        max_length=500,
        rows=3,
        error_messages={"required": _("Say in a few words what happened.")},
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"on": today, "kind": Approach.Kind.CALLED})
        self.today = today

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(_("That day is still to come."))
        return day

    def clean_words(self) -> str:
        return without_traces(self.cleaned_data["words"])

    @property
    def at(self) -> datetime:
        """At noon: nobody notes the hour."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["on"], time(12)))


class CandidateNoteForm(NoteForm):
    """The same of one candidate: the public log says that it was done, and nothing of the words
    unless they head the list."""

    kind = forms.ChoiceField(
        label=_("What happened?"),
        choices=sentences(
            (kind.value, kind.label) for kind in BY_HAND if kind != Approach.Kind.UNREACHABLE
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    words = Words(
        label=_("In a few words"),
        help_text=_(
            "Of a candidate who does not head the list, the public log shows neither the name nor "
            "these words. Give no number and no address."
        ),
        max_length=500,
        rows=3,
        required=False,
    )
